import { Hono } from 'hono'
import * as z from 'zod/mini'
import { isFault } from '../domain/fault.ts'
import { isLegalKind, legalKinds } from '../domain/legal.ts'
import { peopleById } from '../db/people.ts'
import { allLegal, newestLegal, publishLegal } from '../desk/legal.ts'
import { about } from './about.ts'
import type { AdminLegalView, LegalView } from './admin-views.ts'
import type { Env, House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { toolsOf } from './intent.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

/** The texts that clients are told or agree to: public, in the version of now. */
export function legalRoutes({ store }: House) {
  return new Hono<Env>().get('/legal/:kind', about('public', 'A legal text as it is shown now'), async (c) => {
    const kind = c.req.param('kind')
    if (!isLegalKind(kind)) return problem(c, 'not_found')
    const { version, body, at } = await newestLegal(store, store.read, kind)
    return c.json<LegalView>({ kind, version, body, at })
  })
}

const publishBody = z.strictObject({ base: z.int().check(z.minimum(1)), body: z.string().check(z.maxLength(20_000)) })

/** The versions of every text, and the next one. */
export function adminLegalRoutes(house: House) {
  const { store, sealer, time } = house
  const admin = platformOnly(house, 'admin')

  async function view(): Promise<AdminLegalView> {
    const all = await Promise.all(legalKinds.map((kind) => allLegal(store, store.read, kind)))
    const authors = all.flat().flatMap(({ author }) => author ?? [])
    const found = await peopleById(store, sealer, store.read, [...new Set(authors)])
    const people = new Map(found.map((person) => [person.id, person.name]))
    return {
      now: time.now(),
      items: legalKinds.map((kind, i) => ({
        kind,
        versions: (all[i] ?? []).map(({ version, body, at, author }) => ({
          version,
          body,
          at,
          author: author && (people.get(author) ?? 'Administração'),
        })),
      })),
    }
  }

  return new Hono<SignedIn>()
    .get('/admin/legal', about('admin', 'Legal texts in all their versions'), admin, async (c) => c.json(await view()))
    .post(
      '/admin/legal/:kind',
      about('admin', 'Publish the next version of a legal text'),
      admin,
      tappedOnly(house),
      json(publishBody),
      async (c) => {
        const asked = { kind: c.req.param('kind'), actor: c.var.me.person, ...c.req.valid('json') }
        const done = await publishLegal(toolsOf(house), asked)
        if (!isFault(done)) return c.json(await view(), 201)
        const wrong = done.detail?.['body']
        return problem(c, done, typeof wrong === 'string' ? { fields: { body: wrong } } : {})
      },
    )
}
