import * as z from 'zod/mini'
import { givenReasons } from '../domain/certificate.ts'

const text = (most: number) => z.string().check(z.maxLength(most))
/** So many bytes as base64url without padding. */
const bytes = (length: number) =>
  z.string().check(z.regex(new RegExp(`^[A-Za-z0-9_-]{${Math.ceil((length * 4) / 3)}}$`)))

export const enrolBody = z.strictObject({
  code: text(20),
  device: text(120),
  secret: bytes(32),
  salt: z.optional(text(64)),
})
export const pinBody = z.strictObject({ secret: bytes(32), p: bytes(32) })
export const csrBody = z.strictObject({
  secret: bytes(32),
  csr: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,4096}$/)),
})
export const proofBody = z.strictObject({ signature: bytes(64) })
export const answerBody = z.strictObject({ certificate: text(36), signature: bytes(64) })
export const revokeBody = z.strictObject({ reason: z.enum(givenReasons) })
export const lookupBody = z.strictObject({ cpf: text(20), reference: text(100) })
