import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { closesAt, isOpen, nextOpening } from '../domain/calendar.ts'
import { whyClosedToRequests } from '../domain/cartorio.ts'
import { startClock } from '../domain/clock.ts'
import { fold } from '../domain/fold.ts'
import { parseUf } from '../domain/uf.ts'
import { faultWords } from '../domain/words.ts'
import { searchCartorios, type CartorioRow } from '../db/cartorios.ts'
import { requestsPending } from '../db/health.ts'
import type { Env, House } from './env.ts'
import { problem } from './problem.ts'
import { limitKey } from './address.ts'
import { addressReader } from './guard.ts'
import type { CartorioView } from './views.ts'

const most = { municipios: 20, cartorios: 60, question: 80 }

/** Places and cartórios: public facts, for the form. Searches are limited by address. */
export function publicRoutes(house: House) {
  const { store, places, time, limits } = house

  async function view(row: CartorioRow, now: number): Promise<CartorioView> {
    const facts = await places.ofRow(store.read, row, now)
    const refused = whyClosedToRequests(facts, now)
    const open = isOpen(facts.calendar, now)
    return {
      cns: row.cns,
      name: row.name,
      municipio: row.municipio,
      uf: row.uf,
      zone: row.zone,
      open,
      closesAt: open ? closesAt(facts.calendar, now) : null,
      opensAt: nextOpening(facts.calendar, now),
      refusal: refused && (refused.fault === 'not_credentialed' ? 'ainda não atende pelo Quinze' : faultWords(refused)),
      dueAt: refused ? null : (startClock(row.cns, facts.calendar, now)?.dueAt ?? null),
    }
  }

  const address = addressReader(house.config)
  const limited = (c: Context<Env>) => limits.take('search', limitKey(address(c)))
  const asked = (c: Context<Env>, name: string) => (c.req.query(name) ?? '').slice(0, most.question)

  return new Hono<Env>()
    .get('/municipios', describeRoute({ summary: 'Municípios by name' }), async (c) => {
      const refused = await limited(c)
      if (refused) return problem(c, refused)
      return c.json({ items: house.municipios.search(asked(c, 'q'), parseUf(asked(c, 'uf')), most.municipios) })
    })
    .get('/cartorios', describeRoute({ summary: 'Eligible cartórios by UF, município or name' }), async (c) => {
      const refused = await limited(c)
      if (refused) return problem(c, refused)
      const uf = parseUf(asked(c, 'uf'))
      const ibge = /^\d{7}$/.test(asked(c, 'municipio')) ? asked(c, 'municipio') : undefined
      const now = time.now()
      const filter = { ...(uf ? { uf } : {}), ...(ibge ? { ibge } : {}), q: fold(asked(c, 'q')), limit: most.cartorios }
      const rows = await searchCartorios(store, filter)
      return c.json({ now, items: await Promise.all(rows.map((row) => view(row, now))) })
    })
}

/** `GET /healthz`: 200 while the database answers and the server takes work, 503 while it drains. */
export function healthRoutes(house: House) {
  return new Hono<Env>().get('/healthz', async (c) => {
    if (house.draining()) return c.json({ ok: false, why: 'draining' }, 503)
    return c.json({ ok: true, ...(await requestsPending(house.store)) })
  })
}
