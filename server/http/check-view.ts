import type { Role } from '../domain/cartorio.ts'
import { warns } from '../domain/check-answers.ts'
import { blemishWords, codeWords, faceConsent, sourceWords, unaskedWords, waitingWords } from '../domain/check-words.ts'
import { allows, checkKinds, checkWords, mayNote, needOf, outcomeWords, type CheckKind } from '../domain/checks.ts'
import { fault } from '../domain/fault.ts'
import { faultWords } from '../domain/words.ts'
import { detailOf, type CheckDetail } from '../desk/check-runs.ts'
import { noteContext } from '../desk/check-ask.ts'
import { newestCall } from '../db/calls.ts'
import { checkNotes, checkRuns, newestOf, type CheckNoteRow, type CheckRow } from '../db/checks.ts'
import { personById } from '../db/people.ts'
import type { RequestRow } from '../db/requests.ts'
import { faceLegal } from '../desk/legal.ts'
import type { House } from './env.ts'
import type { CheckView, ClientFaceView } from './check-views.ts'

/** What is sealed of a run; what can't be opened says nothing. */
function opened({ sealer, log }: House, run: CheckRow): CheckDetail {
  try {
    return detailOf(sealer, run)
  } catch {
    log.error({ run: run.id }, 'check unreadable')
    return {}
  }
}

const isConfigured = ({ sources }: House, kind: CheckKind): boolean =>
  kind === 'liveness' || (kind === 'receita' ? sources.receita : sources.face) !== null

/** The checks of this cartório's stay. @param may whether this person acts here now: a deciding role in a passkey session */
export async function checksView(
  house: House,
  row: RequestRow,
  { role, may }: { role: Role | null; may: boolean },
): Promise<CheckView[]> {
  const { store, config } = house
  const cns = row.cns ?? ''
  const found = {
    runs: await checkRuns(store, store.read, row.id, cns),
    notes: await checkNotes(store, store.read, row.id),
  }
  const nameOf = namesOf(house)
  const open = may && row.state.name === 'in_progress' && row.state.orderedAt === undefined
  const call = await newestCall(store, store.read, row.id)
  const met = call !== null && call.cns === cns && call.startedAt !== null

  async function view(kind: CheckKind): Promise<CheckView> {
    const { run, outcome, notes } = newestOf(found, row.id, cns, kind)
    const pending = found.runs.find((each) => each.kind === kind && each.endedAt === null) ?? null
    const configured = isConfigured(house, kind)
    const { code, text } = run ? opened(house, run) : {}
    const step = pending ? (opened(house, pending).step ?? 'asking') : null
    const told = code ? codeWords[code] : run ? `${outcomeWords[outcome]}.` : unaskedWords(kind, configured)
    const taps = notes.map((note) => ({ kind: note.kind, tapped: config.demo || note.tappedAt !== null }))
    const need = allows({ kind, outcome, notes: taps }) ? null : needOf(outcome)
    const canNote = open && pending === null && role !== null
    return {
      kind,
      title: checkWords[kind],
      configured,
      outcome,
      outcomeWords: outcomeWords[outcome],
      words: step ? waitingWords[kind][step] : told,
      warning: code !== undefined && warns(code),
      statement: text ?? null,
      source: run ? (sourceWords[run.source] ?? run.source) : '',
      at: run?.endedAt ?? null,
      by: run ? await nameOf(run.by) : null,
      // The PIN is the client's alone.
      waiting: pending && step ? { until: pending.waitsUntil ?? pending.at, pin: null, step } : null,
      need,
      notes: await Promise.all(notes.map(async (note) => noteView(house, note, await nameOf(note.by)))),
      can: {
        ask: open && configured && pending === null && (kind !== 'liveness' || met),
        tick: canNote && need === 'tick' && mayNote(role, 'tick'),
        override: canNote && need !== null && mayNote(role, 'override'),
      },
      whyNot: open && kind === 'liveness' && !met ? faultWords(fault('video_needed')) : null,
    }
  }
  return Promise.all(checkKinds.map(view))
}

function noteView({ sealer, log }: House, note: CheckNoteRow, by: string | null): CheckView['notes'][number] {
  const { kind, at } = note
  try {
    const text = note.text === null ? null : sealer.open(note.text, noteContext(note.run, kind))
    return { kind, by: by ?? '', at, text }
  } catch {
    log.error({ run: note.run }, 'note unreadable')
    return { kind, by: by ?? '', at, text: null }
  }
}

/** Names for the screen, each person read once; null for what nobody did by hand. */
function namesOf({ store, sealer }: House): (person: string) => Promise<string | null> {
  const known = new Map<string, Promise<string | null>>()
  return (person) => {
    if (person === 'system') return Promise.resolve(null)
    const name =
      known.get(person) ?? personById(store, sealer, store.read, person).then((found) => found?.name ?? 'Sua equipe')
    known.set(person, name)
    return name
  }
}

/**
 * What a client is told of the checks: a blemish of the CPF that stops nothing (rule 39), and the question about the face, with
 * the PIN that is the client's alone. Costs nothing while no source is configured.
 */
export async function clientChecks(
  house: House,
  row: RequestRow,
): Promise<{ notice: string | null; face: ClientFaceView | null }> {
  const { store, sources } = house
  const { name } = row.state
  if ((!sources.receita && !sources.face) || !row.cns) return { notice: null, face: null }
  if (name !== 'waiting' && name !== 'expired' && name !== 'in_progress') return { notice: null, face: null }
  const runs = await checkRuns(store, store.read, row.id, row.cns)
  const receita = runs.find((run) => run.kind === 'receita' && run.outcome !== null)
  const code = receita && opened(house, receita).code
  const face = name === 'in_progress' ? runs.find((run) => run.kind === 'face') : undefined
  return { notice: code && warns(code) ? blemishWords : null, face: face ? await faceView(house, face) : null }
}

const retryable = ['pin_expired', 'consent_late', 'down', 'interrupted', 'no_photo']

async function faceView(house: House, run: CheckRow): Promise<ClientFaceView> {
  const { step, pin, code, consent } = opened(house, run)
  const flow = run.source === 'datavalid_v4' ? 'v4' : 'v5'
  const open = run.endedAt === null
  const { version, text } = consent ?? (await faceLegal(house.store, house.store.read, flow))
  return {
    step: open ? (step ?? 'asking') : code === 'face_match' ? 'done' : 'ended',
    flow,
    version,
    text,
    fields: [...faceConsent.fieldWords],
    until: open ? run.waitsUntil : null,
    pin: open && step === 'pin' ? (pin ?? null) : null,
    ended: !open && code && retryable.includes(code) ? 'Não houve resultado. O cartório pode pedir de novo.' : null,
  }
}
