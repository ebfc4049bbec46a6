import type { DayEntry } from './day-rules.ts'

/** Entries by UF. */
export const center: Readonly<Record<string, readonly DayEntry[]>> = {}
