import './jsdom-gaps.ts'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import AdminCalendar from '../../client/pages/admin-calendar.tsx'
import AdminOutages from '../../client/pages/admin-outages.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { christmas, doubtful, entry, layersView, layerView, outagesView, preview } from './calendar-kit.tsx'
import { endPage, fakeServer, minute, now, person, show } from './staff-kit.tsx'

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

const administrator = person({
  roles: [{ id: 'r', cns: null, cartorio: null, uf: null, role: 'admin', decides: false }],
})
const layer = '/api/admin/calendar/municipio/3548500'
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const type = (label: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })

async function open(page: typeof AdminCalendar, path: string, answers: Parameters<typeof fakeServer>[0]) {
  const server = fakeServer({ '/api/me': administrator, ...answers })
  return { ...server, ...(await show(page, path)) }
}

describe('the calendars above the cartórios', () => {
  it('are found by list and by the name of a município', async () => {
    const place = { ibge: '3550308', name: 'São Paulo', uf: 'SP' }
    const { at } = await open(AdminCalendar, '/admin/calendario', {
      '/api/admin/calendar': layersView(),
      '/api/municipios': { items: [place] },
    })
    const state = await screen.findByRole('link', { name: /^São Paulo/ })
    expect(state.getAttribute('href')).toBe('/admin/calendario/uf/SP')
    expect(state.textContent).toContain('3 datas · 1 a confirmar · 9 cartórios · 200 prazos em andamento')
    type('Município', 'são paulo')
    fireEvent.click(await screen.findByRole('radio', { name: 'São Paulo/SP' }))
    await waitFor(() => expect(at()).toBe('/admin/calendario/municipio/3550308'))
  })

  it('take a half day of today by a short form, after its look', async () => {
    const { sent } = await open(AdminCalendar, '/admin/calendario/municipio/3548500', {
      [layer]: layerView(),
      [`POST ${layer}/preview`]: preview({ running: 200, moving: 200, cartorios: 9, daysOf: '3º Tabelionato' }),
      [`PUT ${layer}`]: { version: 3, moved: 200, cartorios: 9 },
    })
    await screen.findByRole('heading', { name: 'Santos/SP' })
    expect(document.body.textContent).toContain('Nível municipal · 9 cartórios · 200 prazos em andamento')
    press('Decretar meio expediente hoje')
    const form = screen.getByRole('dialog', { name: 'Meio expediente' })
    expect(within(form).getByLabelText<HTMLInputElement>('Data').value).toBe('2026-11-23')
    expect(within(form).queryByLabelText('Quando')).toBeNull()
    press(/^Ver o que muda/)
    expect(await screen.findByText('Cite a lei, o decreto ou o ato: sem ele o dia não muda.')).toBeTruthy()
    expect(sent).toEqual([])
    type('Lei ou ato', 'Decreto 12/2026')
    press(/^Ver o que muda/)
    const sheet = await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sheet.textContent).toContain('200 prazos em andamento mudam.')
    expect(sheet.textContent).toContain('Vale para 9 cartórios, com 200 prazos em andamento.')
    expect(sheet.textContent).toContain('e mais 199 prazos')
    expect(sheet.textContent).toContain('Dias que mudam em 3º Tabelionato')
    fireEvent.click(within(sheet).getByRole('button', { name: /^Confirmar/ }))
    await screen.findByText('Salvo. 200 prazos recalculados; clientes e cartórios foram avisados.')
    const decree = {
      rule: { on: 'date', date: '2026-11-23' },
      effect: { kind: 'half', intervals: [[0, 720]] },
      reason: 'Meio expediente',
      act: 'Decreto 12/2026',
    }
    const { rule, effect, reason, act } = layerView().entries[0] ?? decree
    expect(sent[1]).toMatchObject({ method: 'PUT', path: layer })
    expect(sent[1]?.body).toEqual({
      base: 2,
      entries: [{ rule, effect, reason, act }, decree],
      reason: 'Meio expediente',
      act: 'Decreto 12/2026',
    })
  })

  it('overrule what comes with the app, and confirm what has no act; neither is deleted', async () => {
    const nation = '/api/admin/calendar/nation/-'
    const { sent } = await open(AdminCalendar, '/admin/calendario/nation/-', {
      [nation]: layerView({ layer: 'nation', scope: '-', name: 'Brasil', entries: [christmas, doubtful], version: 1 }),
      [`POST ${nation}/preview`]: preview(),
    })
    const link = await screen.findByRole('link', { name: 'Lei 662/1949' })
    expect(link.getAttribute('href')).toMatch(/^https:\/\/www\.planalto/)
    expect(screen.queryByRole('button', { name: /^Tirar/ })).toBeNull()
    press(/^Confirmar com o ato/)
    type('Lei ou ato', 'Lei 9.497/1997')
    press(/^Ver o que muda/)
    await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sent[0]?.body).toMatchObject({
      entries: [{ rule: doubtful.rule, effect: { kind: 'closed' }, act: 'Lei 9.497/1997' }],
    })
    press(/^Fechar$/)
    press(/^Abrir neste dia/)
    type('Lei ou ato', 'Provimento 4')
    press(/^Ver o que muda/)
    await waitFor(() =>
      expect(sent[1]?.body).toMatchObject({ entries: [{ rule: christmas.rule, effect: { kind: 'open' } }] }),
    )
  })

  it('lose an entry only with a reason and an act', async () => {
    const { sent } = await open(AdminCalendar, '/admin/calendario/municipio/3548500', {
      [layer]: layerView({ entries: [entry({ layer: 'municipio' })] }),
      [`POST ${layer}/preview`]: preview(),
    })
    fireEvent.click(await screen.findByRole('button', { name: /^Tirar/ }))
    type('Motivo', 'Lei revogada')
    type('Lei ou ato', 'Lei 2.000/2026')
    press(/^Ver o que muda/)
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ entries: [], act: 'Lei 2.000/2026' }))
  })
})

describe('outages', () => {
  it('are listed, and one is registered in the time of Brasília after a look at the credits', async () => {
    const { sent } = await open(AdminOutages, '/admin/indisponibilidades', {
      '/api/admin/outages': outagesView(),
      'POST /api/admin/outages/preview': { now, running: 7, moving: 1, moves: preview().moves },
      'POST /api/admin/outages': { id: 'o2', moved: 1 },
    })
    expect(await screen.findByText('sistema fora do ar')).toBeTruthy()
    expect(document.body.textContent).toContain('3 prazos receberam o tempo de volta · percebida pelo próprio serviço')
    press(/Registrar indisponibilidade/)
    type('Caiu no dia', '2026-11-23')
    type('Caiu às', '13:10')
    type('Voltou no dia', '2026-11-23')
    type('Voltou às', '15:00')
    type('Motivo', 'Falha do provedor')
    press(/^Ver o que muda/)
    expect(await screen.findByText('Registre só o que já passou.')).toBeTruthy()
    type('Voltou às', '13:40')
    press(/^Ver o que muda/)
    const sheet = await screen.findByRole('dialog', { name: 'Confira antes de salvar' })
    expect(sheet.textContent).toContain('…0382 de hoje 14:26 para amanhã 09:06')
    fireEvent.click(within(sheet).getByRole('button', { name: /^Confirmar/ }))
    await screen.findByText(/^Salvo\. 1 prazo recalculado/)
    const from = now - 50 * minute
    expect(sent[1]?.body).toEqual({ from, to: from + 30 * minute, reason: 'Falha do provedor' })
  })
})
