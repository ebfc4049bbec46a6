import { randomBytes } from 'node:crypto'
import { isOpen, nextOpening } from '../domain/calendar.ts'
import { nonceTerm, type RevocationReason } from '../domain/certificate.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import * as rows from '../db/certificates.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { changeEnrolment, endEnrolments } from '../db/enrolments.ts'
import type { Db } from '../db/open.ts'
import { addNotice } from '../db/outbox.ts'
import { requestById } from '../db/requests.ts'
import { act } from './act.ts'
import type { Topics } from './announce.ts'
import { dropAll, ownEnrolment } from './enrol.ts'
import { audit, leavePhone, revokeIn } from './issue.ts'
import type { IssueTools } from './issue.types.ts'
import { isSuspended } from './reissue.ts'

/** A nonce for the proof, good for ten minutes; a new one replaces it. Faults: not_found, certificate_gone. */
export function freshNonce(
  { store, time }: IssueTools,
  id: string,
  account: string,
): Promise<{ nonce: string; expiresAt: number } | Fault> {
  return store.inTransaction(async (tx) => {
    const phone = await ownEnrolment({ store }, tx, id, account)
    if (isFault(phone)) return phone
    if (phone.endedAt !== null) return fault('certificate_gone')
    const nonce = randomBytes(32).toString('base64url')
    const nonceAt = time.real()
    await changeEnrolment(store, tx, id, { nonce, nonceAt })
    return { nonce, expiresAt: nonceAt + nonceTerm }
  })
}

/** What a phone signs: a word for the purpose, so that no signature serves two, and the nonce's bytes. */
export const proofBytes = (nonce: string): Uint8Array =>
  Buffer.concat([Buffer.from('quinze proof'), Buffer.from(nonce, 'base64url')])

/**
 * The phone proves that it holds the key (rule 50): the certificate comes into force, an older one of the CPF is revoked, the
 * request is completed (or stays so, with this certificate: rule 51), all in one commit. Again for one that is in force already
 * changes nothing. Faults: not_found, certificate_gone, nonce_gone, proof_wrong, changed, suspended.
 */
export async function prove(
  tools: IssueTools,
  asked: { enrolment: string; account: string; signature: Uint8Array },
): Promise<rows.CertificateRow | Fault> {
  const { store, sealer, ca, time } = tools
  const phone = await ownEnrolment(tools, store.read, asked.enrolment, asked.account)
  if (isFault(phone)) return phone
  const found = await rows.certificateOfEnrolment(store, store.read, phone.id)
  if (found?.state === 'active') return found
  const der = found && rows.openDer(sealer, found)
  if (!found || !der || found.state !== 'issued' || phone.endedAt !== null) return fault('certificate_gone')
  if (!ca) return fault('issue_off')
  if (phone.nonce === null || time.real() - (phone.nonceAt ?? 0) > nonceTerm) return fault('nonce_gone')
  if (!ca.proves(der, proofBytes(phone.nonce), asked.signature)) return fault('proof_wrong')
  let replaced: rows.CertificateRow | null = null
  const done = await act(tools, {
    request: found.request,
    actor: asked.account,
    async command({ tx, row }) {
      const now = await rows.certificateById(store, tx, found.id)
      const still = await ownEnrolment(tools, tx, phone.id, asked.account)
      if (isFault(still) || still.endedAt !== null) return fault('certificate_gone')
      const older = now && (await rows.activeOf(store, tx, now.cpfBlind))
      // Whoever comes second in a race has to be the newer one.
      if (now?.state !== 'issued' || (older && older.preparedAt > now.preparedAt)) return fault('certificate_gone')
      const again = row?.state.name === 'completed'
      if (again && (await isSuspended(tools, tx, now.cns))) return fault('suspended')
      return { name: again ? 'reissue' : 'complete', cns: now.cns, certificate: now.id }
    },
    also: async ({ tx }) => void (replaced = await comeIntoForce(tools, tx, found, asked.account)),
  })
  if (isFault(done)) {
    const now = await rows.certificateById(store, store.read, found.id)
    return now?.state === 'active' ? now : done
  }
  for (const row of [found, replaced]) if (row) tools.woken(topicsOf(row))
  return (await rows.certificateById(store, store.read, found.id)) ?? fault('not_found')
}

/** Gives the certificate that it took the place of. */
async function comeIntoForce(
  tools: IssueTools,
  tx: Db,
  row: rows.CertificateRow,
  actor: string,
): Promise<rows.CertificateRow | null> {
  const { store, time } = tools
  const older = await rows.activeOf(store, tx, row.cpfBlind)
  // In the commit of the new one, never before it (rule 53).
  if (older && (await revokeIn(tools, tx, older, actor, 'superseded')) && older.cns !== row.cns)
    await tell(tools, tx, older, { cns: older.cns })
  const provedAt = time.real()
  if (!(await rows.activate(store, tx, row.id, { provedAt, exclusiveUntil: row.notAfter + 1000 })))
    throw new Error('A certificate that was issued a moment ago is not any more')
  await changeEnrolment(store, tx, row.enrolment, { nonce: null })
  await endEnrolments(store, tx, row.request, [row.enrolment], provedAt)
  await audit(tools, tx, actor, 'activate', row.id)
  return older
}

/**
 * Revokes a certificate; doing it again changes nothing (rule 51). Who may is the caller's to know.
 * @returns the row as it is now; fault not_found
 */
export function revoke(
  tools: IssueTools,
  asked: { certificate: string; actor: string; reason: RevocationReason },
): Promise<rows.CertificateRow | Fault> {
  const { store } = tools
  return store.inTransaction(async (tx, { afterCommit }) => {
    const row = await rows.certificateById(store, tx, asked.certificate)
    if (!row) return fault('not_found')
    if (!(await revokeIn(tools, tx, row, asked.actor, asked.reason))) return row
    // What a person called off before it was in force is not begun again by itself: that needs another code.
    if (row.state === 'issued') await leavePhone(tools, tx, row)
    if (row.state === 'active') {
      // What the cartório takes away does not come back on a code of an earlier video; the holder's own code is for a lost phone.
      const request = asked.actor === row.account ? null : await requestById(store, tx, row.request)
      if (request) await dropAll(tools, tx, request, asked.actor, tools.time.real())
      await tell(tools, tx, row, { person: row.account })
      await tell(tools, tx, row, { cns: row.cns })
    }
    afterCommit(() => tools.woken(topicsOf(row)))
    return (await rows.certificateById(store, tx, row.id)) ?? fault('not_found')
  })
}

/** Whose screens show a certificate. */
export const topicsOf = ({ account, cns, id, request }: rows.CertificateRow): Topics =>
  new Set([
    `account:${account} certificates`,
    `account:${account} certificate:${id}`,
    `account:${account} request:${request}`,
    `queue:${cns} clients:${cns}`,
    `queue:${cns} certificate:${id}`,
    `queue:${cns} request:${request}`,
  ])

async function tell(
  { store, sealer, time, places }: IssueTools,
  tx: Db,
  row: rows.CertificateRow,
  to: { person: string } | { cns: string },
): Promise<void> {
  const request = await requestById(store, tx, row.request)
  const place = await cartorioByCns(store, tx, row.cns)
  const facts = {
    ...(request ? { protocol: request.protocol } : {}),
    ...(place ? { zone: place.zone, place: place.municipio, uf: place.uf } : {}),
  }
  const now = time.now()
  const about = { kind: 'revoked', request: row.request, version: request?.version ?? 0, facts } as const
  if ('person' in to) return void (await addNotice(tx, store, sealer, { ...about, at: now, cns: null, ...to }))
  // A cartório hears of it inside its opening hours (rule 34).
  const calendar = place && (await places.calendar(tx, to.cns, place.calendarVersion, now))
  const at = calendar && !isOpen(calendar, now) ? (nextOpening(calendar, now) ?? now) : now
  await addNotice(tx, store, sealer, { ...about, at, person: null, ...to })
}
