import './jsdom-gaps.ts'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { revalidate } from '../../client/kept.ts'
import OfficePage from '../../client/pages/office.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { entry, officeCalendar, preview, theirVersion } from './calendar-kit.tsx'
import { officeView } from './office-kit.ts'
import { cns, endPage, fakeServer, person, refuse, show } from './staff-kit.tsx'

vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async () => undefined,
  set: async () => {},
  del: async () => {},
  clear: async () => {},
}))

afterEach(() => {
  endPage()
  toast.clear()
  vi.unstubAllGlobals()
})

const path = '/api/office/calendar'
async function open(answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({
    '/api/me': person(),
    '/api/office': officeView(),
    [path]: officeCalendar(),
    [`POST ${path}/preview`]: preview(),
    [`PUT ${path}`]: { version: 5, moved: 1, cartorios: 1 },
    ...answers,
  })
  const shown = await show(OfficePage, '/expediente')
  await screen.findByRole('heading', { name: 'Horários da semana' })
  return { ...server, ...shown }
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const own = [{ rule: entry().rule, effect: { kind: 'closed' }, reason: entry().reason, act: entry().act }]

describe('the calendar of a cartório', () => {
  it('shows the next special days with reason, act and layer', async () => {
    await open()
    const days = screen.getByRole('heading', { name: 'Próximos dias diferentes' }).closest('section')
    expect(days?.textContent).toContain('ter 08/12/2026')
    expect(days?.textContent).toContain('Aniversário do cartório · do cartório · Portaria 3/2026')
    expect(days?.textContent).toMatch(/24\/12\/2026\s*09:00 às 12:00\s*Véspera de Natal · municipal/)
  })

  it('looks at what a new week would do, says it, and saves it from a date on', async () => {
    const { sent } = await open()
    press(/de segunda a sexta o horário de Terça/)
    press(/^Ver o que muda/)
    expect(await screen.findByText(/^Diga o motivo/)).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'A partir de uma data' }))
    type('A partir de', '2026-11-23')
    expect(screen.getByText('Escolha uma data depois de hoje.')).toBeTruthy()
    expect(sent).toEqual([])
    type('A partir de', '2027-01-04')
    type('Motivo', 'Horário de verão')
    press(/^Ver o que muda/)
    const sheet = await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sheet.textContent).toContain('1 prazo em andamento muda.')
    expect(sheet.textContent).toContain('…0382 de hoje 14:26 para amanhã 09:06')
    expect(sheet.textContent).toMatch(/ter 08\/12\/2026.*09:00 às 17:00.*Fechado/)
    expect(sent.map(({ method }) => method)).toEqual(['POST'])
    fireEvent.click(within(sheet).getByRole('button', { name: /^Confirmar/ }))
    expect(await screen.findByText('Salvo. 1 prazo recalculado; cliente e cartório foram avisados.')).toBeTruthy()
    const day = [[540, 1020]]
    expect(sent[1]).toMatchObject({ method: 'PUT', path: `${path}?cartorio=${cns}` })
    expect(sent[1]?.body).toEqual({
      base: 4,
      week: [[[540, 720]], day, [[0, 1440]], [], [], [], []],
      later: [{ from: '2027-01-04', week: [day, day, day, day, day, [], []], act: null }],
      own,
      reason: 'Horário de verão',
      act: null,
    })
    expect(sent[1]?.body).toEqual(sent[0]?.body)
  })

  it('keeps what was typed when somebody else saved meanwhile, shows what they did and looks anew', async () => {
    let saves = 0
    const { sent, answers } = await open({
      [`PUT ${path}`]: () =>
        saves++ === 0
          ? refuse('calendar_moved', 'O calendário mudou.')
          : { status: 200, body: { version: 6, moved: 0, cartorios: 1 } },
    })
    press('Adicionar data')
    type('Data', '2026-12-30')
    type('Motivo', 'Balanço')
    press(/^Ver o que muda/)
    const theirs = [entry({ reason: 'Luto oficial' })]
    answers[path] = officeCalendar({ version: 5, own: theirs, history: [theirVersion] })
    answers[`POST ${path}/preview`] = preview({ moving: 0, moves: [] })
    fireEvent.click(await screen.findByRole('button', { name: /^Confirmar/ }))
    await screen.findByText('O calendário mudou enquanto você editava.')
    const sheet = screen.getByRole('dialog')
    expect(sheet.textContent).toContain('Luto oficial')
    expect(sheet.textContent).toContain('João Batista')
    expect(sheet.textContent).toContain('Nenhum prazo em andamento muda.')
    fireEvent.click(within(sheet).getByRole('button', { name: /^Voltar/ }))
    expect(screen.getByLabelText<HTMLInputElement>('Motivo').value).toBe('Balanço')
    press(/^Ver o que muda/)
    fireEvent.click(await screen.findByRole('button', { name: /^Confirmar/ }))
    await screen.findByText('Salvo. Nenhum prazo mudou.')
    expect(sent.at(-1)?.body).toMatchObject({ base: 5, own: [{ reason: 'Luto oficial' }, { reason: 'Balanço' }] })
  })

  it('tells what others saved while it was typed, though no answer was refused', async () => {
    const { answers } = await open()
    press(/de segunda a sexta o horário de Terça/)
    answers[path] = officeCalendar({ version: 5, week: [[], [], [], [], [], [], []], history: [theirVersion] })
    await revalidate([`office:${cns}`])
    type('Motivo', 'Horário de verão')
    press(/^Ver o que muda/)
    const sheet = await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sheet.textContent).toContain('Luto oficial')
    expect(document.activeElement?.textContent).toContain('O calendário mudou enquanto você editava.')
  })

  it('shows a refusal in the form and loses nothing', async () => {
    const words = 'Balanço: os intervalos se sobrepõem.'
    await open({
      [`POST ${path}/preview`]: () => refuse('invalid', 'Confira os campos.', 422, { fields: { own: words } }),
    })
    press('Adicionar data')
    type('Data', '2026-12-30')
    type('Motivo', 'Balanço')
    press(/^Ver o que muda/)
    const sheet = await screen.findByRole('dialog', { name: 'Nova data' })
    await within(sheet).findByText(words)
    expect(within(sheet).getByLabelText<HTMLInputElement>('Data').value).toBe('2026-12-30')
  })

  it('closed early today, says so and leads back to the usual hours; a refused form leads to its field', async () => {
    const early = entry({ rule: { on: 'date', date: '2026-11-23' }, reason: 'Falta de energia' })
    const { sent } = await open({ [path]: officeCalendar({ closing: null, own: [early] }) })
    expect(await screen.findByText('Hoje: fechado')).toBeTruthy()
    press('Voltar ao horário de sempre')
    const sheet = await screen.findByRole('dialog', { name: 'Tirar “Falta de energia”?' })
    fireEvent.click(within(sheet).getByRole('button', { name: /^Ver o que muda/ }))
    await waitFor(() => expect(document.activeElement).toBe(within(sheet).getByLabelText('Motivo')))
    fireEvent.input(within(sheet).getByLabelText('Motivo'), { target: { value: 'A energia voltou' } })
    fireEvent.click(within(sheet).getByRole('button', { name: /^Ver o que muda/ }))
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sent[0]?.body).toMatchObject({ own: [], reason: 'A energia voltou' })
  })

  it('makes a yearly half day, and a closing of a holiday that nobody confirmed', async () => {
    const { sent } = await open()
    press('Adicionar data')
    fireEvent.change(screen.getByLabelText('Quando'), { target: { value: 'fixed' } })
    type('Dia', '24')
    fireEvent.change(screen.getByLabelText('Mês'), { target: { value: '12' } })
    fireEvent.click(screen.getByRole('radio', { name: 'Meio expediente' }))
    type('Motivo', 'Véspera de Natal')
    press(/^Ver o que muda/)
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    const half = { kind: 'half', intervals: [[0, 720]] }
    const eve = { rule: { on: 'fixed', month: 12, day: 24 }, effect: half, reason: 'Véspera de Natal', act: null }
    expect(sent[0]?.body).toMatchObject({ own: [{}, eve], reason: 'Véspera de Natal', act: null })
    expect(Object.keys(Object(sent[0]?.body))).toEqual(['base', 'week', 'later', 'own', 'reason', 'act'])
    press(/^Fechar$/)
    expect(screen.getByText('A confirmar: não fecha o dia')).toBeTruthy()
    press(/^Fechar neste dia/)
    type(/^Lei ou ato/, 'Lei 9.497/1997')
    press(/^Ver o que muda/)
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    const holiday = { rule: { on: 'fixed', month: 7, day: 9 }, effect: { kind: 'closed' }, act: 'Lei 9.497/1997' }
    expect(sent[1]?.body).toMatchObject({ own: [{}, holiday] })
  })

  it('takes an entry away with a reason', async () => {
    const { sent } = await open()
    press(/^Tirar Aniversário/)
    press(/^Ver o que muda/)
    expect(await screen.findByText('Diga o motivo.')).toBeTruthy()
    type('Motivo', 'Revogada')
    press(/^Ver o que muda/)
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sent[0]?.body).toMatchObject({ own: [], reason: 'Revogada', act: null })
  })

  it('closes now, after saying to what minute', async () => {
    const { sent } = await open({
      [`POST ${path}/close-now/preview`]: preview(),
      [`POST ${path}/close-now`]: { version: 5, moved: 2, cartorios: 1 },
    })
    press('Fechar agora')
    const sheet = await screen.findByRole('dialog', { name: 'Fechar agora?' })
    expect(sheet.textContent).toContain('O expediente de hoje termina às 14:01 em vez de 17:00.')
    type('Motivo', 'Falta de energia')
    press(/^Ver o que muda/)
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: /^Fechar agora/ }))
    await screen.findByText('Salvo. 2 prazos recalculados; clientes e cartórios foram avisados.')
    expect(sent.map(({ body }) => body)).toEqual([
      { base: 4, reason: 'Falta de energia', act: null },
      { base: 4, reason: 'Falta de energia', act: null },
    ])
  })

  it('shows the weeks that begin later and takes one away', async () => {
    const week = officeCalendar().week
    const { sent } = await open({
      [path]: officeCalendar({ later: [{ from: '2027-01-04', week, act: 'Portaria 9' }] }),
    })
    expect(screen.getByText('A partir de seg 04/01/2027')).toBeTruthy()
    press(/^Tirar este horário/)
    type('Motivo', 'Revogado')
    press(/^Ver o que muda/)
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ later: [], reason: 'Revogado' }))
  })

  it('lets who does not manage only read, and says why', async () => {
    await open({ [path]: officeCalendar({ canManage: false }) })
    expect(screen.getByText('Só o tabelião e o substituto mudam os horários e a equipe.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Adicionar|Alterar|Tirar|Fechar|Abrir neste/ })).toBeNull()
  })
})
