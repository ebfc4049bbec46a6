import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { openStore } from '../../server/db/open.ts'
import { makeSealer } from '../../server/db/seal.ts'
import type { LastDelivery, Teller } from '../../server/desk/teller.ts'
import { makeTime } from '../../server/desk/time.ts'
import type { Email } from '../../server/domain/contact.ts'
import type { Role } from '../../server/domain/cartorio.ts'
import { isFault } from '../../server/domain/fault.ts'
import { makeAuth } from '../../server/identity/auth.ts'
import { acceptInvitation, commandLine, invite } from '../../server/identity/roles.ts'
import { addCalendar } from '../../server/db/calendars.ts'
import { setCredentialed } from '../../server/db/cartorios.ts'
import { accountRoutes } from '../../server/http/account.ts'
import type { Env } from '../../server/http/env.ts'
import { bodyLimit, jsonBody, sameOrigin } from '../../server/http/guard.ts'
import { makeLimits, type Limit, type LimitName } from '../../server/http/limits.ts'
import { problem } from '../../server/http/problem.ts'

export const origin = 'http://localhost:3000'

export type World = Awaited<ReturnType<typeof makeWorld>>

/** A fresh store with one cartório, the account's routes without a socket, and what would have been sent. */
export async function makeWorld(
  options: { demo?: boolean; secure?: boolean; limits?: Partial<Record<LimitName, Limit | null>> } = {},
) {
  const store = await openStore(':memory:')
  const sealer = makeSealer({ keys: [{ id: 'k1', key: randomBytes(32) }], indexKey: randomBytes(32) })
  const time = makeTime(options.demo ?? false, 0, () => Date.now())
  const codes: { email: string; code: string }[] = []
  const sms: { phone: string; code: string }[] = []
  const invited: { id: string; email: string; cartorio: string | null }[] = []
  const deliveries: LastDelivery[] = []
  const asked: unknown[] = []
  const auth = makeAuth({
    store,
    sealer,
    secret: 'a secret that is only for tests, of many characters',
    publicUrl: origin,
    secureCookies: options.secure ?? false,
    deliverCode: (email, code) => void codes.push({ email, code }),
    real: time.real,
  })
  const teller: Teller = {
    wake() {},
    async test(person, channel) {
      deliveries.push({ person, channel, at: time.real(), outcome: 'done', words: 'Entregue' })
      return null
    },
    async smsCode(_person, phone, code) {
      sms.push({ phone, code })
      return null
    },
    invited: (invitation) => void invited.push(invitation),
    allowedEndpoint: (url) => new URL(url).hostname === 'push.example',
    vapidKey: 'vapid',
    lastDeliveries: async (people) => deliveries.filter((each) => people.includes(each.person)),
  }
  const house = {
    config: { demo: options.demo ?? false, publicUrl: origin, trustedProxies: [] },
    store,
    sealer,
    time,
    auth,
    teller,
    limits: makeLimits(options.limits),
    desk: {
      async setHours(cns: string, hours: Parameters<typeof addCalendar>[3], actor: string) {
        asked.push({ cns, hours, actor })
        return { version: await store.inTransaction((tx) => addCalendar(store, tx, cns, hours, actor, time.now())) }
      },
      async credential(cns: string) {
        await store.inTransaction((tx) => setCredentialed(store, tx, cns, time.now()))
        return { at: time.now() }
      },
    },
  }
  const app = new Hono<Env>()
    .use(sameOrigin(origin), bodyLimit, jsonBody)
    .route('/api', accountRoutes(house))
    .onError((error, c) => problem(c, error instanceof HTTPException ? 'malformed' : 'internal'))

  for (const cns of ['111111', '222222'])
    await store.inTransaction((tx) =>
      tx.insert(store.tables.cartorio).values({
        cns,
        name: `Cartório ${cns}`,
        search: cns,
        ibge: '1200401',
        municipio: 'Rio Branco',
        uf: 'AC',
        zone: 'America/Rio_Branco',
        status: 'ATIVADA',
        eligible: true,
        listed: 'test',
        updatedAt: 0,
      }),
    )

  return {
    store,
    sealer,
    time,
    auth,
    codes,
    sms,
    invited,
    deliveries,
    asked,
    teller,
    house,
    app,
    browser: () => makeBrowser(app),
  }
}

/** A browser with cookies: it keeps what Set-Cookie says and sends it back. */
export function makeBrowser(app: { request(path: string, init: RequestInit): Response | Promise<Response> }) {
  const jar = new Map<string, string>()
  const lines: string[] = []

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.request(`/api${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin }),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      lines.push(line)
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/)
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    const text = await response.text()
    return { status: response.status, text, headers: response.headers, json: text === '' ? null : JSON.parse(text) }
  }

  return {
    jar,
    lines,
    send,
    get: (path: string) => send('GET', path),
    post: (path: string, body?: unknown) => send('POST', path, body),
    put: (path: string, body: unknown) => send('PUT', path, body),
    delete: (path: string, body?: unknown) => send('DELETE', path, body),
  }
}

/** Signs a browser in by code; gives it and the person's id. */
export async function signIn(world: World, email: string, browser = world.browser()) {
  await browser.post('/sign-in/code', { email })
  const code = world.codes.findLast((each) => each.email === email)?.code ?? ''
  const verified = await browser.post('/sign-in/verify', { email, code })
  if (verified.status !== 200) throw new Error(`sign-in: ${verified.text}`)
  return Object.assign(browser, { person: String(verified.json.person) })
}

/** Gives a person a role by invitation from the command line. */
export async function employ(world: World, person: string, email: string, role: Role, cns: string | null = '111111') {
  const { store, sealer, time } = world
  const given = { email: email as Email, role, cns, by: commandLine, at: time.real() }
  const made = await invite(store, sealer, given)
  if (isFault(made)) throw new Error(made.fault)
  const accepted = await acceptInvitation(store, sealer, { id: made.id, person, at: time.real() })
  if (isFault(accepted)) throw new Error(accepted.fault)
}
