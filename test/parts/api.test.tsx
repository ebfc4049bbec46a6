import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiProblem, ask, createAct, offlineReason, online, send, whenSignedOut } from '../../client/api.ts'
import { createKept, forgetAll, keep, revalidate } from '../../client/kept.ts'
import type { Source } from '../../client/keys.ts'
import { uuidv7 } from '../../client/uuid.ts'

const disk = vi.hoisted(() => new Map<string, unknown>())
vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async (key: string) => structuredClone(disk.get(key)),
  set: async (key: string, value: unknown) => void disk.set(key, structuredClone(value)),
  del: async (key: string) => void disk.delete(key),
  clear: async () => disk.clear(),
}))

const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>()
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const headerOf = (call: number, name: string) => new Headers(fetched.mock.calls[call]?.[1].headers).get(name)

beforeEach(async () => {
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset()
  disk.clear()
  await forgetAll()
})
afterEach(() => vi.unstubAllGlobals())

test('ids are UUIDv7 of the instant', () => {
  const id = uuidv7(0x0190_0000_0000)
  expect(id).toMatch(/^01900000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuidv7()).not.toBe(uuidv7())
})

test('a write is JSON under the key of its intent', async () => {
  fetched.mockResolvedValue(answer({ ok: true }))
  const key = uuidv7()
  expect(await send('POST', '/api/x', { a: 1 }, key)).toEqual({ ok: true })
  expect(headerOf(0, 'idempotency-key')).toBe(key)
  expect(headerOf(0, 'content-type')).toBe('application/json')
  expect(fetched.mock.calls[0]?.[1].body).toBe('{"a":1}')
})

test('problem details become an ApiProblem with fields, facts and what the request has become', async () => {
  const body = {
    code: 'invalid',
    detail: 'Confira os campos marcados.',
    fields: { cpf: 'CPF inválido.' },
    request: { id: 'r' },
  }
  fetched.mockResolvedValue(answer(body, 422))
  const problem = await ask('/api/x').catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(ApiProblem)
  expect(problem).toMatchObject({ ...body, status: 422, facts: {} })
})

test('an answer that is not ours is told in Portuguese too', async () => {
  fetched.mockResolvedValue(new Response('<html>', { status: 502 }))
  await expect(ask('/api/x')).rejects.toMatchObject({ code: 'unavailable', status: 502 })
  fetched.mockResolvedValue(new Response('<html>', { status: 200 }))
  await expect(ask('/api/x')).rejects.toMatchObject({ code: 'unavailable' })
})

test('no answer is a network problem, blocks actions, and the next answer unblocks them', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'))
  await expect(ask('/api/x')).rejects.toMatchObject({ code: 'network', status: 0 })
  expect(online()).toBe(false)
  expect(offlineReason()).toContain('Sem internet')
  fetched.mockResolvedValue(answer({}, 404))
  await ask('/api/x').catch(() => {})
  expect(offlineReason()).toBeNull()
})

test('an ended session is told to whoever follows it', async () => {
  const ended = vi.fn<() => void>()
  whenSignedOut(ended)
  fetched.mockResolvedValue(answer({ code: 'unauthenticated', detail: 'Sua sessão terminou.' }, 401))
  await ask('/api/x').catch(() => {})
  expect(ended).toHaveBeenCalledOnce()
})

test('an act repeats a lost write under the same key, and anything else under a new one', async () => {
  const act = createAct((key, input: string) => send('POST', '/api/x', { input }, key))
  fetched.mockRejectedValueOnce(new TypeError('gone'))
  expect(await act.run('a')).toBeNull()
  expect(act.fault()?.code).toBe('network')
  fetched.mockImplementation(async () => answer({ ok: true }))
  expect(await act.run('a')).toEqual({ ok: true })
  expect(act.fault()).toBeNull()
  await act.run('a')
  const keys = [0, 1, 2].map((call) => headerOf(call, 'idempotency-key'))
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

test('a second tap while busy does nothing', async () => {
  const held = Promise.withResolvers<Response>()
  fetched.mockReturnValue(held.promise)
  const act = createAct((key) => send('POST', '/api/x', {}, key))
  const first = act.run()
  expect(act.busy()).toBe(true)
  expect(await act.run()).toBeNull()
  held.resolve(answer({}))
  await first
  expect(fetched).toHaveBeenCalledOnce()
  expect(act.busy()).toBe(false)
})

const source: Source<{ n: number }> = { key: 'thing', path: '/api/thing', keep: () => true }
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

function watching(): { kept: ReturnType<typeof createKept<{ n: number }>>; dispose: () => void } {
  return createRoot((dispose) => ({ kept: createKept(() => source), dispose }))
}

test('a failed repetition keeps the last good answer on the screen', async () => {
  fetched.mockResolvedValueOnce(answer({ n: 1 }))
  const { kept, dispose } = watching()
  await settle()
  expect(kept.data).toEqual({ n: 1 })
  fetched.mockRejectedValueOnce(new TypeError('gone'))
  await revalidate(['thing'])
  expect(kept.data).toEqual({ n: 1 })
  expect(kept.fault?.code).toBe('network')
  fetched.mockResolvedValueOnce(answer({ n: 2 }))
  await revalidate(['thing'])
  expect(kept).toMatchObject({ data: { n: 2 }, fault: null, origin: 'server' })
  dispose()
})

test('what may no longer be seen goes away, from the disk too', async () => {
  fetched.mockResolvedValueOnce(answer({ n: 1 }))
  const { kept, dispose } = watching()
  await settle()
  expect(disk.get(source.path)).toMatchObject({ data: { n: 1 } })
  fetched.mockResolvedValueOnce(answer({ code: 'not_found', detail: 'Não encontramos.' }, 404))
  await revalidate()
  await settle()
  expect(kept.data).toBeNull()
  expect(disk.get(source.path)).toBeUndefined()
  dispose()
})

test('without internet the last visit is shown, and marked as such', async () => {
  localStorage.setItem('quinze.kept', '1')
  disk.set(source.path, { data: { n: 7 }, at: 1_000 })
  fetched.mockRejectedValue(new TypeError('gone'))
  const { kept, dispose } = watching()
  await settle()
  expect(kept).toMatchObject({ data: { n: 7 }, at: 1_000, origin: 'disk' })
  dispose()
})

test('a change heard during a question asks once more', async () => {
  const held = Promise.withResolvers<Response>()
  fetched.mockReturnValueOnce(held.promise)
  const { kept, dispose } = watching()
  void revalidate(['thing'])
  void revalidate(['thing'])
  fetched.mockResolvedValueOnce(answer({ n: 2 }))
  held.resolve(answer({ n: 1 }))
  await settle()
  expect(kept.data).toEqual({ n: 2 })
  expect(fetched).toHaveBeenCalledTimes(2)
  dispose()
})

test('other keys and pages that are gone ask nothing', async () => {
  fetched.mockImplementation(async () => answer({ n: 1 }))
  const { dispose } = watching()
  await settle()
  await revalidate(['other'])
  dispose()
  await revalidate()
  expect(fetched).toHaveBeenCalledOnce()
})

test('signing out forgets everything, and a late answer does not bring it back', async () => {
  const held = Promise.withResolvers<Response>()
  fetched.mockReturnValueOnce(held.promise)
  const { kept, dispose } = watching()
  keep(source, { n: 3 })
  await forgetAll()
  held.resolve(answer({ n: 1 }))
  await settle()
  expect(kept.data).toBeNull()
  expect(disk.size).toBe(0)
  dispose()
})
