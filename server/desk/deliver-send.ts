import type { Email, Push, Sent, Sms } from '../domain/delivery.ts'
import { noticeWords } from '../domain/notice-words.ts'
import type { Store } from '../db/open.ts'
import type { Notice } from '../db/outbox.ts'
import type { Delivery } from '../db/outbox-queue.ts'
import { badgeOf } from '../db/outbox-reads.ts'
import type { Contact } from '../db/people.ts'
import type { RequestRow } from '../db/requests.ts'
import { emailOf, pushOf, smsOf, type Letterhead } from './deliver-message.ts'

export type Channels = { push: Push; email: Email; sms: Sms | null }

/**
 * Sends one delivery of a notice in the words of its channel. What the person no longer has counts as a permanent failure.
 * @param now business time (ms), for the words
 */
export async function sendOne(
  tools: { store: Store; channels: Channels; letterhead: Letterhead; smsOn?: () => boolean },
  told: { delivery: Delivery; notice: Notice; contact: Contact; request: RequestRow | null },
  now: number,
): Promise<Sent> {
  const { channels, letterhead } = tools
  const { delivery, notice, contact, request } = told
  const { kind, facts } = notice
  const to = notice.cns === null ? 'client' : 'staff'
  // Who may not see the request yet is not told its id either (rule 26).
  const subject = (kind === 'available' ? request?.poolId : notice.request) ?? null
  const words = noticeWords({ to, kind, subject, facts }, now, to === 'client' ? contact.zone : undefined)
  switch (delivery.channel) {
    case 'push': {
      const subscription = contact.subscriptions.find(({ id }) => id === delivery.target)
      if (!subscription) return { outcome: 'never', error: 'no device' }
      const { endpoint, p256dh, auth } = subscription
      const badge = await badgeFor(tools.store, notice)
      const message = pushOf(words, subject, badge, letterhead.publicUrl)
      return channels.push.send({ ...message, subscription: { endpoint, p256dh, auth } })
    }
    case 'email':
      return channels.email.send(emailOf(words, delivery, contact.email, letterhead))
    case 'sms': {
      if (contact.phone === null || channels.sms === null) return { outcome: 'never', error: 'no phone' }
      if (tools.smsOn?.() === false) return { outcome: 'never', error: 'sms off' }
      return channels.sms.send({ to: contact.phone, text: smsOf(words, letterhead.publicUrl), id: delivery.id })
    }
    default:
      return delivery.channel satisfies never
  }
}

async function badgeFor(store: Store, { kind, cns, person }: Notice): Promise<number | undefined> {
  if (kind === 'test') return undefined
  if (cns !== null) return badgeOf(store, { cns })
  return person === null ? undefined : badgeOf(store, { account: person })
}
