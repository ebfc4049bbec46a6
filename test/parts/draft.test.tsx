import { beforeEach, expect, test, vi } from 'vitest'
import {
  changeDraft,
  draft,
  draftLifeMs,
  draftPauseMs,
  faultsOf,
  forgetDraft,
  loadDraft,
  refusal,
  saveDraft,
  sendDraft,
  sendWaiting,
  startDraft,
  type Answers,
} from '../../client/draft.ts'
import { fieldWords } from '../../server/domain/words.ts'

const disk = vi.hoisted(() => new Map<string, unknown>())
vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async (key: string) => structuredClone(disk.get(key)),
  set: async (key: string, value: unknown) => void disk.set(key, structuredClone(value)),
  del: async (key: string) => void disk.delete(key),
  clear: async () => disk.clear(),
}))

const filled: Answers = {
  place: { ibge: '3548500', name: 'Santos', uf: 'SP' },
  cartorio: { cns: '900001', name: 'Tabelionato Fictício', municipio: 'São Paulo', uf: 'SP' },
  cpf: '404.428.201-35',
  name: 'Beatriz Souza',
  socialName: '',
  birthDate: '12/03/1990',
  phone: '(13) 98765-4321',
}

const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>()
const created = async (_: string, init: RequestInit) =>
  new Response(JSON.stringify({ id: JSON.parse(String(init.body)).id, as: 'client', now: 1 }), { status: 201 })
const bodyOf = (call: number) => JSON.parse(String(fetched.mock.calls[call]?.[1].body))
const keyOf = (call: number) => new Headers(fetched.mock.calls[call]?.[1].headers).get('idempotency-key')

beforeEach(async () => {
  vi.useRealTimers()
  vi.stubGlobal('fetch', fetched)
  fetched.mockReset()
  await forgetDraft()
  disk.clear()
})

test('what is typed is on the disk 400 ms after the last key, not before', async () => {
  vi.useFakeTimers()
  startDraft('p')
  changeDraft({ name: 'B' })
  await vi.advanceTimersByTimeAsync(draftPauseMs - 1)
  changeDraft({ name: 'Be' })
  await vi.advanceTimersByTimeAsync(draftPauseMs - 1)
  expect(disk.size).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(disk.get('draft')).toMatchObject({ person: 'p', name: 'Be' })
})

test('another person, and another day, find nothing and leave nothing', async () => {
  vi.useFakeTimers()
  const left = {
    ...filled,
    id: 'i',
    person: 'p',
    savedAt: Date.now(),
    corrects: null,
    before: null,
    key: null,
    toSend: false,
  }
  disk.set('draft', left)
  expect(await loadDraft('somebody else')).toBeNull()
  expect(disk.size).toBe(0)
  disk.set('draft', { ...left, savedAt: Date.now() - draftLifeMs - 1 })
  expect(await loadDraft('p')).toBeNull()
  expect(disk.size).toBe(0)
  disk.set('draft', { ...left, savedAt: Date.now() - draftLifeMs + 1_000 })
  expect(await loadDraft('p')).toMatchObject({ id: 'i', name: 'Beatriz Souza' })
})

test('each answer at fault has its sentence', () => {
  const wrong = {
    ...filled,
    place: null,
    cartorio: null,
    cpf: '111.111.111-11',
    name: 'B',
    birthDate: '31/02/1990',
    phone: '1',
  }
  const { ibge, cns, cpf, name, birthDate, phone } = fieldWords
  expect(faultsOf(wrong, '2026-11-23')).toEqual({ ibge, cns, cpf, name, birthDate, phone })
  expect(faultsOf(filled, '2026-11-23')).toEqual({})
  expect(faultsOf({ ...filled, socialName: '1' }, '2026-11-23')).toEqual({ socialName: fieldWords.socialName })
})

test('sent: in the server’s own forms, under the draft’s id, and gone from the phone', async () => {
  startDraft('p')
  changeDraft(filled)
  const id = draft()?.id
  fetched.mockImplementation(created)
  expect(await sendDraft()).toMatchObject({ outcome: 'sent', request: { id } })
  expect(bodyOf(0)).toEqual({
    id,
    ibge: '3548500',
    cns: '900001',
    cpf: '40442820135',
    name: 'Beatriz Souza',
    birthDate: '1990-03-12',
    phone: '+5513987654321',
  })
  expect(draft()).toBeNull()
  expect(disk.get('draft')).toBeUndefined()
})

test('without internet it is kept and goes out once, with the same id and key, also after a restart', async () => {
  startDraft('p')
  changeDraft(filled)
  fetched.mockRejectedValueOnce(new TypeError('gone'))
  expect(await sendDraft()).toEqual({ outcome: 'waiting' })
  expect(disk.get('draft')).toMatchObject({ toSend: true })
  const saved = structuredClone(disk.get('draft'))
  await forgetDraft()
  disk.set('draft', saved)
  await loadDraft('p')
  fetched.mockImplementation(created)
  const [first, second] = await Promise.all([sendWaiting(), sendWaiting()])
  expect(first).toMatchObject({ outcome: 'sent' })
  expect(second).toEqual(first)
  expect(await sendWaiting()).toBeNull()
  expect(fetched).toHaveBeenCalledTimes(2)
  expect(bodyOf(1)).toEqual(bodyOf(0))
  expect(keyOf(1)).toBe(keyOf(0))
})

test('a refusal stays with the draft until it is changed, and then it is another intent', async () => {
  startDraft('p')
  changeDraft(filled)
  const problem = {
    code: 'already_open',
    detail: 'Você já tem uma solicitação aberta para este CPF.',
    facts: { id: 'x' },
  }
  fetched.mockImplementation(async () => new Response(JSON.stringify(problem), { status: 409 }))
  expect(await sendDraft()).toMatchObject({ outcome: 'refused', problem: { code: 'already_open', facts: { id: 'x' } } })
  expect(refusal()?.detail).toBe(problem.detail)
  expect(draft()).toMatchObject({ name: 'Beatriz Souza', toSend: false })
  changeDraft({ name: 'Beatriz Almeida' })
  expect(refusal()).toBeNull()
  await sendDraft()
  expect(keyOf(1)).not.toBe(keyOf(0))
  expect(bodyOf(1).id).toBe(bodyOf(0).id)
})

test('changing a draft that waits for the internet takes it back', async () => {
  startDraft('p')
  changeDraft(filled)
  fetched.mockRejectedValueOnce(new TypeError('gone'))
  await sendDraft()
  changeDraft({ name: 'Beatriz Almeida' })
  expect(await sendWaiting()).toBeNull()
  expect(fetched).toHaveBeenCalledOnce()
})

test('a waiting draft outlives a busy server, an unsent one is told', async () => {
  startDraft('p')
  changeDraft(filled)
  const busy = async () => new Response('{}', { status: 503 })
  fetched.mockImplementation(busy)
  expect(await sendDraft()).toMatchObject({ outcome: 'refused', problem: { status: 503 } })
  fetched.mockRejectedValueOnce(new TypeError('gone'))
  await sendDraft()
  expect(await sendWaiting()).toEqual({ outcome: 'waiting' })
  expect(draft()?.toSend).toBe(true)
})

test('a correction starts from the rejected request and remembers it', async () => {
  startDraft('p', { request: 'old', answers: filled })
  changeDraft({ name: 'Beatriz Almeida' })
  expect(draft()).toMatchObject({ corrects: 'old', before: { name: 'Beatriz Souza' }, name: 'Beatriz Almeida' })
  await saveDraft()
  expect(disk.get('draft')).toMatchObject({ corrects: 'old', before: { name: 'Beatriz Souza' } })
})
