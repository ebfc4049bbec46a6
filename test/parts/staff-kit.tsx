import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router'
import { cleanup, render } from '@solidjs/testing-library'
import { Show, type Component } from 'solid-js'
import { vi } from 'vitest'
import type { ClockView } from '../../server/domain/clock-view.ts'
import type { MeView, PoolView, QueueItem, QueueView, StaffRequestView } from '../../server/http/views.ts'
import { forgetAll } from '../../client/kept.ts'
import { ToastRegion } from '../../client/parts/toast.tsx'
import { me, refreshMe } from '../../client/session.ts'

export const minute = 60_000
export const cns = '123456'
export const now = Date.UTC(2026, 10, 23, 17, 0)
export const zone = 'America/Sao_Paulo'
const base = { now, totalMs: 15 * minute, zone, place: 'Santos' }

export const clocks = {
  running: (minutes: number): ClockView => ({
    ...base,
    state: 'running',
    remainingMs: minutes * minute,
    dueAt: now + minutes * minute,
    pausesAt: null,
    reopensAt: null,
  }),
  expired: (minutes: number): ClockView => ({
    ...base,
    state: 'expired',
    dueAt: now - minutes * minute,
    overdueMs: minutes * minute,
  }),
  paused: (minutes: number): ClockView => ({
    ...base,
    state: 'paused',
    remainingMs: minutes * minute,
    dueAt: now + 600 * minute,
    reopensAt: Date.UTC(2026, 10, 25, 12, 0),
    reason: 'fechado',
  }),
  stopped: (ms: number, late: boolean): ClockView => ({ ...base, state: 'stopped', remainingMs: ms, late }),
}

export const item = (id: string, name: string, clock: ClockView): QueueItem => ({
  id,
  protocol: `2026-000000${id}`,
  name,
  state: clock.state === 'expired' ? 'expired' : 'waiting',
  stateWords: '',
  since: now - 10 * minute,
  pulled: false,
  clock,
  next: null,
  attendedBy: [],
  attendedByMe: false,
})

export const queueView = (waiting: QueueItem[], change: Partial<QueueView> = {}): QueueView => ({
  now,
  cns,
  cartorio: {
    name: '3º Tabelionato de Notas',
    municipio: 'Santos',
    uf: 'SP',
    zone,
    open: true,
    closesAt: now + 180 * minute,
    opensAt: now,
  },
  credentialed: true,
  suspended: null,
  waiting,
  inProgress: [],
  available: 0,
  ...change,
})

export const poolView = (ids: string[]): PoolView => ({
  now,
  uf: 'SP',
  items: ids.map((id) => ({
    poolId: id,
    municipio: `Município ${id}`,
    uf: 'SP',
    waitingMinutes: 15,
    can: true,
    whyNot: null,
  })),
})

export const person = (change: Partial<MeView> = {}): MeView => ({
  now,
  demo: false,
  person: 'ana',
  email: 'ana@exemplo.com',
  name: 'Ana Ribeiro',
  phone: null,
  phoneConfirmed: false,
  roles: [{ id: 'role-ana', cns, cartorio: '3º Tabelionato de Notas', uf: 'SP', role: 'escrevente', decides: true }],
  invitations: [],
  passkeys: [{ id: 'key', name: 'Chrome', createdAt: now }],
  passkeySession: true,
  vapidKey: 'key',
  ...change,
})

export const atendente = () =>
  person({
    roles: [{ id: 'role-ana', cns, cartorio: '3º Tabelionato de Notas', uf: 'SP', role: 'atendente', decides: false }],
  })

/** What the cartório's record says of the phone. */
export const phoneDiffers = {
  field: 'phone',
  label: 'Celular',
  mine: '(13) 3222-1111',
  theirs: '(13) 98765-4321',
} as const

export const staffRequest = (change: Partial<StaffRequestView> = {}): StaffRequestView => ({
  as: 'staff',
  id: 'r1',
  version: 2,
  protocol: '2026-0000382',
  state: 'waiting',
  stateWords: 'Aguardando atendimento',
  since: now,
  createdAt: now,
  now,
  uf: 'SP',
  cartorio: { cns, name: '3º Tabelionato de Notas', municipio: 'Santos', uf: 'SP', zone },
  clock: clocks.running(2.3),
  late: false,
  events: [{ version: 1, at: now, kind: 'submit', words: 'Solicitação enviada.' }],
  data: {
    cpf: '31848219007',
    name: 'Beatriz Nunes',
    socialName: null,
    birthDate: '1984-03-12',
    phone: '+5513987654321',
    email: 'bia@exemplo.com.br',
    municipio: 'Santos',
    uf: 'SP',
  },
  pulled: false,
  can: { decide: true, giveBack: false },
  whyNot: null,
  ccn: { record: 'c1', latest: 3, at: now - 86_400_000, madeToday: false, differs: [phoneDiffers] },
  otherRequests: false,
  earlierRejection: null,
  clientReachable: true,
  images: [],
  call: null,
  order: null,
  checks: [],
  suspicion: null,
  ...change,
})

export interface Sent {
  method: string
  path: string
  body: unknown
  key: string | null
}

type Answer = { status: number; body: unknown }
type Reply = object | ((sent: Sent) => Answer)

/** The server of a test: answers by path without its query, and remembers every write. */
export function fakeServer(answers: Record<string, Reply>) {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET'
    const one: Sent = {
      method,
      path,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : null,
      key: new Headers(init.headers).get('idempotency-key'),
    }
    // A sign of life is no act.
    if (method !== 'GET' && !path.endsWith('/here')) sent.push(one)
    const found = answers[`${method} ${path.split('?')[0]}`] ?? answers[path.split('?')[0] ?? '']
    const answer =
      found === undefined
        ? { status: 404, body: { code: 'not_found', detail: 'Não encontramos.', status: 404 } }
        : typeof found === 'function'
          ? (found as (sent: Sent) => Answer)(one)
          : { status: 200, body: found }
    return new Response(JSON.stringify(answer.body), { status: answer.status })
  })
  return { sent, answers }
}

export const refuse = (code: string, detail: string, status = 409, more: object = {}) => ({
  status,
  body: { code, detail, status, ...more },
})

/** Shows a page at an address as if the app had just been opened, once the person is known; `at` tells where the app has gone. */
export async function show(page: Component, path = '/fila', route = '*all') {
  const history = createMemoryHistory()
  history.set({ value: path })
  await forgetAll()
  await refreshMe()
  const shown = render(() => (
    <MemoryRouter
      history={history}
      root={(props) => (
        <>
          <ToastRegion />
          <Show when={me()}>{props.children}</Show>
        </>
      )}
    >
      <Route path={route} component={page} />
    </MemoryRouter>
  ))
  return { ...shown, at: () => history.get() }
}

/** Ends the page; the next one asks everything again. */
export const endPage = (): void => cleanup()
