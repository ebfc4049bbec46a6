import { Hono } from 'hono'
import type { Context } from 'hono'
import type * as z from 'zod/mini'
import { isFault, type Fault } from '../domain/fault.ts'
import { editOwn, previewOwn, type OwnDone, type OwnPreview, type OwnWish } from '../desk/calendar-own.ts'
import { about } from './about.ts'
import { closeNowBody, officeCalendarBody, toEntry, toLater } from './calendar-bodies.ts'
import { daysView, movesView, officeCalendar } from './calendar-view.ts'
import type { EditedView, PreviewView } from './calendar-views.ts'
import type { House, SignedIn } from './env.ts'
import { json, signedIn, staffOnly } from './guard.ts'
import { toolsOf } from './intent.ts'
import { problem } from './problem.ts'

/** A refused calendar says why beside the form as well. */
export function refused(c: Context, found: Fault): Response {
  const why = found.detail?.['why']
  return problem(c, found, typeof why === 'string' ? { fields: { hours: why } } : {})
}

/** The calendar of the cartório that `?cartorio=` names: to see, to try out and to change. */
export function calendarRoutes(house: House) {
  const tools = toolsOf(house)
  const manage = staffOnly(house, 'manage')

  const wishOf = ({ week, later, own, ...why }: z.infer<typeof officeCalendarBody>): OwnWish => {
    const edit = { week, later: later.map(toLater), own: own.map(toEntry) }
    return { ...why, edit: () => edit }
  }
  const previewed = (c: Context, found: OwnPreview | Fault): Response => {
    if (isFault(found)) return refused(c, found)
    const { change, plan, closing } = found
    const now = house.time.now()
    const days = daysView(change, now)
    const clocks = { running: plan.running, ...movesView(plan.moves) }
    const view: PreviewView = { now, ...clocks, cartorios: 1, days, daysOf: change.place.name, closesAt: closing }
    return c.json(view)
  }
  const edited = (c: Context, done: OwnDone | Fault): Response => {
    if (isFault(done)) return refused(c, done)
    const view: EditedView = { version: done.version, moved: done.moved, cartorios: 1 }
    return c.json(view)
  }

  return new Hono<SignedIn>()
    .use('/office/calendar/*', signedIn(house))
    .get(
      '/office/calendar',
      about('office', 'Calendar of a cartório, with all layers'),
      staffOnly(house),
      async (c) => {
        const view = await officeCalendar(house, c.var.staff)
        return view ? c.json(view) : problem(c, 'not_found')
      },
    )
    .post(
      '/office/calendar/preview',
      about('office', 'What an edit of the calendar would do now'),
      manage,
      json(officeCalendarBody),
      async (c) => previewed(c, await previewOwn(tools, c.var.staff.cns, wishOf(c.req.valid('json')))),
    )
    .put(
      '/office/calendar',
      about('office', 'Write the next version of the calendar'),
      manage,
      json(officeCalendarBody),
      async (c) => edited(c, await editOwn(tools, c.var.staff.cns, wishOf(c.req.valid('json')), c.var.me.person)),
    )
    .post(
      '/office/calendar/close-now/preview',
      about('office', 'What closing at the next minute would do'),
      manage,
      json(closeNowBody),
      async (c) => previewed(c, await previewOwn(tools, c.var.staff.cns, { ...c.req.valid('json'), closesNow: true })),
    )
    .post(
      '/office/calendar/close-now',
      about('office', 'Close at the next minute for the rest of the day'),
      manage,
      json(closeNowBody),
      async (c) => {
        const wish = { ...c.req.valid('json'), closesNow: true } as const
        return edited(c, await editOwn(tools, c.var.staff.cns, wish, c.var.me.person))
      },
    )
}
