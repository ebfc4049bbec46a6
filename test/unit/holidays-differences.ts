import type { DayRule } from '../../server/domain/day-rules.ts'

/** Who holds a date to be a holiday: our table by an act, our table "a confirmar", and the two libraries. */
export type Who = 'act' | 'unread' | 'date-holidays' | 'brazilian-utils'

/**
 * Why those named in `who`, and nobody else, have the dates of `rule` (2024 to 2030) in these UFs ('all' or 'AC AM').
 * Dates of the rule on which everybody agrees need no explanation and don't count.
 */
export type Explanation = {
  readonly ufs: string
  readonly rule: DayRule
  readonly who: readonly Who[]
  readonly why: string
}

const names: Record<string, Who> = { act: 'act', unread: 'unread', dates: 'date-holidays', utils: 'brazilian-utils' }

/** One line of a table: UFs, rule, who has it ('act', 'unread', 'dates', 'utils') and why. */
export function because(ufs: string, rule: DayRule, who: string, why: string): Explanation {
  return { ufs, rule, who: who.split(' ').flatMap((name) => names[name] ?? []), why }
}

export const fixed = (month: number, day: number): DayRule => ({ on: 'fixed', month, day })
export const easter = (days: number): DayRule => ({ on: 'easter', days })
export const date = (text: string): DayRule => ({ on: 'date', date: text })
/** The first of the weekday `to` (ISO) on or after that day. */
export const next = (month: number, day: number, to: number): DayRule => ({
  on: 'fixed',
  month,
  day,
  moved: { from: [1, 2, 3, 4, 5, 6, 7].filter((one) => one !== to), to },
})
