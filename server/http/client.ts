import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { Context } from 'hono'
import { readDraft } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { faultWords, fieldWords } from '../domain/words.ts'
import * as wishes from '../desk/wishes.ts'
import { askBeforeSubmit } from '../desk/check-submit.ts'
import type { Acted } from '../desk/act.ts'
import { requestsOf } from '../db/lists.ts'
import { requestById, type RequestRow } from '../db/requests.ts'
import type { House, SignedIn } from './env.ts'
import { explained } from './explain.ts'
import { json } from './guard.ts'
import { intentOf, toolsOf } from './intent.ts'
import { presentToClient, spared } from './present.ts'
import { problem } from './problem.ts'
import { chooseBody, nothing, requestBody } from './schemas.ts'
import { presentToStaff, staffSees } from './staff-view.ts'

type Ctx = Context<SignedIn>

/** Routes of the person who asks. Somebody else's request is not found, whatever it is. */
export function clientRoutes(house: House) {
  const { store, time } = house
  const tools = toolsOf(house)

  /** The client's own view after an act, or a problem that carries what the request has become. */
  async function answer(c: Ctx, id: string, done: Acted | Fault): Promise<Response> {
    if (isFault(done) && done.fault === 'not_found') return problem(c, done)
    if ('fresh' in done && done.fresh) {
      const { entry, row, ...known } = done.fresh
      return c.json(await presentToClient(house, row, { journal: [entry], ...known }), 201)
    }
    const row = await requestById(store, store.read, isFault(done) ? id : done.request.id)
    const own = row?.account === c.var.me.person ? row : null
    if (isFault(done)) return problem(c, done, own ? { request: await presentToClient(house, own) } : {})
    return own ? c.json(await presentToClient(house, own)) : problem(c, 'not_found')
  }

  async function submit(c: Ctx, body: Parameters<typeof readDraft>[0]): Promise<Response> {
    const me = c.var.me.person
    const limited = await house.limits.take('submit', me)
    if (limited) return problem(c, limited)
    const today = dayOf(time.now(), 'America/Sao_Paulo')
    const read = readDraft(body, today)
    const place = house.municipios.byIbge(body.ibge)
    if ('faults' in read || !place) {
      const wrong = 'faults' in read ? read.faults : (['ibge'] as const)
      return problem(c, 'invalid', { fields: Object.fromEntries(wrong.map((field) => [field, fieldWords[field]])) })
    }
    if (read.minor) return problem(c, 'minor', { fields: { birthDate: faultWords(fault('minor')) } })
    const data = { ...read.draft, municipio: place.name, uf: place.uf }
    const bodyHash = house.sealer.blind('body', JSON.stringify([read.cns, place.ibge, data]))
    const wish = { actor: me, request: body.id, intent: undefined }
    const form = { cns: read.cns, ibge: place.ibge, uf: place.uf, data, bodyHash }
    const asked = house.sources.receita ? await askBeforeSubmit(house, { id: body.id, account: me, ...form }) : {}
    if (isFault(asked)) return problem(c, asked)
    return answer(c, body.id, await wishes.submit(tools, wish, form, asked.also))
  }

  const acts = { release: wishes.release, 'withdraw-release': wishes.withdraw, cancel: wishes.cancel }

  const app = new Hono<SignedIn>()
    .get('/requests', describeRoute({ summary: 'Own requests, newest first' }), async (c) => {
      const rows = await requestsOf(store, c.var.me.person)
      const items = await Promise.all(rows.map((row) => spared(house, row, () => presentToClient(house, row))))
      return c.json({ now: time.now(), items: items.filter((item) => item !== null) })
    })
    .post('/requests', describeRoute({ summary: 'Ask a chosen cartório' }), json(requestBody), (c) =>
      submit(c, c.req.valid('json')),
    )
    .get('/requests/:id', describeRoute({ summary: 'One request, for its client or its cartório' }), async (c) => {
      const row = await requestById(store, store.read, c.req.param('id'))
      if (!row) return problem(c, 'not_found')
      if (row.account === c.var.me.person) return c.json(await presentToClient(house, row))
      return (await staffSees(house, c.var.me, row))
        ? c.json(await presentToStaff(house, c.var.me, row))
        : problem(c, 'not_found')
    })
    .get(
      '/requests/:id/explain',
      describeRoute({ summary: 'Which stretches of time the deadline counted' }),
      async (c) => {
        const row = await requestById(store, store.read, c.req.param('id'))
        if (!row || !(await mayRead(c, row))) return problem(c, 'not_found')
        return c.json(await explained(house, row))
      },
    )
    .post(
      '/requests/:id/choose-cartorio',
      describeRoute({ summary: 'Name another cartório' }),
      json(chooseBody),
      async (c) => {
        const { cns } = c.req.valid('json')
        const wish = wishOf(c, { cns })
        return answer(c, wish.request, await wishes.choose(tools, wish, cns))
      },
    )
  for (const [path, act] of Object.entries(acts))
    app.post(
      `/requests/:id/${path}`,
      describeRoute({ summary: `The client's act: ${path}` }),
      json(nothing),
      async (c) => {
        const wish = wishOf(c, { path })
        // Every release rings at all cartórios of a UF: released and withdrawn in turns it would be a siren.
        const limited = path === 'release' ? await house.limits.take('release', `${wish.actor} ${wish.request}`) : null
        if (limited) return problem(c, limited)
        return answer(c, wish.request, await act(tools, wish))
      },
    )

  const mayRead = async (c: Ctx, row: RequestRow) =>
    row.account === c.var.me.person || (await staffSees(house, c.var.me, row))
  const wishOf = (c: Ctx, body: unknown) => {
    const request = c.req.param('id') ?? ''
    return { actor: c.var.me.person, request, intent: intentOf(house, c, [request, body]) }
  }
  return app
}
