import { and, eq, exists, gt, isNotNull, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { Email, Phone } from '../domain/contact.ts'
import { atMost } from './limit.ts'
import { remembered } from './memory.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** A person with what is sealed opened; instants in epoch ms, quiet hours in minutes of the local day in `zone`. */
export type Person = {
  id: string
  user: string
  email: Email
  name: string | null
  phone: Phone | null
  phoneConfirmedAt: number | null
  on: { push: boolean; email: boolean; sms: boolean }
  quiet: { from: number; to: number } | null
  zone: string
}

export type PersonRow = Store['tables']['person']['$inferSelect']

const value = sql.placeholder

/** The blind index of an e-mail; equal for person and invitation, so that the two find each other. */
export const blindEmail = (sealer: Sealer, email: Email): string => sealer.blind('email', email)

/** The contexts under which a person's columns are sealed. */
export const personSeal = {
  email: (id: string) => `person.email:${id}`,
  name: (id: string) => `person.name:${id}`,
  phone: (id: string) => `person.phone:${id}`,
} as const

/**
 * A person whose sealed columns are opened when they are read, and only then; the e-mail, which every submission needs, once.
 * Reading throws SealBroken when the keys don't fit.
 */
export function openPerson(sealer: Sealer, row: PersonRow): Person {
  const { id, quietFrom, quietTo } = row
  let email: Email | undefined
  return {
    id,
    user: row.user,
    get email() {
      return (email ??= sealer.open(row.email, personSeal.email(id)) as Email)
    },
    get name() {
      return row.name === null ? null : sealer.open(row.name, personSeal.name(id))
    },
    get phone() {
      return row.phone === null ? null : (sealer.open(row.phone, personSeal.phone(id)) as Phone)
    },
    phoneConfirmedAt: row.phoneConfirmedAt,
    on: { push: row.pushOn, email: row.emailOn, sms: row.smsOn },
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    zone: row.zone,
  }
}

/** The people with these ids, opened, in no order; unknown ids are left out. */
export async function peopleById(store: Store, sealer: Sealer, db: Db, ids: readonly string[]): Promise<Person[]> {
  const { person } = store.tables
  // One prepared look-up each: a list of changing length would be built and compiled anew for every delivery.
  const find = store.prepared(db, 'person.byId', () =>
    db
      .select()
      .from(person)
      .where(eq(person.id, value('id')))
      .prepare(),
  )
  const found: Person[] = []
  for (const id of new Set(ids)) {
    const person = await remembered(store, db, ['person', id], async () => {
      const [row] = await find.execute({ id })
      return row ? openPerson(sealer, row) : null
    })
    if (person) found.push(person)
  }
  return found
}

export async function personById(store: Store, sealer: Sealer, db: Db, id: string): Promise<Person | null> {
  return (await peopleById(store, sealer, db, [id]))[0] ?? null
}

/** The id of the person behind an e-mail, or null. */
export async function personByEmail(store: Store, sealer: Sealer, db: Db, email: Email): Promise<string | null> {
  const { person } = store.tables
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .where(eq(person.emailBlind, blindEmail(sealer, email)))
  return rows[0]?.id ?? null
}

/** Gives the person of a verified e-mail, made at the first verification; `user` is the sign-in library's id. */
export async function ensurePerson(
  store: Store,
  sealer: Sealer,
  tx: Db,
  found: { user: string; email: Email; at: number },
): Promise<{ id: string; made: boolean }> {
  const known = await personByEmail(store, sealer, tx, found.email)
  if (known) return { id: known, made: false }
  const id = uuidv7(found.at)
  await tx.insert(store.tables.person).values({
    id,
    user: found.user,
    emailBlind: blindEmail(sealer, found.email),
    email: sealer.seal(found.email, personSeal.email(id)),
    createdAt: found.at,
  })
  return { id, made: true }
}

/** What is told to a person at: everything a delivery needs, opened. */
export type Contact = {
  person: string
  email: Email
  /** Confirmed by a code, or null. */
  phone: Phone | null
  on: Person['on']
  quiet: Person['quiet']
  zone: string
  subscriptions: { id: string; endpoint: string; p256dh: string; auth: string }[]
}

/** Contacts of these people for delivery; unknown ids are left out. */
export async function contactsOf(store: Store, sealer: Sealer, db: Db, ids: readonly string[]): Promise<Contact[]> {
  const { pushSubscription } = store.tables
  const people = await peopleById(store, sealer, db, ids)
  if (people.length === 0) return []
  const find = store.prepared(db, 'push.ofPerson', () =>
    db
      .select()
      .from(pushSubscription)
      .where(eq(pushSubscription.person, value('person')))
      .prepare(),
  )
  const devices = (await Promise.all(people.map((each) => find.execute({ person: each.id })))).flat()
  return people.map((each) => ({
    person: each.id,
    get email() {
      return each.email
    },
    get phone() {
      return each.phoneConfirmedAt === null ? null : each.phone
    },
    on: each.on,
    quiet: each.quiet,
    zone: each.zone,
    subscriptions: devices
      .filter((device) => device.person === each.id)
      .map(({ id, subscription }) => ({ id, ...openSubscription(sealer, id, subscription) })),
  }))
}

/** A push subscription as the browser gave it (W3C Push API). */
export type Subscription = { endpoint: string; p256dh: string; auth: string }

export const subscriptionSeal = (id: string): string => `push.subscription:${id}`

const openSubscription = (sealer: Sealer, id: string, sealed: string): Subscription =>
  sealer.openJson<Subscription>(sealed, subscriptionSeal(id))

/** Ids of the people with an active role at a cartório at `now` (ms), each once; with `onDuty` those whom its alerts ring. */
export async function staffOf(
  store: Store,
  db: Db,
  cns: string,
  now: number,
  { onDuty = false } = {},
): Promise<string[]> {
  const { role } = store.tables
  const find = store.prepared(db, 'people.staffOf', () =>
    db
      .select({ person: role.person, onDuty: role.onDuty })
      .from(role)
      .where(and(eq(role.cns, value('cns')), ...activeRole(store)))
      .prepare(),
  )
  const rows = (await find.execute({ cns, now })).filter((row) => row.onDuty || !onDuty)
  return [...new Set(rows.map((row) => row.person))]
}

/** Whether somebody on duty at a cartório has a channel that works at `now` (ms), for rule 33; prepared, asked by every submission. */
export async function isReachable(store: Store, db: Db, cns: string, now: number): Promise<boolean> {
  const { role, person, pushSubscription } = store.tables
  const here = [eq(role.cns, value('cns')), eq(role.onDuty, true), ...activeRole(store)]
  const team = (works: SQL | undefined) =>
    db
      .select({ id: role.id })
      .from(role)
      .innerJoin(person, eq(person.id, role.person))
      .where(and(...here, works))
      .limit(atMost(1))
      .prepare()
  // Nearly everybody has e-mail on: the dear question about devices is asked only where nobody has.
  const byMail = store.prepared(db, 'people.byMail', () => team(eq(person.emailOn, true)))
  if ((await byMail.execute({ cns, now })).length > 0) return true
  const otherwise = store.prepared(db, 'people.otherwise', () => {
    const device = db
      .select({ id: pushSubscription.id })
      .from(pushSubscription)
      .where(eq(pushSubscription.person, person.id))
    const bySms = and(eq(person.smsOn, true), isNotNull(person.phoneConfirmedAt))
    return team(or(bySms, and(eq(person.pushOn, true), exists(device))))
  })
  return (await otherwise.execute({ cns, now })).length > 0
}

/** The condition under which a role counts at the placeholder `now`. */
export function activeRole(store: Store) {
  const { role } = store.tables
  return [lte(role.since, value('now')), or(isNull(role.until), gt(role.until, value('now')))] as const
}
