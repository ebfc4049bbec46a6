import * as z from 'zod/mini'
import type { Down, Receita, ReceitaAnswer } from '../domain/sources.ts'
import { parsed, type Reply, type Serpro } from './serpro.ts'

const text = z.optional(z.nullable(z.string()))
const shape = z.object({
  nome: text,
  nascimento: text,
  situacao: z.optional(z.nullable(z.object({ codigo: z.optional(z.union([z.string(), z.number(), z.null()])) }))),
})

/** Serpro's Consulta CPF. @param url the API's base with its version, such as https://…/consulta-cpf-df/v2 */
export function makeReceita(url: string, serpro: Serpro): Receita {
  return {
    // The API has the number in its path; nothing here may write that address anywhere.
    ask: async (cpf, hurry) => answerOf(await serpro.ask({ url: `${url}/cpf/${cpf}`, hurry })),
  }
}

/** HTTP 200 and 206 carry what is known, 404 knows no such CPF, 422 hides a minor (LGPD); everything else is no answer. */
function answerOf(reply: Reply): ReceitaAnswer {
  if ('failed' in reply) return { got: 'down', why: reply.failed }
  if (reply.status === 404) return { got: 'unknown' }
  if (reply.status === 422) return { got: 'minor' }
  if (reply.status !== 200 && reply.status !== 206) return downOf(reply)
  const read = shape.safeParse(parsed(reply.text))
  if (!read.success) return { got: 'down', why: 'garbage' }
  const { nome, nascimento, situacao } = read.data
  const code = situacao?.codigo
  const status = code === undefined || code === null || !/^\d{1,2}$/.test(String(code)) ? null : Number(code)
  const name = nome?.trim() || null
  const birthDate = dayOf(nascimento ?? '')
  // A whole answer without any of its parts is some other page that happens to be JSON.
  if (reply.status === 200 && status === null && name === null) return { got: 'down', why: 'garbage' }
  return { got: 'record', status, name, birthDate }
}

/** The codes of a reply that is no answer. */
export function downOf(reply: Exclude<Reply, { failed: string }>): Down {
  const { status, retryAfterMs } = reply
  return { got: 'down', why: `http ${status}`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

/** DDMMAAAA as the versions 1 and 2 write it, or DD/MM/AAAA, or ISO 8601; null for anything else. */
function dayOf(text: string): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`
  const brazilian = /^(\d{2})\/?(\d{2})\/?(\d{4})$/.exec(text)
  return brazilian ? `${brazilian[3]}-${brazilian[2]}-${brazilian[1]}` : null
}
