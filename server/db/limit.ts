import { sql } from 'drizzle-orm'

/**
 * A LIMIT written into the statement. A bound one is looked at by SQLite's planner, which therefore compiles the statement
 * anew at every execution (measured: 21 µs instead of 3.5 µs for the head of the audit chain).
 */
export const atMost = (rows: number): number => sql.raw(String(Math.trunc(rows))) as unknown as number
