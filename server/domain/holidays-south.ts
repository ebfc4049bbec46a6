import type { DayEntry } from './day-rules.ts'

/** Entries by UF. */
export const south: Readonly<Record<string, readonly DayEntry[]>> = {}
