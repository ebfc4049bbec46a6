import type { DayEntry, DayRule } from './day-rules.ts'

const sunday = { from: [1, 2, 3, 4, 5, 6], to: 7 }
const unread = (rule: DayRule, reason: string): DayEntry => ({ rule, effect: { kind: 'closed' }, reason, act: null })

/** Entries by UF. */
export const south: Readonly<Record<string, readonly DayEntry[]>> = {
  PR: [unread({ on: 'fixed', month: 12, day: 19 }, 'Emancipação Política do Paraná')],
  RS: [unread({ on: 'fixed', month: 9, day: 20 }, 'Revolução Farroupilha')],
  SC: [
    unread({ on: 'fixed', month: 8, day: 11, moved: sunday }, 'Data Magna de Santa Catarina'),
    unread({ on: 'fixed', month: 11, day: 25, moved: sunday }, 'Santa Catarina de Alexandria'),
  ],
}
