import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as z from 'zod/mini'
import { featureOff, type Feature } from '../domain/features.ts'
import { isFault } from '../domain/fault.ts'
import { peopleById } from '../db/people.ts'
import { about } from './about.ts'
import type { AdminFeaturesView, FeaturesView } from './admin-views.ts'
import type { Env, House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

/** Which write needs which switch; the SMS is held where it is sent (desk/deliver.ts). */
const gates: readonly { path: RegExp; feature: Feature }[] = [
  { path: /^\/api\/requests$/, feature: 'submit' },
  { path: /^\/api\/requests\/[^/]+\/release$/, feature: 'release' },
  { path: /^\/api\/requests\/[^/]+\/checks\/face(\/consent)?$/, feature: 'face' },
  { path: /^\/api\/requests\/[^/]+\/enrolment$/, feature: 'issue' },
  { path: /^\/api\/enrolments\/[^/]+\/certificate$/, feature: 'issue' },
  { path: /^\/api\/requests\/[^/]+\/call\/ask$/, feature: 'reissue' },
]

/** Refuses a write whose feature is switched off, with the sentence of the feature. */
export const switches = ({ features }: Pick<House, 'features'>) =>
  createMiddleware<Env>(async (c, next) => {
    const gate = c.req.method === 'POST' ? gates.find(({ path }) => path.test(c.req.path)) : undefined
    return !gate || features.on(gate.feature) ? next() : problem(c, featureOff(gate.feature))
  })

/** Which features are off: public, since the pages say so before somebody tries. */
export function featureRoutes({ features }: House) {
  return new Hono<Env>().get('/features', about('public', 'Features that are switched off'), (c) => {
    const off = features.all().flatMap(({ name, on }) => (on ? [] : [name]))
    return c.json<FeaturesView>({ off })
  })
}

const body = z.strictObject({ on: z.boolean(), reason: z.string().check(z.maxLength(500)) })

/** The switches themselves, for the administration. */
export function adminFeatureRoutes(house: House) {
  const { store, sealer, time, features } = house
  const admin = platformOnly(house, 'admin')

  async function view(): Promise<AdminFeaturesView> {
    const all = features.all()
    const by = all.flatMap(({ changed }) => changed?.by ?? [])
    const people = new Map((await peopleById(store, sealer, store.read, by)).map((each) => [each.id, each.name]))
    return {
      now: time.now(),
      items: all.map(({ name, on, changed }) => ({
        name,
        on,
        changed: changed && { at: changed.at, by: people.get(changed.by) ?? 'Administração', why: changed.why },
      })),
    }
  }

  return new Hono<SignedIn>()
    .get('/admin/features', about('admin', 'Every switch, and who changed it last'), admin, async (c) =>
      c.json(await view()),
    )
    .put(
      '/admin/features/:name',
      about('admin', 'Switch a feature on or off'),
      admin,
      tappedOnly(house),
      json(body),
      async (c) => {
        const { on, reason: why } = c.req.valid('json')
        const change = { name: c.req.param('name'), on, why, actor: c.var.me.person, at: time.now(), real: time.real() }
        const done = await features.set(change)
        return isFault(done) ? problem(c, done) : c.json(await view())
      },
    )
}
