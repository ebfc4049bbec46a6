import './jsdom-gaps.ts'
import { useParams } from '@solidjs/router'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { Show } from 'solid-js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { StaffRequestView } from '../../server/http/views.ts'
import { createKept } from '../../client/kept.ts'
import { sources } from '../../client/keys.ts'
import DecisionPage from '../../client/pages/decision.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { atendente, clocks, endPage, fakeServer, person, refuse, show, staffRequest } from './staff-kit.tsx'

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

const decide = 'POST /api/requests/r1/decision'

function Host() {
  const params = useParams()
  const kept = createKept(() => (params['all'] === 's/r1' ? sources.request('r1') : null))
  return <Show when={kept.data?.as === 'staff' && kept.data}>{(request) => <DecisionPage request={request()} />}</Show>
}

async function open(change: Partial<StaffRequestView> = {}, answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ '/api/me': person(), '/api/requests/r1': staffRequest(change), ...answers })
  const page = await show(Host, '/s/r1')
  await screen.findByText('Dados enviados pelo cliente')
  return { ...server, ...page }
}

const confirm = () => fireEvent.click(screen.getByRole('button', { name: /^Confirmar decisão/ }))

describe('the decision', () => {
  it('shows the clock, the person, and what differs from the record', async () => {
    await open({ otherRequests: true, earlierRejection: { reason: 'data_mismatch', words: 'Dados não conferem' } })
    expect(document.body.textContent).toMatch(
      /2:1[78]\s*para decidir\.\s*Você está atendendo\.\s*O relógio continua até a decisão\./,
    )
    expect(screen.getByText('318.482.190-07')).toBeTruthy()
    expect(screen.getByText('Diferente do registro').closest('div')?.textContent).toContain('(13) 98765-4321')
    expect(document.body.textContent).toContain('Versão 3')
    expect(document.body.textContent).toMatch(
      /Celular\s*No registro \(13\) 3222-1111\s*Na solicitação \(13\) 98765-4321/,
    )
    expect(screen.getByRole('link', { name: 'Ver o registro no CCN' }).getAttribute('href')).toBe('/ccn/c1')
    expect(document.body.textContent).toContain('CPF em outra solicitação.')
    expect(document.body.textContent).toContain('Solicitação anterior rejeitada: Dados não conferem')
  })

  it('uses the record only after the tick, with the version that was shown', async () => {
    const { sent } = await open(
      {},
      { [decide]: staffRequest({ version: 3, state: 'in_progress', clock: clocks.stopped(138_000, false) }) },
    )
    fireEvent.click(screen.getByRole('radio', { name: 'Usar registro no CCN' }))
    confirm()
    expect(await screen.findByText('Marque depois de conferir os dados com o documento.')).toBeTruthy()
    expect(sent).toEqual([])
    fireEvent.click(screen.getByRole('checkbox', { name: 'Conferi os dados hoje com o documento apresentado.' }))
    confirm()
    expect(await screen.findByText('Prazo encerrado a tempo: faltavam 2:18.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'use', ccnVersion: 3, checkedToday: true }])
    expect(screen.queryByRole('button', { name: /^Confirmar decisão/ })).toBeNull()
  })

  it('cannot use what does not exist', async () => {
    await open({ ccn: null })
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Usar registro no CCN' }).disabled).toBe(true)
    expect(screen.getByText('Seu cartório ainda não tem registro deste CPF. Escolha Criar.')).toBeTruthy()
  })

  it('rejects only after saying what the client will read', async () => {
    const { sent } = await open(
      {},
      { [decide]: staffRequest({ version: 3, state: 'rejected', late: true, clock: clocks.stopped(0, true) }) },
    )
    fireEvent.click(screen.getByRole('radio', { name: 'Rejeitar' }))
    fireEvent.change(screen.getByLabelText('Motivo'), { target: { value: 'other' } })
    fireEvent.input(screen.getByLabelText('Motivo'), { target: { value: 'other' } })
    confirm()
    expect(await screen.findByText('Escreva o motivo para o cliente.')).toBeTruthy()
    fireEvent.input(screen.getByLabelText('O que o cliente precisa saber'), {
      target: { value: 'Não é você na foto.' },
    })
    confirm()
    const sheet = await screen.findByRole('dialog', { name: 'Rejeitar a solicitação?' })
    expect(sheet.textContent).toContain('O cliente vai ler: “Não é você na foto”.')
    expect(sent).toEqual([])
    fireEvent.click(within(sheet).getByRole('button', { name: /^Rejeitar/ }))
    expect(await screen.findByText('Decisão registrada fora do prazo.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'reject', reason: 'other', text: 'Não é você na foto.' }])
  })

  it('offers to use the record of today, or to create one more knowingly', async () => {
    const refused = () => refuse('ccn_today', 'Seu cartório já criou hoje uma versão deste CPF no CCN.')
    const { sent, answers } = await open({}, { [decide]: refused })
    fireEvent.click(screen.getByRole('radio', { name: 'Criar registro no CCN' }))
    confirm()
    const again = await screen.findByRole('checkbox', { name: 'Criar outra versão mesmo assim.' })
    expect(screen.getByRole('button', { name: 'Usar registro no CCN' })).toBeTruthy()
    expect(document.body.textContent).toContain('O registro difere da solicitação em: Celular.')
    fireEvent.click(again)
    answers[decide] = staffRequest({ version: 3, state: 'in_progress', clock: clocks.stopped(1000, false) })
    confirm()
    await screen.findByText(/Prazo encerrado a tempo/)
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'create' }, { kind: 'create', evenToday: true }])
    expect(sent[0]?.key).not.toBe(sent[1]?.key)
  })

  it('asks to confirm again when the record moved', async () => {
    const moved = staffRequest({ version: 3, ccn: { record: 'r', latest: 4, at: 0, madeToday: false, differs: [] } })
    const { answers, sent } = await open(
      {},
      {
        [decide]: () => refuse('ccn_moved', 'O registro no CCN mudou enquanto você decidia.', 409, { request: moved }),
      },
    )
    fireEvent.click(screen.getByRole('radio', { name: 'Usar registro no CCN' }))
    const tick = () => screen.getByRole<HTMLInputElement>('checkbox', { name: /Conferi os dados/ })
    fireEvent.click(tick())
    answers['/api/requests/r1'] = moved
    confirm()
    expect(await screen.findByText('O registro no CCN mudou enquanto você decidia.')).toBeTruthy()
    await waitFor(() => expect(document.body.textContent).toContain('Usa a versão 4 do registro.'))
    expect(tick().checked).toBe(false)
    fireEvent.click(tick())
    confirm()
    await waitFor(() => expect(sent.at(-1)?.body).toEqual({ kind: 'use', ccnVersion: 4, checkedToday: true }))
  })

  it('tells who was faster, and shows what the request has become', async () => {
    const became = staffRequest({
      version: 3,
      state: 'rejected',
      clock: clocks.stopped(60_000, false),
      can: { decide: false, giveBack: false },
    })
    await open(
      {},
      { [decide]: () => refuse('already_decided', 'João decidiu às 14:21: Rejeitar.', 409, { request: became }) },
    )
    fireEvent.click(screen.getByRole('radio', { name: 'Criar registro no CCN' }))
    confirm()
    expect(await screen.findByText('João decidiu às 14:21: Rejeitar.')).toBeTruthy()
    expect(screen.getByText('Rejeitada')).toBeTruthy()
    expect(screen.queryByRole('radio')).toBeNull()
  })

  it('goes back to the queue with a word when the client released it', async () => {
    const words = 'Alguém atualizou esta solicitação antes. O cliente liberou a solicitação para outros cartórios.'
    const { at } = await open({}, { [decide]: () => refuse('changed', words) })
    fireEvent.click(screen.getByRole('radio', { name: 'Criar registro no CCN' }))
    confirm()
    expect(await screen.findByText(words)).toBeTruthy()
    await waitFor(() => expect(at()).toBe('/fila'))
  })

  it('keeps the intent over a lost answer, and makes a new one otherwise', async () => {
    const { sent, answers } = await open({}, { [decide]: () => refuse('unavailable', 'O serviço está ocupado.', 503) })
    fireEvent.click(screen.getByRole('radio', { name: 'Criar registro no CCN' }))
    confirm()
    await screen.findByText('O serviço está ocupado.')
    answers[decide] = staffRequest({ version: 3, state: 'in_progress', clock: clocks.stopped(1000, false) })
    confirm()
    await screen.findByText(/Prazo encerrado a tempo/)
    expect(sent).toHaveLength(2)
    expect(sent[0]?.key).toBe(sent[1]?.key)
  })

  it('explains the deadline on a tap', async () => {
    const stretches = [{ from: 0, to: 900_000, counted: true, reason: 'aberto', act: null }]
    const clock = { moves: [], countedMs: 900_000, dueAt: 900_000 }
    const explain = {
      now: 900_000,
      zone: 'America/Sao_Paulo',
      place: 'Santos',
      from: 0,
      to: 900_000,
      stretches,
      ...clock,
    }
    await open({}, { '/api/requests/r1/explain': explain })
    fireEvent.click(screen.getByRole('button', { name: /^Por que \d\d:\d\d\?$/ }))
    const sheet = await screen.findByRole('dialog', { name: /^Por que 21:15/ })
    expect(sheet.textContent).toContain('15 min')
  })

  it('says that an expired one may still be decided', async () => {
    await open({ state: 'expired', clock: clocks.expired(4) })
    expect(document.body.textContent).toContain(
      'Vencida há 4 min úteis. Ainda dá para decidir enquanto o cliente não liberar. Fica registrado como fora do prazo.',
    )
    expect(screen.getByRole('button', { name: /^Confirmar decisão/ })).toBeTruthy()
  })
})

describe('who may not decide', () => {
  const cannot = { can: { decide: false, giveBack: false } }
  it('explains it to an atendente', async () => {
    await open(
      { ...cannot, whyNot: 'Seu papel no cartório permite ver, mas não fazer isto.' },
      { '/api/me': atendente() },
    )
    expect(screen.getByText('Seu papel no cartório permite ver, mas não fazer isto.')).toBeTruthy()
    expect(screen.queryByRole('radio')).toBeNull()
    expect(screen.queryByRole('button', { name: /chave de acesso/ })).toBeNull()
  })
  it('offers the passkey to who only lacks that', async () => {
    await open({ ...cannot, whyNot: 'Entre com a chave.' }, { '/api/me': person({ passkeySession: false }) })
    fireEvent.click(screen.getByRole('button', { name: /Entrar com a chave de acesso/ }))
    expect(await screen.findByRole('dialog', { name: 'Entre com a sua chave de acesso' })).toBeTruthy()
  })
})

describe('giving back', () => {
  it('is not offered for what was sent here', async () => {
    await open()
    expect(screen.queryByRole('button', { name: /Devolver/ })).toBeNull()
  })
  it('needs a reason', async () => {
    const { sent, at } = await open(
      { pulled: true, can: { decide: true, giveBack: true } },
      { 'POST /api/requests/r1/give-back': { ok: true } },
    )
    fireEvent.click(screen.getByRole('button', { name: /Devolver/ }))
    const sheet = await screen.findByRole('dialog', { name: 'Devolver a solicitação?' })
    fireEvent.click(within(sheet).getByRole('button', { name: /^Devolver/ }))
    expect(await screen.findByText('Escreva o motivo para continuar.')).toBeTruthy()
    expect(sent).toEqual([])
    fireEvent.input(within(sheet).getByLabelText('Motivo'), { target: { value: ' Sem equipe agora ' } })
    fireEvent.click(within(sheet).getByRole('button', { name: /^Devolver/ }))
    expect(await screen.findByText('Solicitação devolvida.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ reason: 'Sem equipe agora' }])
    await waitFor(() => expect(at()).toBe('/fila'))
  })
})
