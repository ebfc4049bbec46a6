import { isNull } from 'drizzle-orm'
import { writeSetting } from '../../server/db/secrets.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import type { Acted } from '../../server/desk/act.ts'
import { setHours } from '../../server/desk/office.ts'
import { act as actOn } from '../../server/desk/act.ts'
import { stallFrom } from '../../server/desk/order.ts'
import { creditOutage } from '../../server/desk/outage.ts'
import { resolveSuspicion } from '../../server/desk/suspicion.ts'
import * as wishes from '../../server/desk/wishes.ts'
import type { Calendar } from '../../server/domain/calendar.ts'
import { isFault, type Fault } from '../../server/domain/fault.ts'
import type { Choice, State, StateName } from '../../server/domain/request.ts'
import { type StaffStep, type Step } from './model-steps.ts'
import * as w from './world.ts'

const places = [
  ['sp-a', 'SP', 'America/Sao_Paulo', w.weekdays(w.nineToFive)],
  ['sp-b', 'SP', 'America/Sao_Paulo', w.weekdays([540, 720], [810, 1020])],
  ['sp-c', 'SP', 'America/Sao_Paulo', w.everyDay([0, 1440])],
  ['ba-a', 'BA', 'America/Bahia', w.weekdays([480, 1080])],
  ['ba-b', 'BA', 'America/Bahia', w.everyDay([600, 840])],
  ['ac-a', 'AC', 'America/Rio_Branco', w.weekdays([480, 840])],
] as const

const variants = [
  w.weekdays(w.nineToFive),
  w.everyDay([0, 1440]),
  w.weekdays([540, 600], [605, 612], [780, 1080]),
  w.everyDay([600, 960]),
  w.everyDay(),
]

export type Outage = { from: number; to: number }
/** An act that was accepted, with what the actor was told that the request has become. */
export type Accepted = { request: string; version: number; state: State }
type Asked = { id: string; client: string }
type Repeatable = { run: () => Promise<Acted | Fault>; accepted: boolean }

/** The actors, and what they were answered: the memory that the store is held against. */
export type Model = {
  world: w.World
  offices: { cns: string; uf: string; zone: string; boss: string }[]
  clients: string[]
  requests: Asked[]
  accepted: Accepted[]
  outages: Outage[]
  wishes: Repeatable[]
  refused: Map<string, number>
  /** Compiled for the checks, apart from what the house remembers. */
  calendars: Map<string, Calendar>
}

export async function makeModel(): Promise<Model> {
  const world = await w.makeWorld()
  const offices: Model['offices'] = []
  for (const [cns, uf, zone, week] of places)
    offices.push({
      cns,
      uf,
      zone,
      boss: await w.addOffice(world, cns, { uf, zone, week: [...week], cap: cns.endsWith('b') ? 1 : 3 }),
    })
  const clients = [await w.addPerson(world, 'Ana Lima'), await w.addPerson(world, 'Rui Melo')]
  clients.push(await w.addPerson(world, 'Eva Reis'))
  return {
    world,
    offices,
    clients,
    requests: [],
    accepted: [],
    outages: [],
    wishes: [],
    refused: new Map(),
    calendars: new Map(),
  }
}

const at = <T>(list: readonly T[], i: number): T | undefined => list[i % Math.max(1, list.length)]
/** What each wish is mostly made about; nothing said, anything under way. */
const wanted: Partial<Record<string, StateName>> = {
  release: 'expired',
  withdraw: 'released',
  pull: 'released',
  give_back: 'waiting',
  edge: 'waiting',
  video: 'in_progress',
  order: 'in_progress',
  suspect: 'in_progress',
  resolve: 'frozen',
}

/** Mostly one in the state that the wish needs, the newest first; now and then any that was ever asked. */
async function picked({ world, requests }: Model, act: string, pick: number): Promise<Asked | undefined> {
  if (pick % 8 === 7) return at(requests, pick)
  const { request } = world.store.tables
  const rows = await world.store.read.select().from(request).where(isNull(request.closedAt))
  const fits = rows.filter(({ status, pulled }) => status === wanted[act] && (pulled || act !== 'give_back'))
  // An order comes of an identified client only: such a one is taken where there is one.
  const ready = fits.filter(
    ({ state }) => state.name === 'in_progress' && state.video?.reason === 'identified' && !state.orderedAt,
  )
  const best = act === 'order' && ready.length > 0 ? ready : fits
  const newest = (best.length > 0 ? best : rows).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
  const one = at(newest, pick)
  return one && { id: one.id, client: one.account }
}

export async function take(model: Model, step: Step): Promise<void> {
  const { world } = model
  switch (step.do) {
    case 'race':
      await Promise.all(step.with.map((each) => take(model, each)))
      return
    case 'pass':
      return world.pass(step.ms)
    case 'ring':
      await world.alarms.ring()
      return
    case 'edge':
      return toTheEdge(model, step)
    case 'outage':
      return outage(model, step.ms)
    case 'hours': {
      const target = step.at % 3 > 0 ? await picked(model, 'edge', step.at) : undefined
      const row = target && (await w.rowOf(world, target.id).catch(() => null))
      const office = model.offices.find(({ cns }) => cns === row?.cns) ?? at(model.offices, step.at)
      // An instant of its own, so that what came before is known to have seen the old hours.
      world.now += 1
      const next = { zone: office?.zone ?? '', week: variants[step.which] ?? [], special: [] }
      const set = await setHours(world.tools, office?.cns ?? '', next, office?.boss ?? '')
      // One of them never opens, which is refused.
      if (isFault(set) && set.fault !== 'calendar_refused') throw new Error(set.fault)
      return
    }
    case 'again': {
      const wish = at(model.wishes, step.pick)
      const answer = await wish?.run()
      if (wish?.accepted && answer && (isFault(answer) || !answer.repeated)) throw new Error('not repeated')
      return
    }
    default: {
      const run = await wishOf(model, step)
      if (run) await attempt(model, run)
    }
  }
}

async function attempt(model: Model, wish: () => Promise<Acted | Fault>): Promise<void> {
  const run = async () => {
    const answer = await wish()
    if (isFault(answer)) model.refused.set(answer.fault, (model.refused.get(answer.fault) ?? 0) + 1)
    else if (!answer.repeated) {
      const { id: request, version, state } = answer.request
      model.accepted.push({ request, version, state })
    }
    return answer
  }
  const known: Repeatable = { run, accepted: false }
  model.wishes.push(known)
  known.accepted = !isFault(await run())
}

type Run = () => Promise<Acted | Fault>

async function wishOf(model: Model, step: Step): Promise<Run | null> {
  const { world, offices } = model
  const key = uuidv7()
  if (step.do === 'submit') {
    const client = at(model.clients, step.who) ?? ''
    const form = { id: uuidv7(), cns: at(offices, step.to)?.cns ?? '', uf: step.uf, cpf: w.cpfOf(step.cpf), key }
    model.requests.push({ id: form.id, client })
    return () => w.ask(world, client, form)
  }
  const target = 'act' in step ? await picked(model, step.act, step.pick) : undefined
  if (!target) return null
  if (step.do === 'client') {
    const wish = w.wish(target.client, target.id, key)
    if (step.act === 'choose') return () => wishes.choose(world.tools, wish, at(offices, step.to)?.cns ?? '')
    const act = { release: wishes.release, withdraw: wishes.withdraw, cancel: wishes.cancel }[step.act]
    return () => act(world.tools, wish)
  }
  return step.do === 'staff' ? staffWish(model, step, target.id, key) : null
}

/** Mostly by somebody who may: the owner decides or gives back, one of the UF pulls. */
async function staffWish({ world, offices }: Model, { act, by }: StaffStep, id: string, key: string): Promise<Run> {
  const row = await w.rowOf(world, id).catch(() => null)
  const owner = by % 5 > 0 ? offices.find(({ cns }) => cns === row?.cns) : undefined
  const inUf = offices.filter(({ uf }) => uf === row?.uf)
  const { boss = '', cns = '' } = (act === 'pull' ? at(inUf, by) : owner) ?? at(offices, by) ?? {}
  const wish = w.wish(boss, id, key)
  if (act === 'pull') return () => wishes.pull(world.tools, wish, cns)
  if (act === 'give_back') return () => wishes.giveBack(world.tools, wish, cns, 'Sem equipe')
  if (act === 'resolve') {
    const found = { finding: by % 2 ? 'fraud' : 'cleared', reason: 'Conferido com o documento' } as const
    return () => resolveSuspicion(world.tools, wish, cns, found)
  }
  if (act === 'video' || act === 'suspect' || act === 'order') return () => attend(world, wish, cns, act, by)
  const choices: Record<typeof act, Choice> = {
    create: { kind: 'create', evenToday: by % 2 === 0 },
    use: { kind: 'use', ccnVersion: 1 + (by % 2), checkedToday: true },
    reject: { kind: 'reject', reason: 'data_mismatch', ...(by % 2 ? { text: 'Nome diverge' } : {}) },
  }
  return () => wishes.settle(world.tools, wish, cns, choices[act])
}

const reasons = ['identified', 'identified', 'not_identified', 'technical', 'gave_up', 'fraud'] as const

/** A video that ends for some reason, or the order after one that identified the client. */
function attend(
  { tools }: w.World,
  { actor, request, intent }: wishes.Wish,
  cns: string,
  what: 'video' | 'suspect' | 'order',
  by: number,
): Promise<Acted | Fault> {
  return actOn(tools, {
    actor,
    request,
    intent,
    async command({ tx, row, at: now }) {
      const stall = await stallFrom(tools, tx, cns, now)
      const reason = what === 'suspect' ? 'fraud' : (at(reasons, by) ?? 'technical')
      const mark = { call: request, reason, whole: true, at: now }
      if (what !== 'order') return { name: 'end_video', cns, mark, stall }
      const identified = row?.state.name === 'in_progress' && row.state.video?.reason === 'identified'
      return { name: 'place_order', cns, missing: identified ? [] : [{ what: 'video' }] }
    },
  })
}

/** To one ms before, at, or one ms after a deadline, which nobody has noticed yet. */
async function toTheEdge(model: Model, { pick, offset }: { pick: number; offset: number }): Promise<void> {
  const { world } = model
  const target = await picked(model, 'edge', pick)
  const row = target && (await w.rowOf(world, target.id).catch(() => null))
  if (!row?.dueAt || row.dueAt - 2 <= world.now) return
  await world.pass(row.dueAt - 2 - world.now)
  world.now += 2 + offset
}

async function outage({ world, outages }: Model, ms: number): Promise<void> {
  const from = world.now
  await writeSetting(world.store, 'heartbeat', String(from))
  world.now += ms
  world.restart()
  if (ms > w.minute) outages.push({ from, to: world.now })
  await creditOutage(world.tools)
}
