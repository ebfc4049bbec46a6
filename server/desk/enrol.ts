import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { issueTerms, mostTries } from '../domain/certificate.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { codeFrom, parseCode } from '../domain/short-code.ts'
import { markOf, type Decision, type Request, type State } from '../domain/request.ts'
import { appendAudit } from '../db/audit.ts'
import { certificateById, pendingOf, revokeRow } from '../db/certificates.ts'
import * as rows from '../db/enrolments.ts'
import type { Db, Store } from '../db/open.ts'
import { requestById } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import type { ActTools } from './act.ts'
import type { IssueTools } from './issue.types.ts'
import { whyNoReissue } from './reissue.ts'

/** HMAC-SHA-256 under K over one kind of value of one enrolment; every part but the last has a fixed length. */
export const keyed = (key: Buffer, kind: 'v' | 'h' | 'd' | 's', id: string, bytes: Uint8Array): Buffer =>
  createHmac('sha256', key).update(kind).update(id).update(bytes).digest()

export const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)

/** The salt of an enrolment's PIN: always the same one, kept nowhere, so that no reload can lose it. */
export const saltOf = (key: Buffer, id: string): string =>
  keyed(key, 's', id, Buffer.alloc(0)).subarray(0, 16).toString('base64url')

const hashOf = ({ sealer }: Pick<ActTools, 'sealer'>, id: string, code: string): string =>
  sealer.blind('enrolment', `${id}:${code}`)
const context = (id: string): string => `enrolment-code:${id}`

/**
 * What a decision means for the code of its request, in the same commit: made when a call identified the client, its term begun
 * when the order is placed, and everything void once the request left without a certificate. With the certificate what nobody used
 * is void; a code made afterwards is for another phone (rule 51).
 */
export async function codeFor(
  tools: ActTools,
  tx: Db,
  { decision, before, actor }: { decision: Decision; before: Request | null; actor: string },
): Promise<void> {
  const { entry, next } = decision
  const { state } = next
  const at = tools.time.real()
  const ends = state.name !== 'in_progress' && before?.state.name === 'in_progress'
  if (entry.kind === 'complete' || entry.kind === 'reissue') await rows.voidCodes(tools.store, tx, next.id, at)
  else if (ends || (state.name === 'completed' && state.renewal?.reason === 'fraud'))
    await dropAll(tools, tx, next, actor, at)
  const mark = markOf(state)
  // A room in which nobody met leaves the mark of the one before.
  const fresh = mark && mark.call !== (before ? markOf(before.state)?.call : undefined)
  if (entry.kind === 'end_video' && fresh && mark.reason === 'identified')
    await makeCode(tools, tx, { request: next.id, call: mark.call, account: next.account, at })
  if (entry.kind !== 'place_order') return
  const code = await rows.newestCode(tools.store, tx, next.id)
  // The 72 hours are for issuing: whoever waited for the order has them whole.
  if (code && code.usedAt === null && code.voidAt === null && code.expiresAt > at)
    await rows.changeCode(tools.store, tx, code.id, { expiresAt: Math.max(code.expiresAt, at + issueTerms.code) })
}

async function makeCode(
  { store, sealer }: ActTools,
  tx: Db,
  { request, call, account, at }: { request: string; call: string; account: string; at: number },
): Promise<void> {
  const first = (await rows.newestCode(store, tx, request)) === null
  const id = uuidv7(at)
  const code = codeFrom(randomBytes(8))
  const expiresAt = at + (first ? issueTerms.code : issueTerms.renewed)
  const plain = sealer.seal(code, context(id))
  const row = { id, request, call, account, hash: hashOf({ sealer }, id, code), plain, expiresAt }
  await rows.addCode(store, tx, row, at)
}

/** The phone of the certificate that a request led to: until another one takes its place it goes on opening its key. */
async function phoneInForce(store: Store, tx: Db, state: State): Promise<string[]> {
  const id = state.name === 'completed' ? state.certificate : undefined
  const row = id === undefined ? null : await certificateById(store, tx, id)
  return row ? [row.enrolment] : []
}

/** Codes, phones and certificates that are not in force are void: with their order, or with a word of the cartório (rule 51). */
export async function dropAll(
  { store }: Pick<ActTools, 'store'>,
  tx: Db,
  { id: request, state }: Pick<Request, 'id' | 'state'>,
  actor: string,
  at: number,
): Promise<void> {
  await rows.voidCodes(store, tx, request, at)
  await rows.endEnrolments(store, tx, request, await phoneInForce(store, tx, state), at)
  for (const row of await pendingOf(store, tx, request)) {
    await revokeRow(store, tx, row, { revokedAt: at, reason: 'not_proved', revokedBy: actor })
    await appendAudit(tx, store, { at, actor, action: 'certificate.revoke', subject: row.id, detail: 'not_proved' })
  }
}

/**
 * Shows the code of a call to its client, once: for a while the same question (`asker`, its idempotency key) is answered again, since
 * an answer lost on a phone's way out of a video room would cost another session. For so long it stays sealed. Faults: not_found, code_shown, code_expired.
 */
export function showCode(
  { store, sealer, time }: ActTools,
  call: string,
  account: string,
  asker: string | null,
): Promise<{ code: string; expiresAt: number } | Fault> {
  return store.inTransaction(async (tx) => {
    const at = time.real()
    const row = await rows.codeOfCall(store, tx, call)
    if (!row || row.account !== account) return fault('not_found')
    const plain = row.plain === null ? null : sealer.open(row.plain, context(row.id))
    if (row.shownAt !== null) {
      const [first, code] = (plain ?? '').split(' ')
      const again = asker !== null && first === asker && at - row.shownAt < issueTerms.showing
      return again && code ? { code, expiresAt: row.expiresAt } : fault('code_shown')
    }
    if (plain === null || row.voidAt !== null || row.expiresAt <= at) return fault('code_expired', { enrolment: true })
    const code = plain
    const kept = asker === null ? null : sealer.seal(`${asker} ${code}`, context(row.id))
    await rows.changeCode(store, tx, row.id, { plain: kept, shownAt: at })
    await appendAudit(tx, store, { at: time.now(), actor: account, action: 'enrolment.show', subject: row.request })
    return { code, expiresAt: row.expiresAt }
  })
}

/**
 * A phone enrols for an order with the code of its call (rule 48). The same phone with the same code gets the same enrolment, so
 * that a lost answer costs nothing. Faults: not_found, not_ordered, changed, suspended, newer_elsewhere, code_wrong, code_expired,
 * code_locked.
 * @param secret 32 bytes that the phone keeps
 */
export function enrol(
  tools: IssueTools,
  asked: { request: string; account: string; code: string; device: string; secret: Buffer },
): Promise<rows.EnrolmentRow | Fault> {
  const { store, time, pinKey } = tools
  return store.inTransaction(async (tx) => {
    const at = time.real()
    const request = await requestById(store, tx, asked.request)
    if (!request || request.account !== asked.account) return fault('not_found')
    const { state } = request
    const code = await tryCode(tools, tx, asked, at)
    if (isFault(code)) return code
    if (code.usedAt !== null) {
      const before = await rows.enrolmentOfCode(store, tx, code.id)
      const same =
        before && equal(Buffer.from(before.deviceHash, 'base64url'), keyed(pinKey, 'd', before.id, asked.secret))
      return before && same ? before : fault('code_expired', { enrolment: true })
    }
    if (state.name === 'in_progress' && state.orderedAt === undefined) return fault('not_ordered')
    // A code that is good on a completed request was made after its certificate.
    const refused = state.name === 'in_progress' ? null : await whyNoReissue(tools, tx, request)
    if (refused) return refused
    const id = uuidv7(at)
    const deviceHash = keyed(pinKey, 'd', id, asked.secret).toString('base64url')
    const { account, device } = asked
    await rows.addEnrolment(store, tx, {
      id,
      request: request.id,
      account,
      code: code.id,
      deviceHash,
      device,
      createdAt: at,
    })
    await rows.changeCode(store, tx, code.id, { usedAt: at, plain: null, tries: 0 })
    await rows.endEnrolments(store, tx, request.id, [id, ...(await phoneInForce(store, tx, state))], at)
    await appendAudit(tx, store, { at: time.now(), actor: account, action: 'enrolment.begin', subject: request.id })
    return (await rows.enrolmentById(store, tx, id)) ?? fault('not_found')
  })
}

/** Compares a typed code; every wrong one is counted in the commit of its refusal. */
async function tryCode(
  { store, sealer }: IssueTools,
  tx: Db,
  { request, code: typed }: { request: string; code: string },
  at: number,
): Promise<rows.CodeRow | Fault> {
  const row = await rows.newestCode(store, tx, request)
  // Before any identification no code exists: whatever is typed is wrong, and nothing is said about why.
  if (!row) return fault('code_wrong', { left: 0 })
  if (row.tries >= mostTries) return fault('code_locked', { enrolment: true })
  if (row.voidAt !== null || (row.expiresAt <= at && row.usedAt === null))
    return fault('code_expired', { enrolment: true })
  const code = parseCode(typed, 8)
  const right = code !== null && equal(Buffer.from(row.hash), Buffer.from(hashOf({ sealer }, row.id, code)))
  if (right) return row
  await rows.changeCode(store, tx, row.id, { tries: row.tries + 1 })
  const left = mostTries - row.tries - 1
  return left > 0 ? fault('code_wrong', { left }) : fault('code_locked', { enrolment: true })
}

/** An enrolment of this account; anybody else's is not found. */
export async function ownEnrolment(
  { store }: Pick<ActTools, 'store'>,
  db: Db,
  id: string,
  account: string,
): Promise<rows.EnrolmentRow | Fault> {
  const row = await rows.enrolmentById(store, db, id)
  return row?.account === account ? row : fault('not_found')
}

/** The same for the phone that enrolled: a session alone, which may have been stolen, is not that phone. */
export async function enrolledPhone(
  tools: Pick<IssueTools, 'store' | 'pinKey'>,
  db: Db,
  asked: { enrolment: string; account: string; secret: Buffer },
): Promise<rows.EnrolmentRow | Fault> {
  const row = await ownEnrolment(tools, db, asked.enrolment, asked.account)
  if (isFault(row)) return row
  const hash = keyed(tools.pinKey, 'd', row.id, asked.secret)
  return equal(Buffer.from(row.deviceHash, 'base64url'), hash) ? row : fault('not_found')
}
