import { sql } from 'drizzle-orm'
import { appendAudit } from '../../server/db/audit.ts'
import type { Db, Store } from '../../server/db/open.ts'
import type { Sealer } from '../../server/db/seal.ts'
import { compile, type Hours, type Interval } from '../../server/domain/hours.ts'
import { isUnfinished, ownerOf } from '../../server/domain/request.ts'
import { chance, Story, type Place, type Written } from './month-story.ts'

/** The month that is simulated: over the end of a year, so that days, months and years all differ. */
export const month = { from: '2026-12-10', to: '2027-01-08' }
const begins = Date.parse('2026-12-10T12:00:00Z')
const length = 29 * 86_400_000
/** When a third of the cartórios change their hours. */
const change = Date.parse('2026-12-21T15:00:00Z')

const spots = [
  { uf: 'SP', ibge: '3550308', zone: 'America/Sao_Paulo' },
  { uf: 'AC', ibge: '1200401', zone: 'America/Rio_Branco' },
  { uf: 'AM', ibge: '1302603', zone: 'America/Manaus' },
  { uf: 'PE', ibge: '2605459', zone: 'America/Noronha' },
  { uf: 'BA', ibge: '2927408', zone: 'America/Bahia' },
  { uf: 'MG', ibge: '3106200', zone: 'America/Sao_Paulo' },
] as const
const habits: readonly (readonly Interval[])[] = [
  [[540, 1020]],
  [
    [480, 720],
    [810, 1080],
  ],
  [[0, 1440]],
  [[600, 960]],
]
const closed = [
  { date: '2026-12-25', intervals: [], reason: 'Natal' },
  { date: '2026-12-24', intervals: [[540, 720]] as Interval[], reason: 'meio expediente' },
  { date: '2027-01-01', intervals: [], reason: 'Confraternização' },
]

export type Month = { readonly places: readonly (Place & { hours: Hours[] })[]; readonly requests: number }

const pickOf = <T>(list: readonly T[], n: number): T => {
  const one = list[n % list.length]
  if (one === undefined) throw new Error('an empty list')
  return one
}

function hoursOf(n: number, version: number): Hours {
  const day = pickOf(habits, n + (version - 1) * 3)
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => (weekday < 6 || n % 5 === 0 ? day : []))
  return { zone: pickOf(spots, n).zone, version, week, special: n % 7 === 0 ? [] : closed }
}

function placeOf(n: number): Place & { hours: Hours[] } {
  const hours = n % 3 === 0 ? [hoursOf(n, 1), hoursOf(n, 2)] : [hoursOf(n, 1)]
  const calendars = hours.map((each) => compile(each, begins - 86_400_000, 75))
  return { cns: String(100_000 + n * 7), uf: pickOf(spots, n).uf, calendars, changedAt: change + n * 60_000, hours }
}

/** Writes `requests` at `cartorios` cartórios into an empty store as the desk would have: journal, ledger, row, audit. */
export async function seedMonth(
  store: Store,
  sealer: Sealer,
  { requests = 20_000, cartorios = 300, seed = 15 } = {},
): Promise<Month> {
  const next = chance(seed)
  const places = Array.from({ length: cartorios }, (_, n) => placeOf(n))
  const byCns = new Map(places.map((place) => [place.cns, place]))
  await store.inTransaction((tx) => writePlaces(store, tx, places))
  const all: Written[] = []
  for (let n = 0; n < requests; n++) {
    const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
    const story = new Story(byCns, begins + Math.floor(next() * length), next)
    // Some cartórios are chosen far more often than others.
    const to = pickOf(places, Math.floor(next() ** 2 * cartorios))
    story.tell(id, `account-${n}`, pickOf(spots, Math.floor(next() * spots.length)).uf, to.cns)
    all.push(...story.written)
  }
  all.sort((a, b) => a.at - b.at)
  const last = new Map<string, Written>()
  for (let at = 0; at < all.length; at += 4_000)
    await store.inTransaction((tx) => writeEntries(store, tx, sealer, all.slice(at, at + 4_000)))
  for (const each of all) last.set(each.decision.next.id, each)
  await store.inTransaction((tx) => writeRows(store, tx, [...last.values()]))
  return { places, requests: last.size }
}

async function writePlaces(store: Store, tx: Db, places: Month['places']): Promise<void> {
  for (const [n, { cns, uf, hours }] of places.entries()) {
    const { ibge, zone } = pickOf(spots, n)
    const name = `${n + 1}º Tabelionato de Notas`
    const known = { status: 'ATIVADA', eligible: true, listed: 'test', credentialedAt: begins, updatedAt: begins }
    const place = { cns, name, search: `${n + 1}o tabelionato de notas cidade ${n}`, ibge, municipio: `Cidade ${n}` }
    await tx.insert(store.tables.cartorio).values({ ...place, uf, zone, calendarVersion: hours.length, ...known })
    for (const each of hours) {
      const row = { cns, version: each.version, hours: each, author: 'test', at: begins }
      await tx.insert(store.tables.calendar).values(row)
    }
  }
}

async function writeEntries(store: Store, tx: Db, sealer: Sealer, all: readonly Written[]): Promise<void> {
  const t = store.tables
  const value = sql.placeholder
  // Prepared once: drizzle's own work for each row would cost more than the rest of the month.
  const addEntry = store.write(tx, 'month.entry', (db) =>
    db.insert(t.entry).values({
      request: value('request'),
      version: value('version'),
      at: value('at'),
      actor: 'test',
      kind: value('kind'),
      body: value('body'),
    }),
  )
  const addTick = store.write(tx, 'month.tick', (db) =>
    db.insert(t.tick).values({
      request: value('request'),
      version: value('version'),
      kind: value('kind'),
      at: value('at'),
      cns: value('cns'),
      calendarVersion: value('calendarVersion'),
      remainingMs: value('remainingMs'),
      dueAt: value('dueAt'),
    }),
  )
  for (const { at, decision } of all) {
    const { entry, ticks } = decision
    const { request, version, kind } = entry
    const body = sealer.sealJson(entry, `entry:${request}:${version}`)
    await addEntry({ request, version, at: entry.at, kind, body })
    for (const tick of ticks) await addTick({ ...tick, request, version })
    const row = { at, actor: 'test', subject: request }
    await appendAudit(tx, store, { ...row, action: `request.${kind}` })
    if (version % 3 === 0) await appendAudit(tx, store, { ...row, action: 'request.read' })
  }
}

async function writeRows(store: Store, tx: Db, all: readonly Written[]): Promise<void> {
  for (const [n, { decision }] of all.entries()) {
    const { id, account, uf, version, round, since, state } = decision.next
    const row = {
      id,
      account,
      uf,
      version,
      round,
      since,
      state,
      status: state.name,
      cns: ownerOf(state),
      pulled: false,
    }
    const sent = { protocol: `T-${n}`, cpfBlind: `cpf-${n}`, ibge: '3550308', bodyHash: '', data: '', createdAt: since }
    await tx.insert(store.tables.request).values({ ...row, ...sent, closedAt: isUnfinished(state) ? null : since })
  }
}
