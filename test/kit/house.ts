import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, type Config } from '../../server/config.ts'
import { addCalendar } from '../../server/db/calendars.ts'
import { setCredentialed } from '../../server/db/cartorios.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import type { Time } from '../../server/desk/time.ts'
import type { Role } from '../../server/domain/cartorio.ts'
import { fold } from '../../server/domain/fold.ts'
import type { Interval } from '../../server/domain/hours.ts'
import { run, type Overrides, type Running } from '../../server/main.ts'
import { makeMailbox } from '../../server/outside/mailbox.ts'
import { cpfOf } from './cpf.ts'

export { cpfOf }

export const nineToFive: Interval[] = [[540, 1020]]
export const always: Interval[] = [[0, 1440]]
/** Tuesday 2026-11-24 10:00 in Brasília: everybody is open. */
export const tuesdayTen = Date.parse('2026-11-24T13:00:00Z')

export type Session = { person: string; cookie: string }
export type World = Running & {
  clock: { now: number; tick: boolean }
  logs: string[]
  mailbox: ReturnType<typeof makeMailbox>
  dataDir: string
  signIn(email: string): Promise<Session>
  office(cns: string, ibge: string, day?: Interval[]): Promise<void>
  staff(email: string, cns: string, role: Role): Promise<Session>
  call(
    session: Session | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
  /** Stops the server as a deployment does and starts another one on the same folder and port, after `meanwhile`. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>
  end(): Promise<void>
}
export type Answer = { status: number; type: string; body: Record<string, unknown> & { items?: unknown[] } }

const free = {
  codeByEmail: null,
  codeToEmail: null,
  codeByAddress: null,
  verifyByAddress: null,
  verifyByEmail: null,
  verifyToEmail: null,
  submit: null,
  piece: null,
  image: null,
  search: null,
  write: null,
  smsByPerson: null,
  testByPerson: null,
  enrol: null,
  verify: null,
  challenge: null,
  ocsp: null,
  lookup: null,
  lookupByAddress: null,
  ring: null,
}

/** A house on a folder of its own, with a clock that the test moves, real HTTP on a free port, and mail kept in memory. */
export async function startWorld(
  more: { env?: Record<string, string>; demo?: boolean } & Overrides = {},
): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quinze-world-'))
  const logs: string[] = []
  const clock = { now: tuesdayTen, tick: false }
  const begun = Date.now()
  const mailbox = makeMailbox()
  const time: Time = {
    now: () => clock.now + (clock.tick ? Date.now() - begun : 0),
    real: Date.now,
    shift: (ms) => void (clock.now += ms),
    movable: true,
  }
  const env = { DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: 'debug', ...more.env }
  const config = testConfig(env, more.demo ?? true)
  const start = () =>
    run(config, {
      bare: true,
      dist: null,
      limits: free,
      time,
      channels: { email: mailbox.email, sms: mailbox.sms },
      logTo: { write: (line: string) => void logs.push(line) },
      ...more,
    })
  const running = await start()
  const { house } = running
  const { store } = house
  const origin = house.config.publicUrl

  const call: World['call'] = async (session, method, path, body, headers = {}) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: {
        origin,
        ...(session ? { cookie: session.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, type, body: type.includes('json') && text ? JSON.parse(text) : { text } }
  }

  async function signIn(email: string): Promise<Session> {
    const jar = (response: Response, before = '') =>
      [before, ...response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')].filter(Boolean).join('; ')
    const post = (path: string, body: unknown, cookie: string) =>
      fetch(`${running.url}${path}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      })
    const asked = await post('/api/sign-in/code', { email }, '')
    const mail = mailbox.list().find((item) => item.channel === 'email' && item.to === email)
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? ''
    const entered = await post('/api/sign-in/verify', { email, code }, jar(asked))
    const cookie = jar(entered)
    const me = await call({ person: '', cookie }, 'GET', '/api/me')
    if (me.status !== 200) throw new Error(`sign-in failed: ${entered.status} ${me.status}`)
    return { person: String(me.body['person']), cookie }
  }

  const world: World = {
    ...running,
    clock,
    logs,
    mailbox,
    dataDir,
    call,
    signIn,
    async office(cns, ibge, day = nineToFive) {
      const place = house.municipios.byIbge(ibge)
      if (!place) throw new Error(`unknown município ${ibge}`)
      await store.inTransaction(async (tx) => {
        const name = `Tabelionato de teste ${cns}`
        const search = fold(`${name} ${place.name}`)
        const { name: municipio, uf, zone } = place
        const row = { cns, name, search, ibge, municipio, uf, zone, status: 'ATIVADA', eligible: true, listed: 'test' }
        await tx.insert(store.tables.cartorio).values({ ...row, updatedAt: clock.now })
        const week = [day, day, day, day, day, day === always ? day : [], day === always ? day : []]
        await addCalendar(store, tx, cns, { zone, week, special: [] }, 'system', clock.now)
        await setCredentialed(store, tx, cns, clock.now)
      })
    },
    async staff(email, cns, role) {
      const session = await signIn(email)
      const row = { id: uuidv7(), person: session.person, cns, role, since: clock.now - 1, until: null, by: 'system' }
      await store.inTransaction(async (tx) => {
        await tx.insert(store.tables.role).values(row)
      })
      return session
    },
    async restart(meanwhile) {
      await world.stop()
      try {
        await meanwhile?.()
      } finally {
        Object.assign(world, await start())
      }
    },
    async end() {
      await world.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

/** A port that nobody listens on: the public address has to be known before the server runs. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

export const testSecret = 'a secret for tests only, made of words'

/** A configuration with secrets made for the test. */
export function testConfig(env: Record<string, string>, demo: boolean): Config {
  const read = readConfig(env, demo ? testSecret : null)
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.config
}

/** A form without faults. */
export const form = (nth: number, more: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  ibge: '3548500',
  cns: '900001',
  cpf: cpfOf(nth),
  name: 'Beatriz Fictícia Nunes',
  birthDate: '1984-03-12',
  phone: '(13) 98765-4321',
  ...more,
})
