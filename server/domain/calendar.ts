/** A reason for not counting: a break, or a special day with the legal act that made it. Instants in ms, half-open. */
export type Note = { readonly from: number; readonly to: number; readonly reason: string; readonly act?: string }

/**
 * One cartório's opening hours as sorted instants (epoch ms), known for [from, until) only. Made by `compile` in hours.ts.
 * Segments never touch or overlap; `before[i]` is the open time (ms) in the calendar before segment i.
 */
export type Calendar = {
  readonly zone: string
  readonly version: number
  readonly from: number
  readonly until: number
  readonly opens: Float64Array
  readonly closes: Float64Array
  readonly before: Float64Array
  readonly notes: readonly Note[]
}

/** A piece of an explained span. `reason` is 'aberto', 'fechado', 'intervalo' or the reason of a special day. */
export type Stretch = Note & { readonly counted: boolean }

/** One minute in ms. */
export const minute = 60_000

/** The time a cartório has to decide: 15 business minutes, in ms. */
export const allotted = 15 * minute

/**
 * The instant at which `ms` of opening time have passed since `from`. What ends exactly at closing is due at closing, not at
 * the next opening (domain.md rule 4); nothing allotted (0) is due at `from` itself, open or not.
 * Null when that lies beyond the calendar. Throws RangeError for a negative `ms` or a `from` outside the calendar.
 */
export function due(c: Calendar, from: number, ms: number): number | null {
  if (!(ms >= 0)) throw new RangeError('negative business time')
  inside(c, from)
  if (ms === 0) return from
  const target = position(c, from) + ms
  let i = firstAbove(c.before, target) - 1
  if (c.before[i] === target) i -= 1
  const [opens, closes, before] = [c.opens[i], c.closes[i], c.before[i]]
  if (opens === undefined || closes === undefined || before === undefined) return null
  const at = opens + target - before
  return at <= closes ? at : null
}

/** Business ms in [from, to); 0 when the span is empty. Throws RangeError when it leaves the calendar. */
export function worked(c: Calendar, from: number, to: number): number {
  if (to <= from) return 0
  inside(c, from)
  inside(c, to)
  return position(c, to) - position(c, from)
}

/** Whether the cartório is open at the instant `at` (ms). Throws RangeError outside the calendar. */
export function isOpen(c: Calendar, at: number): boolean {
  return nextOpening(c, at) === at
}

/** `at` itself when open, otherwise the next opening (ms); null when none is known. RangeError outside the calendar. */
export function nextOpening(c: Calendar, at: number): number | null {
  inside(c, at)
  const opens = c.opens[firstAbove(c.closes, at)]
  return opens === undefined ? null : Math.max(opens, at)
}

/**
 * When open at `at`, the end (ms) of the unbroken open stretch, midnights included. Null when closed, and when the calendar
 * ends first (a cartório open day and night). Throws RangeError outside the calendar.
 */
export function closesAt(c: Calendar, at: number): number | null {
  if (nextOpening(c, at) !== at) return null
  const closes = c.closes[firstAbove(c.closes, at)]
  return closes === undefined || closes >= c.until ? null : closes
}

/**
 * Every interval of [from, to), counted and skipped, with its reason (domain.md rule 15): the stretches tile the span and
 * the counted ones add up to `worked`. Throws RangeError when the span leaves the calendar.
 */
export function explain(c: Calendar, from: number, to: number): Stretch[] {
  if (to <= from) return []
  inside(c, from)
  inside(c, to)
  const stretches: Stretch[] = []
  let at = from
  for (let i = firstAbove(c.closes, from); at < to; i++) {
    const opens = Math.min(c.opens[i] ?? to, to)
    const closes = Math.min(c.closes[i] ?? to, to)
    if (at < opens) stretches.push(...skipped(c, at, opens))
    at = Math.max(at, opens)
    if (at < closes) stretches.push({ from: at, to: closes, counted: true, reason: 'aberto' })
    at = closes
  }
  return stretches
}

/** Whether two calendars are open at the same times from the instant `at` (ms) to where the shorter one ends. */
export function sameFrom(a: Calendar, b: Calendar, at: number): boolean {
  const until = Math.min(a.until, b.until)
  let [i, j] = [firstAbove(a.closes, at), firstAbove(b.closes, at)]
  const within = (instant: number | undefined) => Math.min(Math.max(instant ?? until, at), until)
  for (; ; i++, j++) {
    const [opens, closes] = [within(a.opens[i]), within(a.closes[i])]
    if (opens !== within(b.opens[j]) || closes !== within(b.closes[j])) return false
    if (closes >= until) return true
  }
}

/** The closed span [from, to) cut where its reason changes. */
function skipped(c: Calendar, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = []
  const plain = (until: number) => {
    if (at < until) stretches.push({ from: at, to: until, counted: false, reason: 'fechado' })
  }
  let at = from
  for (const note of c.notes) {
    if (note.to <= from) continue
    if (note.from >= to) break
    plain(note.from)
    const piece = { ...note, from: Math.max(note.from, from), to: Math.min(note.to, to), counted: false }
    stretches.push(piece)
    at = piece.to
  }
  plain(to)
  return stretches
}

/** Open ms between the calendar's beginning and `at`. */
function position(c: Calendar, at: number): number {
  const i = firstAbove(c.closes, at)
  const [opens, before] = [c.opens[i], c.before[i]]
  if (opens !== undefined && before !== undefined) return before + Math.max(0, at - opens)
  const last = c.closes.length - 1
  return (c.before[last] ?? 0) + (c.closes[last] ?? 0) - (c.opens[last] ?? 0)
}

/** Index of the first value greater than `value` in a sorted list; its length when there is none. */
function firstAbove(list: Float64Array, value: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? Infinity) > value) high = middle
    else low = middle + 1
  }
  return low
}

// A silent clamp would miscount legal time; for an instant outside, compile a calendar that covers it (compileSpan).
function inside(c: Calendar, at: number): void {
  if (!(at >= c.from && at <= c.until)) throw new RangeError('instant outside the compiled calendar')
}
