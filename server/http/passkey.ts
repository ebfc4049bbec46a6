import { Hono, type Context } from 'hono'
import * as z from 'zod/mini'
import { isFault } from '../domain/fault.ts'
import { limitKey } from './address.ts'
import { about } from './about.ts'
import type { Env } from './env.ts'
import { setCookies } from './cookies.ts'
import { json, type signedIn } from './guard.ts'
import type { AccountHouse } from './me.ts'
import { problem } from './problem.ts'

const response = z.record(z.string(), z.unknown())
const name = z.string().check(z.maxLength(60))

/** Passkeys (WebAuthn); options and answers are the browser's own JSON. */
export function passkeyRoutes(
  { auth, config, limits }: AccountHouse,
  { signed, address }: { signed: ReturnType<typeof signedIn>; address(c: Context<Env>): string },
) {
  const { passkey } = auth

  return new Hono<Env>()
    .post('/passkeys/options', about('account', 'WebAuthn options for a new passkey'), signed, async (c) => {
      const made = await passkey.registerOptions(c.req.raw.headers)
      if (isFault(made)) return problem(c, made)
      setCookies(c, made.cookies)
      return c.json(made.options)
    })

    .post(
      '/passkeys',
      about('account', 'Keep a new passkey'),
      signed,
      json(z.object({ response, name: z.optional(name) })),
      async (c) => {
        const body = c.req.valid('json')
        const made = await passkey.register(c.req.raw.headers, body.response, body.name ?? '')
        return isFault(made) ? problem(c, made) : c.json(made, 201)
      },
    )

    .post(
      '/passkeys/sign-in/options',
      about('account', 'WebAuthn options for signing in or proving a session'),
      async (c) => {
        const refused = await limits.take('verifyByAddress', limitKey(address(c)))
        if (refused) return problem(c, refused)
        const made = await passkey.signInOptions(c.req.raw.headers)
        setCookies(c, made.cookies)
        return c.json(made.options)
      },
    )

    .post(
      '/passkeys/sign-in',
      about('account', 'Sign in with a passkey, or prove the own session with it'),
      json(z.object({ response })),
      async (c) => {
        const refused = await limits.take('verifyByAddress', limitKey(address(c)))
        if (refused) return problem(c, refused)
        const made = await passkey.signIn(c.req.raw.headers, c.req.valid('json').response)
        if (isFault(made)) return problem(c, made)
        setCookies(c, made.cookies)
        return c.json({ person: made.person })
      },
    )

    .delete('/passkeys/:id', about('account', 'Remove an own passkey'), signed, async (c) => {
      const { me } = c.var
      if (me.passkeyAt === null && !config.demo) return problem(c, 'needs_passkey')
      const removed = await passkey.remove(me.person, c.req.param('id'))
      return removed ? c.json({ removed }) : problem(c, 'not_found')
    })
}
