import { Hono } from 'hono'
import * as z from 'zod/mini'
import { parseCns } from '../domain/cns.ts'
import { isFault } from '../domain/fault.ts'
import { fold } from '../domain/fold.ts'
import { parseUf } from '../domain/uf.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { directoryParts, searchDirectory } from '../db/directory-search.ts'
import { reactivate, setCap, suspend } from '../desk/suspend.ts'
import { about } from './about.ts'
import { adminCartorioView, cartorioItem } from './admin-cartorio-view.ts'
import type { AdminCartoriosView } from './admin-views.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { toolsOf } from './intent.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const most = { question: 80, words: 8, cartorios: 50 }
const reason = z.string().check(z.maxLength(500))
const reasonBody = z.strictObject({ reason })
const cap = z.int().check(z.minimum(1), z.maximum(50))
const capBody = z.strictObject({ before: z.int(), cap, reason })

/** The directory of cartórios: search, one sheet, suspension and the cap of pulled requests. */
export function adminCartorioRoutes(house: House) {
  const { store, time } = house
  const tools = toolsOf(house)
  const admin = platformOnly(house, 'admin')
  const tapped = tappedOnly(house)
  const measure = (person: string, cns: string, why: string) => ({ cns: parseCns(cns) ?? '', actor: person, why })

  return new Hono<SignedIn>()
    .get('/admin/cartorios', about('admin', 'The directory of cartórios, searched'), admin, async (c) => {
      const asked = (name: string) => (c.req.query(name) ?? '').slice(0, most.question)
      const part = directoryParts.find((each) => each === asked('show')) ?? 'all'
      const words = fold(asked('q')).split(' ').filter(Boolean).slice(0, most.words)
      const found = await searchDirectory(store, { words, uf: parseUf(asked('uf')), part, limit: most.cartorios })
      const view: AdminCartoriosView = { now: time.now(), total: found.total, items: found.rows.map(cartorioItem) }
      return c.json(view)
    })

    .get('/admin/cartorios/:cns', about('admin', "A cartório's sheet"), admin, async (c) => {
      const row = await cartorioByCns(store, store.read, parseCns(c.req.param('cns')) ?? '')
      return row ? c.json(await adminCartorioView(house, row)) : problem(c, 'not_found')
    })

    .post(
      '/admin/cartorios/:cns/suspend',
      about('admin', 'Suspend a cartório; its clients choose another one'),
      admin,
      tapped,
      json(reasonBody),
      async (c) => {
        const done = await suspend(tools, measure(c.var.me.person, c.req.param('cns'), c.req.valid('json').reason))
        return isFault(done) ? problem(c, done) : c.json(done)
      },
    )

    .post(
      '/admin/cartorios/:cns/reactivate',
      about('admin', 'End the suspension of a cartório'),
      admin,
      tapped,
      json(reasonBody),
      async (c) => {
        const done = await reactivate(tools, measure(c.var.me.person, c.req.param('cns'), c.req.valid('json').reason))
        return isFault(done) ? problem(c, done) : c.json(done)
      },
    )

    .put(
      '/admin/cartorios/:cns/cap',
      about('admin', 'How many pulled requests a cartório may have undecided'),
      admin,
      tapped,
      json(capBody),
      async (c) => {
        const { reason: why, ...change } = c.req.valid('json')
        const done = await setCap(tools, measure(c.var.me.person, c.req.param('cns'), why), change)
        return isFault(done) ? problem(c, done) : c.json(done)
      },
    )
}
