import { Hono } from 'hono'
import { fault, isFault } from '../domain/fault.ts'
import { ownerOf } from '../domain/request.ts'
import { resolveSuspicion } from '../desk/suspicion.ts'
import { requestById } from '../db/requests.ts'
import { about } from './about.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap, json, ownRequest, staffAt } from './guard.ts'
import { intentOf, toolsOf } from './intent.ts'
import { problem } from './problem.ts'
import { findingBody } from './schemas.ts'
import { presentToStaff, staffSees } from './staff-view.ts'

/** What becomes of a suspicion of fraud: the tabelião's word, with a fresh tap of the passkey (rules 44 and 67). */
export function suspicionRoutes(house: House) {
  const { store } = house
  const tools = toolsOf(house)
  return new Hono<SignedIn>().post(
    '/requests/:id/suspicion',
    about('requests', 'Close a frozen request as fraud, or put the suspicion aside'),
    json(findingBody),
    async (c) => {
      const { me } = c.var
      const row = await requestById(store, store.read, c.req.param('id'))
      const staff = await staffAt(house, c, 'decide', (row && ownerOf(row.state)) ?? '')
      if (!row) return problem(c, 'not_found')
      if (isFault(staff)) return problem(c, staff)
      if (row.account === me.person) return problem(c, ownRequest)
      if (staff.role !== 'tabeliao') return problem(c, fault('forbidden_role', { ask: 'ao tabelião' }))
      const tap = freshTap(house, c)
      if (isFault(tap)) return problem(c, tap)
      const found = c.req.valid('json')
      const wish = { actor: me.person, request: row.id, intent: intentOf(house, c, [row.id, found]) }
      const done = await resolveSuspicion(tools, wish, staff.cns, found)
      const now = await requestById(store, store.read, row.id)
      const mine = now && (await staffSees(house, me, now)) ? await presentToStaff(house, me, now) : null
      if (isFault(done)) return problem(c, done, mine ? { request: mine } : {})
      return mine ? c.json(mine) : c.json({ ok: true as const })
    },
  )
}
