import { Hono } from 'hono'
import * as z from 'zod/mini'
import { parseCns, type Cns } from '../domain/cns.ts'
import { isFault, fault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { apiKeys, usesOn } from '../db/api-keys.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { endApiKey, makeApiKey } from '../desk/api-keys.ts'
import { about } from './about.ts'
import { trustedProxies } from './address.ts'
import type { AdminApiKeysView } from './admin-views.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const zone = 'America/Sao_Paulo'
const text = (most: number) => z.string().check(z.maxLength(most))
const body = z.strictObject({
  name: text(120),
  scope: z.array(text(16)).check(z.maxLength(200)),
  addresses: z.array(text(64)).check(z.maxLength(50)),
  daily: z.int().check(z.minimum(1), z.maximum(1_000_000)),
})
const revokeBody = z.strictObject({ reason: text(500) })

const words = {
  name: 'Dê um nome: quem vai usar a chave.',
  scope: 'Confira os números: cada CNS tem 6 dígitos e está no diretório.',
  addresses: 'Confira os endereços: um por linha, como 192.0.2.7 ou 192.0.2.0/24.',
} as const

/** Keys of programs that ask for exclusivity (rule 56). */
export function adminApiKeyRoutes(house: House) {
  const { store, time, woken } = house
  const admin = platformOnly(house, 'admin')
  const tapped = tappedOnly(house)
  const told = () => woken(new Set(['platform admin:api-keys']))

  async function view(): Promise<AdminApiKeysView> {
    const rows = await apiKeys(store)
    const now = time.real()
    const uses = new Map((await usesOn(store, store.read, dayOf(now, zone))).map((use) => [use.key, use]))
    const named = await cartoriosByCns(store, store.read, [...new Set(rows.flatMap((row) => row.scope))])
    const items = rows.map(({ id, name, scope, addresses, daily, createdAt, lastUsedAt, revokedAt }) => ({
      id,
      name,
      scope: scope.map((cns) => ({ cns, name: named.get(cns)?.name ?? cns })),
      addresses,
      daily,
      asked: uses.get(id)?.asked ?? 0,
      missed: uses.get(id)?.missed ?? 0,
      createdAt,
      lastUsedAt,
      revokedAt,
    }))
    return { now, items: items.toReversed() }
  }

  /** What is wrong with a key that is asked for, by field. */
  async function wrongIn(asked: z.infer<typeof body>): Promise<Record<string, string>> {
    const wrong: Record<string, string> = {}
    if (!asked.name.trim()) wrong['name'] = words.name
    const scope = asked.scope.map(parseCns).filter((cns): cns is Cns => cns !== null)
    const known = await cartoriosByCns(store, store.read, scope)
    if (scope.length < asked.scope.length || scope.some((cns) => !known.has(cns))) wrong['scope'] = words.scope
    try {
      trustedProxies(asked.addresses)
    } catch {
      wrong['addresses'] = words.addresses
    }
    return wrong
  }

  return new Hono<SignedIn>()
    .get('/admin/api-keys', about('admin', 'Keys of programs, and what they used today'), admin, async (c) =>
      c.json(await view()),
    )

    .post(
      '/admin/api-keys',
      about('admin', 'Make a key of a program; the answer shows it this once'),
      admin,
      tapped,
      json(body),
      async (c) => {
        const asked = c.req.valid('json')
        const fields = await wrongIn(asked)
        if (Object.keys(fields).length > 0) return problem(c, fault('invalid'), { fields })
        const scope = asked.scope.flatMap((one) => parseCns(one) ?? [])
        const { name, addresses, daily } = asked
        const row = { name: name.trim(), scope, addresses, daily, at: time.real(), actor: c.var.me.person }
        const made = await makeApiKey(house, row)
        told()
        return c.json(made, 201)
      },
    )

    .post(
      '/admin/api-keys/:id/revoke',
      about('admin', 'Revoke a key of a program'),
      admin,
      tapped,
      json(revokeBody),
      async (c) => {
        const why = c.req.valid('json').reason.trim()
        if (!why) return problem(c, 'reason_needed')
        const asked = { id: c.req.param('id'), at: time.real(), actor: c.var.me.person, why }
        const refused = await endApiKey(house, asked)
        if (isFault(refused)) return problem(c, refused)
        told()
        return c.json({ revoked: true })
      },
    )
}
