import type { DayEntry } from './day-rules.ts'

/** Entries by UF. */
export const southeast: Readonly<Record<string, readonly DayEntry[]>> = {}
