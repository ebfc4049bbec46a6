import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { ClientNotice, StaffNotice } from '../domain/request.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'
import { stirred } from './upcoming.ts'
import { uuidv7 } from './uuid.ts'

export type Channel = 'push' | 'email' | 'sms'
export type NoticeKind = ClientNotice | StaffNotice | 'test'

/** What the words of a notice need, instants in ms. Sealed with it; never a name, a CPF or why a request was rejected. */
export type NoticeFacts = {
  protocol?: string
  dueAt?: number
  /** IANA zone in which the times are said: the cartório's. */
  zone?: string
  place?: string
  uf?: string
  count?: number
  /** Why a clock was moved, and the public act behind it. */
  reason?: string
  act?: string
  /** When the cartório opens next, where it is closed. */
  reopensAt?: number
  /** Of a test: the only channel it goes to. */
  channel?: Channel
}

export type NewNotice = {
  /** Business time in ms; a future instant keeps the notice back until then. */
  at: number
  kind: NoticeKind
  request: string | null
  /** The request's version that the notice tells of. */
  version: number
  cns: string | null
  person: string | null
  facts: NoticeFacts
}

export type Notice = NewNotice & { id: string }

/** One message to be sent: `target` is the push subscription's id, or the person's own id for e-mail and SMS. */
export type NewDelivery = { notice: string; person: string; channel: Channel; target: string }

const value = sql.placeholder

/**
 * Writes a notice in the commit of its fact (rule 36); wake the teller afterwards. Returns its id.
 * @param n `cns` (everyone who works there), `person` (a client), or both: one person as the cartório's staff; throws without
 */
export async function addNotice(tx: Db, store: Store, sealer: Sealer, n: NewNotice): Promise<string> {
  if (n.cns === null && n.person === null) throw new Error('A notice goes to a cartório or to a person')
  const insert = store.write(tx, 'notice.add', () => prepareAdd(store, tx))
  const id = uuidv7()
  await insert({ ...n, id, facts: sealer.sealJson(n.facts, `notice:${id}`) })
  return id
}

function prepareAdd(store: Store, tx: Db) {
  return tx.insert(store.tables.notice).values({
    id: value('id'),
    at: value('at'),
    kind: value('kind'),
    request: value('request'),
    version: value('version'),
    cns: value('cns'),
    person: value('person'),
    facts: value('facts'),
  })
}

/** What tells to whom a notice goes: its facts stay sealed. */
export type NoticeRow = Pick<Store['tables']['notice']['$inferSelect'], 'id' | 'kind' | 'cns' | 'person'>

/** Notices that have no deliveries yet and whose moment has come, oldest first. @param now business time in ms */
export async function openNotices(store: Store, now: number, limit: number): Promise<NoticeRow[]> {
  const { notice } = store.tables
  const find = store.prepared(store.read, `notice.open.${limit}`, (db) =>
    db
      .select({ id: notice.id, kind: notice.kind, cns: notice.cns, person: notice.person })
      .from(notice)
      .where(and(isNull(notice.doneAt), lte(notice.at, value('now'))))
      .orderBy(asc(notice.at))
      .limit(atMost(limit))
      .prepare(),
  )
  return find.execute({ now })
}

/** The notice behind a delivery, opened. Throws SealBroken when the keys don't fit. */
export async function noticeById(store: Store, sealer: Sealer, id: string): Promise<Notice | null> {
  const { notice } = store.tables
  const find = store.prepared(store.read, 'notice.byId', (db) =>
    db
      .select()
      .from(notice)
      .where(eq(notice.id, value('id')))
      .prepare(),
  )
  const [row] = await find.execute({ id })
  if (!row) return null
  const { at, request, version, cns, person } = row
  const facts = sealer.openJson<NoticeFacts>(row.facts, `notice:${id}`)
  return { id, at, kind: row.kind as NoticeKind, request, version, cns, person, facts }
}

/**
 * Gives notices their deliveries and marks them done, in one commit. A repeat adds nothing: a unique index knows them.
 * @param now real time in ms
 */
export async function expand(
  store: Store,
  plans: readonly { notice: string; deliveries: readonly NewDelivery[] }[],
  now: number,
): Promise<void> {
  const { notice } = store.tables
  await store.inTransaction(
    async (tx) => {
      for (const plan of plans) {
        for (const delivery of plan.deliveries) await addDelivery(store, tx, delivery, now)
        const done = store.write(tx, 'notice.done', () =>
          tx
            .update(notice)
            .set({ doneAt: sql`${value('now')}` })
            .where(eq(notice.id, value('id'))),
        )
        await done({ id: plan.notice, now })
      }
    },
    { patient: true },
  )
  stirred(store, new Set(plans.flatMap(({ deliveries }) => deliveries.map(({ channel }) => channel))))
}

/** Puts off a notice that could not be given its deliveries, so that it doesn't stop the line. @param at business time in ms */
export async function delayNotice(store: Store, id: string, at: number): Promise<void> {
  const { notice } = store.tables
  await store.inTransaction((tx) => tx.update(notice).set({ at }).where(eq(notice.id, id)).returning({ id: notice.id }))
}

/** Adds one delivery, due at once, unless the notice already has it. @param now real time in ms */
export async function addDelivery(store: Store, tx: Db, delivery: NewDelivery, now: number): Promise<void> {
  const insert = store.write(tx, 'delivery.add', () =>
    tx
      .insert(store.tables.delivery)
      .values({
        id: value('id'),
        notice: value('notice'),
        person: value('person'),
        channel: value('channel'),
        target: value('target'),
        nextAt: value('now'),
      })
      .onConflictDoNothing(),
  )
  await insert({ ...delivery, id: uuidv7(now), now })
}

/**
 * Whether the client of a request can be told: false ("cliente sem contato", rule 36) when every delivery of the newest notice
 * that was sent to the client failed for good.
 */
export async function clientReachable(store: Store, request: string): Promise<boolean> {
  const { delivery, notice } = store.tables
  const find = store.prepared(store.read, 'delivery.reach', (db) =>
    db
      .select({ notice: notice.id, outcome: delivery.outcome })
      .from(notice)
      .innerJoin(delivery, eq(delivery.notice, notice.id))
      .where(and(eq(notice.request, value('request')), isNotNull(notice.person), isNull(notice.cns)))
      .orderBy(desc(notice.version), desc(notice.id))
      .prepare(),
  )
  const rows = (await find.execute({ request })).filter((row) => row.outcome !== 'dropped')
  const newest = rows.filter((row) => row.notice === rows[0]?.notice)
  return newest.length === 0 || newest.some((row) => row.outcome !== 'dead')
}
