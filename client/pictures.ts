import { createStore as openDisk, del, get, set as write, type UseStore } from 'idb-keyval'
import { createStore } from 'solid-js/store'
import { imageKinds, type ImageKind } from '../server/domain/image.ts'
import { asProblem, send, type ApiProblem } from './api.ts'
import type { Quality } from './quality.ts'
import { isStored, sendPicture } from './upload.ts'

/** A picture of the draft as a page shows it. `url` is for this page alone, `progress` from 0 to 1. */
export interface Picture {
  url: string
  state: 'kept' | 'sending' | 'sent' | 'refused'
  progress: number
  quality: Quality
  problem: ApiProblem | null
}

/** A picture on this phone, under the id of the draft that it belongs to. */
interface Held {
  request: string
  kind: ImageKind
  data: ArrayBuffer
  quality: Quality
  /** When the server was last known to have it (epoch ms of this device). */
  sentAt: number | null
}

/** How long (ms) the server's word that it has a picture is taken for granted: it keeps it a day. */
const trusted = 60 * 60_000
const [shown, setShown] = createStore<Partial<Record<ImageKind, Picture>>>({})
const held = new Map<ImageKind, Held>()
let disk: UseStore | undefined
let flight: Promise<ApiProblem | null> | null = null
const store = () => (disk ??= openDisk('quinze-pictures', 'pictures'))
const slot = (kind: ImageKind) => `picture:${kind}`

/** The picture of this kind that the draft has, if any. */
export const pictureOf = (kind: ImageKind): Picture | null => shown[kind] ?? null

/** The pictures that a draft still needs; a passport has no back. */
export const missingPictures = (noBack: boolean): ImageKind[] =>
  imageKinds.filter((kind) => !shown[kind] && !(noBack && kind === 'document_back'))

/** Reads the pictures that were left on this phone for this draft; those of any other are thrown away. */
export async function loadPictures(request: string): Promise<void> {
  for (const kind of imageKinds) {
    if (held.get(kind)?.request === request) continue
    const saved = await get<Held>(slot(kind), store()).catch(() => undefined)
    if (saved?.request === request) show(saved)
    else await drop(kind)
  }
}

function show(one: Held): void {
  hide(one.kind)
  held.set(one.kind, one)
  const url = URL.createObjectURL(new Blob([one.data], { type: 'image/jpeg' }))
  const sent = one.sentAt !== null
  setShown(one.kind, {
    url,
    state: sent ? 'sent' : 'kept',
    progress: sent ? 1 : 0,
    quality: one.quality,
    problem: null,
  })
}

function hide(kind: ImageKind): void {
  held.delete(kind)
  const before = shown[kind]
  if (before) URL.revokeObjectURL(before.url)
  setShown(kind, undefined)
}

async function drop(kind: ImageKind): Promise<void> {
  hide(kind)
  await del(slot(kind), store()).catch(() => {})
}

/** A fresh picture in the place of an earlier one; it is on its way at once. */
export async function addPicture(request: string, kind: ImageKind, blob: Blob, quality: Quality): Promise<void> {
  const one: Held = { request, kind, data: await blob.arrayBuffer(), quality, sentAt: null }
  show(one)
  // A browser that refuses storage (private tab) keeps it as long as the page lives.
  await write(slot(kind), one, store()).catch(() => {})
  void sendPictures()
}

/** Takes a picture away here and, if it got there, at the server. */
export async function removePicture(kind: ImageKind): Promise<void> {
  const one = held.get(kind)
  await drop(kind)
  if (one) await send('DELETE', `/api/requests/${one.request}/images/${kind}`).catch(() => {})
}

/** Leaves no picture on this phone: when the request was sent, thrown away, or at sign-out. */
export async function forgetPictures(): Promise<void> {
  for (const kind of imageKinds) hide(kind)
  await Promise.all(imageKinds.map((kind) => del(slot(kind), store()).catch(() => {})))
}

/**
 * Sends what the server does not have yet, from where it stopped; null when it has everything, else the first problem.
 * @param sure asks about pictures that were sent long ago: a draft may live longer than what was sent for it
 */
export function sendPictures(sure = false): Promise<ApiProblem | null> {
  const begun = flight ?? attempt().finally(() => (flight = null))
  flight = begun
  return sure ? begun.then(confirm) : begun
}

async function confirm(problem: ApiProblem | null): Promise<ApiProblem | null> {
  if (problem) return problem
  const old = [...held.values()].filter(({ sentAt }) => sentAt !== null && Date.now() - sentAt > trusted)
  try {
    for (const one of old) if (!(await isStored(one))) await note(one, null)
  } catch (error) {
    const found = asProblem(error)
    return found.code === 'changed' ? null : found
  }
  return [...held.values()].some(({ sentAt }) => sentAt === null) ? sendPictures() : null
}

async function attempt(): Promise<ApiProblem | null> {
  const tried = new Set<Held>()
  let first: ApiProblem | null = null
  for (;;) {
    const one = [...held.values()].find((each) => each.sentAt === null && !tried.has(each))
    if (!one) return first
    tried.add(one)
    const problem = await sendOne(one)
    if (held.get(one.kind) === one) first ??= problem
    // Without a connection the others would only fail as well.
    if (problem?.status === 0) return first
  }
}

async function sendOne(one: Held): Promise<ApiProblem | null> {
  const current = () => held.get(one.kind) === one
  const put = (change: Partial<Picture>) => {
    if (current()) setShown(one.kind, (before) => before && { ...before, ...change })
  }
  put({ state: 'sending', problem: null })
  try {
    await sendPicture(one, (progress) => put({ progress }), current)
    if (current()) await note(one, Date.now())
    return null
  } catch (error) {
    const problem = asProblem(error)
    // The request was sent with it already: only the answer was lost.
    if (problem.code === 'changed') return null
    const again = problem.status === 0 || problem.status >= 500 || problem.status === 401 || problem.status === 429
    put({ state: again ? 'kept' : 'refused', problem: again ? null : problem })
    return problem
  }
}

/** Notes whether the server has a picture. */
async function note(one: Held, sentAt: number | null): Promise<void> {
  one.sentAt = sentAt
  const sent = sentAt !== null
  setShown(one.kind, (before) => before && { ...before, state: sent ? 'sent' : 'kept', progress: sent ? 1 : 0 })
  await write(slot(one.kind), one, store()).catch(() => {})
}
