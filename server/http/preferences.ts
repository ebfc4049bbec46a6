import { randomInt } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod/mini'
import { formatPhone, parsePhone } from '../domain/contact.ts'
import { fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { personById } from '../db/people.ts'
import { confirmPhone, keepPhoneCode, savePreferences } from '../db/preferences.ts'
import { devicesOf, keepSubscription, removeDevice } from '../db/subscriptions.ts'
import type { Me } from '../identity/auth.ts'
import { about } from './about.ts'
import type { Env } from './env.ts'
import { field, sure } from './fields.ts'
import { json, type limited, type signedIn } from './guard.ts'
import type { LimitName } from './limits.ts'
import type { AccountHouse } from './me.ts'
import { problem } from './problem.ts'
import type { PreferencesView } from './views.ts'

const preferences = z.object({
  push: z.boolean(),
  email: z.boolean(),
  sms: z.boolean(),
  quiet: z.nullable(z.object({ from: field.minute, to: field.minute })),
})

const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,128}={0,2}$/))
const subscription = z.object({
  endpoint: z.url().check(z.maxLength(2048)),
  keys: z.object({ p256dh: base64url, auth: base64url }),
  device: z.string().check(z.maxLength(80)),
})

/** How a person wants to be told: channels, quiet hours, phone, devices. */
export function preferenceRoutes(
  house: AccountHouse,
  { signed, limit }: { signed: ReturnType<typeof signedIn>; limit(name: LimitName): ReturnType<typeof limited> },
) {
  const { store, sealer, time, teller, limits } = house
  const audit = (me: Me, action: string) => ({ at: time.real(), actor: me.person, action, subject: me.person })

  return new Hono<Env>()
    .get(
      '/preferences',
      about('account', 'Channels, quiet hours, phone, devices and last deliveries'),
      signed,
      async (c) => {
        const view = await preferencesView(house, c.var.me)
        return view ? c.json(view) : problem(c, 'unauthenticated')
      },
    )

    .put(
      '/preferences',
      about('account', 'Write channels and quiet hours (minutes of the local day)'),
      signed,
      json(preferences),
      async (c) => {
        const { me } = c.var
        const next = c.req.valid('json')
        const refused = await store.inTransaction(async (tx) => {
          const person = sure(await personById(store, sealer, tx, me.person))
          await appendAudit(tx, store, audit(me, 'person.preferences'))
          return savePreferences(store, tx, person, next)
        })
        if (refused) return problem(c, refused)
        const view = await preferencesView(house, me)
        return view ? c.json(view) : problem(c, 'unauthenticated')
      },
    )

    .post(
      '/preferences/phone',
      about('account', 'Send a code that confirms a phone'),
      signed,
      limit('smsByPerson'),
      json(z.object({ phone: field.phone })),
      async (c) => {
        const { me } = c.var
        const phone = sure(parsePhone(c.req.valid('json').phone))
        // Many accounts must not ring one phone.
        const often = await limits.take('smsByPerson', sealer.blind('phone', phone))
        if (often) return problem(c, often)
        const code = String(randomInt(1_000_000)).padStart(6, '0')
        const asked = { person: me.person, phone, code, at: time.real() }
        await store.inTransaction((tx) => keepPhoneCode(store, sealer, tx, asked))
        const refused = await teller.smsCode(me.person, phone, code)
        return refused ? problem(c, refused) : c.json({ sent: true }, 202)
      },
    )

    .post(
      '/preferences/phone/confirm',
      about('account', 'Confirm the phone with its code'),
      signed,
      json(z.object({ code: field.code })),
      async (c) => {
        const { me } = c.var
        const asked = { person: me.person, code: c.req.valid('json').code, at: time.real() }
        const refused = await store.inTransaction(async (tx) => {
          const wrong = await confirmPhone(store, sealer, tx, asked)
          if (!wrong) await appendAudit(tx, store, audit(me, 'person.phone'))
          return wrong
        })
        return refused ? problem(c, refused) : c.json({ confirmed: true })
      },
    )

    .post(
      '/preferences/test',
      about('account', 'Send a test message on one channel'),
      signed,
      limit('testByPerson'),
      json(z.object({ channel: z.enum(['push', 'email', 'sms']) })),
      async (c) => {
        const refused = await teller.test(c.var.me.person, c.req.valid('json').channel)
        if (refused?.fault === 'unreachable') return problem(c, fault('unreachable', { test: true }))
        return refused ? problem(c, refused) : c.json({ sent: true })
      },
    )

    .put(
      '/push/subscriptions',
      about('account', 'Keep the push subscription of this device'),
      signed,
      json(subscription),
      async (c) => {
        const { me } = c.var
        const { endpoint, keys, device } = c.req.valid('json')
        if (!teller.allowedEndpoint(endpoint)) return problem(c, 'push_host')
        const given = { person: me.person, session: me.session, device, at: time.real() }
        const id = await store.inTransaction((tx) =>
          keepSubscription(store, sealer, tx, {
            ...given,
            subscription: { endpoint, p256dh: keys.p256dh, auth: keys.auth },
          }),
        )
        return c.json({ id })
      },
    )

    .delete(
      '/push/subscriptions',
      about('account', 'Drop a push subscription of an own device'),
      signed,
      json(z.union([z.object({ endpoint: z.url().check(z.maxLength(2048)) }), z.object({ id: field.id })])),
      async (c) => {
        const which = c.req.valid('json')
        const removed = await store.inTransaction((tx) => removeDevice(store, sealer, tx, c.var.me.person, which))
        return c.json({ removed })
      },
    )
}

async function preferencesView({ store, sealer, teller }: AccountHouse, me: Me): Promise<PreferencesView | null> {
  const person = await personById(store, sealer, store.read, me.person)
  if (!person) return null
  const devices = await devicesOf(store, store.read, me.person)
  const last = await teller.lastDeliveries([me.person])
  return {
    ...person.on,
    quiet: person.quiet,
    phone: person.phone && formatPhone(person.phone),
    phoneConfirmed: person.phoneConfirmedAt !== null,
    devices: devices.map(({ id, device, seenAt, session }) => ({ id, device, seenAt, here: session === me.session })),
    last: last.map(({ channel, at, outcome, words }) => ({ channel, at, outcome, words })),
  }
}
