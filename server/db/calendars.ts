import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Hours } from '../domain/hours.ts'
import { cartorioByCns, type CartorioRow } from './cartorios.ts'
import { currentLayers, layerEntries } from './layers.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'
import type { LayerRef } from './schema.places.sqlite.ts'

/** A version of a cartório's calendar; instants in ms. */
export type CalendarRow = Store['tables']['calendar']['$inferSelect']

/** What a cartório itself says of its hours. */
export type OwnHours = Omit<Hours, 'version' | 'layers'>

const value = sql.placeholder
const chunk = 200

/** One version of a cartório's calendar with the layers that were in force with it; versions never change once written. */
export async function hoursOf(store: Store, db: Db, cns: string, version: number): Promise<Hours | null> {
  const { calendar } = store.tables
  const find = store.prepared(db, 'calendar.version', () =>
    db
      .select({ hours: calendar.hours, layers: calendar.layers })
      .from(calendar)
      .where(and(eq(calendar.cns, value('cns')), eq(calendar.version, value('version'))))
      .prepare(),
  )
  const row = (await find.execute({ cns, version }))[0]
  if (!row) return null
  const layers = []
  for (const ref of row.layers ?? []) layers.push({ layer: ref.layer, entries: await layerEntries(store, db, ref) })
  return { ...row.hours, version, layers }
}

/** The newest 50 versions of a calendar, newest first, with author, act and instant. */
export async function versionsOf(store: Store, db: Db, cns: string): Promise<CalendarRow[]> {
  const { calendar } = store.tables
  return db.select().from(calendar).where(eq(calendar.cns, cns)).orderBy(desc(calendar.version)).limit(atMost(50))
}

/** One version with its author, act and instant; what the layers above said is `hoursOf`'s to read. */
export async function calendarRow(store: Store, db: Db, cns: string, version: number): Promise<CalendarRow | null> {
  const { calendar } = store.tables
  const where = and(eq(calendar.cns, cns), eq(calendar.version, version))
  return (await db.select().from(calendar).where(where))[0] ?? null
}

/** Whom a calendar's change concerns: one cartório, those of a place, or everybody. */
export type Reach = { cns?: string; uf?: string; ibge?: string }

/** A cartório with its newest calendar: what it says itself, and the layers of that version. */
export type Current = { place: CartorioRow; hours: OwnHours; layers: LayerRef[] | null }

const reached = ({ tables: { cartorio } }: Store, { cns, uf, ibge }: Reach) =>
  and(
    ...(cns === undefined ? [gt(cartorio.calendarVersion, 0)] : [eq(cartorio.cns, cns)]),
    ...(uf === undefined ? [] : [eq(cartorio.uf, uf)]),
    ...(ibge === undefined ? [] : [eq(cartorio.ibge, ibge)]),
  )

/** Those in reach that have a calendar, with the newest version of each. */
export async function currentIn(store: Store, db: Db, reach: Reach): Promise<Current[]> {
  const { cartorio, calendar } = store.tables
  const newest = and(eq(calendar.cns, cartorio.cns), eq(calendar.version, cartorio.calendarVersion))
  return db
    .select({ place: cartorio, hours: calendar.hours, layers: calendar.layers })
    .from(cartorio)
    .innerJoin(calendar, newest)
    .where(reached(store, reach))
    .orderBy(asc(cartorio.cns))
}

/** By município: how many cartórios have a calendar, and how many clocks run there. */
export type PlaceCount = { uf: string; ibge: string; cartorios: number; running: number }

export async function countsByPlace(store: Store): Promise<PlaceCount[]> {
  const { cartorio, request } = store.tables
  const place = { uf: cartorio.uf, ibge: cartorio.ibge, n: count() }
  const places = await store.read
    .select(place)
    .from(cartorio)
    .where(gt(cartorio.calendarVersion, 0))
    .groupBy(cartorio.uf, cartorio.ibge)
  const clocks = await store.read
    .select(place)
    .from(request)
    .innerJoin(cartorio, eq(cartorio.cns, request.cns))
    .where(and(isNull(request.closedAt), eq(request.status, 'waiting')))
    .groupBy(cartorio.uf, cartorio.ibge)
  const running = new Map(clocks.map(({ ibge, n }) => [ibge, n]))
  return places.map(({ uf, ibge, n }) => ({ uf, ibge, cartorios: n, running: running.get(ibge) ?? 0 }))
}

/** Why a version was written. */
export type Why = { act?: string | null; reason?: string | null }

/**
 * Writes the next version of many calendars in a few statements; `hours` carry their number. The primary key refuses a second
 * writer of the same one. @param at ms
 */
export async function addCalendars(
  store: Store,
  tx: Db,
  all: readonly { cns: string; hours: Hours; layers: LayerRef[] }[],
  by: Why & { author: string; at: number },
): Promise<void> {
  const { cartorio, calendar } = store.tables
  const { author, at, act = null, reason = null } = by
  for (let i = 0; i < all.length; i += chunk) {
    const part = all.slice(i, i + chunk)
    await tx.insert(calendar).values(
      part.map(({ cns, hours: { layers: _layers, ...hours }, layers }) => {
        return { cns, version: hours.version, hours, author, at, layers, act, reason }
      }),
    )
    const those = inArray(
      cartorio.cns,
      part.map(({ cns }) => cns),
    )
    await tx
      .update(cartorio)
      .set({ calendarVersion: sql`${cartorio.calendarVersion} + 1`, updatedAt: at })
      .where(those)
  }
}

/**
 * Writes a new version of the opening hours with the layers of this moment; earlier versions stay, so that past clocks can be
 * explained. The edit is a row with author and legal act (rule 7).
 * @param at ms
 */
export async function addCalendar(
  store: Store,
  tx: Db,
  cns: string,
  hours: OwnHours,
  author: string,
  at: number,
  why: Why = {},
): Promise<number> {
  const { cartorio, calendar } = store.tables
  const found = await cartorioByCns(store, tx, cns)
  const version = (found?.calendarVersion ?? 0) + 1
  const layers = found ? await currentLayers(store, tx, found) : []
  const { zone, week, later, special, days } = hours
  const own = { zone, version, week, special, ...(later ? { later } : {}), ...(days ? { days } : {}) }
  const { act = null, reason = null } = why
  await tx.insert(calendar).values({ cns, version, hours: own, author, at, layers, act, reason })
  await tx.update(cartorio).set({ calendarVersion: version, updatedAt: at }).where(eq(cartorio.cns, cns))
  return version
}
