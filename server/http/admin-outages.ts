import { Hono } from 'hono'
import { isFault, type Fault } from '../domain/fault.ts'
import { outages, uptimes } from '../db/outages.ts'
import { previewOutage, registerOutage } from '../desk/outage-register.ts'
import { about } from './about.ts'
import { outageBody } from './calendar-bodies.ts'
import { authorsOf, movesView } from './calendar-view.ts'
import type { OutageDoneView, OutagePreviewView, OutagesView } from './calendar-views.ts'
import type { House, SignedIn } from './env.ts'
import { json, signedIn } from './guard.ts'
import { toolsOf } from './intent.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

/** When the service was up, and the outages whose opening time was given back (rule 10). */
export function adminOutageRoutes(house: House) {
  const { store, time } = house
  const tools = toolsOf(house)

  async function view(): Promise<OutagesView> {
    const rows = await outages(store)
    const authorOf = await authorsOf(house, [...new Set(rows.map(({ author }) => author))])
    return {
      now: time.now(),
      uptime: await uptimes(store),
      outages: rows.map((row) => ({ ...row, author: authorOf(row.author) })),
    }
  }

  return new Hono<SignedIn>()
    .use('/admin/outages/*', signedIn(house), platformOnly(house, 'admin'))
    .get('/admin/outages', about('admin', 'When the service was up, and its outages'), async (c) =>
      c.json(await view()),
    )
    .post(
      '/admin/outages/preview',
      about('admin', 'What registering an outage would do now'),
      json(outageBody),
      async (c) => {
        const plan = await previewOutage(tools, c.req.valid('json'))
        if (isFault(plan)) return problem(c, plan, fieldsOf(plan))
        const found: OutagePreviewView = { now: time.now(), running: plan.running, ...movesView(plan.moves) }
        return c.json(found)
      },
    )
    .post(
      '/admin/outages',
      about('admin', 'Register an outage and give its opening time back'),
      tappedOnly(house),
      json(outageBody),
      async (c) => {
        const done = await registerOutage(tools, c.req.valid('json'), c.var.me.person)
        if (isFault(done)) return problem(c, done, fieldsOf(done))
        const answer: OutageDoneView = done
        return c.json(answer, 201)
      },
    )
}

function fieldsOf({ detail }: Fault): { fields?: Record<string, string> } {
  const why = detail?.['why']
  return typeof why === 'string' ? { fields: { from: why } } : {}
}
