import { mostTries } from '../domain/certificate.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { changeEnrolment, reserveTry } from '../db/enrolments.ts'
import type { Db } from '../db/open.ts'
import { enrolledPhone, equal, keyed } from './enrol.ts'
import type { IssueTools } from './issue.types.ts'

type Asked = { enrolment: string; account: string; secret: Buffer; p: Buffer }

/**
 * The half that opens a phone's key, for a right PIN (rule 46). The first call sets what is right. Later ones take one try in a
 * commit of its own before anything is compared, so that neither a crash nor many at once buy another. Without the phone's
 * secret nothing is counted: nobody can lock a person out from afar. Faults: not_found, certificate_gone, pin_wrong, pin_locked.
 * @param asked.p PBKDF2 of the PIN, 32 bytes
 */
export async function checkPin(tools: IssueTools, asked: Asked): Promise<{ half: string } | Fault> {
  const { store, time, pinKey } = tools
  const id = asked.enrolment
  const verifier = keyed(pinKey, 'v', id, asked.p)
  const begun = await store.inTransaction(async (tx) => {
    const known = await knownPhone(tools, tx, asked)
    if (isFault(known) || known.verifier !== null) return isFault(known) ? known : take(tools, tx, known)
    await changeEnrolment(store, tx, id, { verifier: verifier.toString('base64url') })
    await appendAudit(tx, store, { at: time.now(), actor: asked.account, action: 'enrolment.pin', subject: id })
    return null
  })
  if (isFault(begun)) return begun
  if (begun === null || equal(Buffer.from(begun.verifier, 'base64url'), verifier)) {
    if (begun !== null) await store.inTransaction((tx) => changeEnrolment(store, tx, id, { tries: 0 }))
    return { half: keyed(pinKey, 'h', id, asked.p).toString('base64url') }
  }
  if (begun.tries < mostTries) return fault('pin_wrong', { left: mostTries - begun.tries })
  await store.inTransaction(async (tx) => {
    await changeEnrolment(store, tx, id, { lockedAt: time.real() })
    await appendAudit(tx, store, { at: time.now(), actor: asked.account, action: 'enrolment.lock', subject: id })
  })
  return fault('pin_locked')
}

async function knownPhone(tools: IssueTools, tx: Db, asked: Asked) {
  const row = await enrolledPhone(tools, tx, asked)
  return isFault(row) || row.endedAt === null ? row : fault('certificate_gone')
}

async function take({ store }: IssueTools, tx: Db, row: { id: string; verifier: string | null }) {
  const tries = await reserveTry(store, tx, row.id)
  return tries === null ? fault('pin_locked') : { tries, verifier: row.verifier ?? '' }
}
