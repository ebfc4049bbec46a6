import { beforeEach, expect, test, vi } from 'vitest'
import {
  changeDraft,
  draft,
  forgetDraft,
  loadDraft,
  saveDraft,
  sendDraft,
  sendWaiting,
  startDraft,
} from '../../client/draft.ts'
import { adoptPictures } from '../../client/pages/correct.ts'
import {
  addPicture,
  forgetPictures,
  loadPictures,
  missingPictures,
  pictureOf,
  sendPictures,
} from '../../client/pictures.ts'

const disk = vi.hoisted(() => new Map<string, unknown>())
vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async (key: string) => structuredClone(disk.get(key)),
  set: async (key: string, value: unknown) => void disk.set(key, structuredClone(value)),
  del: async (key: string) => void disk.delete(key),
  clear: async () => disk.clear(),
}))
Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => {} })

const piece = 64 * 1024
const total = 2 * piece + 100
const blob = (fill = 1) => new Blob([new Uint8Array(total).fill(fill)])

/** A server that keeps pieces as ours does; `fail` says what becomes of the next calls instead. */
const server = {
  received: new Map<string, number>(),
  stored: new Set<string>(),
  calls: [] as string[],
  fail: [] as (Response | 'lost')[],
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

async function answer(path: string, init: RequestInit): Promise<Response> {
  const range = new Headers(init.headers).get('content-range') ?? ''
  server.calls.push(`${init.method ?? 'GET'} ${path} ${range}`.trim())
  const failure = server.fail.shift()
  if (failure === 'lost') throw new TypeError('gone')
  if (failure) return failure
  if (init.method === 'POST') return json({ id: JSON.parse(String(init.body)).id, as: 'client', now: 1 }, 201)
  const kind = /images\/(\w+)/.exec(path)?.[1] ?? ''
  const image = () => (server.stored.has(kind) ? { kind, at: 1, width: 1, height: 1 } : null)
  const received = server.received.get(kind) ?? 0
  if (init.method !== 'PUT') return json({ received, total: received > 0 ? total : 0, image: image() })
  const [, first = 0, last = 0] = (/(\d+)-(\d+)/.exec(range) ?? []).map(Number)
  if (first > received) return json({ code: 'upload_moved', detail: 'x', facts: { received, total } }, 409)
  const now = Math.max(received, last + 1)
  server.received.set(kind, now)
  if (now === total) {
    server.stored.add(kind)
    server.received.delete(kind)
  }
  return json({ received: now, total, image: image() })
}

const puts = () => server.calls.filter((call) => call.startsWith('PUT'))
const fetched = vi.fn(answer)

beforeEach(async () => {
  vi.stubGlobal('fetch', fetched)
  await forgetDraft()
  disk.clear()
  server.received.clear()
  server.stored.clear()
  server.calls = []
  server.fail = []
})

test('a picture goes out in pieces at once, and says where it is', async () => {
  await addPicture('d', 'photo', blob(), 'good')
  expect(pictureOf('photo')).toMatchObject({ state: 'sending' })
  expect(await sendPictures()).toBeNull()
  expect(pictureOf('photo')).toMatchObject({ state: 'sent', progress: 1 })
  expect(puts().map((call) => call.split('bytes ')[1])).toEqual([
    `0-${piece - 1}/${total}`,
    `${piece}-${2 * piece - 1}/${total}`,
    `${2 * piece}-${total - 1}/${total}`,
  ])
  expect(missingPictures(false)).toEqual(['document_front', 'document_back'])
  expect(missingPictures(true)).toEqual(['document_front'])
})

test('a lost connection keeps it on the phone; the next attempt, also after a restart, goes on from there', async () => {
  server.fail = [
    json({ received: 0, total: 0, image: null }),
    await answer('images/photo', { method: 'PUT', headers: { 'content-range': `bytes 0-${piece - 1}/${total}` } }),
    'lost',
  ]
  await addPicture('d', 'photo', blob(), 'dark')
  expect(await sendPictures()).toMatchObject({ code: 'network' })
  expect(pictureOf('photo')).toMatchObject({ state: 'kept', quality: 'dark' })
  const saved = disk.get('picture:photo')
  await forgetPictures()
  disk.set('picture:photo', saved)
  await loadPictures('d')
  expect(pictureOf('photo')).toMatchObject({ state: 'kept', quality: 'dark' })
  server.calls = []
  expect(await sendPictures()).toBeNull()
  expect(puts()[0]).toContain(`bytes ${piece}-`)
})

test('pictures of another draft are thrown away', async () => {
  await addPicture('d', 'photo', blob(), 'good')
  await sendPictures()
  await loadPictures('another')
  expect(pictureOf('photo')).toBeNull()
  expect(disk.has('picture:photo')).toBe(false)
})

test('a retake while the first is on its way: only the second counts', async () => {
  await addPicture('d', 'photo', blob(1), 'good')
  await addPicture('d', 'photo', blob(2), 'good')
  expect(await sendPictures()).toBeNull()
  const bodies = fetched.mock.calls
    .filter(([, init]) => init.method === 'PUT')
    .map(([, init]) => init.body as ArrayBuffer)
  expect(new Uint8Array(bodies.at(-1) ?? new ArrayBuffer())[0]).toBe(2)
  expect(pictureOf('photo')?.state).toBe('sent')
})

test('a refused picture says why and is not tried again by itself', async () => {
  server.fail = [
    json({ received: 0, total: 0, image: null }),
    json({ code: 'image_broken', detail: 'Não deu para ler a foto. Tire outra.' }, 422),
  ]
  await addPicture('d', 'photo', blob(), 'good')
  expect(await sendPictures()).toMatchObject({ code: 'image_broken' })
  expect(pictureOf('photo')).toMatchObject({
    state: 'refused',
    problem: { detail: 'Não deu para ler a foto. Tire outra.' },
  })
})

test('the request goes only after its pictures, and waits with them for the internet', async () => {
  startDraft('p')
  changeDraft({ name: 'Beatriz Souza' })
  const id = draft()?.id ?? ''
  server.fail = ['lost']
  await addPicture(id, 'photo', blob(), 'good')
  await sendPictures()
  server.fail = ['lost']
  expect(await sendDraft()).toEqual({ outcome: 'waiting' })
  expect(server.calls.some((call) => call.startsWith('POST'))).toBe(false)
  await saveDraft()
  await loadDraft('p')
  expect(await sendWaiting()).toMatchObject({ outcome: 'sent', request: { id } })
  const order = server.calls.filter((call) => /^(PUT|POST)/.test(call))
  expect(order.at(-1)).toBe('POST /api/requests')
  expect(server.stored.has('photo')).toBe(true)
  expect([pictureOf('photo'), disk.size]).toEqual([null, 0])
})

test('whoever finds the draft finds its pictures too, however many look for it at once', async () => {
  startDraft('p')
  const id = draft()?.id ?? ''
  server.fail = ['lost']
  await addPicture(id, 'photo', blob(), 'good')
  server.fail = ['lost']
  expect(await sendDraft()).toEqual({ outcome: 'waiting' })
  const saved = structuredClone([...disk])
  await forgetDraft()
  for (const [key, value] of saved) disk.set(key, value)
  const looks = await Promise.all([0, 1].map(() => loadDraft('p').then(() => pictureOf('photo')?.state)))
  expect(looks).toEqual(['kept', 'kept'])
  expect(await sendWaiting()).toMatchObject({ outcome: 'sent' })
  expect(server.stored.has('photo')).toBe(true)
})

test('what the server let go meanwhile is sent once more before the request', async () => {
  startDraft('p')
  const id = draft()?.id ?? ''
  await addPicture(id, 'photo', blob(), 'good')
  await sendPictures()
  server.stored.clear()
  vi.useFakeTimers({ now: Date.now() + 2 * 3_600_000, toFake: ['Date'] })
  server.calls = []
  expect(await sendDraft()).toMatchObject({ outcome: 'sent' })
  vi.useRealTimers()
  expect(puts()).toHaveLength(3)
})

test('sent already, and only the answer lost: pictures do not stand in the way of asking again', async () => {
  startDraft('p')
  const id = draft()?.id ?? ''
  server.fail = [json({ code: 'changed', detail: 'x' }, 409)]
  await addPicture(id, 'photo', blob(), 'good')
  await sendPictures()
  server.fail = [json({ code: 'changed', detail: 'x' }, 409)]
  expect(await sendDraft()).toMatchObject({ outcome: 'sent' })
})

test('a correction takes over the pictures that nobody found fault with', async () => {
  startDraft('p')
  const id = draft()?.id ?? ''
  const images = [{ kind: 'photo' }, { kind: 'document_front' }]
  server.fail = [
    json({ as: 'client', images, rejection: { reason: 'photo_mismatch' } }),
    new Response(new Uint8Array(total).fill(1)),
  ]
  await adoptPictures('old', id)
  expect(server.calls).toContain('GET /api/requests/old/images/document_front')
  expect(await sendPictures()).toBeNull()
  expect([pictureOf('photo'), pictureOf('document_front')?.state]).toEqual([null, 'sent'])
  expect(missingPictures(draft()?.noBack === true)).toEqual(['photo'])
})

test('a server that takes everything and makes nothing of it is left alone after some tries', async () => {
  server.fail = Array.from({ length: 40 }, () => json({ received: total, total, image: null }))
  await addPicture('d', 'photo', blob(), 'good')
  expect(await sendPictures()).toMatchObject({ status: 503 })
  expect(pictureOf('photo')?.state).toBe('kept')
  expect(puts().length).toBeLessThan(8)
})
