import * as z from 'zod/mini'
import { parseCns } from '../domain/cns.ts'
import { parseEmail, parsePersonName, parsePhone } from '../domain/contact.ts'

// Schemas only say whether a field can be parsed; the routes parse it again into its branded type. A transform here would
// have no place in the OpenAPI description.
const parsed = (parse: (text: string) => unknown, longest: number) =>
  z.string().check(
    z.maxLength(longest),
    z.refine((text) => parse(text) !== null),
  )

export const field = {
  email: parsed(parseEmail, 320),
  phone: parsed(parsePhone, 32),
  name: parsed(parsePersonName, 200),
  cns: parsed(parseCns, 16),
  code: z.string().check(z.regex(/^\d{6}$/)),
  id: z.string().check(z.maxLength(64)),
  minute: z.int().check(z.minimum(0), z.maximum(1440)),
} as const

/** The value of a parser whose success the schema has already vouched for. */
export function sure<T>(value: T | null): T {
  if (value === null) throw new Error('A field passed its schema but not its parser')
  return value
}
