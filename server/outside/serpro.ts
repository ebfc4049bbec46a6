import { setTimeout as wait } from 'node:timers/promises'
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  retry,
  wrap,
} from 'cockatiel'
import * as z from 'zod/mini'
import { retryAfterMs } from './http.ts'

/** How patient the client is, all in ms of real time; a test shortens it. */
export type SerproTimes = {
  /** One try, from connecting to the last byte. */
  tryMs: number
  /** All tries of a question together, and the same for somebody who waits at a form. */
  wholeMs: number
  hurryMs: number
  /** The first wait before another try; doubled each time. */
  backoffMs: number
  /** The longest Retry-After that is waited for; a longer one is an answer. */
  waitMs: number
  /** How long nobody asks after several failures in a row. */
  breakMs: number
}

export const usualTimes: SerproTimes = {
  tryMs: 6_000,
  wholeMs: 15_000,
  hurryMs: 3_000,
  backoffMs: 400,
  waitMs: 2_000,
  breakMs: 20_000,
}

export type SerproOptions = {
  tokenUrl: string
  key: string
  secret: string
  times?: Partial<SerproTimes> | undefined
}

/** A question to the gateway; `url` may hold a CPF and is never logged nor part of an error. */
export type Asked = { url: string; body?: unknown; hurry?: boolean; once?: boolean }
export type Reply =
  { readonly status: number; readonly text: string; readonly retryAfterMs?: number } | { readonly failed: string }

export type Serpro = { ask(asked: Asked): Promise<Reply> }

const largest = 512 * 1024
const failuresToBreak = 5
const margin = 60_000
const tokenShape = z.object({ access_token: z.string(), expires_in: z.optional(z.number()) })

const isDown = (reply: unknown): boolean => {
  const { status, failed } = reply as { status?: number; failed?: string }
  return failed !== undefined || (status ?? 0) >= 500
}

/**
 * Serpro's API gateway: a bearer token by client credentials (RFC 6749 §4.4), kept until a minute before its end and fetched
 * once for all who wait; tries again after 5xx, 429 and a broken line; asks nobody for a while after five failures in a row.
 * Never rejects; `failed` is a code.
 */
export function makeSerpro({ tokenUrl, key, secret, times }: SerproOptions): Serpro {
  const t = { ...usualTimes, ...times }
  let token: { value: string; until: number } | null = null
  let fetching: Promise<string | { failed: string }> | null = null

  const breaker = circuitBreaker(handleWhenResult(isDown), {
    halfOpenAfter: t.breakMs,
    breaker: new ConsecutiveBreaker(failuresToBreak),
  })
  const again = handleWhenResult((reply) => {
    const { status, retryAfterMs: asked = 0 } = reply as { status?: number; retryAfterMs?: number }
    return (isDown(reply) || status === 429) && asked <= t.waitMs
  })
  const backoff = new DelegateBackoff<{ attempt: number; result: unknown }>(({ attempt, result }) => {
    const { value } = result as { value?: { retryAfterMs?: number } }
    return Math.max(value?.retryAfterMs ?? 0, t.backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random()))
  })
  const patient = wrap(retry(again, { maxAttempts: 2, backoff }), breaker)
  const hurried = wrap(retry(again, { maxAttempts: 1, backoff }), breaker)

  /** @param refused the token that the gateway did not take, so that only one of many gets a new one */
  async function bearer(refused?: string): Promise<string | { failed: string }> {
    if (token && token.value !== refused && Date.now() < token.until) return token.value
    fetching ??= fetchToken().finally(() => (fetching = null))
    return fetching
  }

  async function fetchToken(): Promise<string | { failed: string }> {
    token = null
    const reply = await send(tokenUrl, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal: AbortSignal.timeout(t.tryMs),
    })
    if ('failed' in reply) return { failed: `token ${reply.failed}` }
    const read = reply.status === 200 ? tokenShape.safeParse(parsed(reply.text)) : null
    if (!read?.success) return { failed: `token ${reply.status}` }
    const { access_token: value, expires_in: seconds = 3600 } = read.data
    token = { value, until: Date.now() + Math.max(seconds * 1000 - margin, Math.min(seconds * 500, margin)) }
    return value
  }

  async function once({ url, body }: Asked, whole: AbortSignal): Promise<Reply> {
    const go = (value: string) =>
      send(url, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${value}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.any([whole, AbortSignal.timeout(t.tryMs)]),
      })
    const first = await bearer()
    if (typeof first !== 'string') return first
    const reply = await go(first)
    if ('failed' in reply || reply.status !== 401) return reply
    // The gateway may forget a token before its time.
    const second = await bearer(first)
    return typeof second === 'string' ? go(second) : second
  }

  return {
    async ask(asked) {
      const whole = AbortSignal.timeout(asked.hurry ? t.hurryMs : t.wholeMs)
      const policy = asked.once ? breaker : asked.hurry ? hurried : patient
      const work = policy
        .execute(() => once(asked, whole), whole)
        .catch((error: unknown): Reply => ({ failed: error instanceof BrokenCircuitError ? 'circuit open' : 'error' }))
      // Who comes while a single probe is out waits for it: not longer than the question is worth.
      const cut = new AbortController()
      const tooLong = wait((asked.hurry ? t.hurryMs : t.wholeMs) + 50, { failed: 'timeout' } as const, {
        signal: cut.signal,
      }).catch((): Reply => ({ failed: 'timeout' }))
      const reply: Reply = await Promise.race([work, tooLong])
      cut.abort()
      return reply
    },
  }
}

/** JSON of a reply, or undefined. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One request; follows no redirect, reads at most 512 kB. */
async function send(url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' })
    const asked = retryAfterMs(response.headers.get('retry-after') ?? undefined, Date.now())
    const text = await textOf(response)
    if (text === null) return { failed: 'too large' }
    return { status: response.status, text, ...(asked === undefined ? {} : { retryAfterMs: asked }) }
  } catch (error) {
    return { failed: failureOf(error) }
  }
}

async function textOf(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > largest) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** A short code: what is in an error's message or cause may name the address that was asked. */
function failureOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout'
  return /^[A-Z_]{3,40}$/.test(cause?.code ?? '') ? `network ${cause?.code}` : 'network'
}
