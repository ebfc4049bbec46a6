import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Hours } from '../domain/hours.ts'
import { cartorioByCns, type CartorioRow } from './cartorios.ts'
import { currentLayers, layerEntries } from './layers.ts'
import type { Db, Store } from './open.ts'

/** A version of a cartório's calendar; instants in ms. */
export type CalendarRow = Store['tables']['calendar']['$inferSelect']

/** What a cartório itself says of its hours. */
export type OwnHours = Omit<Hours, 'version' | 'layers'>

const value = sql.placeholder

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

/** The versions of a calendar, newest first, with author, act and instant. */
export async function versionsOf(store: Store, db: Db, cns: string): Promise<CalendarRow[]> {
  const { calendar } = store.tables
  return db.select().from(calendar).where(eq(calendar.cns, cns)).orderBy(desc(calendar.version))
}

/** Those of a layer's scope that have a calendar: whom a change of the layer concerns. '' is the nation. */
export async function withCalendarIn(
  store: Store,
  db: Db,
  place: { uf?: string; ibge?: string },
): Promise<CartorioRow[]> {
  const { cartorio } = store.tables
  const where = [
    gt(cartorio.calendarVersion, 0),
    ...(place.uf === undefined ? [] : [eq(cartorio.uf, place.uf)]),
    ...(place.ibge === undefined ? [] : [eq(cartorio.ibge, place.ibge)]),
  ]
  return db
    .select()
    .from(cartorio)
    .where(and(...where))
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
  why: { act?: string | null; reason?: string | null } = {},
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
