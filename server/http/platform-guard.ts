import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { rolesOf } from '../identity/roles.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap } from './guard.ts'
import { problem } from './problem.ts'

/** What somebody may do who belongs to the platform and not to a cartório: inspectors only read figures. */
export type PlatformRole = 'admin' | 'inspetor'

type Guarded = Pick<House, 'store' | 'time'> & { config: Pick<House['config'], 'demo'> }

/**
 * Whether the person has one of the platform's roles. Faults: not_found without one (nothing is said about what lies behind),
 * needs_passkey in a session not opened with a passkey, which demo mode waives (rule 67).
 */
export async function platformRole(
  { store, time, config }: Guarded,
  me: { person: string; passkeyAt: number | null },
  allowed: readonly PlatformRole[],
): Promise<PlatformRole | Fault> {
  const roles = await rolesOf(store, me.person, time.now())
  const found = allowed.find((each) => roles.some(({ role, cns }) => cns === null && role === each))
  if (!found) return fault('not_found')
  return !config.demo && me.passkeyAt === null ? fault('needs_passkey') : found
}

/** Lets only people of the platform pass that have one of `allowed`. */
export function platformOnly(house: Guarded, ...allowed: PlatformRole[]) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const role = await platformRole(house, c.var.me, allowed)
    return isFault(role) ? problem(c, role) : next()
  })
}

/** Lets only a session whose passkey was tapped within five minutes pass: for acts that reach beyond the own screen. */
export function tappedOnly(house: Guarded) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const tap = freshTap(house, c as unknown as Context<SignedIn>)
    return isFault(tap) ? problem(c, tap) : next()
  })
}
