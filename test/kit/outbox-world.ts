import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Email } from '../../server/domain/contact.ts'
import type { Email as EmailChannel, Push, Sent, Sms } from '../../server/domain/delivery.ts'
import type { State } from '../../server/domain/request.ts'
import { openStore, type Store } from '../../server/db/open.ts'
import { addNotice, type NewNotice } from '../../server/db/outbox.ts'
import { ensurePerson, personSeal, type Subscription } from '../../server/db/people.ts'
import { makeSealer, type Sealer } from '../../server/db/seal.ts'
import { keepSubscription } from '../../server/db/subscriptions.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { makeTeller, type RunningTeller, type TellerTools } from '../../server/desk/deliver.ts'
import { makeTime } from '../../server/desk/time.ts'
import { emailLayout } from '../../server/outside/email.ts'

/** Monday 2026-11-23 14:00 in Brasília, ms. */
export const monday = Date.UTC(2026, 10, 23, 17)
export const cns = '123456'
export const zone = 'America/Sao_Paulo'

export const testSealer = (): Sealer =>
  makeSealer({ keys: [{ id: 'k1', key: randomBytes(32) }], indexKey: randomBytes(32) })

type Wants = {
  push?: boolean
  email?: boolean
  sms?: boolean
  phone?: string
  quiet?: [number, number]
  devices?: number
}

/** A store with people and requests, to hand notices to. */
export async function outboxWorld(options: { url?: string; sealer?: Sealer } = {}) {
  const sealer = options.sealer ?? testSealer()
  const store = await openStore(options.url ?? ':memory:')
  const { person: people, role, request } = store.tables
  const subscribe = (person: string, subscription: Subscription) =>
    store.inTransaction((tx) =>
      keepSubscription(store, sealer, tx, { person, session: 's', device: 'Firefox', subscription, at: monday }),
    )

  return {
    store,
    sealer,
    subscribe,
    /** A person; with `works` one of the cartório's. Every device gets an endpoint nobody listens at. */
    async person(name: string, wants: Wants = {}, works = false): Promise<string> {
      const { id } = await store.inTransaction(async (tx) => {
        const made = await ensurePerson(store, sealer, tx, {
          user: name,
          email: `${name}@example.org` as Email,
          at: monday - 86_400_000,
        })
        await tx
          .update(people)
          .set({
            pushOn: wants.push ?? false,
            emailOn: wants.email ?? false,
            smsOn: wants.sms ?? false,
            phone: wants.phone ? sealer.seal(wants.phone, personSeal.phone(made.id)) : null,
            phoneConfirmedAt: wants.phone ? monday : null,
            quietFrom: wants.quiet?.[0] ?? null,
            quietTo: wants.quiet?.[1] ?? null,
          })
          .where(eq(people.id, made.id))
        const since = 0
        if (works)
          await tx.insert(role).values({ id: uuidv7(), person: made.id, cns, role: 'escrevente', since, by: 'test' })
        return made
      })
      for (let i = 0; i < (wants.devices ?? 0); i++)
        await subscribe(id, { endpoint: `https://push.example/${name}/${i}`, p256dh: 'p', auth: 'a' })
      return id
    },
    async request(account: string, state: State): Promise<string> {
      const id = uuidv7()
      const clear = { id, version: 1, protocol: `2026-${id.slice(-7)}`, account, uf: 'SP', ibge: '3550308' }
      const row = { ...clear, cpfBlind: id, status: state.name, cns: 'cns' in state ? state.cns : null, pulled: false }
      const rest = { round: 0, state, poolId: uuidv7(), since: monday, createdAt: monday, bodyHash: '', data: '' }
      await store.inTransaction(async (tx) => void (await tx.insert(request).values({ ...row, ...rest })))
      return id
    },
    async move(id: string, version: number, state: State): Promise<void> {
      const owner = 'cns' in state ? state.cns : null
      await store.inTransaction(async (tx) => {
        await tx.update(request).set({ version, state, status: state.name, cns: owner }).where(eq(request.id, id))
      })
    },
    notice: (n: Partial<NewNotice>): Promise<string> =>
      store.inTransaction((tx) =>
        addNotice(tx, store, sealer, {
          at: monday,
          kind: 'new',
          request: null,
          version: 1,
          cns: n.person ? null : cns,
          person: null,
          facts: {},
          ...n,
        }),
      ),
    deliveries: () => store.read.select().from(store.tables.delivery),
  }
}

export type OutboxWorld = Awaited<ReturnType<typeof outboxWorld>>

export const waiting = (dueAt: number): State => ({
  name: 'waiting',
  cns,
  pulled: false,
  clock: { cns, calendarVersion: 1, startedAt: monday, mark: monday, remainingMs: 900_000, dueAt },
})

type Sendable = {
  push: Parameters<Push['send']>[0]
  email: Parameters<EmailChannel['send']>[0]
  sms: Parameters<Sms['send']>[0]
}
type Answers = { [C in keyof Sendable]?: (message: Sendable[C], nth: number) => Sent | Promise<Sent> }

/** Channels that keep what they are given and answer as told; "done" without an answer. */
export function recorder(answers: Answers = {}) {
  const sent = { push: [] as Sendable['push'][], email: [] as Sendable['email'][], sms: [] as Sendable['sms'][] }
  const channel = <C extends keyof Sendable>(name: C, kept: Sendable[C][]) => ({
    async send(message: Sendable[C]): Promise<Sent> {
      kept.push(message)
      const answer = answers[name] as ((message: Sendable[C], nth: number) => Sent | Promise<Sent>) | undefined
      return (await answer?.(message, kept.length)) ?? { outcome: 'done' }
    },
    close: () => undefined,
  })
  return {
    sent,
    answers,
    channels: { push: channel('push', sent.push), email: channel('email', sent.email), sms: channel('sms', sent.sms) },
  }
}

/** A teller over a clock that is moved by hand (real and business time alike), with its log lines. */
export function handTeller(
  { store, sealer }: { store: Store; sealer: Sealer },
  channels: TellerTools['channels'],
  more: Partial<TellerTools> = {},
) {
  let clock = monday
  const log: string[] = []
  const line = (facts: object, message: string) => void log.push(JSON.stringify({ ...facts, message }))
  const teller: RunningTeller = makeTeller({
    store,
    sealer,
    time: makeTime(false, 0, () => clock),
    channels,
    letterhead: { publicUrl: 'https://quinze.example', layout: emailLayout },
    vapidKey: 'public',
    allowedEndpoint: () => true,
    log: { warn: line, error: line },
    random: () => 1,
    ...more,
  })
  teller.start()
  return {
    teller,
    log,
    now: () => clock,
    /** Moves the clock by `ms` in steps and lets everything that comes due happen. */
    async pass(ms: number, step = ms): Promise<void> {
      for (let left = ms; left > 0; left -= step) {
        clock += Math.min(step, left)
        await teller.idle()
      }
    },
  }
}
