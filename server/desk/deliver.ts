import { deliveryWords } from '../domain/delivery-words.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { featureOff } from '../domain/features.ts'
import type { Store } from '../db/open.ts'
import { addNotice, type Channel } from '../db/outbox.ts'
import { anyDue, claimDeliveries, giveBackDeliveries } from '../db/outbox-queue.ts'
import { deliveriesTo, lastDeliveries } from '../db/outbox-reads.ts'
import type { Sealer } from '../db/seal.ts'
import { uuidv7 } from '../db/uuid.ts'
import { makeExpand } from './deliver-expand.ts'
import { makeLine } from './deliver-line.ts'
import { invitationOf, type Letterhead } from './deliver-message.ts'
import type { Channels } from './deliver-send.ts'
import { makeServe, type Fate } from './deliver-serve.ts'
import { retryDelay } from './deliver-when.ts'
import type { Teller } from './teller.ts'
import type { Time } from './time.ts'

export type TellerTools = {
  store: Store
  sealer: Sealer
  time: Time
  channels: Channels
  /** Whether SMS may be sent now; always, unless given. */
  smsOn?: () => boolean
  letterhead: Letterhead
  /** Public VAPID key, base64url. */
  vapidKey: string
  /** Whether a push endpoint belongs to a known service. */
  allowedEndpoint: (url: string) => boolean
  log: { warn(facts: object, message: string): void; error(facts: object, message: string): void }
  /** How long a claimed delivery is ours (real ms); 60 s. */
  leaseMs?: number
  /** How long lies between two turns of a burst in which notices are given their deliveries (real ms); 100 ms. */
  gapMs?: number
  /** 0 … 1, for the jitter. */
  random?: () => number
}

export type RunningTeller = Teller & {
  start(): void
  /** Ends what is under way, returns the leases of the rest; the channels are to be closed afterwards. */
  stop(): Promise<void>
  /** Resolves when nothing is due any more; for tests. */
  idle(): Promise<void>
}

const slots: Record<Channel, number> = { push: 16, email: 4, sms: 4 }
const channelNames: readonly Channel[] = ['push', 'email', 'sms']
const longestSleep = 1_000
const testPatience = 20_000
const invitationTries = 8

/**
 * Carries the outbox to people: woken by a commit, else once a second; at least once, and a repeat carries the same identity.
 * Leases and backoff live in real time; the words of a message in business time.
 */
export function makeTeller(tools: TellerTools): RunningTeller {
  const { store, sealer, time, channels, letterhead, log } = tools
  const leaseMs = tools.leaseMs ?? 60_000
  const random = tools.random ?? Math.random
  const waiters = new Map<string, (fate: Fate | 'nowhere') => void>()
  const settled = (fate: Fate) => waiters.get(fate.notice)?.(fate)
  const expand = makeExpand(tools, (notice) => waiters.get(notice)?.('nowhere'), wake)
  const serve = makeServe(tools, settled)
  const errands = new Set<NodeJS.Timeout>()
  let timer: NodeJS.Timeout | undefined
  let again = false
  let pumping: Promise<void> | undefined

  const lines = channelNames.map((channel) =>
    makeLine({
      slots: slots[channel],
      patienceMs: leaseMs / 2,
      now: time.real,
      async claim(limit, busy) {
        const now = time.real()
        if (!(await anyDue(store, channel, now))) return []
        return claimDeliveries(store, { channel, limit, now, leaseMs, busy })
      },
      // The margin lets the outcome be written while the lease still holds.
      serve: (delivery, claimedAt) => serve(delivery, claimedAt + leaseMs * 0.9),
      giveBack: (ids) => giveBackDeliveries(store, ids, time.real()),
      freed: wake,
    }),
  )

  function wake(): void {
    if (timer === undefined) return
    again = true
    pumping ??= pump()
  }

  async function pump(): Promise<void> {
    try {
      while (again) {
        again = false
        await expand.turn()
        await Promise.all(lines.map((line) => line.fill()))
      }
    } catch (error) {
      log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'outbox turn failed')
    } finally {
      pumping = undefined
    }
  }

  async function test(person: string, channel: Channel): Promise<Fault | null> {
    if (timer === undefined) return fault('unavailable')
    const fate = Promise.withResolvers<boolean>()
    let id = ''
    // One of several devices is enough; while another is still being tried there is no answer.
    const judge = async (end: Fate | 'nowhere'): Promise<boolean> => {
      if (end === 'nowhere') return false
      if (end.outcome === 'done') return true
      const all = await deliveriesTo(store, id, person)
      return all.some((each) => each.outcome === null) ? fate.promise : all.some((each) => each.outcome === 'done')
    }
    await store.inTransaction(async (tx, { afterCommit }) => {
      const at = time.now()
      const only = { kind: 'test', request: null, version: 0, cns: null, person, facts: { channel } } as const
      id = await addNotice(tx, store, sealer, { at, ...only })
      afterCommit(() => waiters.set(id, (end) => void judge(end).then(fate.resolve)))
    })
    wake()
    const tooLong = setTimeout(() => fate.resolve(false), testPatience)
    const arrived = await fate.promise
    clearTimeout(tooLong)
    waiters.delete(id)
    return arrived ? null : fault('unreachable')
  }

  /** Not in the outbox, since nobody of ours receives it: repeated from memory, and given up after some minutes. */
  function invited(invitation: Parameters<Teller['invited']>[0], tries = 1): void {
    void channels.email.send(invitationOf(invitation, letterhead)).then((sent) => {
      if (sent.outcome === 'done') return
      log.warn({ invitation: invitation.id, error: sent.error }, 'invitation not sent')
      if (sent.outcome === 'never' || tries >= invitationTries || timer === undefined) return
      const errand = setTimeout(
        () => {
          errands.delete(errand)
          invited(invitation, tries + 1)
        },
        retryDelay(tries, 0, sent.retryAfterMs ?? 0, random()),
      )
      errands.add(errand)
    })
  }

  return {
    wake,
    test,
    invited: (invitation) => invited(invitation),
    async smsCode(_person, phone, code) {
      if (tools.smsOn?.() === false) return featureOff('sms')
      const text = `Quinze: seu codigo e ${code}. Vale por 10 minutos. Nao passe a ninguem.`
      const sent = await channels.sms?.send({ to: phone, text, id: uuidv7() })
      if (sent?.outcome === 'done') return null
      if (sent) log.warn({ error: sent.error }, 'phone code not sent')
      return fault('unavailable')
    },
    allowedEndpoint: tools.allowedEndpoint,
    vapidKey: tools.vapidKey,
    async lastDeliveries(people) {
      const found = await Promise.all(people.map((person) => lastDeliveries(store, person)))
      return found.flatMap((each, i) =>
        each.map(({ error, ...last }) => {
          return { ...last, person: people[i] ?? '', words: deliveryWords(last.outcome, error) }
        }),
      )
    },
    start() {
      timer ??= setInterval(wake, longestSleep)
      wake()
    },
    async stop() {
      clearInterval(timer)
      timer = undefined
      again = false
      expand.stop()
      for (const errand of errands) clearTimeout(errand)
      for (const tell of waiters.values()) tell('nowhere')
      await pumping
      await Promise.all(lines.map((line) => line.drain()))
    },
    async idle() {
      for (;;) {
        wake()
        await pumping
        const due = await Promise.all(channelNames.map((channel) => anyDue(store, channel, time.real())))
        if (!expand.later() && lines.every((line) => line.idle()) && !due.includes(true)) return
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
  }
}
