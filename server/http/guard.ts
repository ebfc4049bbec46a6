import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit as honoBodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { validator } from 'hono-openapi'
import { parseCns, type Cns } from '../domain/cns.ts'
import { mayDecide, type Role } from '../domain/cartorio.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { largestListing } from '../domain/directory.ts'
import { imageLimits } from '../domain/image.ts'
import { fieldWords, type FieldWord } from '../domain/words.ts'
import { mayManage, roleAt } from '../identity/roles.ts'
import { clientAddress, trustedProxies } from './address.ts'
import type { Env, House, SignedIn } from './env.ts'
import type { LimitName } from './limits.ts'
import { problem } from './problem.ts'

const reads = new Set(['GET', 'HEAD', 'OPTIONS'])
export const largestBody = 64 * 1024

/** The few writes whose body is bytes instead of JSON, and how many at once; null where the route measures them itself. */
const byteRoutes: readonly { path: RegExp; most: number | null }[] = [
  { path: /^\/api\/requests\/[^/]+\/images\/[^/]+$/, most: imageLimits.part },
  { path: /^\/api\/calls\/[^/]+\/segments\/[^/]+$/, most: null },
  { path: /^\/api\/admin\/directory(\/preview)?$/, most: largestListing },
]
const bytesAt = ({ req }: Context) =>
  req.method === 'PUT' ? byteRoutes.find(({ path }) => path.test(req.path)) : undefined

/**
 * Refuses a write that did not come from a page of ours: Sec-Fetch-Site, which no page can forge, has to say same-origin; a
 * browser that doesn't send it has to send our Origin.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl).origin
  return createMiddleware(async (c, next) => {
    if (reads.has(c.req.method)) return next()
    const site = c.req.header('sec-fetch-site')
    const ours = site === undefined ? c.req.header('origin') === own : site === 'same-origin'
    return ours ? next() : problem(c, 'cross_site')
  })
}

/** Refuses a body that is not JSON; a write without a body passes, and so does a file where one is meant. */
export const jsonBody: MiddlewareHandler = createMiddleware(async (c, next) => {
  if (reads.has(c.req.method) || bytesAt(c)?.most === null) return next()
  // By the headers first (RFC 9112 §6.3): looking at the body itself turns it into a stream, the dear way to read it.
  const length = c.req.header('content-length')
  const empty = length === '0' || (length === undefined && c.req.raw.body === null)
  const wanted = bytesAt(c) ? /^application\/octet-stream$/i : /^application\/json\s*(;|$)/i
  return empty || wanted.test(c.req.header('content-type') ?? '') ? next() : problem(c, 'unsupported_type')
})

const streamedLimit = (maxSize: number): MiddlewareHandler =>
  honoBodyLimit({ maxSize, onError: (c) => problem(c, 'too_large') })

/**
 * Refuses a body above 64 kB, or above what a route for bytes takes. One that says its length is measured by its header, which Node holds it to; only one that does
 * not is counted as it comes, since that turns every body into a stream and doubles what a write costs.
 */
export const bodyLimit: MiddlewareHandler = createMiddleware(async (c, next) => {
  if (reads.has(c.req.method) || bytesAt(c)?.most === null) return next()
  const length = c.req.header('content-length')
  const most = bytesAt(c)?.most ?? largestBody
  if (length === undefined || c.req.header('transfer-encoding')) return streamedLimit(most)(c, next)
  return Number(length) > most ? problem(c, 'too_large') : next()
})

/** Lets only somebody with a session pass, and says who as `me`; writes are limited per account. */
export function signedIn(house: Pick<House, 'auth' | 'limits'> & { config?: Pick<House['config'], 'demo'> }) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const me = await house.auth.who(c.req.raw.headers)
    // A stranger to the demo is told so, to be shown its mailbox.
    if (!me) return problem(c, house.config?.demo ? fault('unauthenticated', { demo: true }) : 'unauthenticated')
    c.set('me', me)
    if (!reads.has(c.req.method)) {
      const refused = await house.limits.take('write', me.person)
      if (refused) return problem(c, refused)
    }
    return next()
  })
}

/** Limits a route by what `key` gives, such as the account or the address. */
export function limited(
  house: Pick<House, 'limits'>,
  name: LimitName,
  key: (c: Context<SignedIn>) => string,
): MiddlewareHandler<SignedIn> {
  return createMiddleware<SignedIn>(async (c, next) => {
    const refused = await house.limits.take(name, key(c))
    return refused ? problem(c, refused) : next()
  })
}

/** Gives the function that tells a request's address; the list of proxies is read once. */
export function addressReader(config: Pick<House['config'], 'trustedProxies'>): (c: Context<Env>) => string {
  const trusted = trustedProxies(config.trustedProxies)
  // Under app.request() there is no socket and no bindings.
  return (c) => clientAddress(c.env?.incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'), trusted)
}

/** What is needed to tell what somebody may do at a cartório. */
type Guarded = Pick<House, 'store' | 'time'> & { config: Pick<House['config'], 'demo'> }

export type Staff = { cns: Cns; role: Role }

/**
 * Who the signed-in person is at the cartório named by `cns`, the query `cartorio` by default. Faults: not_found without a
 * role there (nothing is said about the place), forbidden_role for an atendente who would decide or anyone but tabelião and
 * substituto who would manage, needs_passkey in a session not opened with a passkey, which demo mode waives (rule 67). `open` lets
 * every role pass that has such a session: for what is more than a request's own form.
 */
export async function staffAt(
  house: Guarded,
  c: Context<SignedIn>,
  needs: 'see' | 'open' | 'decide' | 'manage' = 'see',
  cns: string = c.req.query('cartorio') ?? '',
): Promise<Staff | Fault> {
  const place = parseCns(cns)
  const role = place && (await roleAt(house.store, c.var.me.person, place, house.time.now()))
  if (!place || !role) return fault('not_found')
  if (needs === 'decide' && !mayDecide(role)) return fault('forbidden_role')
  if (needs === 'manage' && !mayManage(role)) return fault('forbidden_role', { ask: 'a um substituto ou ao tabelião' })
  if (needs !== 'see' && !house.config.demo && c.var.me.passkeyAt === null) return fault('needs_passkey')
  return { cns: place, role }
}

/** Nobody checks or orders for themselves what they asked for as a client. */
export const ownRequest = fault('forbidden_role', { ask: 'a outra pessoa do cartório' })

/** How long (ms) a tap of the passkey counts as fresh (rule 67). */
const tapTerm = 5 * 60_000

/**
 * When the session's passkey was tapped (real time, ms), if within the last five minutes; null where demo mode waives it.
 * Fault: needs_tap.
 */
export function freshTap(house: Guarded, c: Context<SignedIn>): number | null | Fault {
  if (house.config.demo) return null
  const { passkeyAt } = c.var.me
  return passkeyAt !== null && house.time.real() - passkeyAt <= tapTerm ? passkeyAt : fault('needs_tap')
}

/** Lets only staff of the cartório in the query pass that may do what is needed, and says who as `staff`. */
export function staffOnly(house: Guarded, needs: 'see' | 'decide' | 'manage' = 'see') {
  return createMiddleware<SignedIn & { Variables: { staff: Staff } }>(async (c, next) => {
    const staff = await staffAt(house, c as unknown as Context<SignedIn>, needs)
    if (isFault(staff)) return problem(c, staff)
    c.set('staff', staff)
    return next()
  })
}

type Schema = Parameters<typeof validator>[1]

/** Parses the JSON body; what is wrong comes back as a sentence by field, never what was sent. */
export const json = <S extends Schema>(schema: S) =>
  validator('json', schema, (result, c) => {
    if (!result.success) return problem(c, 'invalid', { fields: fieldsOf(result.error) })
  })

/** The sentence for each field that an issue names. */
export function fieldsOf(
  issues: readonly { path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined }[],
): Record<string, string> {
  const names = issues.map(({ path }) => {
    const first = path?.[0]
    return String(typeof first === 'object' ? first.key : (first ?? 'body'))
  })
  return Object.fromEntries(names.map((name) => [name, fieldWords[name in fieldWords ? (name as FieldWord) : 'other']]))
}
