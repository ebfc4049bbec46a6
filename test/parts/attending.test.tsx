import './jsdom-gaps.ts'
import { useParams } from '@solidjs/router'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { Show } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import type { QueueItem, StaffRequestView } from '../../server/http/views.ts'
import type { SuspicionView } from '../../server/http/suspicion-views.ts'
import { createKept } from '../../client/kept.ts'
import { sources } from '../../client/keys.ts'
import { attendedWords, othersWords } from '../../client/pages/attending-words.ts'
import DecisionPage from '../../client/pages/decision.tsx'
import ProgressPage from '../../client/pages/progress.tsx'
import QueuePage from '../../client/pages/queue.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { attended } from './attend-kit.tsx'
import {
  clocks,
  endPage,
  fakeServer,
  item,
  now,
  person,
  queueView,
  refuse,
  show,
  staffRequest,
  type Sent,
} from './staff-kit.tsx'

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
  vi.useRealTimers()
})

function Host() {
  const params = useParams()
  const kept = createKept(() => (params['all'] === 's/r1' ? sources.request('r1') : null))
  return <Show when={kept.data?.as === 'staff' && kept.data}>{(request) => <DecisionPage request={request()} />}</Show>
}

async function open(request: StaffRequestView, answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ '/api/me': person(), '/api/requests/r1': request, ...answers })
  const page = await show(Host, '/s/r1')
  await screen.findByText('Dados enviados pelo cliente')
  return { ...server, ...page }
}

it('says who else is in it, politely, and that the clock goes on', async () => {
  const others = [{ name: 'Ana Ribeiro', since: now }]
  await open(staffRequest(), { 'POST /api/requests/r1/here': { others } })
  const line = await screen.findByText('Ana Ribeiro também está vendo.')
  expect(line.closest('[role=status]')).toBeTruthy()
  expect(document.body.textContent).toMatch(/Você está atendendo\.\s*O relógio continua até a decisão\./)
})

it('gives a sign of life every 15 s while it is in sight, silence when it is not, and a farewell', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const signs: Sent[] = []
  const here = (sent: Sent) => {
    signs.push(sent)
    return { status: 200, body: { others: [] } }
  }
  await open(staffRequest(), { 'POST /api/requests/r1/here': here })
  await waitFor(() => expect(signs).toHaveLength(1))
  vi.advanceTimersByTime(15_000)
  await waitFor(() => expect(signs).toHaveLength(2))
  const sight = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  vi.advanceTimersByTime(60_000)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(signs).toHaveLength(2)
  sight.mockRestore()
  document.dispatchEvent(new Event('visibilitychange'))
  await waitFor(() => expect(signs).toHaveLength(3))
  endPage()
  const [first] = signs as { body: { tab: string } }[]
  expect(first?.body.tab).toMatch(/^[0-9a-f-]{36}$/)
  expect(signs.map(({ body }) => body)).toEqual([
    ...Array.from({ length: 3 }, () => ({ tab: first?.body.tab })),
    { tab: first?.body.tab, leaving: true },
  ])
})

it('a request that is over is nobody’s place', async () => {
  const here = vi.fn(() => ({ status: 200, body: { others: [] } }))
  await open(staffRequest({ state: 'rejected', clock: clocks.stopped(0, true) }), {
    'POST /api/requests/r1/here': here,
  })
  expect(here).not.toHaveBeenCalled()
})

it('a card says who is in its request, in the queue and under way', async () => {
  const with_ = (id: string, change: Partial<QueueItem>) => ({
    ...item(id, `Pessoa ${id}`, clocks.running(9)),
    ...change,
  })
  const waiting = [with_('1', { attendedBy: ['Ana'] }), with_('2', { attendedByMe: true }), with_('3', {})]
  const inProgress = [with_('4', { state: 'in_progress', clock: null, attendedBy: ['Rui', 'Eva'], attendedByMe: true })]
  fakeServer({ '/api/me': person(), '/api/queue': queueView(waiting, { inProgress }) })
  await show(QueuePage)
  const card = async (name: string) => within((await screen.findByText(name)).closest('article') ?? document.body)
  expect((await card('Pessoa 1')).getByText('Em atendimento por Ana')).toBeTruthy()
  expect((await card('Pessoa 2')).getByText('Você está atendendo')).toBeTruthy()
  expect((await card('Pessoa 3')).queryByText(/atende/)).toBeNull()
  endPage()
  await show(ProgressPage, '/andamento')
  expect((await card('Pessoa 4')).getByText('Em atendimento por você, Rui e Eva')).toBeTruthy()
})

it('lists names as one says them', () => {
  expect([
    othersWords(['Ana']),
    othersWords(['Ana', 'Rui']),
    attendedWords([], false),
    attendedWords(['Ana', 'Rui', 'Eva'], false),
    attendedWords(['Ana', 'Rui', 'Eva'], true),
  ]).toEqual([
    'Ana também está vendo.',
    'Ana e Rui também estão vendo.',
    null,
    'Em atendimento por Ana, Rui e Eva',
    'Em atendimento por você, Ana e mais 2',
  ])
})

const suspicion = (change: Partial<SuspicionView> = {}): SuspicionView => ({
  open: true,
  can: true,
  whyNot: null,
  finding: null,
  ...change,
})
const frozen = (change: Partial<SuspicionView> = {}) =>
  attended({ state: 'frozen', order: null, suspicion: suspicion(change) })
const word = 'POST /api/requests/r1/suspicion'
const press = (name: RegExp, inside: HTMLElement = document.body) =>
  fireEvent.click(within(inside).getAllByRole('button', { name })[0] ?? inside)

it('the tabelião puts a suspicion aside, in writing; the note stays', async () => {
  const finding = { finding: 'cleared', words: 'Suspeita afastada', by: 'Ana Ribeiro', at: now, text: 'Conferi tudo.' }
  const after = attended({ version: 3, suspicion: suspicion({ open: false, can: false, finding } as SuspicionView) })
  const { sent } = await open(frozen(), { [word]: after })
  press(/^Afastar a suspeita/)
  const sheet = await screen.findByRole('dialog')
  expect(sheet.textContent).toContain('O vídeo feito não vale mais')
  press(/^Afastar a suspeita/, sheet)
  expect(sheet.textContent).toContain('Escreva o motivo com pelo menos 10 letras.')
  expect(sent).toEqual([])
  fireEvent.input(within(sheet).getByLabelText(/Por que a suspeita/), {
    target: { value: ' Conferi com o original. ' },
  })
  press(/^Afastar a suspeita/, sheet)
  expect(await screen.findByText('“Conferi tudo.”')).toBeTruthy()
  expect(sent.map(({ path, body }) => [path, body])).toEqual([
    ['/api/requests/r1/suspicion', { finding: 'cleared', reason: 'Conferi com o original.' }],
  ])
})

it('closing as fraud says what follows, and asks for the key where a tap is missing', async () => {
  const { sent } = await open(frozen(), {
    [word]: () => refuse('needs_tap', 'Confirme agora com a sua chave de acesso (passkey) para fazer isto.', 403),
  })
  press(/^Encerrar por fraude/)
  const sheet = await screen.findByRole('dialog')
  expect(sheet.textContent).toMatch(/não pode ser reaberta.*ficam guardados como prova/)
  fireEvent.input(within(sheet).getByLabelText('O que confirma a fraude'), { target: { value: 'Documento falso' } })
  press(/^Encerrar a solicitação/, sheet)
  expect(await within(sheet).findByRole('button', { name: 'Confirmar com a chave de acesso' })).toBeTruthy()
  expect(sent.map(({ body }) => body)).toEqual([{ finding: 'fraud', reason: 'Documento falso' }])
})

it('whoever is not the tabelião is told whom to ask', async () => {
  await open(frozen({ can: false, whyNot: 'Seu papel permite ver. Peça ao tabelião.' }))
  expect(screen.getByText('Seu papel permite ver. Peça ao tabelião.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Afastar a suspeita' })).toBeNull()
})
