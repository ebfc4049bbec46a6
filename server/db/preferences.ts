import { eq, sql } from 'drizzle-orm'
import type { Phone } from '../domain/contact.ts'
import { fault, type Fault } from '../domain/fault.ts'
import type { Db, Store } from './open.ts'
import { personSeal, type Person } from './people.ts'
import type { Sealer } from './seal.ts'

export const phoneCodeTerm = 10 * 60_000
export const phoneCodeTries = 5

/** Writes name and phone; another phone than the confirmed one has to be confirmed anew and takes no SMS until then. */
export async function saveProfile(
  store: Store,
  sealer: Sealer,
  tx: Db,
  before: Person,
  next: { name: string; phone: Phone | null },
): Promise<void> {
  const { person } = store.tables
  const moved = next.phone !== before.phone
  await tx
    .update(person)
    .set({
      name: sealer.seal(next.name, personSeal.name(before.id)),
      ...(moved
        ? {
            phone: next.phone === null ? null : sealer.seal(next.phone, personSeal.phone(before.id)),
            phoneConfirmedAt: null,
            smsOn: false,
          }
        : {}),
    })
    .where(eq(person.id, before.id))
}

/** Writes channels and quiet hours (minutes of the local day); SMS needs a confirmed phone: fault phone_taken otherwise. */
export async function savePreferences(
  store: Store,
  tx: Db,
  before: Person,
  next: { push: boolean; email: boolean; sms: boolean; quiet: { from: number; to: number } | null },
): Promise<Fault | null> {
  const { person } = store.tables
  if (next.sms && before.phoneConfirmedAt === null) return fault('phone_taken')
  await tx
    .update(person)
    .set({
      pushOn: next.push,
      emailOn: next.email,
      smsOn: next.sms,
      quietFrom: next.quiet?.from ?? null,
      quietTo: next.quiet?.to ?? null,
    })
    .where(eq(person.id, before.id))
  return null
}

/** Sets the IANA zone in which a person's quiet hours are read. */
export async function saveZone(store: Store, tx: Db, id: string, zone: string): Promise<void> {
  await tx.update(store.tables.person).set({ zone }).where(eq(store.tables.person.id, id))
}

/** Keeps a code for this phone as an HMAC, replacing an earlier one; it lives ten minutes from `at` (ms). */
export async function keepPhoneCode(
  store: Store,
  sealer: Sealer,
  tx: Db,
  asked: { person: string; phone: Phone; code: string; at: number },
): Promise<void> {
  const { phoneCode } = store.tables
  const row = {
    phone: sealer.seal(asked.phone, phoneCodeSeal(asked.person)),
    hash: hashOf(sealer, asked.person, asked.phone, asked.code),
    expiresAt: asked.at + phoneCodeTerm,
    tries: 0,
  }
  await tx
    .insert(phoneCode)
    .values({ person: asked.person, ...row })
    .onConflictDoUpdate({ target: phoneCode.person, set: row })
}

/**
 * Confirms a phone by its code. Every wrong try is counted in the same commit: the caller must let the transaction stand
 * when it gets code_wrong, code_expired or code_locked.
 */
export async function confirmPhone(
  store: Store,
  sealer: Sealer,
  tx: Db,
  asked: { person: string; code: string; at: number },
): Promise<Fault | null> {
  const { phoneCode, person } = store.tables
  const [row] = await tx.select().from(phoneCode).where(eq(phoneCode.person, asked.person))
  if (!row || row.expiresAt <= asked.at) return fault('code_expired')
  if (row.tries >= phoneCodeTries) return fault('code_locked')
  const phone = sealer.open(row.phone, phoneCodeSeal(asked.person)) as Phone
  if (row.hash !== hashOf(sealer, asked.person, phone, asked.code)) {
    await tx
      .update(phoneCode)
      .set({ tries: sql`${phoneCode.tries} + 1` })
      .where(eq(phoneCode.person, asked.person))
    return fault(row.tries + 1 >= phoneCodeTries ? 'code_locked' : 'code_wrong')
  }
  await tx.delete(phoneCode).where(eq(phoneCode.person, asked.person))
  await tx
    .update(person)
    .set({ phone: sealer.seal(phone, personSeal.phone(asked.person)), phoneConfirmedAt: asked.at })
    .where(eq(person.id, asked.person))
  return null
}

const phoneCodeSeal = (person: string): string => `phone_code:${person}`

// Both sides are HMACs, so the time a comparison takes tells nothing about the code.
const hashOf = (sealer: Sealer, person: string, phone: string, code: string): string =>
  sealer.blind('phone-code', `${person}\0${phone}\0${code}`)
