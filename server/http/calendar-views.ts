import type { DayEffect, DayRule, LayerName } from '../domain/day-rules.ts'
import type { Interval } from '../domain/hours.ts'

// The shapes of the calendar's answers. All instants are epoch ms of the server, dates YYYY-MM-DD in the cartório's zone.

/** An entry of a layer as it is sent: what a form makes and an edit takes. */
export type EntryBody = { rule: DayRule; effect: DayEffect; reason: string; act: string | null }

/** An entry in words. `next` is its next date from today on; `acting` is false for one "a confirmar" or overruled below. */
export type EntryView = EntryBody & {
  layer: LayerName
  source: string | null
  /** Name of the author, 'tabela do Quinze' for a built-in one; null where it is not known. */
  author: string | null
  at: number | null
  when: string
  what: string
  next: string | null
  acting: boolean
}

/** A day that is not like the others; `intervals` are what is open on it. */
export type SpecialDayView = {
  date: string
  intervals: Interval[]
  reason: string
  act: string | null
  layer: LayerName
}

export type LaterWeekView = { from: string; week: Interval[][]; act: string | null }

/** What a version changed and who did it. */
export type VersionView = {
  version: number
  at: number
  author: string
  act: string | null
  reason: string | null
}

/** The calendar of a cartório for its console (T4). */
export type OfficeCalendarView = {
  now: number
  today: string
  cns: string
  zone: string
  version: number
  week: Interval[][]
  later: LaterWeekView[]
  /** The cartório's own entries. */
  own: EntryView[]
  /** Those of the nation, the UF and the município, for two years. */
  inherited: EntryView[]
  /** The special days of the next 90 days as they are after all layers. */
  upcoming: SpecialDayView[]
  history: VersionView[]
  /** When open now: when it would close without "fechar agora", and the minute at which it would close with it. */
  closing: { at: number; now: number } | null
  canManage: boolean
}

/** The body of an edit of a cartório's calendar: `base` is the version it was made on. */
export type OfficeCalendarBody = {
  base: number
  week: Interval[][]
  later: LaterWeekView[]
  own: EntryBody[]
  reason: string
  act: string | null
}

/** A running clock that an edit would move. `from` and `to` are due instants. */
export type MovedClock = { protocol: string; cartorio: string; zone: string; from: number; to: number }

/** What an edit would do now; nothing is written. */
export type PreviewView = {
  now: number
  /** Clocks that run at the cartórios concerned, and how many of them would be due at another instant. */
  running: number
  moving: number
  /** At most 50, the earliest first. */
  moves: MovedClock[]
  /** How many cartórios get a new version. */
  cartorios: number
  /** The days of the next 90 that would change, before and after, for a cartório of the place; empty for many. */
  days: ChangedDayView[]
  /** The cartório whose days these are; null when there are none to show. */
  daysOf: string | null
  /** For "fechar agora": the minute at which it would close (ms); null otherwise. */
  closesAt: number | null
}

export type ChangedDayView = { date: string; before: Interval[]; after: Interval[]; reason: string }

/** What an edit did. */
export type EditedView = { version: number; moved: number; cartorios: number }

/** One layer of a place for the administration. */
export type LayerView = {
  now: number
  layer: Exclude<LayerName, 'cartorio'>
  scope: string
  name: string
  version: number
  entries: EntryView[]
  /** With a calendar, and so concerned. */
  cartorios: number
  running: number
  history: VersionView[]
}

/**
 * The whole list as it is to be. Built-in entries (author 'tabela do Quinze') stay whether they are in it or not: a later entry
 * overrules them. Every new entry needs its act.
 */
export type LayerBody = { base: number; entries: EntryBody[]; reason: string; act: string | null }

/** The body of "fechar agora": refused when `base` is no longer the newest version. */
export type CloseNowBody = { base: number; reason: string; act: string | null }

/** The layers for the administration's list: the nation, the 27 UFs and each município that has one. */
export type LayersView = {
  now: number
  layers: {
    layer: Exclude<LayerName, 'cartorio'>
    /** As in the path: '-' for the nation, a UF code, an IBGE code. */
    scope: string
    name: string
    version: number
    at: number | null
    entries: number
    /** Entries "a confirmar": without an act they close nothing. */
    unconfirmed: number
    cartorios: number
    running: number
  }[]
}

/** An outage: its opening time was given back to `clocks` running clocks. */
export type OutageView = {
  id: string
  from: number
  to: number
  found: 'heartbeat' | 'person'
  reason: string
  author: string
  at: number
  clocks: number
}

/** When the service was up (a row per start) and when not, newest first. */
export type OutagesView = { now: number; uptime: { from: number; to: number }[]; outages: OutageView[] }

/** An outage that the heartbeat did not find: instants in ms, both in the past. */
export type OutageBody = { from: number; to: number; reason: string }

/** What registering it would do now. */
export type OutagePreviewView = { now: number; running: number; moving: number; moves: MovedClock[] }

export type OutageDoneView = { id: string; moved: number }
