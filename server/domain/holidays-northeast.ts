import type { DayEntry } from './day-rules.ts'

/** Entries by UF. */
export const northeast: Readonly<Record<string, readonly DayEntry[]>> = {}
