import http from 'node:http'
import https from 'node:https'
import type { Sent } from '../domain/delivery.ts'

export type Call = {
  method: string
  headers: Record<string, string | number>
  body: Buffer | string
  agent?: https.Agent
  /** From connecting to the status line, in ms. */
  timeoutMs: number
}
export type Answer = { status: number; retryAfterMs?: number } | { failed: string }

/** The wait asked for by a Retry-After header, in seconds or as a date (RFC 9110 §10.2.3), in ms from `now`, at most a day. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), 86_400_000)
}

/** Sends one request and reads no more than the status. Follows no redirect, never throws; `failed` is a code. */
export function call(url: URL, { method, headers, body, agent, timeoutMs }: Call): Promise<Answer> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const failed = (error: NodeJS.ErrnoException) =>
      resolve({ failed: signal.aborted ? 'timeout' : `network ${error.code ?? 'error'}` })
    const { request } = url.protocol === 'https:' ? https : http
    const sending = request(url, { method, headers, signal, ...(agent ? { agent } : {}) }, (response) => {
      const wait = retryAfterMs(response.headers['retry-after'], Date.now())
      resolve({ status: response.statusCode ?? 0, ...(wait === undefined ? {} : { retryAfterMs: wait }) })
      response.on('error', failed).resume()
    })
    sending.on('error', failed).end(body)
  })
}

/** `later` with the wait that the other side asked for, if any. */
export function tryLater(error: string, wait: number | undefined): Sent {
  return { outcome: 'later', error, ...(wait === undefined ? {} : { retryAfterMs: wait }) }
}
