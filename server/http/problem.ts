import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { fault, type Fault, type FaultCode, type FaultDetail } from '../domain/fault.ts'
import { faultWords } from '../domain/words.ts'

const statusOf: Record<FaultCode, ContentfulStatusCode> = {
  malformed: 400,
  unauthenticated: 401,
  cross_site: 403,
  forbidden_role: 403,
  needs_passkey: 403,
  not_found: 404,
  already_open: 409,
  different_body: 409,
  changed: 409,
  already_decided: 409,
  taken: 409,
  excluded: 409,
  other_uf: 409,
  cap_reached: 409,
  not_expired: 409,
  not_pulled: 409,
  same_cartorio: 409,
  ccn_missing: 409,
  ccn_moved: 409,
  ccn_today: 409,
  not_credentialed: 409,
  suspended: 409,
  unreachable: 409,
  last_on_duty: 409,
  no_opening: 409,
  not_eligible: 409,
  invitation_gone: 409,
  too_large: 413,
  unsupported_type: 415,
  invalid: 422,
  reason_needed: 422,
  ccn_unchecked: 422,
  minor: 422,
  code_wrong: 422,
  code_expired: 422,
  code_locked: 429,
  passkey_failed: 422,
  phone_taken: 422,
  push_host: 422,
  too_many: 429,
  needs_tap: 403,
  order_missing: 409,
  order_elsewhere: 409,
  order_placed: 409,
  call_over: 409,
  call_busy: 409,
  consent_needed: 409,
  image_type: 415,
  image_pixels: 422,
  image_broken: 422,
  upload_moved: 409,
  upload_full: 409,
  file_damaged: 500,
  cpf_stopped: 422,
  cpf_limit: 429,
  check_running: 409,
  check_off: 409,
  code_shown: 409,
  not_ordered: 409,
  pin_wrong: 422,
  pin_locked: 423,
  pin_needed: 409,
  csr_invalid: 422,
  proof_wrong: 422,
  nonce_gone: 409,
  certificate_gone: 409,
  challenge_gone: 409,
  issue_off: 503,
  api_key: 401,
  api_scope: 403,
  photo_missing: 409,
  video_needed: 409,
  newer_elsewhere: 409,
  stale: 409,
  feature_off: 503,
  calendar_moved: 409,
  calendar_refused: 422,
  closed_already: 409,
  outage_refused: 422,
  internal: 500,
  unavailable: 503,
}

/** RFC 9457 problem details: a stable `code`, a Portuguese `detail`, and for a 409 what the request has become. */
export type Problem = {
  type: string
  title: string
  status: number
  code: FaultCode
  detail: string
  facts?: FaultDetail
  fields?: Record<string, string>
  request?: unknown
  /** The newest version of a CCN record that was edited on an older one. */
  record?: unknown
}

/** Answers a refusal; `extra` may carry `fields` (sentence by field) or `request` (the caller's own view of it now). */
export function problem(c: Context, refused: Fault | FaultCode, extra: Partial<Problem> = {}): Response {
  const f = typeof refused === 'string' ? fault(refused) : refused
  const status = statusOf[f.fault]
  const body: Problem = {
    type: `urn:quinze:${f.fault}`,
    title: faultWords({ fault: f.fault }),
    status,
    code: f.fault,
    detail: faultWords(f),
    ...(f.detail ? { facts: f.detail } : {}),
    ...extra,
  }
  const retry = f.detail?.['seconds']
  if (typeof retry === 'number') c.header('Retry-After', String(Math.ceil(retry)))
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json; charset=utf-8' })
}
