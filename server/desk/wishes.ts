import { createdFrom } from '../domain/ccn.ts'
import type { PersonalData } from '../domain/draft.ts'
import { dayOf } from '../domain/instant-words.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { lastSeenBy, type Choice, type Command } from '../domain/request.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { claimImages, type ImageRow } from '../db/images.ts'
import { placedElsewhere } from '../db/orders.ts'
import { personById } from '../db/people.ts'
import { nextProtocol, openOf, type RequestRow } from '../db/requests.ts'
import { act, type Acted, type ActTools, type Look, type Order } from './act.ts'
import type { Topics } from './announce.ts'
import { addVersion } from './ccn.ts'
import { missingOf, stallFrom } from './order.ts'
import { poolHourAt } from './pool-hour.ts'
import { registryOf } from './registry.ts'

type Intent = Order['intent']
/** A person's wish about a request: who, which request, under which key a repeat is the same wish. */
export type Wish = { actor: string; request: string; intent: Intent }

type Form = Omit<PersonalData, 'email'> & { email?: string }

/**
 * A client asks a chosen cartório (rules 18, 19, 23, 64). `ibge` and `uf` are the domicile's, `bodyHash` an HMAC; the e-mail is
 * the account's own unless given.
 */
export async function submit(
  tools: ActTools,
  wish: Wish,
  form: { cns: string; ibge: string; uf: string; data: Form; bodyHash: string },
  /** What else belongs into the commit: the answer of a source that was asked before. */
  also?: Order['also'],
): Promise<Acted | Fault> {
  const { store, sealer, places } = tools
  const cpfBlind = sealer.blind('cpf', form.data.cpf)
  let data: PersonalData | undefined
  let images: ImageRow[] = []
  const done = await act(tools, {
    ...wish,
    bodyHash: form.bodyHash,
    async command({ tx, at }) {
      const open = await openOf(store, tx, wish.actor, cpfBlind)
      if (open) return fault('already_open', { id: open })
      const to = await places.facts(tx, form.cns, at)
      return to ? { name: 'submit', id: wish.request, account: wish.actor, uf: form.uf, to } : fault('not_eligible')
    },
    async submission({ tx, at }) {
      const year = dayOf(at, 'America/Sao_Paulo').slice(0, 4)
      const email = form.data.email ?? (await personById(store, sealer, tx, wish.actor))?.email ?? ''
      data = { ...form.data, email }
      return {
        protocol: await nextProtocol(store, tx, year),
        cpfBlind,
        ibge: form.ibge,
        bodyHash: form.bodyHash,
        data: sealer.sealJson(data, `request:${wish.request}`),
      }
    },
    async also(look, decision) {
      images = await claimImages(store, look.tx, wish.request, wish.actor)
      await also?.(look, decision)
    },
  })
  return !isFault(done) && done.fresh && data ? { ...done, fresh: { ...done.fresh, data, images } } : done
}

/** The client's own acts; anybody else's request is not found. */
export function clientAct(
  tools: ActTools,
  wish: Wish,
  make: (look: Look) => Promise<Command | Fault>,
): Promise<Acted | Fault> {
  return act(tools, {
    ...wish,
    command: async (look) => (look.row?.account === wish.actor ? make(look) : fault('not_found')),
  })
}

export const release = (tools: ActTools, wish: Wish) =>
  clientAct(tools, wish, async ({ tx, row, at }) => {
    const cns = row?.cns ?? ''
    return { name: 'release', poolHourAt: await poolHourAt(tools, tx, row?.uf ?? '', [cns], at) }
  })

export const withdraw = (tools: ActTools, wish: Wish) =>
  clientAct(tools, wish, async ({ tx, row, at }) => {
    if (row?.state.name !== 'released') return fault('changed', { state: row?.state.name ?? 'cancelled' })
    const first = await tools.places.facts(tx, row.state.first, at)
    return first ? { name: 'withdraw', first } : fault('suspended')
  })

export const choose = (tools: ActTools, wish: Wish, cns: string) =>
  clientAct(tools, wish, async ({ tx, at }) => {
    const to = await tools.places.facts(tx, cns, at)
    return to ? { name: 'choose', to } : fault('not_eligible')
  })

export const cancel = (tools: ActTools, wish: Wish) =>
  clientAct(tools, wish, async ({ running }) => ({ name: 'cancel', calendar: await running() }))

/** A cartório takes a released request; the pool's own id was already looked up. */
export const pull = (tools: ActTools, wish: Wish, cns: string) =>
  act(tools, {
    ...wish,
    async command({ tx, at }) {
      const row = await cartorioByCns(tools.store, tx, cns)
      return row ? { name: 'pull', by: await tools.places.puller(tx, row, at) } : fault('not_found')
    },
  })

export const giveBack = (tools: ActTools, wish: Wish, cns: string, reason: string) =>
  act(tools, {
    ...wish,
    async command({ tx, row, at, running }) {
      const calendar = await running()
      if (!row || lastSeenBy(row.state) !== cns) return fault('not_found')
      if (!calendar) return fault('changed', { state: row.state.name })
      const before = row.state.name === 'waiting' ? (row.state.from?.excluded ?? []) : []
      const hour = await poolHourAt(tools, tx, row.uf, [...before, cns], at)
      return { name: 'give_back', cns, reason, poolHourAt: hour, calendar }
    },
  })

/**
 * Criar, usar or rejeitar (rules 12, 17, 21, 37). "Criar" writes the new CCN version in the same commit: the client's data over
 * what the cartório had completed before.
 */
export async function settle(tools: ActTools, wish: Wish, cns: string, choice: Choice): Promise<Acted | Fault> {
  const registry = registryOf(tools)
  const asked = (row: RequestRow) => tools.sealer.openJson<PersonalData>(row.data, `request:${row.id}`)
  const news: Topics = new Set()
  const done = await act(tools, {
    ...wish,
    async command({ tx, row, at, running }) {
      if (!row) return fault('not_found')
      const place = await cartorioByCns(tools.store, tx, cns)
      if (!place) return fault('not_found')
      const calendar = (await running()) ?? (await tools.places.calendar(tx, cns, place.calendarVersion, at))
      // Data that can't be read can still be rejected.
      const latest = choice.kind === 'reject' ? null : await registry.latest(tx, { cns, cpf: asked(row).cpf })
      const madeToday = latest !== null && sameDay(latest.at, at, place.zone)
      const stall = choice.kind === 'reject' ? {} : { stall: await stallFrom(tools, tx, cns, at) }
      return { name: 'decide', cns, choice, ccn: { latest: latest?.version ?? null, madeToday }, calendar, ...stall }
    },
    async also({ tx, row, at }) {
      if (choice.kind !== 'create' || !row) return
      const form = asked(row)
      const holder = { cns, cpf: form.cpf }
      const before = await registry.latest(tx, holder)
      const data = createdFrom(form, before?.data ?? null)
      const added = await addVersion(tools, tx, holder, { data, author: wish.actor, request: row.id, at })
      for (const topic of added.topics) news.add(topic)
    },
  })
  if (!isFault(done) && news.size > 0) tools.woken(news)
  return done
}

/** Places the order (rules 19, 40, 42 and 66), everything asked again in the commit's own transaction. */
export const placeOrder = (tools: ActTools, wish: Wish, cns: string) =>
  act(tools, {
    ...wish,
    async command({ tx, row }) {
      if (!row) return fault('not_found')
      if (await placedElsewhere(tools.store, tx, row.cpfBlind, row.id)) return fault('order_elsewhere')
      return { name: 'place_order', cns, missing: (await missingOf(tools, tx, row)) ?? [] }
    },
  })

/** Whether two instants fall on the same calendar day of a zone. */
export const sameDay = (a: number, b: number, zone: string): boolean => dayOf(a, zone) === dayOf(b, zone)
