import { outcomeOf, readFace, readReceita, isReason } from '../domain/check-answers.ts'
import { faceConsent } from '../domain/check-words.ts'
import { mayNote, needOf, type CheckKind, type CheckNote, type Outcome } from '../domain/checks.ts'
import type { Role } from '../domain/cartorio.ts'
import type { PersonalData } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { FaceAnswer, ReceitaAnswer } from '../domain/sources.ts'
import { appendAudit } from '../db/audit.ts'
import { newestCall } from '../db/calls.ts'
import { addNote, addRun, checkNotes, checkRuns, newestOf, openRun, unaskedRun } from '../db/checks.ts'
import { imagesOf } from '../db/images.ts'
import type { RequestRow } from '../db/requests.ts'
import { faceLegal } from './legal.ts'
import type { ActTools } from './act.ts'
import { detailOf, finishRun, goOn, sealDetail, startRun, topicsOf, underWay, type CheckTools } from './check-runs.ts'

/** Who asks about which request at which cartório; `id` is the key of the wish. */
export type CheckWish = { id: string; request: string; cns: string; actor: string }

/** How long (ms) a source may take to answer, and a client to agree. */
const terms = { source: 60_000, consent: 24 * 60 * 60_000 } as const

const personOf = ({ sealer }: ActTools, row: RequestRow): PersonalData =>
  sealer.openJson<PersonalData>(row.data, `request:${row.id}`)

/** Asks the Receita about the person of the form; done when it has answered or clearly won't. */
export async function askReceita(tools: CheckTools, wish: CheckWish): Promise<Fault | null> {
  const { receita } = tools.sources
  if (!receita) return fault('check_off')
  const begun = await startRun(tools, { ...wish, kind: 'receita', source: 'receita', term: terms.source, detail: {} })
  if (isFault(begun)) return begun
  if (begun.repeated) return null
  const person = personOf(tools, begun.row)
  const answer = await receita.ask(person.cpf, false)
  await finishRun(tools, begun.run, { code: readReceita(answer, person), ...whyOf(answer) })
  return null
}

const whyOf = (answer: ReceitaAnswer | FaceAnswer): { why?: string } =>
  answer.got === 'down' ? { why: answer.why } : {}

/** Asks the client to let the face be compared. Nothing goes to Datavalid before the client agrees. */
export async function askFace(tools: CheckTools, wish: CheckWish): Promise<Fault | null> {
  const { store, sources } = tools
  if (!sources.face) return fault('check_off')
  const { flow } = sources.face
  if (flow === 'v4' && !(await imagesOf(store, store.read, wish.request)).some(({ kind }) => kind === 'photo'))
    return fault('photo_missing')
  const source = `datavalid_${flow}`
  const begun = await startRun(tools, {
    ...wish,
    kind: 'face',
    source,
    term: terms.consent,
    detail: { step: 'consent' },
  })
  return isFault(begun) ? begun : null
}

/**
 * The client's answer to `askFace`. A yes is kept with its text, and the face is compared or a PIN is given. `version` is the one that
 * the screen had: fault stale once a newer one was published.
 */
export async function agreeToFace(
  tools: CheckTools,
  row: RequestRow,
  wish: { actor: string; agrees: boolean; version?: string | undefined },
): Promise<Fault | null> {
  const { store, sealer, sources, time } = tools
  const { face } = sources
  const run = await openRun(store, store.read, row.id, row.cns ?? '', 'face')
  if (!run || !face || detailOf(sealer, run).step !== 'consent') return fault('changed')
  const { actor } = wish
  if (!wish.agrees) {
    await finishRun(tools, run, { code: 'consent_refused', actor })
    return null
  }
  const { version, text } = await faceLegal(store, store.read, face.flow)
  if ((wish.version ?? faceConsent.version) !== version) return fault('stale')
  const { fields } = faceConsent
  const taken = await goOn(tools, run, {
    actor,
    action: 'check.consent',
    term: terms.source,
    detail: ({ step, ...rest }, at) =>
      step === 'consent' ? { ...rest, step: 'asking', consent: { version, fields, text, at } } : null,
  })
  if (!taken) return fault('changed')
  const { cpf } = personOf(tools, row)
  if (face.flow === 'v4') {
    const photo = await tools.photoOf(row.id).catch(() => null)
    const answer = photo ? await face.compare(cpf, photo.bytes, photo.mime) : null
    const code = answer ? (readFace(answer) ?? 'down') : 'no_photo'
    await finishRun(tools, run, { code, ...(answer ? whyOf(answer) : {}) })
    return null
  }
  const given = await face.pin(cpf)
  if (given.got === 'down') await finishRun(tools, run, { code: 'down', why: given.why })
  else
    await goOn(tools, run, {
      actor: 'system',
      action: 'check.pin',
      // The PIN lives in real time, the row in business time, which a demo may move.
      term: Math.max(0, given.expiresAt - time.real()),
      detail: (now) => ({ ...now, step: 'pin', pin: given.pin }),
    })
  return null
}

/** The notary's own statement about the person in the video, recorded as such (rule 38). */
export async function stateLiveness(
  tools: ActTools,
  wish: CheckWish & { alive: boolean; text: string },
): Promise<Fault | null> {
  const { store, sealer, time } = tools
  const { id, request, cns, actor } = wish
  return store.inTransaction(async (tx, { afterCommit }) => {
    const row = await underWay(tools, tx, request, cns)
    if (isFault(row)) return row
    const call = await newestCall(store, tx, request)
    if (!call || call.cns !== cns || call.startedAt === null) return fault('video_needed')
    const runs = await checkRuns(store, tx, request, cns)
    if (runs.some((run) => run.id === id)) return null
    const at = time.now()
    const code = wish.alive ? 'alive' : 'not_alive'
    const detail = sealDetail(sealer, id, { code, ...(wish.text ? { text: wish.text } : {}) })
    const ended = { outcome: outcomeOf(code), waitsUntil: null, endedAt: at }
    await addRun(store, tx, {
      id,
      request,
      cns,
      kind: 'liveness',
      source: 'tabelionato',
      by: actor,
      at,
      detail,
      ...ended,
    })
    await appendAudit(tx, store, { at, actor, action: 'check.stated', subject: request, detail: `liveness:${id}` })
    afterCommit(() => tools.woken(topicsOf(row, cns)))
    return null
  })
}

export type NoteWish = Omit<CheckWish, 'id'> & {
  kind: CheckKind
  note: CheckNote
  role: Role
  text: string
  /** Which answer the note is for: another one that came meanwhile must be looked at first. */
  outcome: Outcome
  /** When the passkey was tapped, in real time (ms); null where none is needed, or demo mode waives it. */
  tappedAt: number | null
}

/** What a person answers for instead of a source (rules 39 and 66): once per answer, never taken back. */
export async function noteCheck(tools: ActTools, wish: NoteWish): Promise<Fault | null> {
  const { store, sealer, time } = tools
  const { request, cns, kind, note, actor, tappedAt } = wish
  if (!mayNote(wish.role, note)) return fault('forbidden_role', note === 'override' ? { ask: 'ao tabelião' } : {})
  if (note === 'override' && !isReason(wish.text)) return fault('reason_needed')
  return store.inTransaction(async (tx, { afterCommit }) => {
    const row = await underWay(tools, tx, request, cns)
    if (isFault(row)) return row
    const found = { runs: await checkRuns(store, tx, request, cns), notes: await checkNotes(store, tx, request) }
    const { run, outcome } = newestOf(found, request, cns, kind)
    const need = needOf(outcome)
    if (outcome !== wish.outcome || need === 'nothing' || (note === 'tick' && need !== 'tick')) return fault('changed')
    const at = time.now()
    const id = run?.id ?? unaskedRun(request, cns, kind)
    const text = wish.text === '' ? null : sealer.seal(wish.text, noteContext(id, note))
    await addNote(store, tx, { run: id, kind: note, request, by: actor, at, tappedAt, text })
    await appendAudit(tx, store, { at, actor, action: `check.${note}`, subject: request, detail: `${kind}:${id}` })
    afterCommit(() => tools.woken(topicsOf(row, cns)))
    return null
  })
}

export const noteContext = (run: string, note: CheckNote): string => `check-note:${run}:${note}`
