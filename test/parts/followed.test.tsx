import './jsdom-gaps.ts'
import { fireEvent, screen, within } from '@solidjs/testing-library'
import { afterEach, expect, it, vi } from 'vitest'
import type { CallSummary, ClientRequestView } from '../../server/http/views.ts'
import Request from '../../client/pages/request.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { face, followed } from './attend-kit.tsx'
import { endPage, fakeServer, now, person, refuse, show } from './staff-kit.tsx'

vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async () => undefined,
  set: async () => {},
  del: async () => {},
  clear: async () => {},
}))
vi.mock('@solidjs/router', async (original) => ({
  ...(await original<typeof import('@solidjs/router')>()),
  useParams: () => ({ id: 'r1' }),
}))

afterEach(() => {
  endPage()
  toast.clear()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

async function open(change: Partial<ClientRequestView> = {}, answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ '/api/me': person({ roles: [] }), '/api/requests/r1': followed(change), ...answers })
  await show(Request, '/s/r1')
  await screen.findByText('Andamento')
  return server
}
const call = (state: CallSummary['state']): CallSummary => ({
  id: 'c1',
  state,
  openedAt: now,
  startedAt: null,
  endedAt: null,
  reason: null,
  reasonWords: null,
  mine: true,
})
const steps = (...states: ('done' | 'now' | 'later')[]) =>
  (followed().steps ?? []).map((step, i) => ({
    ...step,
    state: states[i] ?? step.state,
    at: states[i] === 'done' ? now : null,
  }))

it('shows each step with its time, and what comes next', async () => {
  await open({ notice: 'Seu CPF tem uma pendência.' })
  const list = screen.getByText('Andamento').closest('article')
  expect(list?.textContent).toMatch(
    /Feito: Solicitação enviada.+Feito: Dados conferidos.+Agora: Videoconferência.+Depois: Pedido/,
  )
  expect(screen.getByRole('heading', { name: 'Seus dados foram conferidos' })).toBeTruthy()
  expect(screen.getByText('Seu CPF tem uma pendência.')).toBeTruthy()
})

it('opens the way into the video while the cartório calls', async () => {
  await open({ call: call('waiting') })
  expect(screen.getByRole('link', { name: 'Entrar no vídeo' }).getAttribute('href')).toBe('/s/r1/video')
})

it('leads from the order to the phone, and offers no cancelling any more', async () => {
  const can = { ...followed().can, cancel: false }
  await open({ can, steps: steps('done', 'done', 'done', 'now'), call: call('ended') })
  expect(await screen.findByRole('heading', { name: 'Pronto para emitir' })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Emitir neste celular' }).getAttribute('href')).toBe('/s/r1/emitir')
  expect(screen.queryByRole('button', { name: 'Cancelar solicitação' })).toBeNull()
})

it('offers a request that stands still to others, or to wait on', async () => {
  await open({ stalledAt: now, can: { ...followed().can, release: true } })
  fireEvent.click(screen.getByRole('button', { name: 'Liberar solicitação' }))
  expect(await screen.findByRole('dialog', { name: 'Liberar a solicitação?' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Fechar' }))
  fireEvent.click(screen.getByRole('button', { name: 'Continuar esperando' }))
  expect(await screen.findByText('Você escolheu continuar esperando.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Ver opções' }))
  expect(await screen.findByRole('button', { name: 'Liberar solicitação' })).toBeTruthy()
})

it('asks for consent before a face is compared, names what goes out, and then shows the PIN with its time', async () => {
  const { sent } = await open(
    { face: face() },
    { 'POST /api/requests/r1/checks/face/consent': followed({ face: face({ step: 'pin', pin: 'FC3UAXQXC' }) }) },
  )
  expect(document.body.textContent).toContain('seu CPF e a imagem do seu rosto')
  fireEvent.click(screen.getByRole('button', { name: /^Autorizo a conferência/ }))
  expect((await screen.findByLabelText('PIN F C 3 U A X Q X C')).textContent).toBe('FC3UAXQXC')
  expect(screen.getByRole('timer').textContent).toMatch(/^Vale por mais \d:\d\d$/)
  expect(sent.map(({ body }) => body)).toEqual([{ agrees: true, version: 'v1' }])
})

it('takes a no, and a question that is over', async () => {
  const path = 'POST /api/requests/r1/checks/face/consent'
  const { sent, answers } = await open({ face: face() }, { [path]: () => refuse('changed', 'Alguém atualizou.') })
  fireEvent.click(screen.getByRole('button', { name: 'Não autorizo' }))
  expect(await screen.findByText('Alguém atualizou.')).toBeTruthy()
  answers[path] = followed({
    face: face({ step: 'ended', ended: 'Não houve resultado. O cartório pode pedir de novo.' }),
  })
  fireEvent.click(screen.getByRole('button', { name: 'Não autorizo' }))
  const card = (await screen.findByText(/Não houve resultado/)).closest('article')
  expect(card && within(card).queryByRole('button')).toBeNull()
  expect(sent.map(({ body }) => body)).toEqual([
    { agrees: false, version: 'v1' },
    { agrees: false, version: 'v1' },
  ])
})
