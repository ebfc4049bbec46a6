import './jsdom-gaps.ts'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { revalidate } from '../../client/kept.ts'
import QueuePage from '../../client/pages/queue.tsx'
import ProgressPage from '../../client/pages/progress.tsx'
import { settle } from '../../client/pages/queue-order.ts'
import { toast } from '../../client/parts/toast.tsx'
import {
  atendente,
  clocks,
  cns,
  endPage,
  fakeServer,
  item,
  person,
  poolView,
  queueView,
  refuse,
  show,
  staffRequest,
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
})

const three = () => [
  item('1', 'Antônio Prado', clocks.expired(4)),
  item('2', 'Beatriz Nunes', clocks.running(2.3)),
  item('3', 'Dalva Souza', clocks.paused(12)),
]

describe('the order on the screen', () => {
  it('adds what is new at the end', () => expect(settle(['a', 'b'], ['a', 'b', 'c'], false)).toEqual(['a', 'b', 'c']))
  it('holds what would push a card away', () =>
    expect(settle(['a', 'b'], ['x', 'a', 'y', 'b'], false)).toEqual(['a', 'b']))
  it('lets go of what left', () => expect(settle(['a', 'b'], ['b'], false)).toEqual(['b']))
  it('shows all when nobody looks, or nothing was there', () => {
    expect(settle(['a'], ['x', 'a'], true)).toEqual(['x', 'a'])
    expect(settle([], ['x', 'a'], false)).toEqual(['x', 'a'])
  })
})

describe('the queue', () => {
  it('has one primary button, on the most urgent request, and says each state', async () => {
    fakeServer({ '/api/me': person(), '/api/queue': queueView(three()) })
    await show(QueuePage)
    expect((await screen.findAllByRole('link', { name: /^Decidir/ })).map((link) => link.getAttribute('href'))).toEqual(
      ['/s/1'],
    )
    const [first, , last] = screen.getAllByRole('listitem')
    expect(first?.textContent).toContain('Vencida há 4 min úteis')
    expect(first?.textContent).toContain('Cliente pode liberar')
    expect(last?.textContent).toContain('Pausado — reabre qua 09:00')
    expect(screen.getByRole('link', { name: 'Beatriz Nunes' }).getAttribute('href')).toBe('/s/2')
    expect(screen.getByText('Notificações desligadas neste aparelho')).toBeTruthy()
  })

  it('keeps a new urgent request behind a strip, and shows a later one at once', async () => {
    const server = fakeServer({ '/api/me': person(), '/api/queue': queueView(three().slice(1)) })
    await show(QueuePage)
    await screen.findByRole('link', { name: 'Beatriz Nunes' })
    server.answers['/api/queue'] = queueView([...three(), item('4', 'Elisa Moraes', clocks.paused(15))])
    await revalidate([`queue:${cns}`])
    const strip = await screen.findByRole('button', { name: /1 nova solicitação/ })
    expect(screen.queryByRole('link', { name: 'Antônio Prado' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Elisa Moraes' })).toBeTruthy()
    expect(screen.getByText('2 novas solicitações.').getAttribute('role')).toBe('status')
    fireEvent.click(strip)
    expect(document.activeElement?.textContent).toBe('Antônio Prado')
    expect(screen.queryByRole('button', { name: /nova solicitação/ })).toBeNull()
  })

  it('gives the focus of a card that leaves to its neighbour', async () => {
    const server = fakeServer({ '/api/me': person(), '/api/queue': queueView(three()) })
    await show(QueuePage)
    ;(await screen.findByRole('link', { name: 'Beatriz Nunes' })).focus()
    server.answers['/api/queue'] = queueView(three().filter(({ id }) => id !== '2'))
    await revalidate([`queue:${cns}`])
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Dalva Souza'))
  })

  it('offers an atendente to look only', async () => {
    fakeServer({ '/api/me': atendente(), '/api/queue': queueView(three()) })
    await show(QueuePage)
    expect(await screen.findByRole('link', { name: /^Ver solicitação/ })).toBeTruthy()
    expect(screen.queryByRole('link', { name: /^Decidir/ })).toBeNull()
  })

  it('says when it is empty, closed, or not yet credentialed', async () => {
    const closed = { ...queueView([]).cartorio, open: false, closesAt: null, opensAt: Date.UTC(2026, 10, 25, 12, 0) }
    const server = fakeServer({ '/api/me': person(), '/api/queue': queueView([]) })
    await show(QueuePage)
    expect(await screen.findByText('Fila em dia.')).toBeTruthy()
    server.answers['/api/queue'] = queueView([item('1', 'Ana', clocks.paused(3)), item('2', 'Bia', clocks.paused(9))], {
      cartorio: closed,
      credentialed: false,
    })
    await revalidate([`queue:${cns}`])
    expect(document.body.textContent).toContain('Expediente encerrado. 2 solicitações pausadas — reabrem qua 09:00.')
    expect(screen.getByRole('link', { name: 'Concluir credenciamento' }).getAttribute('href')).toBe('/credenciamento')
  })

  it('lists what is in progress on its own page', async () => {
    const view = queueView([], {
      inProgress: [{ ...item('5', 'Elisa Moraes', clocks.stopped(1, false)), state: 'in_progress' }],
    })
    fakeServer({ '/api/me': person(), '/api/queue': view })
    await show(ProgressPage, '/andamento')
    expect((await screen.findByRole('link', { name: 'Elisa Moraes' })).getAttribute('href')).toBe('/s/5')
  })
})

describe('what other cartórios let go', () => {
  const start = async (answer: Parameters<typeof fakeServer>[0], ids = ['a', 'b', 'c']) => {
    const server = fakeServer({
      '/api/me': person(),
      '/api/queue': queueView([], { available: ids.length }),
      '/api/pool': poolView(ids),
      ...answer,
    })
    const page = await show(QueuePage, '/fila?aba=disponiveis')
    return { ...server, ...page }
  }

  it('opens the request once it is ours', async () => {
    const { sent, at } = await start({ 'POST /api/requests/a/pull': staffRequest({ id: 'real', pulled: true }) })
    fireEvent.click(await screen.findByRole('button', { name: /^Pegar solicitação de Município a — SP/ }))
    expect(await screen.findByText('Solicitação com seu cartório.')).toBeTruthy()
    await waitFor(() => expect(at()).toBe('/s/real'))
    expect(sent[0]).toMatchObject({ path: '/api/requests/a/pull', body: { cartorio: cns } })
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  })

  it('takes the card away when another was faster, and goes on to the next', async () => {
    await start({
      'POST /api/requests/b/pull': () => refuse('taken', 'Outro cartório acabou de pegar esta solicitação.'),
    })
    const button = await screen.findByRole('button', { name: /^Pegar solicitação de Município b — SP/ })
    button.focus()
    fireEvent.click(button)
    expect(await screen.findByText('Outro cartório acabou de pegar.')).toBeTruthy()
    expect(screen.queryByText('Município b — SP')).toBeNull()
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Município c'))
  })

  it('says on the card why it was refused otherwise', async () => {
    await start({
      'POST /api/requests/a/pull': () => refuse('cap_reached', 'Seu cartório já tem 5 solicitações pegas.'),
    })
    fireEvent.click(await screen.findByRole('button', { name: /Município a/ }))
    expect((await screen.findByText('Seu cartório já tem 5 solicitações pegas.')).getAttribute('role')).toBe('alert')
  })

  it('asks for the passkey where that is what is missing', async () => {
    await start({ 'POST /api/requests/a/pull': () => refuse('needs_passkey', 'Use a chave.', 403) })
    fireEvent.click(await screen.findByRole('button', { name: /Município a/ }))
    const sheet = await screen.findByRole('dialog', { name: 'Entre com a sua chave de acesso' })
    expect(within(sheet).getByRole('button', { name: /Entrar com a chave/ })).toBeTruthy()
  })

  it('offers nothing to press to an atendente', async () => {
    await start({ '/api/me': atendente() })
    expect(await screen.findByText('Seu papel no cartório permite ver, mas não pegar.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Pegar/ })).toBeNull()
  })

  it('says when there is nothing', async () => {
    await start({}, [])
    expect(await screen.findByText('Nenhuma solicitação liberada em SP agora.')).toBeTruthy()
  })
})
