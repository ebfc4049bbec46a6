import { and, eq, isNull, sql } from 'drizzle-orm'
import { isUnfinished, ownerOf, type Decision, type Request } from '../domain/request.ts'
import { addAlarm, silence } from './alarms.ts'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** A request as stored: structure in clear, the form sealed. */
export type RequestRow = Store['tables']['request']['$inferSelect']

/** Who acted, and the key under which the same act may be repeated (rule 18). */
export type Act = { actor: string; intent: string | null; intentHash: string | null }

/** What only a submission adds: none of it is ever changed afterwards. */
export type Submission = {
  protocol: string
  cpfBlind: string
  ibge: string
  bodyHash: string
  data: string
}

const value = sql.placeholder

/** The row as `decide` reads it. */
export const toRequest = (row: RequestRow): Request => ({
  id: row.id,
  version: row.version,
  account: row.account,
  uf: row.uf,
  round: row.round,
  since: row.since,
  state: row.state,
})

export async function requestById(store: Store, db: Db, id: string): Promise<RequestRow | null> {
  const { request } = store.tables
  const find = store.prepared(db, 'request.byId', () =>
    db
      .select()
      .from(request)
      .where(eq(request.id, value('id')))
      .prepare(),
  )
  return (await find.execute({ id }))[0] ?? null
}

/** Whether there is a request of this id. Asked by every submission, and nearly always answered with no. */
export function requestExists(store: Store, tx: Db, id: string): boolean {
  const { request } = store.tables
  const look = store.finds(tx, 'request.byId', () =>
    tx
      .select({ id: request.id })
      .from(request)
      .where(eq(request.id, value('id'))),
  )
  return look({ id })
}

/** A released request under the id that the pool shows (rule 26). */
export async function requestByPoolId(store: Store, db: Db, poolId: string): Promise<RequestRow | null> {
  const { request } = store.tables
  const find = store.prepared(db, 'request.byPool', () =>
    db
      .select()
      .from(request)
      .where(eq(request.poolId, value('poolId')))
      .prepare(),
  )
  return (await find.execute({ poolId }))[0] ?? null
}

/** The open request of this account for this CPF, if any (rule 19). */
export async function openOf(store: Store, db: Db, account: string, cpfBlind: string): Promise<string | null> {
  const { request } = store.tables
  const open = () =>
    db
      .select({ id: request.id })
      .from(request)
      .where(and(eq(request.account, value('account')), eq(request.cpfBlind, value('cpf')), isNull(request.closedAt)))
  const whose = { account, cpf: cpfBlind }
  if (db !== store.read && !store.finds(db, 'request.openOf', open)(whose)) return null
  const find = store.prepared(db, 'request.openOf', () => open().prepare())
  return (await find.execute(whose))[0]?.id ?? null
}

/** Protocol numbers claimed at once: what a restart or a rollback leaves of them is a gap. */
const protocolsClaimed = 32

/** The next protocol number AAAA-NNNNNNN (rule 64): unique, gaps allowed. @param year of the submission in Brasília */
export async function nextProtocol(store: Store, tx: Db, year: string): Promise<string> {
  const name = `protocol:${year}`
  let claimed = store.memory.get<{ next: number; last: number }>('counter', name)
  if (!claimed || claimed.next > claimed.last) {
    const last = await claimProtocols(store, tx, name)
    claimed = { next: last - protocolsClaimed + 1, last }
    store.memory.set('counter', name, claimed)
  }
  return `${year}-${String(claimed.next++).padStart(7, '0')}`
}

async function claimProtocols(store: Store, tx: Db, name: string): Promise<number> {
  const { counter } = store.tables
  const next = store.prepared(tx, 'counter.next', () =>
    tx
      .insert(counter)
      .values({ name: value('name'), last: protocolsClaimed })
      .onConflictDoUpdate({ target: counter.name, set: { last: sql`${counter.last} + ${protocolsClaimed}` } })
      .returning({ last: counter.last })
      .prepare(),
  )
  return (await next.execute({ name }))[0]?.last ?? protocolsClaimed
}

/**
 * Writes a decision: journal entry, request row, clock ledger, alarms. The primary key (request, version) of the
 * journal refuses a second writer of the same version.
 * @param submission given exactly once, with the first entry
 */
export async function saveDecision(
  store: Store,
  tx: Db,
  sealer: Sealer,
  decision: Decision,
  act: Act,
  submission: Submission | null,
): Promise<void> {
  const { entry, next } = decision
  const write = writesOf(store, tx)
  const { request, version, at, kind } = entry
  const body = sealer.sealJson(entry, `entry:${request}:${version}`)
  await write.entry({ request, version, at, kind, body, ...act })
  const row = columnsOf(next, at)
  if (submission) {
    await write.insert({
      ...row,
      ...submission,
      id: next.id,
      account: next.account,
      uf: next.uf,
      createdAt: at,
    })
  } else {
    await write.update({ ...row, id: next.id, read: next.version - 1 })
    await silence(store, tx, request)
  }
  for (const tick of decision.ticks)
    await write.tick({ ...tick, request, version, cause: tick.cause ? JSON.stringify(tick.cause) : null })
  for (const alarm of decision.alarms) await addAlarm(store, tx, alarm)
}

/** The row of a submission as it was just written, without reading it back. */
export function firstRow({ next, entry }: Decision, submission: Submission): RequestRow {
  const { state: _text, ...row } = columnsOf(next, entry.at)
  const { id, account, uf } = next
  return { ...row, ...submission, id, account, uf, createdAt: entry.at, pulled: row.pulled === 1, state: next.state }
}

function columnsOf(next: Request, at: number) {
  const { state } = next
  const due = state.name === 'waiting' ? state.clock.dueAt : null
  return {
    version: next.version,
    status: state.name,
    cns: ownerOf(state),
    pulled: 'pulled' in state && state.pulled ? 1 : 0,
    round: next.round,
    state: JSON.stringify(state),
    since: next.since,
    dueAt: due,
    closedAt: isUnfinished(state) ? null : at,
    // Without the instant of a UUIDv7: a card tells its age in steps of five minutes only (rule 26).
    poolId: state.name === 'released' && next.since === at ? uuidv7(0) : null,
  }
}

/** The writes of a decision, made once for the connection. */
const writesOf = (store: Store, tx: Db) =>
  store.prepared(tx, 'decision.writes', () => {
    const made = prepareSave(store, tx)
    const write = (name: keyof typeof made) => store.write(tx, `decision.${name}`, () => made[name])
    return { entry: write('entry'), insert: write('insert'), update: write('update'), tick: write('tick') }
  })

function prepareSave(store: Store, tx: Db) {
  const t = store.tables
  const changing = {
    version: sql`${value('version')}`,
    status: sql`${value('status')}`,
    cns: sql`${value('cns')}`,
    pulled: sql`${value('pulled')}`,
    round: sql`${value('round')}`,
    state: sql`${value('state')}`,
    since: sql`${value('since')}`,
    dueAt: sql`${value('dueAt')}`,
    closedAt: sql`${value('closedAt')}`,
    poolId: sql`coalesce(${value('poolId')}, ${t.request.poolId})`,
  }
  return {
    entry: tx.insert(t.entry).values({
      request: value('request'),
      version: value('version'),
      at: value('at'),
      actor: value('actor'),
      kind: value('kind'),
      intent: value('intent'),
      intentHash: value('intentHash'),
      body: value('body'),
    }),
    insert: tx.insert(t.request).values({
      ...changing,
      poolId: null,
      id: value('id'),
      protocol: value('protocol'),
      account: value('account'),
      cpfBlind: value('cpfBlind'),
      uf: value('uf'),
      ibge: value('ibge'),
      createdAt: value('createdAt'),
      bodyHash: value('bodyHash'),
      data: value('data'),
    }),
    update: tx
      .update(t.request)
      .set(changing)
      .where(and(eq(t.request.id, value('id')), eq(t.request.version, value('read')))),
    tick: tx.insert(t.tick).values({
      request: value('request'),
      version: value('version'),
      kind: value('kind'),
      at: value('at'),
      cns: value('cns'),
      calendarVersion: value('calendarVersion'),
      remainingMs: value('remainingMs'),
      dueAt: value('dueAt'),
      cause: sql`${value('cause')}`,
    }),
  }
}
