import { batch, createMemo, createSignal, onCleanup, untrack } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { type ApiProblem, ask, asProblem } from './api.ts'
import type { Source } from './keys.ts'

/** The last good answer to a question. A failed repetition never takes it away from a living screen. */
export interface Kept<T> {
  /** Updated in place, so that lists keep their rows. */
  readonly data: T | null
  /** When the answer was heard (epoch ms of this device). */
  readonly at: number | null
  /** `disk`: left from an earlier visit; its countdowns are not to be trusted. */
  readonly origin: 'server' | 'disk' | null
  /** Why the latest attempt failed. */
  readonly fault: ApiProblem | null
}

type Held = { -readonly [K in keyof Kept<object>]: Kept<object>[K] }

interface Entry {
  source: Source<never>
  state: Kept<object>
  put: (change: Partial<Kept<object>>) => void
  watchers: number
  flight: Promise<void> | null
  again: boolean
}

const mostEntries = 60
const entries = new Map<string, Entry>()
const [shown, setShown] = createSignal(0)
/** Says that something lies on the disk: the first page of a stranger does without the library that reads it. */
const anyKey = 'quinze.kept'
let opened: ReturnType<typeof openDisk> | undefined
let era = 0
const disk = () => (opened ??= openDisk())

async function openDisk() {
  const idb = await import('idb-keyval')
  const store = idb.createStore('quinze-kept', 'answers')
  return {
    get: (path: string) => idb.get<{ data: object; at: number }>(path, store),
    set: (path: string, answer: { data: object; at: number }) => idb.set(path, answer, store),
    del: (path: string) => idb.del(path, store),
    clear: () => idb.clear(store),
  }
}

function entryOf<T extends object>(source: Source<T>): Entry {
  const found = entries.get(source.path)
  if (found) return found
  for (const [path, old] of entries) if (entries.size >= mostEntries && old.watchers === 0) entries.delete(path)
  const [state, setState] = createStore<Held>({ data: null, at: null, origin: null, fault: null })
  const put = (change: Partial<Kept<object>>) =>
    batch(() => {
      const { data, ...rest } = change
      if (data !== undefined) setState('data', reconcile(data))
      setState(rest)
      setShown((n) => n + 1)
    })
  const entry: Entry = { source, state, put, watchers: 0, flight: null, again: false }
  entries.set(source.path, entry)
  return entry
}

/** Asks while the page lives and keeps the answer current; `source` may change, and null asks nothing. */
export function createKept<T extends object>(
  source: () => Source<T> | null,
): Kept<T> & { readonly refresh: () => Promise<void> } {
  const entry = createMemo(() => {
    const wanted = source()
    if (!wanted) return null
    const one = entryOf(wanted)
    one.watchers++
    onCleanup(() => one.watchers--)
    untrack(() => void load(one))
    return one
  })
  const state = () => entry()?.state as Kept<T> | undefined
  return {
    get data() {
      return state()?.data ?? null
    },
    get at() {
      return state()?.at ?? null
    },
    get origin() {
      return state()?.origin ?? null
    },
    get fault() {
      return state()?.fault ?? null
    },
    refresh: async () => {
      const one = untrack(entry)
      if (one) await load(one)
    },
  }
}

/** One question at a time; a change heard meanwhile asks once more afterwards. */
function load(entry: Entry): Promise<void> {
  if (entry.flight) {
    entry.again = true
    return entry.flight
  }
  entry.flight = fetchInto(entry).finally(() => {
    entry.flight = null
    if (!entry.again) return
    entry.again = false
    return load(entry)
  })
  return entry.flight
}

async function fetchInto(entry: Entry): Promise<void> {
  const started = era
  if (entry.state.data === null && entry.source.keep) void restore(entry)
  try {
    const data = await ask<object | null>(entry.source.path)
    if (started === era && data !== null) accept(entry, data)
  } catch (error) {
    if (started !== era) return
    const fault = asProblem(error)
    const gone = fault.status === 401 || fault.status === 403 || fault.status === 404
    entry.put(gone ? { fault, data: null, at: null, origin: null } : { fault })
    if (gone && entry.source.keep) void forget(entry.source.path)
  }
}

function accept(entry: Entry, data: object): void {
  const { now } = data as { now?: unknown }
  // The first page has no countdown and does without the clock; real time is not the business time of a demo.
  if (typeof now === 'number' && !entry.source.real) void import('./clock.ts').then((clock) => clock.heardServer(now))
  entry.put({ data, at: Date.now(), origin: 'server', fault: null })
  if (!entry.source.keep?.(data as never)) return
  const answer = { data: structuredClone(unwrap(data)), at: Date.now() }
  const started = era
  localStorage.setItem(anyKey, '1')
  // A browser that refuses storage (private tab) has no offline copy; everything else works.
  void disk()
    .then((kept) => (started === era ? kept.set(entry.source.path, answer) : undefined))
    .catch(() => {})
}

async function restore(entry: Entry): Promise<void> {
  const started = era
  if (localStorage.getItem(anyKey) === null) return
  const saved = await disk()
    .then((kept) => kept.get(entry.source.path))
    .catch(() => undefined)
  if (saved && started === era && entry.state.data === null && entry.state.fault?.status !== 401)
    entry.put({ data: saved.data, at: saved.at, origin: 'disk' })
}

async function forget(path: string): Promise<void> {
  if (localStorage.getItem(anyKey) === null) return
  await disk()
    .then((kept) => kept.del(path))
    .catch(() => {})
}

/** Gives an answer that came by another way, such as the result of an action. */
export function keep<T extends object>(source: Source<T>, data: T): void {
  accept(entryOf(source), data)
}

/** Asks again what the live stream says has changed; without keys, everything that a page shows now. */
export async function revalidate(keys?: readonly string[]): Promise<void> {
  const wanted = [...entries.values()].filter(
    (entry) => entry.watchers > 0 && (keys === undefined || keys.includes(entry.source.key)),
  )
  await Promise.all(wanted.map(load))
}

/** The live stream was heard: what is shown and was not said to have changed is as it was just now. */
export function confirmShown(): void {
  for (const entry of entries.values())
    if (entry.watchers > 0 && entry.state.origin === 'server' && !entry.state.fault && !entry.flight)
      entry.put({ at: Date.now() })
}

/** How old the oldest answer on the screen is (epoch ms of this device), or null when nothing is shown. */
export function oldestShown(): number | null {
  shown()
  const ages = [...entries.values()].flatMap((entry) =>
    entry.watchers > 0 && entry.source.key !== 'me' && entry.state.at !== null ? [entry.state.at] : [],
  )
  return ages.length > 0 ? Math.min(...ages) : null
}

/** Leaves no answer on the phone: at sign-out, and when another person signs in. `but` is a path that may stay. */
export async function forgetAll(but?: string): Promise<void> {
  era++
  for (const [path, entry] of entries) if (path !== but) entry.put({ data: null, at: null, origin: null, fault: null })
  if (localStorage.getItem(anyKey) === null) return
  await disk()
    .then((kept) => kept.clear())
    .then(() => localStorage.removeItem(anyKey))
    .catch(() => {})
}
