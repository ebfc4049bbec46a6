/**
 * What became of one attempt to send. `error` is a code or a few English words without personal data ("smtp 451").
 * `later` may be tried again, not before `retryAfterMs` (ms) where the other side asked for it; `never` will fail the
 * same way again; `gone` means that the push subscription no longer exists and has to be dropped (rule 36).
 */
export type Sent =
  | { outcome: 'done' }
  | { outcome: 'later'; error: string; retryAfterMs?: number }
  | { outcome: 'never'; error: string; gone?: boolean }

export type PushMessage = {
  subscription: { endpoint: string; p256dh: string; auth: string }
  /** JSON from `declarativePayload`. */
  payload: string
  /** Seconds the push service may keep the message for a device that is out of reach. */
  ttlSeconds: number
  /** From `pushTopic`: a newer message with the same topic replaces an undelivered one. */
  topic: string
  urgency: 'high' | 'normal'
}

export type EmailMessage = {
  to: string
  subject: string
  text: string
  html: string
  /** From `emailMessageId`: the same notice always carries the same one. */
  messageId: string
  headers?: Record<string, string>
}

export type SmsMessage = {
  /** E.164, "+5511999990000". */
  to: string
  text: string
  /** The notice's id, for gateways that drop repeats. */
  id: string
}

export type Push = { send(message: PushMessage): Promise<Sent>; close(): void }
export type Email = { send(message: EmailMessage): Promise<Sent>; close(): void }
export type Sms = { send(message: SmsMessage): Promise<Sent>; close(): void }

/** Bytes of payload that fit the 4096 every push service takes, less header, padding mark and tag (RFC 8291 §4). */
export const maxPushPayloadBytes = 3993

/** The 16 bytes of a UUID as 22 base64url characters, for the Topic header of at most 32 (RFC 8030 §5.4). Throws RangeError. */
export function pushTopic(id: string): string {
  const hex = id.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new RangeError('not a UUID')
  const bytes = hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The Message-ID of a notice (RFC 5322 §3.6.4): repeats carry the same one, so that mail readers fold them. */
export function emailMessageId(noticeId: string, host: string): string {
  return `<${noticeId}@${host}>`
}

export type PushNotice = {
  title: string
  body: string
  /** Absolute URL of the screen to open; Safari takes https only. */
  navigate: string
  /** A newer notification with the same tag replaces the one on the screen. */
  tag: string
  /** Number for the app's icon. */
  badge?: number
  /** Path of the same screen, for our service worker. */
  requestPath: string
  /** At most two are shown by Chromium; each opens a screen and changes nothing (rule 32). */
  actions?: { action: string; title: string; navigate: string }[]
  /** Stays until the person reacts. */
  requireInteraction?: boolean
  /** Rings again although the tag is already on the screen. */
  renotify?: boolean
}

/**
 * The JSON of a push: Declarative Web Push, which Safari shows without any script and our service worker reads as well.
 * The badge stands in both places because WebKit shipped the inner one and the specification (w3c/push-api 402) moved it.
 * Throws RangeError above `maxPushPayloadBytes`.
 */
export function declarativePayload(notice: PushNotice): string {
  const { title, body, navigate, tag, badge, requestPath, actions = [] } = notice
  const targets = Object.fromEntries(actions.map((each) => [each.action, each.navigate]))
  const payload = JSON.stringify({
    web_push: 8030,
    notification: {
      title,
      body,
      navigate,
      lang: 'pt-BR',
      dir: 'ltr',
      tag,
      ...(badge === undefined ? {} : { app_badge: String(badge) }),
      data: { path: requestPath, actions: targets },
      actions,
      requireInteraction: notice.requireInteraction ?? false,
      renotify: notice.renotify ?? false,
    },
    ...(badge === undefined ? {} : { app_badge: badge }),
  })
  if (new TextEncoder().encode(payload).length > maxPushPayloadBytes) throw new RangeError('push payload too large')
  return payload
}
