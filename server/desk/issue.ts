import { createHash, randomBytes } from 'node:crypto'
import type { Ca } from '../domain/ca.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { lint, prepare, type Profile } from '../domain/profile.ts'
import { codeFrom } from '../domain/short-code.ts'
import { exclusivityEnd } from '../domain/term.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { ccnVersion, openCcn } from '../db/ccn.ts'
import * as rows from '../db/certificates.ts'
import { changeEnrolment, type EnrolmentRow } from '../db/enrolments.ts'
import type { Db } from '../db/open.ts'
import { orderOf } from '../db/orders.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import { enrolledPhone } from './enrol.ts'
import type { IssueTools } from './issue.types.ts'
import { whyNoReissue } from './reissue.ts'

/** Who is being certified, by the phone that they hold: one at a time. */
const busy = new Map<string, Promise<unknown>>()

type Wish = { enrolment: string; account: string; secret: Buffer; csr: Uint8Array }

/**
 * Certifies the key of a phone (rules 48 and 49): prepare → lint → store serial and bytes → sign → store. The same key gets the
 * same certificate again; another key, of the same phone, first revokes what this order led to before. Faults: not_found, certificate_gone,
 * pin_needed, csr_invalid, changed, not_ordered, suspended, newer_elsewhere, issue_off.
 */
export async function issue(tools: IssueTools, wish: Wish): Promise<rows.CertificateRow | Fault> {
  const before = busy.get(wish.enrolment)
  const mine = Promise.resolve(before)
    .catch(() => null)
    .then(() => certify(tools, wish))
  busy.set(wish.enrolment, mine)
  try {
    return await mine
  } finally {
    if (busy.get(wish.enrolment) === mine) busy.delete(wish.enrolment)
  }
}

async function certify(tools: IssueTools, wish: Wish): Promise<rows.CertificateRow | Fault> {
  const { store, sealer, ca, time, log } = tools
  if (!ca) return fault('issue_off')
  const request = ca.request(wish.csr)
  if (!request) return fault('csr_invalid')
  const made = await store.inTransaction((tx) => prepareIn(tools, ca, tx, wish, request.key))
  if (isFault(made) || made.state !== 'prepared') return made
  let der: Uint8Array
  try {
    der = await ca.sign(rows.openTbs(sealer, made))
  } catch (error) {
    // Whether a signature exists somewhere is unknown: this serial is spent.
    log.error({ certificate: made.id, error: error instanceof Error ? error.name : 'unknown' }, 'signing failed')
    await burn(tools, made)
    return fault('issue_off')
  }
  return store.inTransaction(async (tx) => {
    if (!(await rows.keepSigned(store, tx, sealer, made.id, der, time.real()))) return fault('certificate_gone')
    await audit(tools, tx, wish.account, 'issue', made.id)
    return (await rows.certificateById(store, tx, made.id)) ?? fault('certificate_gone')
  })
}

/** The certificate that is there already, or a new row with the bytes that are to be signed. */
async function prepareIn(
  tools: IssueTools,
  ca: Ca,
  tx: Db,
  wish: Wish,
  key: string,
): Promise<rows.CertificateRow | Fault> {
  const { store, time } = tools
  const phone = await enrolledPhone(tools, tx, wish)
  if (isFault(phone)) return phone
  const keyHash = createHash('sha256').update(key).digest('base64url')
  const there = await rows.certificateOfEnrolment(store, tx, phone.id)
  if (there?.keyHash === keyHash && there.der !== null && there.state !== 'revoked') return there
  if (phone.endedAt !== null) return fault('certificate_gone')
  if (phone.verifier === null) return fault('pin_needed')
  const request = await requestById(store, tx, phone.request)
  const refused = await whyNoCertificate(tools, tx, request, there)
  if (refused || !request?.cns) return refused ?? fault('not_found')
  for (const earlier of await rows.pendingOf(store, tx, phone.request))
    await revokeIn(tools, tx, earlier, wish.account, 'superseded')
  const at = time.real()
  const facts = await factsOf(tools, tx, phone, request.cns)
  if (!facts) return fault('changed', { state: 'in_progress' })
  const { holder, cartorio, order } = facts
  const until = exclusivityEnd(at, cartorio.zone)
  const serial = freshSerial()
  const profile = prepare({
    serial,
    at,
    until,
    name: holder.name,
    cpf: holder.cpf,
    holder: tools.sealer.blind('holder', holder.cpf).slice(0, 22),
    cartorio,
    mode: 'remote',
    key,
    publicUrl: tools.publicUrl,
  })
  const tbs = checked(ca, profile)
  if (!(tbs instanceof Uint8Array)) {
    tools.log.error({ request: request.id, refused: tbs }, 'certificate refused by lint')
    return fault('issue_off')
  }
  const id = uuidv7(at)
  await rows.addPrepared(store, tx, {
    id,
    serial,
    code: codeFrom(randomBytes(16)),
    enrolment: phone.id,
    request: request.id,
    cns: cartorio.cns,
    account: phone.account,
    cpfBlind: order.cpfBlind,
    ccnVersion: order.ccnVersion,
    mode: 'remote',
    subject: rows.sealHolder(tools.sealer, id, holder),
    keyHash,
    tbs: rows.sealTbs(tools.sealer, id, tbs),
    notBefore: profile.notBefore,
    notAfter: profile.notAfter,
    preparedAt: at,
  })
  await appendAudit(tx, store, {
    at: time.now(),
    actor: 'system',
    action: 'ccn.read',
    subject: request.id,
    detail: `${cartorio.cns}:${order.ccnVersion}`,
  })
  await audit(tools, tx, wish.account, 'prepare', id)
  return (await rows.certificateById(store, tx, id)) ?? fault('certificate_gone')
}

/** Why a request leads to no certificate now, or null. After the first one only a phone that never had one gets another (rule 51). */
async function whyNoCertificate(
  tools: IssueTools,
  tx: Db,
  request: RequestRow | null,
  there: rows.CertificateRow | null,
): Promise<Fault | null> {
  if (request?.state.name === 'in_progress') return request.state.orderedAt === undefined ? fault('not_ordered') : null
  if (request?.state.name !== 'completed') return fault('changed', { state: request?.state.name ?? 'closed' })
  return there?.provedAt ? fault('certificate_gone') : whyNoReissue(tools, tx, request)
}

/** Lints the wish, and then the very bytes that would be signed. */
function checked(ca: Ca, profile: Profile): Uint8Array | string[] {
  const refused = lint(profile)
  if (refused.length > 0) return refused
  const tbs = ca.encode(profile)
  const found = lint(ca.describe(tbs))
  return found.length > 0 ? found : tbs
}

/** 128 bits of chance; the first octet is kept from 01 to 7f, which makes the number positive and 16 octets long (RFC 5280 §4.1.2.2). */
function freshSerial(): string {
  const bytes = randomBytes(16)
  const first = bytes[0] ?? 0
  return first >= 1 && first <= 0x7f ? bytes.toString('hex') : freshSerial()
}

/** The person as the CCN version of the order has them (rule 48), never as the phone says. */
async function factsOf({ store, sealer }: IssueTools, tx: Db, phone: EnrolmentRow, cns: string) {
  const order = await orderOf(store, tx, phone.request)
  const cartorio = await cartorioByCns(store, tx, cns)
  if (!order || !cartorio || order.cns !== cns || (order.endedAt !== null && order.end !== 'issued')) return null
  const { cpfBlind, ccnVersion: version } = order
  const record = await ccnVersion(store, tx, cns, cpfBlind, version)
  if (!record) return null
  const { name, socialName, cpf } = openCcn(sealer, cns, cpfBlind, record).data
  return { order, cartorio, holder: { name, socialName, cpf } }
}

/** Spends a serial that has no signature we could show, or one that nobody proved. */
export async function burn(tools: IssueTools, row: rows.CertificateRow): Promise<void> {
  await tools.store.inTransaction((tx) => revokeIn(tools, tx, row, 'system', 'not_proved'))
}

/** Revokes in the caller's commit; false when that was done before. */
export async function revokeIn(
  tools: IssueTools,
  tx: Db,
  row: rows.CertificateRow,
  actor: string,
  reason: NonNullable<rows.CertificateRow['reason']>,
): Promise<boolean> {
  const { store, time } = tools
  const changed = await rows.revokeRow(store, tx, row, { revokedAt: time.real(), reason, revokedBy: actor })
  if (changed) await audit(tools, tx, actor, 'revoke', row.id, reason)
  return changed
}

/** Ends the enrolment of a certificate that is over before it was in force: its phone goes on with another code only. */
export const leavePhone = ({ store, time }: IssueTools, tx: Db, { enrolment }: rows.CertificateRow): Promise<void> =>
  changeEnrolment(store, tx, enrolment, { endedAt: time.real(), nonce: null })

export async function audit(
  { store, time }: IssueTools,
  tx: Db,
  actor: string,
  what: 'prepare' | 'issue' | 'activate' | 'revoke' | 'read',
  subject: string,
  detail: string | null = null,
): Promise<void> {
  await appendAudit(tx, store, { at: time.now(), actor, action: `certificate.${what}`, subject, detail })
}
