import type { Database, Statement } from 'better-sqlite3'
import { Column, is, Param, Placeholder } from 'drizzle-orm'

/** A statement that has not run yet. */
export type Written = { toSQL(): { sql: string; params: unknown[] } }

type Values = Readonly<Record<string, unknown>>

/** Drizzle's text, prepared on the connection itself; `bind` puts the values of the named placeholders in their order. */
export function bare(
  connection: Database,
  made: Written,
): { sql: string; statement: Statement; bind(values: Values): unknown[] } {
  const { sql, params } = made.toSQL()
  const picks = params.map(pickOf)
  return { sql, statement: connection.prepare(sql), bind: (values) => picks.map((pick) => pick(values)) }
}

/** How one parameter of a drizzle statement gets its value: a named placeholder through its column's encoder, or a constant. */
function pickOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => values[param.name]
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder, value } = param
    const { name } = value
    if (encoder.mapToDriverValue === Column.prototype.mapToDriverValue) return (values) => values[name]
    return (values) => encoder.mapToDriverValue(values[name])
  }
  return () => param
}
