import type { Sent } from '../domain/delivery.ts'
import { noticeById, type NewDelivery, type Notice } from '../db/outbox.ts'
import { endDelivery, postponeDelivery, type Delivery } from '../db/outbox-queue.ts'
import { deliveriesTo, toldSince } from '../db/outbox-reads.ts'
import { contactsOf, staffOf, type Contact } from '../db/people.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import { removeSubscription } from '../db/subscriptions.ts'
import { instantOf } from '../db/uuid.ts'
import type { TellerTools } from './deliver.ts'
import { failingAfter, nextChannel } from './deliver-plan.ts'
import { sendOne } from './deliver-send.ts'
import { movedOn, overtaken, patience, quietUntil, retryDelay, tooLate } from './deliver-when.ts'

/** How one attempt for a notice ended. */
export type Fate = { notice: string; outcome: 'done' | 'failed' }

const heldByQuiet = 'quiet hours'

/** Makes the function that takes one claimed delivery to its end, or puts it off. It never throws. */
export function makeServe(tools: TellerTools, settled: (fate: Fate) => void) {
  const { store, sealer, time, log, channels } = tools
  const random = tools.random ?? Math.random
  const smsOffered = () => channels.sms !== null && tools.smsOn?.() !== false
  // Where a push service or a gateway asked us to wait, everything that goes there waits.
  const holds = new Map<string, number>()
  const holdKey = ({ channel, target }: Delivery) => (channel === 'push' ? target : channel)

  const end = (delivery: Delivery, outcome: 'done' | 'dead' | 'dropped', error: string | null, then?: NewDelivery[]) =>
    endDelivery(store, delivery.id, { outcome, error, at: time.real() }, then)
  const hold = ({ id }: Delivery, nextAt: number, error: string | null) =>
    postponeDelivery(store, id, { nextAt, error, counts: false, now: time.real() })

  async function attempt(delivery: Delivery, leaseUntil: number): Promise<void> {
    const notice = await noticeById(store, sealer, delivery.notice)
    const [contact] = await contactsOf(store, sealer, store.read, [delivery.person])
    if (!notice || !contact) return void (await end(delivery, 'dropped', 'no person'))
    const request = notice.request === null ? null : await requestById(store, store.read, notice.request)
    const stale = await whyStale(delivery, notice, request)
    if (stale !== null) return void (await end(delivery, 'dropped', stale))
    const now = time.real()
    const quiet = notice.kind === 'test' ? null : quietUntil(now, contact.quiet, contact.zone)
    if (quiet !== null) return hold(delivery, quiet, heldByQuiet)
    const wait = holds.get(holdKey(delivery)) ?? 0
    if (wait > now) return hold(delivery, wait, delivery.error)
    holds.delete(holdKey(delivery))
    const sending = sendOne({ ...tools, store }, { delivery, notice, contact, request }, time.now())
    await record(delivery, notice, contact, await before(leaseUntil - now, sending))
  }

  /** Why a message that had to wait is of no use any more, or null. */
  async function whyStale(delivery: Delivery, notice: Notice, request: RequestRow | null): Promise<string | null> {
    if (delivery.attempts === 1 && delivery.error === null) return null
    if (tooLate(notice.kind, time.real() - instantOf(delivery.id))) return 'too late'
    if (delivery.error === heldByQuiet && request && movedOn(notice, request)) return 'moved on'
    if (request && overtaken(notice, request)) return 'replaced'
    // What Topic and tag would have replaced must not come late and replace the newer one.
    if (delivery.channel === 'push' && (await toldSince(store, notice))) return 'replaced'
    if (notice.cns === null) return null
    const staff = await staffOf(store, store.read, notice.cns, time.now())
    return staff.includes(delivery.person) ? null : 'no role'
  }

  async function record(delivery: Delivery, notice: Notice, contact: Contact, sent: Sent): Promise<void> {
    if (sent.outcome === 'done') {
      await end(delivery, 'done', null)
      return settled({ notice: notice.id, outcome: 'done' })
    }
    const { channel } = delivery
    log.warn({ delivery: delivery.id, channel, attempt: delivery.attempts, error: sent.error }, 'delivery failed')
    if (sent.outcome === 'never' && sent.gone) {
      await store.inTransaction((tx) => removeSubscription(store, tx, delivery.target))
    }
    const asked = sent.outcome === 'later' ? (sent.retryAfterMs ?? 0) : 0
    const now = time.real()
    const age = now - instantOf(delivery.id)
    const spent = age >= patience.ms && delivery.attempts >= patience.attempts
    const final = sent.outcome === 'never' || spent || notice.kind === 'test'
    const then = await fallBack(delivery, notice, contact, final)
    if (final) await end(delivery, 'dead', sent.error, then)
    else {
      if (asked > 0) holds.set(holdKey(delivery), now + asked)
      const nextAt = now + retryDelay(delivery.attempts, age, asked, random())
      await postponeDelivery(store, delivery.id, { nextAt, error: sent.error, counts: true, now }, then)
    }
    settled({ notice: notice.id, outcome: 'failed' })
  }

  async function fallBack(
    delivery: Delivery,
    notice: Notice,
    contact: Contact,
    final: boolean,
  ): Promise<NewDelivery[]> {
    if (notice.kind === 'test' || (!final && delivery.attempts < failingAfter)) return []
    const known = await deliveriesTo(store, notice.id, delivery.person)
    return nextChannel(delivery, known, contact, { final, smsOffered: smsOffered() })
  }

  return async function serve(delivery: Delivery, leaseUntil: number): Promise<void> {
    try {
      await attempt(delivery, leaseUntil)
    } catch (error) {
      // A row that can't be read or written must not stop the line: it is tried again, with the same patience.
      const name = error instanceof Error ? error.name : 'unknown'
      log.error({ delivery: delivery.id, error: name }, 'delivery broke')
      const now = time.real()
      const nextAt = now + retryDelay(delivery.attempts, now - instantOf(delivery.id), 0, random())
      await postponeDelivery(store, delivery.id, { nextAt, error: 'internal', counts: true, now }).catch(
        () => undefined,
      )
    }
  }
}

/** A peer that answers after our lease would be asked twice: what takes longer counts as unanswered. */
async function before(ms: number, sending: Promise<Sent>): Promise<Sent> {
  const late = Promise.withResolvers<Sent>()
  const timer = setTimeout(() => late.resolve({ outcome: 'later', error: 'timeout' }), Math.max(0, ms))
  try {
    return await Promise.race([sending, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
