import * as z from 'zod/mini'
import { callEvents, endReasons, scriptItems } from '../domain/call.ts'
import { rejectReasons } from '../domain/request.ts'

// Shapes and sizes only; what a value means is parsed by the domain. Every limit is in characters.
const text = (most: number) => z.string().check(z.maxLength(most))
const cns = text(12)

export const requestBody = z.strictObject({
  id: text(36),
  ibge: text(7),
  cns,
  cpf: text(20),
  name: text(200),
  socialName: z.optional(text(200)),
  birthDate: text(10),
  phone: text(30),
})
export const chooseBody = z.strictObject({ cns })
export const pullBody = z.strictObject({ cartorio: cns })
export const reasonBody = z.strictObject({ reason: text(500) })
export const nothing = z.strictObject({})
export const decisionBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create'), evenToday: z.optional(z.boolean()) }),
  z.strictObject({ kind: z.literal('use'), ccnVersion: z.int().check(z.positive()), checkedToday: z.boolean() }),
  z.strictObject({ kind: z.literal('reject'), reason: z.enum(rejectReasons), text: z.optional(text(500)) }),
])
export const consentBody = z.strictObject({ accepted: z.boolean() })
export const signalBody = z.strictObject({ body: z.unknown() })
export const markBody = z.strictObject({
  kind: z.enum([...scriptItems, ...callEvents]),
  ms: z.optional(z.int().check(z.minimum(0), z.maximum(24 * 3_600_000))),
})
export const endBody = z.strictObject({ reason: z.enum(endReasons), note: z.optional(text(2_000)) })
export const shiftBody = z.strictObject({ by: z.enum(['1m', '15m', 'opening']) })
