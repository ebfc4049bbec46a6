import type { Sent, Sms, SmsMessage } from '../domain/delivery.ts'
import { call, tryLater } from './http.ts'

export type SmsOptions = {
  url: string
  method: 'POST' | 'PUT'
  /** Values may hold {{id}}, such as `Idempotency-Key: {{id}}`. */
  headers: Record<string, string>
  /** JSON with {{to}}, {{text}} and {{id}} inside string values. */
  template: string
  timeoutMs: number
}

/**
 * SMS through any HTTP gateway that takes JSON. `send` never throws. Refusals that speak of our account or address
 * (401, 403, 404, 405) count as temporary: they would refuse every message until the configuration is mended.
 * Throws an Error at once when the filled template is not JSON or the URL is none.
 */
export function makeSms({ url, method, headers, template, timeoutMs }: SmsOptions): Sms {
  const target = new URL(url)
  JSON.parse(fill(template, { to: '+5500000000000', text: '"\\\n', id: '0' }))

  async function send(message: SmsMessage): Promise<Sent> {
    const body = fill(template, message)
    const own = Object.entries(headers).map(([name, value]) => [name, value.replaceAll('{{id}}', message.id)])
    const answer = await call(target, {
      method,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...Object.fromEntries(own),
      },
      body,
      timeoutMs,
    })
    if ('failed' in answer) return { outcome: 'later', error: `sms ${answer.failed}` }
    return outcomeOf(answer.status, answer.retryAfterMs)
  }

  return { send, close: () => undefined }
}

/** One pass, so that a text holding "{{to}}" stays what it is. */
function fill(template: string, values: SmsMessage): string {
  return template.replace(/\{\{(to|text|id)\}\}/g, (_, name: keyof SmsMessage) =>
    JSON.stringify(values[name]).slice(1, -1),
  )
}

function outcomeOf(status: number, wait: number | undefined): Sent {
  const error = `sms ${status}`
  if (status >= 200 && status < 300) return { outcome: 'done' }
  const ours = [401, 403, 404, 405, 407, 408, 425, 429].includes(status)
  if (ours || status < 400 || status >= 500) return tryLater(error, wait)
  return { outcome: 'never', error }
}
