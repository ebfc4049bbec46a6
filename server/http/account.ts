import { Hono } from 'hono'
import * as z from 'zod/mini'
import { parseEmail, parsePersonName, parsePhone, type Email } from '../domain/contact.ts'
import { isFault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { personById } from '../db/people.ts'
import { saveProfile } from '../db/preferences.ts'
import { acceptInvitation } from '../identity/roles.ts'
import { limitKey } from './address.ts'
import { setCookies } from './cookies.ts'
import { about } from './about.ts'
import type { Env } from './env.ts'
import { field, sure } from './fields.ts'
import { addressReader, json, limited, signedIn } from './guard.ts'
import { meView, type AccountHouse } from './me.ts'
import { officeRoutes } from './office.ts'
import { passkeyRoutes } from './passkey.ts'
import { teamRoutes } from './team.ts'
import { preferenceRoutes } from './preferences.ts'
import { problem } from './problem.ts'

/** Signing in and out, the own profile and sessions, invitations; with passkeys, preferences and the cartório's office. */
export function accountRoutes(house: AccountHouse) {
  const { auth, store, sealer, time, limits } = house
  const signed = signedIn(house)
  const address = addressReader(house.config)

  return new Hono<Env>()
    .post(
      '/sign-in/code',
      about('account', 'Send a sign-in code by e-mail; the answer is the same whether or not anyone is known by it'),
      json(z.object({ email: field.email })),
      async (c) => {
        const email = sure<Email>(parseEmail(c.req.valid('json').email))
        const [from, to] = [limitKey(address(c)), sealer.blind('email', email)]
        // Strict for one asker, wide for the address as a whole: a stranger must not use up the owner's turns.
        const refused =
          (await limits.take('codeByAddress', from)) ??
          (await limits.take('codeByEmail', `${to} ${from}`)) ??
          (await limits.take('codeToEmail', to))
        if (refused) return problem(c, refused)
        const sent = await auth.sendCode(email, auth.browserOf(c.req.raw.headers))
        if (isFault(sent)) return problem(c, sent)
        setCookies(c, [sent.nonceCookie])
        return c.json({ sent: true }, 202)
      },
    )

    .post(
      '/sign-in/verify',
      about('account', 'Sign in with the code of this browser'),
      json(z.object({ email: field.email, code: field.code })),
      async (c) => {
        const { email, code } = c.req.valid('json')
        const [from, to] = [limitKey(address(c)), sealer.blind('email', email.trim().toLowerCase())]
        // At most 150 guesses a day at one address from anywhere: 0.015 % of the codes there are.
        const refused =
          (await limits.take('verifyByAddress', from)) ??
          (await limits.take('verifyByEmail', `${to} ${from}`)) ??
          (await limits.take('verifyToEmail', to))
        if (refused) return problem(c, refused)
        const verified = await auth.verifyCode(email, code, c.req.raw.headers)
        if (isFault(verified)) return problem(c, verified)
        setCookies(c, verified.cookies)
        return c.json({ person: verified.person })
      },
    )

    .post('/sign-out', about('account', 'End the session with its push subscriptions'), async (c) => {
      setCookies(c, await auth.signOut(c.req.raw.headers))
      return c.json({ signedOut: true })
    })

    .get('/me', about('account', 'The signed-in person: profile, roles, invitations, passkeys'), signed, async (c) => {
      const view = await meView(house, c.var.me)
      return view ? c.json(view) : problem(c, 'unauthenticated')
    })

    .put(
      '/me',
      about('account', 'Write name and phone'),
      signed,
      json(z.object({ name: field.name, phone: z.nullish(field.phone) })),
      async (c) => {
        const { me } = c.var
        const body = c.req.valid('json')
        const person = await personById(store, sealer, store.read, me.person)
        if (!person) return problem(c, 'unauthenticated')
        const phone =
          body.phone === undefined ? person.phone : body.phone === null ? null : sure(parsePhone(body.phone))
        await store.inTransaction(async (tx) => {
          await saveProfile(store, sealer, tx, person, { name: sure(parsePersonName(body.name)), phone })
          const entry = { actor: me.person, action: 'person.profile', subject: me.person }
          await appendAudit(tx, store, { at: time.real(), ...entry })
        })
        const view = await meView(house, me)
        return view ? c.json(view) : problem(c, 'unauthenticated')
      },
    )

    .get('/sessions', about('account', 'The own open sessions'), signed, async (c) => {
      const { me } = c.var
      const sessions = (await auth.sessions(me.person)).map(({ id, createdAt, seenAt, device, passkeyAt }) => ({
        id,
        createdAt,
        seenAt,
        device,
        passkey: passkeyAt !== null,
        here: id === me.session,
      }))
      return c.json({ sessions })
    })

    .delete('/sessions/:id', about('account', 'End an own session'), signed, async (c) => {
      const ended = await auth.revoke(c.var.me.person, c.req.param('id'))
      return ended ? c.json({ ended }) : problem(c, 'not_found')
    })

    .post('/invitations/:id/accept', about('account', 'Accept an invitation to the own e-mail'), signed, async (c) => {
      const { me } = c.var
      const given = { id: c.req.param('id'), person: me.person, at: time.real() }
      const accepted = await acceptInvitation(store, sealer, given)
      return isFault(accepted) ? problem(c, accepted) : c.json(accepted)
    })

    .route('/', passkeyRoutes(house, { signed, address }))
    .route('/', preferenceRoutes(house, { signed, limit: (name) => limited(house, name, (c) => c.var.me.person) }))
    .route('/', officeRoutes(house, { signed }))
    .route('/', teamRoutes(house, { signed }))
}
