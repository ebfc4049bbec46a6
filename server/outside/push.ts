import https from 'node:https'
import webpush from 'web-push'
import { maxPushPayloadBytes, type Push, type PushMessage, type Sent } from '../domain/delivery.ts'
import { call, tryLater } from './http.ts'

/** Subject is a mailto: or https: address (RFC 8292 §2.1); the keys are base64url as made by `makeVapidKeys`. */
export type Vapid = { publicKey: string; privateKey: string; subject: string }
export type PushOptions = {
  vapid: Vapid
  /** "host" or "host:port" accepted beside the known ones; for tests only. */
  extraHosts: string[]
  /** PEM of the authority behind the extra hosts. */
  ca?: string
  timeoutMs: number
  /** Epoch ms; decides when a signature is renewed. */
  now?: () => number
}

const hosts = new Set([
  'fcm.googleapis.com',
  'jmt17.google.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
])
const hostSuffixes = ['.notify.windows.com']
const hour = 3_600_000

/** A new P-256 key pair of the application server (RFC 8292), base64url. */
export function makeVapidKeys(): { publicKey: string; privateKey: string } {
  return webpush.generateVAPIDKeys()
}

/** Whether an endpoint belongs to a known push service: anything else would let a subscriber aim our requests (SSRF). */
export function allowedPushEndpoint(endpoint: string, extraHosts: string[]): boolean {
  if (endpoint.length > 2048 || !URL.canParse(endpoint)) return false
  const { protocol, username, password, port, host, hostname } = new URL(endpoint)
  if (protocol !== 'https:' || username !== '' || password !== '') return false
  if (extraHosts.includes(host)) return true
  return port === '' && (hosts.has(hostname) || hostSuffixes.some((suffix) => hostname.endsWith(suffix)))
}

/** Encrypted web push (RFC 8030, 8188, 8291, 8292) over kept connections. `send` never throws. */
export function makePush({ vapid, extraHosts, ca, timeoutMs, now = Date.now }: PushOptions): Push {
  const agent = new https.Agent({ keepAlive: true, timeout: 30_000, ...(ca === undefined ? {} : { ca }) })
  const signatures = makeSignatures(vapid, now)

  async function send({ subscription, payload, ttlSeconds, topic, urgency }: PushMessage): Promise<Sent> {
    const { endpoint, p256dh, auth } = subscription
    if (!allowedPushEndpoint(endpoint, extraHosts)) return { outcome: 'never', error: 'push host', gone: true }
    if (Buffer.byteLength(payload) > maxPushPayloadBytes) return { outcome: 'never', error: 'push payload size' }
    const url = new URL(endpoint)
    const Authorization = signatures.of(url.origin)
    const options = {
      TTL: Math.max(0, Math.floor(ttlSeconds)),
      urgency,
      topic,
      contentEncoding: 'aes128gcm' as const,
      headers: { Authorization },
    }
    let request
    try {
      request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, options)
    } catch {
      return { outcome: 'never', error: 'push subscription', gone: true }
    }
    const answer = await call(url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      agent,
      timeoutMs,
    })
    if ('failed' in answer) return { outcome: 'later', error: `push ${answer.failed}` }
    if (answer.status === 401 || answer.status === 403) signatures.forget(url.origin)
    return outcomeOf(answer.status, answer.retryAfterMs)
  }

  return { send, close: () => agent.destroy() }
}

function outcomeOf(status: number, wait: number | undefined): Sent {
  const error = `push ${status}`
  if (status >= 200 && status < 300) return { outcome: 'done' }
  if (status === 404 || status === 410) return { outcome: 'never', error, gone: true }
  if (status === 408 || status === 429 || status < 400 || status >= 500) return tryLater(error, wait)
  return { outcome: 'never', error }
}

/** One signature per push service, good for 12 h (24 are allowed, RFC 8292 §2) and renewed after 11. */
function makeSignatures({ publicKey, privateKey, subject }: Vapid, now: () => number) {
  const kept = new Map<string, { header: string; until: number }>()
  return {
    of(origin: string): string {
      const found = kept.get(origin)
      if (found && found.until > now()) return found.header
      const expires = Math.floor((now() + 12 * hour) / 1000)
      const made = webpush.getVapidHeaders(origin, subject, publicKey, privateKey, 'aes128gcm', expires)
      // Windows names a host per cluster: the map must not grow with what subscribers send us.
      if (kept.size >= 500) kept.clear()
      kept.set(origin, { header: made.Authorization, until: now() + 11 * hour })
      return made.Authorization
    },
    forget: (origin: string) => kept.delete(origin),
  }
}
