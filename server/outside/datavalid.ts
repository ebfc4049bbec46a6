import { createRemoteJWKSet, customFetch, jwtVerify, type JWTPayload } from 'jose'
import * as z from 'zod/mini'
import type { Face, FaceAnswer } from '../domain/sources.ts'
import { downOf } from './receita.ts'
import { parsed, type Reply, type Serpro } from './serpro.ts'

export type DatavalidOptions = {
  /** The API's base without a version, such as https://gateway.apiserpro.serpro.gov.br/datavalid. */
  url: string
  flow: 'v4' | 'v5'
  /** What Serpro wants to know of the consent (v5): the template at the Receita, the token and the CNPJ at the Senatran. */
  privacy: { template: string; token: string; cnpj: string }
  /** How soon (ms) keys that are not known yet may be asked for again; 30 s. */
  keysEveryMs?: number | undefined
}

const pinLife = 300
const pinTries = 3
/** Signatures of a third party are asymmetric; "none" and shared secrets are no proof. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512']

/** Serpro's Datavalid, in the flow that the contract has. */
export const makeDatavalid = (options: DatavalidOptions, serpro: Serpro): Face =>
  options.flow === 'v4' ? direct(options, serpro) : byPin(options, serpro)

const faceShape = z.object({
  disponivel: z.optional(z.union([z.boolean(), z.string()])),
  probabilidade: z.optional(z.nullable(z.string())),
})
const directShape = z.object({ biometria_facial: z.optional(faceShape), biometria_face: z.optional(faceShape) })

/** v4: the photo goes along and the answer comes at once, as a word for how probable it is that the faces are one person's. */
function direct({ url }: DatavalidOptions, serpro: Serpro): Face {
  return {
    flow: 'v4',
    async compare(cpf, photo, mime) {
      const formato = { 'image/jpeg': 'JPG', 'image/png': 'PNG' }[mime]
      if (!formato) return { got: 'down', why: 'photo format' }
      const face = { vivacidade: false, formato, base64: Buffer.from(photo).toString('base64') }
      const reply = await serpro.ask({
        url: `${url}/v4/pf-facial`,
        body: { cpf, validacao: { biometria_facial: face } },
      })
      if ('failed' in reply) return { got: 'down', why: reply.failed }
      if (reply.status === 404) return { got: 'no_portrait' }
      if (reply.status !== 200) return refusalOf(reply)
      const read = directShape.safeParse(parsed(reply.text))
      const found = read.success ? (read.data.biometria_facial ?? read.data.biometria_face) : undefined
      if (!found) return { got: 'down', why: 'garbage' }
      if (found.disponivel === false || found.disponivel === 'false') return { got: 'no_portrait' }
      // "Altíssima" and "Alta"; every other word, also one unknown to us, is not an approval.
      if (!found.probabilidade) return { got: 'down', why: 'garbage' }
      return { got: /^alt(íssima|a)\b/iu.test(found.probabilidade.normalize('NFC')) ? 'match' : 'differs' }
    },
  }
}

const pinShape = z.object({ pin: z.string().check(z.minLength(4), z.maxLength(20)), data_hora_expiracao: z.string() })
const resultShape = z.object({ jws: z.string() })

/** v5: a PIN for the gov.br app; what became of it is signed by Serpro, under keys that may be rotated. */
function byPin({ url, privacy, keysEveryMs }: DatavalidOptions, serpro: Serpro): Face {
  const base = `${url}/v5/pessoa-fisica/app`
  const privacidade = {
    ...(privacy.template ? { rfb: { id_template: privacy.template } } : {}),
    senatran: { token: privacy.token, cnpj_anuente: privacy.cnpj },
  }
  const keys = createRemoteJWKSet(new URL(`${base}/jwks`), {
    ...(keysEveryMs === undefined ? {} : { cooldownDuration: keysEveryMs }),
    // The keys stand behind the same gateway, token and all.
    async [customFetch](address) {
      const reply = await serpro.ask({ url: address })
      return 'failed' in reply ? Response.error() : new Response(reply.text, { status: reply.status })
    },
  })
  return {
    flow: 'v5',
    async pin(cpf) {
      const body = { privacidade, cpf, tipo: 'FACIAL', expira_em: pinLife, qtd_tentativas: pinTries }
      const reply = await serpro.ask({ url: `${base}/pin`, body })
      if ('failed' in reply) return { got: 'down', why: reply.failed }
      if (reply.status !== 200 && reply.status !== 201) return downOf(reply)
      const read = pinShape.safeParse(parsed(reply.text))
      if (!read.success) return { got: 'down', why: 'garbage' }
      return { got: 'pin', pin: read.data.pin, expiresAt: expiryOf(read.data.data_hora_expiracao) }
    },
    async result(cpf, pin) {
      // The desk asks again by itself: no second try here, so that one slow PIN does not hold up the others.
      const reply = await serpro.ask({ url: `${base}/resultado`, body: { cpf, pin }, once: true })
      if ('failed' in reply) return { got: 'down', why: reply.failed }
      if (reply.status !== 200) return refusalOf(reply)
      const read = resultShape.safeParse(parsed(reply.text))
      if (!read.success) return { got: 'down', why: 'garbage' }
      try {
        const { payload } = await jwtVerify(read.data.jws, keys, { algorithms, clockTolerance: 60 })
        return sealOf(payload, cpf, pin)
      } catch {
        return { got: 'down', why: 'signature' }
      }
    },
  }
}

/** Only "A" is an approval. An answer about somebody else, or about another PIN, is none about this person. */
function sealOf(payload: JWTPayload, cpf: string, pin: string): FaceAnswer {
  if (payload.sub !== cpf || (payload['pin'] !== undefined && payload['pin'] !== pin))
    return { got: 'down', why: 'other person' }
  const face = directShape.safeParse(payload)
  const found = face.success ? (face.data.biometria_facial ?? face.data.biometria_face) : undefined
  if (found?.disponivel === false || found?.disponivel === 'false') return { got: 'no_portrait' }
  return { got: payload['selo_biometrico'] === 'A' ? 'match' : 'differs' }
}

/**
 * Serpro's own codes in a 422: DV171 not done yet, DV172 expired, DV173 tries used up, DV061 and DV062 refused. The body may
 * be plain text. Everything else is no answer.
 */
function refusalOf(reply: Exclude<Reply, { failed: string }>): FaceAnswer {
  const code = reply.status === 422 ? /DV\d{3}/.exec(reply.text)?.[0] : undefined
  if (code === 'DV171') return { got: 'not_yet' }
  if (code === 'DV172') return { got: 'expired' }
  if (code === 'DV173' || code === 'DV061' || code === 'DV062') return { got: 'refused' }
  return code ? { got: 'down', why: code } : downOf(reply)
}

/** With or without a zone (then Brasília's, which has none but −03:00); unreadable, the life that was asked for counts. */
function expiryOf(text: string): number {
  const iso = text.replace(' ', 'T')
  const at = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}-03:00`)
  const usual = Date.now() + pinLife * 1000
  return Number.isNaN(at) ? usual : Math.min(at, usual + 600_000)
}
