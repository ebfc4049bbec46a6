import type { Channel, NewDelivery, NoticeKind } from '../db/outbox.ts'
import type { Contact } from '../db/people.ts'

type Planned = { id: string; kind: NoticeKind; toClient: boolean; testOf?: Channel | undefined }

/** Failed attempts after which a channel counts as failing: about half a minute. */
export const failingAfter = 5

/** Where a notice goes for one person: one message for each device and channel that is switched on (rule 33). */
export function planOf(notice: Planned, contact: Contact, smsOffered: boolean): NewDelivery[] {
  const { on, phone, subscriptions } = contact
  const { kind, testOf, toClient } = notice
  // A test is asked for on one channel, also on one that is switched off.
  const wants = (channel: Channel) => (kind === 'test' ? channel === testOf : on[channel])
  const to = (channel: Channel, target: string) => ({ notice: notice.id, person: contact.person, channel, target })
  const plan: NewDelivery[] = []
  if (wants('push')) plan.push(...subscriptions.map(({ id }) => to('push', id)))
  if (wants('email')) plan.push(to('email', contact.person))
  if (wants('sms') && phone !== null && smsOffered) plan.push(to('sms', contact.person))
  // Nobody is left without a word because a device or a phone is missing; a client always gets at least the e-mail.
  if (plan.length === 0 && kind !== 'test' && (toClient || on.push || on.sms)) plan.push(to('email', contact.person))
  return plan
}

type Known = { id: string; channel: Channel; outcome: string | null; attempts: number }

/**
 * The next channel for a message that fails (rule 36), in the order push, e-mail, SMS: only where nothing else of the same
 * notice has reached the person or still may. The sign-in address is always there; a confirmed phone is the last resort, used
 * even when SMS is switched off, but only after a permanent failure.
 * @param known every delivery of the notice to this person
 */
export function nextChannel(
  failed: { id: string; notice: string; person: string },
  known: readonly Known[],
  contact: Pick<Contact, 'phone'>,
  { final, smsOffered }: { final: boolean; smsOffered: boolean },
): NewDelivery[] {
  const hopeful = known.some(
    ({ id, outcome, attempts }) =>
      id !== failed.id && (outcome === 'done' || (outcome === null && attempts < failingAfter)),
  )
  if (hopeful) return []
  const untried = (channel: Channel) => !known.some((each) => each.channel === channel)
  const to = (channel: Channel) => [{ notice: failed.notice, person: failed.person, channel, target: failed.person }]
  if (untried('email')) return to('email')
  if (final && smsOffered && contact.phone !== null && untried('sms')) return to('sms')
  return []
}
