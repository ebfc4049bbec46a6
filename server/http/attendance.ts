import { Hono } from 'hono'
import * as z from 'zod/mini'
import { isId } from '../domain/draft.ts'
import { isFault } from '../domain/fault.ts'
import { isUnfinished, ownerOf } from '../domain/request.ts'
import { requestById } from '../db/requests.ts'
import { about } from './about.ts'
import { whoIsIn } from './attendance-view.ts'
import type { House, SignedIn } from './env.ts'
import { json, staffAt } from './guard.ts'
import { problem } from './problem.ts'
import type { AttendanceView } from './attendance-views.ts'

const sign = z.strictObject({
  /** The page's own id, so that a person with two of them counts once and is there until both are left. */
  tab: z.string().check(z.maxLength(36), z.refine(isId)),
  leaving: z.optional(z.boolean()),
})

/**
 * Who has a request open. It is an answer of its own beside the request's: reading that is an audit row each time (rule 60), and a
 * sign of life must cost no write.
 */
export function attendanceRoutes(house: House) {
  const { store, attendance } = house
  return new Hono<SignedIn>().post(
    '/requests/:id/here',
    about('requests', 'Say that this page of the request is open or was left, and hear who else is in it'),
    json(sign),
    async (c) => {
      const id = c.req.param('id')
      const { person } = c.var.me
      const row = await requestById(store, store.read, id)
      const staff = await staffAt(house, c, 'see', (row && ownerOf(row.state)) ?? '')
      if (!row || isFault(staff)) {
        attendance.forget(id, person)
        return problem(c, isFault(staff) ? staff : 'not_found')
      }
      const { tab, leaving } = c.req.valid('json')
      const { cns } = staff
      if (leaving || !isUnfinished(row.state)) attendance.left({ cns, request: id, person, tab })
      else attendance.here({ cns, request: id, person, tab })
      const others = (await whoIsIn(house, cns))(id).filter((each) => each.person !== person)
      return c.json({ others: others.map(({ name, since }) => ({ name, since })) } satisfies AttendanceView)
    },
  )
}
