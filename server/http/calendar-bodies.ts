import * as z from 'zod/mini'
import type { DayEntry, DayRule } from '../domain/day-rules.ts'
import type { LaterWeek } from '../domain/hours.ts'
import { field } from './fields.ts'

// Shapes and sizes only; whether a date exists and intervals fit together is the domain's to say, with a sentence.
const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const words = z.string().check(z.maxLength(200))
const act = z.nullable(words)
const intervals = z.array(z.tuple([field.minute, field.minute])).check(z.maxLength(6))
const week = z.array(intervals).check(z.length(7))
const year = z.int().check(z.minimum(1900), z.maximum(2200))
const weekday = z.int().check(z.minimum(1), z.maximum(7))
const more = {
  years: z.optional(z.strictObject({ first: z.optional(year), last: z.optional(year) })),
  moved: z.optional(z.strictObject({ from: z.array(weekday).check(z.minLength(1), z.maxLength(6)), to: weekday })),
}
const rule = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('date'), date }),
  z.strictObject({
    on: z.literal('fixed'),
    month: z.int().check(z.minimum(1), z.maximum(12)),
    day: z.int().check(z.minimum(1), z.maximum(31)),
    ...more,
  }),
  z.strictObject({ on: z.literal('easter'), days: z.int().check(z.minimum(-100), z.maximum(100)), ...more }),
])
const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('half'), intervals }),
  z.strictObject({ kind: z.literal('hours'), intervals }),
])
const entry = z.strictObject({ rule, effect, reason: words, act })
const base = z.int().check(z.nonnegative())

export const officeCalendarBody = z.strictObject({
  base,
  week,
  later: z.array(z.strictObject({ from: date, week, act })).check(z.maxLength(20)),
  own: z.array(entry).check(z.maxLength(400)),
  reason: words,
  act,
})
export const layerBody = z.strictObject({ base, entries: z.array(entry).check(z.maxLength(400)), reason: words, act })
export const closeNowBody = z.strictObject({ base, reason: words, act })
const instant = z.int().check(z.nonnegative())
export const outageBody = z.strictObject({ from: instant, to: instant, reason: words })

/** An entry as the domain knows it: what a parser leaves undefined is left out, and a blank act is none. */
export function toEntry({ rule: given, effect: does, reason, act: cited }: z.infer<typeof entry>): DayEntry {
  return {
    rule: JSON.parse(JSON.stringify(given)) as DayRule,
    effect: does,
    reason: reason.trim(),
    act: cited?.trim() || null,
  }
}

export function toLater({ act: cited, ...later }: z.infer<typeof officeCalendarBody>['later'][number]): LaterWeek {
  return { ...later, ...(cited?.trim() ? { act: cited.trim() } : {}) }
}
