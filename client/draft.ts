import { createStore as openDisk, del, get, set as write, type UseStore } from 'idb-keyval'
import { createSignal } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import { parseBirthDate, parsePersonName, parsePhone } from '../server/domain/contact.ts'
import { parseCpf } from '../server/domain/cpf.ts'
import { fieldWords } from '../server/domain/words.ts'
import type { CartorioView, ClientRequestView, MunicipioView } from '../server/http/views.ts'
import { type ApiProblem, asProblem, send } from './api.ts'
import { keep } from './kept.ts'
import { sources } from './keys.ts'
import { uuidv7 } from './uuid.ts'
import { forgetPictures, loadPictures, sendPictures } from './pictures.ts'

/** The cartório as chosen; what it can promise is asked anew before sending. */
export type ChosenCartorio = Pick<CartorioView, 'cns' | 'name' | 'municipio' | 'uf'>

/** What the form holds, as typed. */
export interface Answers {
  place: MunicipioView | null
  cartorio: ChosenCartorio | null
  cpf: string
  name: string
  socialName: string
  birthDate: string
  phone: string
}

/** An unsent request. Its id becomes the request's id, so that sending twice makes one (rule 18). */
export interface Draft extends Answers {
  id: string
  person: string
  /** Epoch ms of this device. */
  savedAt: number
  /** The rejected request that this one corrects, and what it said. */
  corrects: string | null
  before: Answers | null
  /** The intent to send exactly these answers; a new one after each change. */
  key: string | null
  /** Kept for the moment the internet is back. */
  toSend: boolean
  /** The document has no back, as a passport. */
  noBack?: boolean
}

export type Sending =
  { outcome: 'sent'; request: ClientRequestView } | { outcome: 'waiting' } | { outcome: 'refused'; problem: ApiProblem }

export const draftPauseMs = 400
export const draftLifeMs = 24 * 60 * 60_000
const slot = 'draft'

const [unsaved, setUnsaved] = createSignal(false)
const [refusal, setRefusal] = createSignal<ApiProblem | null>(null)
const [state, setState] = createStore<{ draft: Draft | null }>({ draft: null })
let disk: UseStore | undefined
let saving: ReturnType<typeof setTimeout> | undefined
let flight: Promise<Sending> | null = null
let loading: { person: string; found: Promise<Draft | null> } | null = null
const store = () => (disk ??= openDisk('quinze-draft', 'drafts'))

/** Why the server did not take the draft; null once it is changed or sent. */
export { refusal }

/** Whether this browser refused to keep the draft (a private tab): it lives as long as the page. */
export { unsaved }

/** The unsent request of this person on this phone, if there is one. */
export function draft(): Draft | null {
  return state.draft
}

const nothing: Answers = {
  place: null,
  cartorio: null,
  cpf: '',
  name: '',
  socialName: '',
  birthDate: '',
  phone: '',
}

/** Reads what was left on this phone, unless it is older than 24 h or another person's. */
export async function loadDraft(person: string): Promise<Draft | null> {
  if (state.draft?.person === person) return state.draft
  if (loading?.person !== person) {
    const begun = { person, found: readDraft(person).finally(() => (loading = loading === begun ? null : loading)) }
    loading = begun
  }
  return loading.found
}

async function readDraft(person: string): Promise<Draft | null> {
  const saved = await get<Draft>(slot, store()).catch(() => undefined)
  if (!saved) return null
  if (saved.person !== person || Date.now() - saved.savedAt > draftLifeMs) {
    await forgetDraft()
    return null
  }
  // First the pictures: whoever sees a draft may send it at once, and it must not go without them.
  await loadPictures(saved.id)
  setState('draft', saved)
  return saved
}

/** Begins anew, with an id of its own; `from` fills it in and is compared with it at the end. */
export function startDraft(person: string, from?: { request: string; answers: Answers }): void {
  const filled = { ...nothing, ...from?.answers }
  const before = from ? { ...filled } : null
  void forgetPictures()
  const fresh = { id: uuidv7(), person, savedAt: Date.now(), key: null, toSend: false }
  setState('draft', { ...filled, ...fresh, corrects: from?.request ?? null, before })
  scheduleSave()
}

/** Notes what was typed; it is on the disk 400 ms after the last key. */
export function changeDraft(change: Partial<Answers> & { noBack?: boolean }): void {
  if (!state.draft) return
  setRefusal(null)
  setState('draft', { ...change, key: null, toSend: false, savedAt: Date.now() })
  scheduleSave()
}

function scheduleSave(): void {
  clearTimeout(saving)
  saving = setTimeout(() => void saveDraft(), draftPauseMs)
}

/** Writes at once what waits to be written: before leaving, before sending. */
export async function saveDraft(): Promise<void> {
  clearTimeout(saving)
  if (!state.draft) return
  const kept = write(slot, structuredClone(unwrap(state.draft)), store())
  setUnsaved(
    await kept.then(
      () => false,
      () => true,
    ),
  )
}

/** Leaves nothing of it: when sent, thrown away, or signing out. */
export async function forgetDraft(): Promise<void> {
  clearTimeout(saving)
  setState('draft', null)
  setRefusal(null)
  await Promise.all([del(slot, store()).catch(() => {}), forgetPictures()])
}

/** A sentence for each answer that can't be sent. `today` is YYYY-MM-DD. */
export function faultsOf(answers: Answers, today: string): Partial<Record<keyof Answers | 'ibge' | 'cns', string>> {
  return {
    ...(answers.place ? {} : { ibge: fieldWords.ibge }),
    ...(answers.cartorio ? {} : { cns: fieldWords.cns }),
    ...(parseCpf(answers.cpf) ? {} : { cpf: fieldWords.cpf }),
    ...(parsePersonName(answers.name) ? {} : { name: fieldWords.name }),
    ...(answers.socialName.trim() && !parsePersonName(answers.socialName) ? { socialName: fieldWords.socialName } : {}),
    ...(parseBirthDate(answers.birthDate, today) ? {} : { birthDate: fieldWords.birthDate }),
    ...(parsePhone(answers.phone) ? {} : { phone: fieldWords.phone }),
  }
}

/** Today as YYYY-MM-DD on this device. */
export function deviceToday(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}

function bodyOf(one: Draft) {
  return {
    id: one.id,
    ibge: one.place?.ibge,
    cns: one.cartorio?.cns,
    cpf: parseCpf(one.cpf) ?? one.cpf,
    name: one.name.trim(),
    ...(one.socialName.trim() ? { socialName: one.socialName.trim() } : {}),
    birthDate: parseBirthDate(one.birthDate, deviceToday()) ?? one.birthDate,
    phone: parsePhone(one.phone) ?? one.phone,
  }
}

/** Sends the draft. Without internet it is kept and goes out by itself, under the same id and key, when that is back. */
export function sendDraft(): Promise<Sending> {
  flight ??= attempt().finally(() => (flight = null))
  return flight
}

/** Sends only what was kept for the return of the internet; null when nothing was. */
export async function sendWaiting(): Promise<Sending | null> {
  return state.draft?.toSend ? sendDraft() : null
}

async function attempt(): Promise<Sending> {
  if (!state.draft) return { outcome: 'refused', problem: asProblem(null) }
  setRefusal(null)
  if (!state.draft.key) setState('draft', 'key', uuidv7())
  const one = structuredClone(unwrap(state.draft))
  await saveDraft()
  try {
    const stuck = await sendPictures(true)
    if (stuck) throw stuck
    const request = await send<ClientRequestView>('POST', '/api/requests', bodyOf(one), one.key ?? uuidv7())
    keep(sources.request(request.id), request)
    // What was typed after sending would be a new request, not this one.
    if (state.draft?.id === one.id) await forgetDraft()
    return { outcome: 'sent', request }
  } catch (error) {
    const problem = asProblem(error)
    const mayWait = problem.code === 'network' || (one.toSend && (problem.status >= 500 || problem.status === 401))
    if (state.draft?.id === one.id && state.draft.key === one.key) {
      setState('draft', 'toSend', mayWait)
      await saveDraft()
    }
    if (mayWait) return { outcome: 'waiting' }
    // The way through signing in again leads back here: by then it is no longer true.
    if (problem.status !== 401) setRefusal(problem)
    return { outcome: 'refused', problem }
  }
}
