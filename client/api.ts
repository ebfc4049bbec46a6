import { createSignal } from 'solid-js'
import type { FaultCode, FaultDetail } from '../server/domain/fault.ts'
import type { Problem } from '../server/http/problem.ts'
import { uuidv7 } from './uuid.ts'

interface Refusal {
  code: FaultCode | 'network'
  status: number
  detail: string
  fields?: Record<string, string>
  facts?: FaultDetail
  request?: unknown
  record?: unknown
}

/** A refusal of the server (RFC 9457), or `network` when no answer came. `detail` is a sentence for the screen. */
export class ApiProblem extends Error {
  readonly code: FaultCode | 'network'
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly detail: string
  /** A sentence for each field at fault. */
  readonly fields: Readonly<Record<string, string>>
  readonly facts: FaultDetail
  /** What the request has become, as the caller may see it. */
  readonly request: unknown
  /** The newest version of the CCN record that was edited. */
  readonly record: unknown

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'ApiProblem'
    this.code = refusal.code
    this.status = refusal.status
    this.detail = refusal.detail
    this.fields = refusal.fields ?? {}
    this.facts = refusal.facts ?? {}
    this.request = refusal.request
    this.record = refusal.record
  }
}

const [online, setOnline] = createSignal(navigator.onLine)
addEventListener('offline', () => setOnline(false))
addEventListener('online', () => setOnline(true))

/** Whether the last attempt to reach the server was answered. */
export { online }

/** The live stream is a witness too: an open one proves the connection. */
export function heardFromServer(): void {
  setOnline(true)
}

/** Why an action can't be used now, for a button's `blocked`; null when connected. */
export function offlineReason(): string | null {
  return online() ? null : 'Sem internet. Dá para fazer isto quando a conexão voltar.'
}

const readTimeoutMs = 15_000
const writeTimeoutMs = 20_000
const uploadTimeoutMs = 60_000

let onSignedOut: () => void = () => {}
let onUnanswered: () => void = () => {}

/** Names who is told when the server no longer knows this session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener
}

/** Names who finds out whether a server that did not answer is there again. */
export function whenUnanswered(listener: () => void): void {
  onUnanswered = listener
}

/** Reads `path`. Throws ApiProblem. */
export function ask<T>(path: string): Promise<T> {
  return call<T>(path, { headers: { accept: 'application/json' } }, readTimeoutMs)
}

/**
 * Writes to `path`. `key` (UUIDv7) names the intent: a retry with the same key and body is answered with the first
 * result (rule 18). Throws ApiProblem.
 */
export function send<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown = {},
  key: string = uuidv7(),
): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': key }
  return call<T>(path, { method, headers, body: JSON.stringify(body) }, writeTimeoutMs)
}

/** Puts bytes at `path`, such as one piece of a picture. Throws ApiProblem. */
export function putBytes<T>(path: string, bytes: ArrayBuffer, headers: Record<string, string>): Promise<T> {
  const sent = { accept: 'application/json', 'content-type': 'application/octet-stream', ...headers }
  return call<T>(path, { method: 'PUT', headers: sent, body: bytes }, uploadTimeoutMs)
}

/** Reads a picture; it is kept nowhere. Throws ApiProblem. */
export async function askPicture(path: string): Promise<Blob> {
  const response = await answered(path, { headers: { accept: 'image/jpeg, application/json' } }, readTimeoutMs)
  if (response.ok) return response.blob()
  throw told(response.status, parsed(await response.text()))
}

/** Writes `body` and gets a picture for it, kept nowhere. Throws ApiProblem. */
export async function openPicture(path: string, body: unknown): Promise<Blob> {
  const headers = { accept: 'image/jpeg, application/json', 'content-type': 'application/json' }
  const response = await answered(path, { method: 'POST', headers, body: JSON.stringify(body) }, readTimeoutMs)
  if (response.ok) return response.blob()
  throw told(response.status, parsed(await response.text()))
}

async function call<T>(path: string, init: RequestInit, timeoutMs: number): Promise<T> {
  const response = await answered(path, init, timeoutMs)
  const text = await response.text().catch(() => unanswered())
  const body = parsed(text)
  if (response.ok && body !== undefined) return body as T
  throw told(response.status, body)
}

async function answered(path: string, init: RequestInit, timeoutMs: number): Promise<Response> {
  const signal = AbortSignal.timeout(timeoutMs)
  const response = await fetch(path, { ...init, credentials: 'same-origin', signal }).catch(() => unanswered())
  setOnline(true)
  return response
}

function unanswered(): never {
  setOnline(false)
  onUnanswered()
  throw new ApiProblem({ code: 'network', status: 0, detail: 'Sem internet. Tente de novo quando a conexão voltar.' })
}

function told(status: number, body: unknown): ApiProblem {
  const problem = refusal(status, body)
  if (problem.code === 'unauthenticated') onSignedOut()
  return problem
}

function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refusal(status: number, body: unknown): ApiProblem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
    return new ApiProblem({ ...(body as Problem), status })
  }
  return status === 401
    ? new ApiProblem({ code: 'unauthenticated', status, detail: 'Sua sessão terminou. Entre de novo para continuar.' })
    : new ApiProblem({
        code: 'unavailable',
        status,
        detail: 'O serviço não respondeu bem. Tente de novo em instantes.',
      })
}

/** Any error as something with a sentence for the screen. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({
    code: 'internal',
    status: 0,
    detail: 'Algo deu errado aqui. Atualize a página e tente de novo.',
  })
}

const [acting, setActing] = createSignal(0)

/** How many acts wait for their answer: until then news of their effect is no surprise. */
export { acting }

/** One thing that a person can do on a page. */
export interface Act<A extends readonly unknown[], T> {
  /** Resolves to the answer, or to null when refused: then `fault` says why. */
  run: (...input: A) => Promise<T | null>
  busy: () => boolean
  fault: () => ApiProblem | null
  clear: () => void
}

/** Runs `work` one at a time; after a lost connection the same input goes out again under the same key. */
export function createAct<A extends readonly unknown[], T>(work: (key: string, ...input: A) => Promise<T>): Act<A, T> {
  const [busy, setBusy] = createSignal(false)
  const [fault, setFault] = createSignal<ApiProblem | null>(null)
  let lost: { input: string; key: string } | null = null
  return {
    busy,
    fault,
    clear: () => setFault(null),
    async run(...input) {
      if (busy()) return null
      const said = JSON.stringify(input)
      const key = lost?.input === said ? lost.key : uuidv7()
      lost = null
      setBusy(true)
      setActing((n) => n + 1)
      setFault(null)
      try {
        return await work(key, ...input)
      } catch (error) {
        const problem = asProblem(error)
        if (problem.status === 0 || problem.status >= 500) lost = { input: said, key }
        setFault(problem)
        return null
      } finally {
        setBusy(false)
        // The caller goes on first: it may leave the page.
        setTimeout(() => setActing((n) => n - 1))
      }
    },
  }
}
