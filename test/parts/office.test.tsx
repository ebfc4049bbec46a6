import './jsdom-gaps.ts'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import CredentialPage from '../../client/pages/credential.tsx'
import { dayWords, nextSpan, readSpans, spansOf } from '../../client/pages/hours-text.ts'
import OfficePage from '../../client/pages/office.tsx'
import { toast } from '../../client/parts/toast.tsx'
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

const preferences = {
  push: false,
  email: true,
  sms: false,
  quiet: null,
  phone: null,
  phoneConfirmed: false,
  devices: [],
  last: [],
}

async function open(answers: Parameters<typeof fakeServer>[0] = {}, page = OfficePage, path = '/expediente') {
  const server = fakeServer({
    '/api/me': person(),
    '/api/office': officeView(),
    '/api/preferences': preferences,
    ...answers,
  })
  return { ...server, ...(await show(page, path)) }
}

describe('the hours of a day', () => {
  it('are read from their fields, midnight at the end as 24 h', () => {
    expect(
      readSpans(
        spansOf([
          [540, 720],
          [810, 1020],
        ]),
      ),
    ).toEqual([
      [540, 720],
      [810, 1020],
    ])
    expect(readSpans(spansOf([[0, 1440]]))).toEqual([[0, 1440]])
    expect(readSpans([{ opens: '22:00', closes: '00:00' }])).toEqual([[1320, 1440]])
    expect(readSpans([])).toEqual([])
  })
  it('are refused in words', () => {
    expect(readSpans([{ opens: '', closes: '12:00' }])).toBe('Preencha as duas horas.')
    expect(readSpans([{ opens: '12:00', closes: '12:00' }])).toBe('O fechamento precisa ser depois da abertura.')
    expect(
      readSpans(
        spansOf([
          [540, 720],
          [700, 1020],
        ]),
      ),
    ).toBe('Os períodos se sobrepõem.')
  })
  it('are said in one line', () => {
    expect(
      dayWords(
        spansOf([
          [540, 720],
          [810, 1020],
        ]),
      ),
    ).toBe('09:00 às 12:00 e 13:30 às 17:00')
    expect(dayWords(spansOf([[0, 1440]]))).toBe('24 horas')
    expect(dayWords(spansOf([[1320, 1440]]))).toBe('22:00 às 24:00')
    expect(dayWords([])).toBe('Fechado')
  })
  it('go on after a break, and never past the day', () => {
    expect(nextSpan(spansOf([[540, 720]]))).toEqual({ opens: '13:00', closes: '17:00' })
    expect(readSpans([...spansOf([[540, 1320]]), nextSpan(spansOf([[540, 1320]]))])).toBeInstanceOf(Array)
    expect(nextSpan([])).toEqual({ opens: '09:00', closes: '17:00' })
  })
})

describe('expediente', () => {
  it('tells how each person is reached, and ends a role after asking', async () => {
    const { sent } = await open({ 'DELETE /api/office/roles/role-joao': { ended: true } })
    const joao = (await screen.findByText('João Batista')).closest('article')
    expect(joao?.textContent).toMatch(/E-mail\s*último envio falhou/)
    expect(joao?.textContent).toContain('SMS: desligado')
    expect(screen.queryByRole('button', { name: /Encerrar papel de Ana/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /Encerrar papel de João/ }))
    const sheet = await screen.findByRole('dialog', { name: 'Encerrar o papel?' })
    expect(sent).toEqual([])
    fireEvent.click(within(sheet).getByRole('button', { name: /^Encerrar papel/ }))
    expect(await screen.findByText('Papel encerrado.')).toBeTruthy()
    expect(sent[0]).toMatchObject({ method: 'DELETE', path: `/api/office/roles/role-joao?cartorio=${cns}` })
  })

  it('invites by e-mail and role', async () => {
    const { sent } = await open({ 'POST /api/office/invitations': { id: 'i' } })
    const field = await screen.findByLabelText('E-mail')
    fireEvent.input(field, { target: { value: 'sem-arroba' } })
    fireEvent.click(screen.getByRole('button', { name: /^Enviar convite/ }))
    expect(await screen.findByText('E-mail incompleto. Ex.: nome@provedor.com.br.')).toBeTruthy()
    fireEvent.input(field, { target: { value: ' Nova@Exemplo.com ' } })
    fireEvent.click(screen.getByRole('button', { name: /^Enviar convite/ }))
    expect(await screen.findByText('Convite enviado.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ email: 'nova@exemplo.com', role: 'escrevente' }])
  })

  it('lets who does not manage only read', async () => {
    await open({ '/api/office': officeView({ canManage: false }) })
    expect(await screen.findByText('João Batista')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /convite|Encerrar/ })).toBeNull()
  })
})

describe('credenciamento', () => {
  const closed = { credentialed: false }
  const hours = '/credenciamento?passo=horarios'
  it('saves the whole week with a second opening and a date of its own', async () => {
    const { sent } = await open({ 'PUT /api/office/hours': { version: 2 } }, CredentialPage, hours)
    const monday = (await screen.findByText('Segunda-feira')).closest('details')
    if (!monday) throw new Error('no day')
    fireEvent.click(within(monday).getByRole('button', { name: /Adicionar período/ }))
    fireEvent.click(screen.getByRole('button', { name: /Adicionar data/ }))
    const save = () => fireEvent.click(screen.getByRole('button', { name: /^Salvar horários/ }))
    save()
    expect(await screen.findByText('Diga o motivo.')).toBeTruthy()
    expect(sent).toEqual([])
    fireEvent.input(screen.getByLabelText('Data'), { target: { value: '2026-12-08' } })
    fireEvent.input(screen.getByLabelText('Motivo'), { target: { value: 'Feriado municipal' } })
    save()
    expect(await screen.findByText('Horários salvos.')).toBeTruthy()
    expect(sent[0]).toMatchObject({ method: 'PUT', path: `/api/office/hours?cartorio=${cns}` })
    expect(sent[0]?.body).toEqual({
      week: [
        [
          [540, 720],
          [780, 1020],
        ],
        [[540, 1020]],
        [[0, 1440]],
        [],
        [],
        [],
        [],
      ],
      special: [{ date: '2026-12-08', intervals: [], reason: 'Feriado municipal' }],
    })
  })

  it('shows the words of the server when the hours are refused', async () => {
    const words = 'segunda: os intervalos se sobrepõem.'
    const refused = () => refuse('invalid', 'Confira os campos.', 422, { fields: { hours: words } })
    await open({ 'PUT /api/office/hours': refused }, CredentialPage, hours)
    await screen.findByText('Terça-feira')
    fireEvent.click(screen.getByRole('button', { name: /de segunda a sexta o horário de Terça/ }))
    fireEvent.click(screen.getByRole('button', { name: /^Salvar horários/ }))
    expect(await screen.findByText(words)).toBeTruthy()
  })

  it('does not start while something is missing', async () => {
    const missing = ['Teste os seus canais de aviso que estão ligados.']
    const { sent } = await open(
      { '/api/office': officeView({ ...closed, missing }) },
      CredentialPage,
      '/credenciamento?passo=comecar',
    )
    expect(await screen.findByText(missing[0] ?? '')).toBeTruthy()
    fireEvent.click(screen.getAllByRole('button', { name: /Começar a atender/ }).at(-1) ?? document.body)
    expect(screen.getByText('Conclua o que falta para começar.')).toBeTruthy()
    expect(sent).toEqual([])
  })

  it('starts when all is there', async () => {
    const { at } = await open(
      { '/api/office': officeView(closed), 'POST /api/office/credential': { at: 1 } },
      CredentialPage,
      '/credenciamento?passo=comecar',
    )
    await screen.findByText(/Tudo pronto/)
    fireEvent.click(screen.getAllByRole('button', { name: /Começar a atender/ }).at(-1) ?? document.body)
    expect(await screen.findByText('Seu cartório já pode ser escolhido.')).toBeTruthy()
    await waitFor(() => expect(at()).toBe('/fila'))
  })

  it('goes on from the notices only after each channel in use was tried', async () => {
    const { sent, answers } = await open(
      { '/api/office': officeView(closed), 'POST /api/preferences/test': { sent: true } },
      CredentialPage,
      '/credenciamento?passo=avisos',
    )
    fireEvent.click(await screen.findByRole('button', { name: /^Testar aviso por e-mail/ }))
    expect(screen.getByText(/teste cada um que estiver ligado/)).toBeTruthy()
    answers['/api/preferences'] = {
      ...preferences,
      last: [{ channel: 'email', at: 1, outcome: 'done', words: 'Enviado' }],
    }
    await screen.findByText('Aviso de teste enviado.')
    expect(sent.map(({ body }) => body)).toEqual([{ channel: 'email' }])
    await waitFor(() => expect(screen.queryByText(/teste cada um que estiver ligado/)).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: /^Continuar/ }))
    expect(await screen.findByRole('heading', { name: '4. Começar a atender' })).toBeTruthy()
  })

  it('does not ask for a passkey where one exists', async () => {
    await open({ '/api/office': officeView(closed) }, CredentialPage, '/credenciamento')
    expect(await screen.findByText('Chave de acesso criada.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Criar chave/ })).toBeNull()
    expect(screen.getByRole('button', { name: /^Continuar/ })).toBeTruthy()
  })
})
