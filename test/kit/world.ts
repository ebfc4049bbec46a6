import { createHash, randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { addCalendar } from '../../server/db/calendars.ts'
import { openStore, type Store } from '../../server/db/open.ts'
import { blindEmail, personSeal } from '../../server/db/people.ts'
import { journalOf, ticksOf } from '../../server/db/journal.ts'
import { requestById, type RequestRow } from '../../server/db/requests.ts'
import { makeSealer, type Sealer } from '../../server/db/seal.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import type { Acted, ActTools } from '../../server/desk/act.ts'
import { makeAlarms, type Alarms } from '../../server/desk/alarms.ts'
import { makePlaces } from '../../server/desk/places.ts'
import { makeTime } from '../../server/desk/time.ts'
import * as wishes from '../../server/desk/wishes.ts'
import type { Role } from '../../server/domain/cartorio.ts'
import type { Email } from '../../server/domain/contact.ts'
import type { PersonalData } from '../../server/domain/draft.ts'
import { isFault, type Fault } from '../../server/domain/fault.ts'
import type { Interval, SpecialDay } from '../../server/domain/hours.ts'

export const minute = 60_000
export const hour = 60 * minute

/** A Tuesday at 10:00 in São Paulo. */
export const tuesday = Date.parse('2026-11-24T10:00:00-03:00')

export const nineToFive: Interval = [540, 1020]
export const weekdays = (...intervals: Interval[]): Interval[][] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? intervals : []))
export const everyDay = (...intervals: Interval[]): Interval[][] => [1, 2, 3, 4, 5, 6, 7].map(() => intervals)

/** A small world: a real store, a clock of its own, and everybody who is woken noted down. Instants in ms. */
export type World = {
  readonly store: Store
  readonly sealer: Sealer
  readonly tools: ActTools
  readonly alarms: Alarms
  readonly woken: string[]
  readonly logged: string[]
  now: number
  /** Moves the clock and fires what became due on the way, at each alarm's own instant. */
  pass(ms: number): Promise<void>
  /** The same database served by a process that knows nothing yet: an empty calendar cache. */
  restart(): void
  close(): Promise<void>
}

/** @param url a file, or ':memory:' */
export async function makeWorld(url = ':memory:', now = tuesday): Promise<World> {
  const store = await openStore(url)
  const sealer = makeSealer({ keys: [{ id: 'test', key: randomBytes(32) }], indexKey: randomBytes(32) })
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) })
  const woken: string[] = []
  const time = makeTime(false, 0, () => world.now)
  const tools = {
    store,
    sealer,
    time,
    places: makePlaces(store),
    woken: (topics: Set<string>) => woken.push(...topics),
  }
  const world: World = {
    store,
    sealer,
    tools,
    alarms: makeAlarms(tools, log),
    woken,
    logged,
    now,
    async pass(ms) {
      const end = world.now + ms
      for (let next = await firstAlarm(world); next !== null && next <= end; next = await firstAlarm(world)) {
        world.now = Math.max(world.now, next)
        await world.alarms.ring()
      }
      world.now = end
    },
    restart: () => void (tools.places = makePlaces(store)),
    close: () => store.close(),
  }
  return world
}

async function firstAlarm({ store }: World): Promise<number | null> {
  const rows = await store.read.select({ dueAt: store.tables.alarm.dueAt }).from(store.tables.alarm)
  return rows.length === 0 ? null : Math.min(...rows.map(({ dueAt }) => dueAt))
}

export type OfficeOptions = {
  uf?: string
  zone?: string
  week?: Interval[][]
  special?: SpecialDay[]
  cap?: number
  credentialed?: boolean
  eligible?: boolean
  suspended?: boolean
  /** False for a cartório without one reachable person. */
  reachable?: boolean
}

/** A cartório, open 9 to 17 on weekdays in São Paulo unless said otherwise, with one tabelião; gives the tabelião's id. */
export async function addOffice(world: World, cns: string, options: OfficeOptions = {}): Promise<string> {
  const { store, now } = world
  const { uf = 'SP', zone = 'America/Sao_Paulo', week = weekdays(nineToFive), special = [] } = options
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.cartorio).values({
      cns,
      name: `Cartório ${cns}`,
      search: `cartorio ${cns}`,
      ibge: '3550308',
      municipio: `Cidade ${cns}`,
      uf,
      zone,
      status: 'ATIVADA',
      eligible: options.eligible ?? true,
      listed: 'test',
      credentialedAt: options.credentialed === false ? null : now,
      suspendedAt: options.suspended ? now : null,
      pullCap: options.cap ?? 5,
      updatedAt: now,
    })
    await addCalendar(store, tx, cns, { zone, week, special }, 'test', now)
  })
  return addStaff(world, cns, 'tabeliao', options.reachable ?? true)
}

/** A person with an e-mail channel; gives the id. */
export async function addPerson(world: World, name: string, emailOn = true): Promise<string> {
  const { store, sealer, now } = world
  const id = uuidv7()
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(-6)}@exemplo.com.br` as Email
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.person).values({
      id,
      user: uuidv7(),
      emailBlind: blindEmail(sealer, email),
      email: sealer.seal(email, personSeal.email(id)),
      name: sealer.seal(name, personSeal.name(id)),
      emailOn,
      createdAt: now,
    })
  })
  return id
}

export async function addStaff(world: World, cns: string, role: Role, emailOn = true): Promise<string> {
  const { store, now } = world
  const person = await addPerson(world, `Equipe ${role}`, emailOn)
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.role).values({ id: uuidv7(), person, cns, role, since: now, by: 'test' })
  })
  return person
}

/** The n-th of a row of valid CPFs. */
export function cpfOf(n: number): string {
  const base = String(111_222_300 + n)
  const digit = (text: string) => {
    const sum = [...text].reduce((all, d, i) => all + Number(d) * (text.length + 1 - i), 0)
    return text + (((sum * 10) % 11) % 10)
  }
  return digit(digit(base))
}

export type Form = { id?: string; cns: string; uf?: string; cpf?: string; name?: string; key?: string }

export const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

export const wish = (actor: string, request: string, key?: string, body: unknown = null): wishes.Wish => ({
  actor,
  request,
  intent: key ? { key, hash: hashOf([request, body]) } : undefined,
})

/** What the form of a client holds, sealed with the request. */
export const personal = (form: Form): PersonalData => ({
  cpf: form.cpf ?? cpfOf(1),
  name: form.name ?? 'Beatriz Nogueira',
  socialName: null,
  birthDate: '1990-05-01',
  phone: '+5511987654321',
  email: 'beatriz.nogueira@exemplo.com.br',
  municipio: 'São Paulo',
  uf: form.uf ?? 'SP',
})

export function ask(world: World, client: string, form: Form): Promise<Acted | Fault> {
  const { id = uuidv7(), cns, uf = 'SP' } = form
  const data = personal(form)
  const bodyHash = hashOf([cns, uf, data])
  return wishes.submit(world.tools, wish(client, id, form.key), { cns, ibge: '3550308', uf, data, bodyHash })
}

/** The id of a request that was accepted; throws the refusal's code otherwise. */
export async function sent(world: World, client: string, form: Form): Promise<string> {
  return done(await ask(world, client, form)).id
}

/** The request that an act left; throws the refusal's code. */
export function done(result: Acted | Fault): Acted['request'] {
  if (isFault(result)) throw new Error(`refused: ${result.fault}`)
  return result.request
}

export const refusalOf = (result: Acted | Fault): string => (isFault(result) ? result.fault : 'accepted')

export async function rowOf(world: World, id: string): Promise<RequestRow> {
  const row = await requestById(world.store, world.store.read, id)
  if (!row) throw new Error('no such request')
  return row
}

export const stateOf = async (world: World, id: string) => (await rowOf(world, id)).state

export const entriesOf = ({ store, sealer }: World, id: string) => journalOf(store, store.read, sealer, id)
export const ledgerOf = ({ store }: World, id: string) => ticksOf(store, store.read, id)

/** The alarms of a request or a cartório as "kind instant", by instant. */
export async function alarmsOn({ store }: World, subject: string): Promise<{ kind: string; dueAt: number }[]> {
  const rows = await store.read.select().from(store.tables.alarm)
  return rows
    .filter((row) => row.subject === subject)
    .map(({ kind, dueAt }) => ({ kind, dueAt }))
    .toSorted((a, b) => a.dueAt - b.dueAt)
}

export type Told = Readonly<Record<'kind', string>> & {
  to: string | null
  request: string | null
  version: number
  at: number
  facts: Record<string, unknown>
}

/** Every notice written so far, opened; `to` is a cartório's CNS or a person's id. */
export async function noticesOf({ store, sealer }: World, request?: string): Promise<Told[]> {
  const rows = await store.read.select().from(store.tables.notice)
  return rows
    .filter((row) => request === undefined || row.request === request)
    .map((row) => ({
      kind: row.kind,
      to: row.cns ?? row.person,
      request: row.request,
      version: row.version,
      at: row.at,
      facts: sealer.openJson<Record<string, unknown>>(row.facts, `notice:${row.id}`),
    }))
}
