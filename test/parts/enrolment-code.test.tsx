import { fireEvent, screen, waitFor } from '@solidjs/testing-library'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EnrolmentCode } from '../../client/parts/enrolment-code.tsx'
import { keptCode } from '../../client/wallet/held.ts'
import { endPage, fakeServer, person, refuse, show } from './staff-kit.tsx'
import { memoryShelf } from './wallet-kit.ts'

let kept: Map<string, unknown>
let broken = false
vi.mock('../../client/wallet/shelf.ts', () => ({
  diskShelf: () => {
    const shelf = memoryShelf(kept)
    return broken ? { ...shelf, put: () => Promise.reject(new DOMException('no', 'SecurityError')) } : shelf
  },
}))

const expiresAt = Date.UTC(2026, 10, 28, 15)
const room = () => <EnrolmentCode call="v1" request="r1" />
beforeEach(() => {
  kept = new Map()
  broken = false
})
afterEach(() => {
  endPage()
  vi.unstubAllGlobals()
})

test('asks once, shows the code big and spelled, and keeps it on this phone for the next screen', async () => {
  const me = person()
  const server = fakeServer({ '/api/me': me, 'POST /api/calls/v1/code': { code: 'AB12-CD34', expiresAt } })
  await show(room)
  await screen.findByText('AB12-CD34')
  screen.getByLabelText('Código: A B 1 2 C D 3 4')
  await screen.findByText(/não precisa digitar/)
  expect(await keptCode(memoryShelf(kept), me.person, 'r1')).toMatchObject({ code: 'AB12-CD34', call: 'v1' })
  endPage()
  await show(room)
  await screen.findByText('AB12-CD34')
  expect(server.sent).toHaveLength(1)
})

test('a lost answer is asked for again under the same key, also after a reload', async () => {
  let lost = true
  const server = fakeServer({
    '/api/me': person(),
    'POST /api/calls/v1/code': () =>
      lost ? refuse('internal', 'O erro foi nosso.', 500) : { status: 200, body: { code: 'AB12-CD34', expiresAt } },
  })
  await show(room)
  await screen.findByText('O erro foi nosso.')
  endPage()
  lost = false
  await show(room)
  await screen.findByText('AB12-CD34')
  expect(new Set(server.sent.map(({ key }) => key)).size).toBe(1)
})

test('shown elsewhere already, it says what to do', async () => {
  fakeServer({
    '/api/me': person(),
    'POST /api/calls/v1/code': () => refuse('code_shown', 'O código já foi mostrado.'),
  })
  await show(room)
  await screen.findByText('O código já foi mostrado.')
  expect(screen.queryByRole('button', { name: 'Tentar de novo' })).toBeNull()
})

test('where nothing can be kept it says to write it down', async () => {
  broken = true
  fakeServer({ '/api/me': person(), 'POST /api/calls/v1/code': { code: 'AB12-CD34', expiresAt } })
  const copied = vi.fn(async () => {})
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText: copied } }))
  await show(room)
  await screen.findByText(/Anote agora/)
  fireEvent.click(screen.getByRole('button', { name: /Copiar código/ }))
  await waitFor(() => expect(copied).toHaveBeenCalledWith('AB12-CD34'))
})
