import type { DayEntry } from './day-rules.ts'

/** Entries by UF. */
export const north: Readonly<Record<string, readonly DayEntry[]>> = {}
