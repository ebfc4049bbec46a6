import * as z from 'zod/mini'
import { callEvents, endReasons, scriptItems } from '../domain/call.ts'
import { findings } from '../domain/finding.ts'
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
export const findingBody = z.strictObject({ finding: z.enum(findings), reason: text(500) })
export const consentBody = z.strictObject({ accepted: z.boolean(), version: z.optional(text(20)) })
export const signalBody = z.strictObject({ body: z.unknown() })
export const markBody = z.strictObject({
  kind: z.enum([...scriptItems, ...callEvents]),
  ms: z.optional(z.int().check(z.minimum(0), z.maximum(24 * 3_600_000))),
})
export const endBody = z.strictObject({ reason: z.enum(endReasons), note: z.optional(text(2_000)) })
export const shiftBody = z.strictObject({ by: z.enum(['1m', '15m', 'opening']) })

const address = z.strictObject({
  cep: text(12),
  street: text(200),
  number: text(20),
  more: text(100),
  district: text(120),
  city: text(120),
  uf: text(4),
})
export const ccnSearchBody = z.strictObject({ cpf: text(20) })
export const ccnEditBody = z.strictObject({
  base: z.int().check(z.positive()),
  data: z.strictObject({
    name: text(200),
    socialName: text(200),
    filiation: z.array(text(200)).check(z.maxLength(4)),
    birthDate: text(10),
    birthPlace: text(120),
    nationality: text(80),
    maritalStatus: text(20),
    spouse: text(200),
    profession: text(120),
    homeAddress: address,
    workAddress: address,
    phone: text(30),
    email: text(320),
    document: z.strictObject({ kind: text(20), number: text(40), issuer: text(100), issuedOn: text(10) }),
    pep: text(3),
    municipio: text(120),
    uf: text(4),
  }),
})
