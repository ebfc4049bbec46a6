import { count, eq } from 'drizzle-orm'
import { fold } from '../domain/fold.ts'
import { isFault, type Fault } from '../domain/fault.ts'
import { minute } from '../domain/calendar.ts'
import type { DayEntry } from '../domain/day-rules.ts'
import type { PersonalData } from '../domain/draft.ts'
import { nation, ufs } from '../domain/holidays.ts'
import { act, type Acted } from '../desk/act.ts'
import { editRecord } from '../desk/ccn.ts'
import { noteCheck } from '../desk/check-ask.ts'
import * as wishes from '../desk/wishes.ts'
import { addCalendar } from '../db/calendars.ts'
import { setCredentialed } from '../db/cartorios.ts'
import { requestById } from '../db/requests.ts'
import { personById } from '../db/people.ts'
import { saveProfile } from '../db/preferences.ts'
import { uuidv7 } from '../db/uuid.ts'
import { parseEmail } from '../domain/contact.ts'
import type { House } from '../http/env.ts'
import { toolsOf } from '../http/intent.ts'
import { dataOf } from '../http/present.ts'
import { sendDrawings } from './demo-pictures.ts'
import { demoClients, demoOffices, demoPeople, demoRecord } from './demo-people.ts'

const whole = 16 * minute
/** How far behind real time an empty demo begins, so that some of its requests have expired when it is ready (ms). */
export const demoHeadStart = whole

export type SignUp = (email: string) => Promise<string>

const must = <T>(value: T | Fault): T => {
  if (isFault(value)) throw new Error(`The demo world could not be built: ${value.fault}`)
  return value
}

/** Fills an empty data folder: cartórios, a client, staff, and a request in every state that can be reached so far. */
export async function buildDemoWorld(house: House, signUp: SignUp): Promise<void> {
  const { store, time } = house
  // The real directory may have been imported before: it is no demo world.
  const { cartorio } = store.tables
  const [known] = await store.read.select({ n: count() }).from(cartorio).where(eq(cartorio.listed, 'demo'))
  if ((known?.n ?? 0) > 0) return
  const offices = await makeOffices(house)
  const person = (one: { email: string; name: string }) => makePerson(house, signUp, one)
  const client = await person(demoPeople.client)
  const notary = await person(demoPeople.notary)
  const at = (uf: string, nth = 0) => offices.filter((office) => office.uf === uf)[nth]?.cns ?? ''
  const [day, santos] = [at('SP', 0), at('SP', 1)]
  await giveRole(house, notary, day, 'tabeliao')
  await giveRole(house, await person(demoPeople.clerk), day, 'atendente')
  await giveRole(house, await person(demoPeople.santos), santos, 'tabeliao')
  await giveRole(house, await person(demoPeople.admin), null, 'admin')
  await giveRole(house, await person(demoPeople.inspector), null, 'inspetor')
  for (const [i, { cns, uf }] of offices.entries())
    if (cns !== day && cns !== santos)
      await giveRole(
        house,
        await person({ email: `equipe.${uf.toLowerCase()}${i}@exemplo.com`, name: `Equipe Fictícia ${uf}` }),
        cns,
        'tabeliao',
      )
  await makeRequests(house, { client, notary, day, santos, campinas: at('SP', 2), signUp })
  time.shift(time.real() - time.now())
  await house.alarms.ring()
}

async function makeOffices({ store, time, municipios }: House): Promise<{ cns: string; uf: string }[]> {
  const at = time.now()
  return store.inTransaction(async (tx) => {
    const made: { cns: string; uf: string }[] = []
    for (const [i, { uf, ibge, name, day, weekend = [] }] of demoOffices.entries()) {
      const cns = String(900_001 + i)
      const place = municipios.byIbge(ibge)
      if (!place) throw new Error(`unknown município ${ibge}`)
      const search = fold(`${name} ${place.name}`)
      const row = { cns, name, search, ibge, municipio: place.name, uf, zone: place.zone, status: 'ATIVADA' }
      await tx.insert(store.tables.cartorio).values({ ...row, eligible: true, listed: 'demo', updatedAt: at })
      const week = [day, day, day, day, day, weekend, weekend]
      // The one that never closes says so of every holiday: the demo is tried on those as well.
      const days = weekend.length > 0 ? onDuty(uf) : []
      await addCalendar(store, tx, cns, { zone: place.zone, week, special: [], days }, 'system', at)
      await setCredentialed(store, tx, cns, at)
      made.push({ cns, uf })
    }
    return made
  })
}

const onDuty = (uf: string): DayEntry[] =>
  [...nation, ...(ufs[uf] ?? [])].map(({ rule }) => {
    return { rule, effect: { kind: 'open' }, reason: 'Plantão de 24 horas', act: null }
  })

async function makePerson(
  { store, sealer }: House,
  signUp: SignUp,
  { email, name }: { email: string; name: string },
): Promise<string> {
  const id = await signUp(email)
  await store.inTransaction(async (tx) => {
    const before = await personById(store, sealer, tx, id)
    if (before) await saveProfile(store, sealer, tx, before, { name, phone: null })
  })
  return id
}

async function giveRole(
  { store, time }: House,
  person: string,
  cns: string | null,
  role: 'tabeliao' | 'atendente' | 'admin' | 'inspetor',
): Promise<void> {
  const at = time.now()
  await store.inTransaction(async (tx) => {
    await tx.insert(store.tables.role).values({ id: uuidv7(), person, cns, role, since: at, until: null, by: 'system' })
  })
}

type Cast = { client: string; notary: string; day: string; santos: string; campinas: string; signUp: SignUp }

async function makeRequests(house: House, cast: Cast): Promise<void> {
  const tools = toolsOf(house)
  const { time, alarms } = house
  let nth = 0
  const ask = async (name: string, cns: string): Promise<{ id: string; account: string }> => {
    const email = parseEmail(`demo.cliente${nth}@exemplo.com`) ?? ''
    const account = nth === 0 ? cast.client : await cast.signUp(email)
    const id = uuidv7()
    const data: PersonalData = {
      cpf: fictionalCpf(nth),
      name,
      socialName: null,
      birthDate: '1984-03-12',
      phone: '+5513987654321',
      email: nth === 0 ? demoPeople.client.email : email,
      municipio: 'Santos',
      uf: 'SP',
    }
    await sendDrawings(house, { request: id, account, name, nth })
    nth += 1
    const form = { cns, ibge: '3548500', uf: 'SP', data, bodyHash: id }
    must(await wishes.submit(tools, { actor: account, request: id, intent: undefined }, form))
    return { id, account }
  }
  const by = (actor: string, request: string) => ({ actor, request, intent: undefined })
  const done = async (acted: Promise<Acted | Fault>) => void must(await acted)
  const name = (i: number): string => demoClients[i] ?? 'Pessoa Fictícia'

  const own = await ask(demoPeople.client.name, cast.day)
  await done(
    wishes.settle(tools, by(cast.notary, own.id), cast.day, {
      kind: 'reject',
      reason: 'data_mismatch',
      text: 'O nome não confere com o documento.',
    }),
  )
  const expired = await ask(name(0), cast.day)
  const released = await ask(name(1), cast.day)
  const pulled = await ask(name(2), cast.day)
  time.shift(15 * minute)
  await alarms.ring()
  for (const each of [released, pulled]) await done(wishes.release(tools, by(each.account, each.id)))
  await done(wishes.pull(tools, by(cast.notary, pulled.id), cast.santos))
  const moving = await ask(name(3), cast.day)
  await done(wishes.settle(tools, by(cast.notary, moving.id), cast.day, { kind: 'create' }))
  // Nobody can be asked in the demo: one check is answered for by the tabelião, the others read "não consultado".
  const note = { request: moving.id, cns: cast.day, actor: cast.notary, role: 'tabeliao', kind: 'receita' } as const
  const text = 'Consulta feita no balcão, no site da Receita: CPF regular, nome e nascimento conferem.'
  must(await noteCheck(tools, { ...note, note: 'override', outcome: 'not_run', tappedAt: null, text }))
  const cancelled = await ask(name(4), cast.day)
  await done(wishes.cancel(tools, by(cancelled.account, cancelled.id)))
  const choosing = await ask(name(5), cast.campinas)
  await done(
    act(tools, {
      request: choosing.id,
      actor: 'system',
      command: async ({ running }) => ({ name: 'suspend', calendar: await running() }),
    }),
  )
  await ask(name(6), cast.day)
  await ask(name(7), cast.santos)
  const complete = await ask(name(8), cast.day)
  await done(wishes.settle(tools, by(cast.notary, complete.id), cast.day, { kind: 'create' }))
  await completeRecord(house, complete.id, cast)
  if (!(await requestById(house.store, house.store.read, expired.id))) throw new Error('the demo world is incomplete')
}

/** What remains in the CCN of the other request under way is left to whoever tries the demo. */
async function completeRecord(house: House, request: string, { notary, day }: Cast): Promise<void> {
  const { store, registry } = house
  const row = await requestById(store, store.read, request)
  const holder = { cns: day, cpf: row ? dataOf(house, row).cpf : '' }
  const latest = await registry.latest(store.read, holder)
  if (!latest) throw new Error('the demo world has no CCN record to complete')
  const data = { ...latest.data, ...demoRecord }
  must(await editRecord(toolsOf(house), { actor: notary, holder, base: latest.version, data }))
}

/** A number of nobody in particular that passes the check digits: 1xxxxxx97 and its two digits. */
function fictionalCpf(nth: number): string {
  const digits = `1000${String(nth).padStart(3, '0')}97`.split('').map(Number)
  for (const length of [9, 10]) {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0)
    digits.push(((sum * 10) % 11) % 10)
  }
  return digits.join('')
}

/** What `npm start` prints: where to go, and as whom. */
export function describeDemo(url: string): string {
  return `
Quinze is running as a demo on ${url}
  client              ${demoPeople.client.email}
  tabelião, 24 h, SP  ${demoPeople.notary.email}   (atendente there: ${demoPeople.clerk.email})
  tabeliã, Santos, SP ${demoPeople.santos.email}
  administration      ${demoPeople.admin.email}   (inspector: ${demoPeople.inspector.email})
Sign-in codes and every other message: ${url}/demo
The bar "Demonstração" in the app moves business time. Stop with Ctrl+C.`
}
