import { Hono } from 'hono'
import * as z from 'zod/mini'
import { staffRoles } from '../domain/cartorio.ts'
import { parseEmail } from '../domain/contact.ts'
import { fault, isFault } from '../domain/fault.ts'
import { hoursFault } from '../domain/hours-fault.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { roleById } from '../db/roles.ts'
import { endRole, invite } from '../identity/roles.ts'
import { about } from './about.ts'
import { refused } from './calendar.ts'
import type { Env } from './env.ts'
import { field, sure } from './fields.ts'
import { json, staffAt, staffOnly, type signedIn } from './guard.ts'
import type { AccountHouse } from './me.ts'
import { missingFor, officeView } from './office-view.ts'
import { problem } from './problem.ts'

const intervals = z.array(z.tuple([field.minute, field.minute])).check(z.maxLength(6))
const hours = z.object({
  week: z.array(intervals).check(z.length(7)),
  special: z
    .array(
      z.object({
        date: z.string().check(z.maxLength(10)),
        intervals,
        reason: z.string().check(z.maxLength(200)),
        act: z.nullish(z.string().check(z.maxLength(200))),
      }),
    )
    .check(z.maxLength(400)),
})

/** Credenciamento and the team of a cartório, which `?cartorio=` names. */
export function officeRoutes(house: AccountHouse, { signed }: { signed: ReturnType<typeof signedIn> }) {
  const { store, sealer, time, auth, desk, teller } = house
  const manage = staffOnly(house, 'manage')

  return new Hono<Env>()
    .get('/office', about('office', 'Hours, team and reach of a cartório'), signed, staffOnly(house), async (c) => {
      const view = await officeView(house, c.var.staff, c.var.me)
      return view ? c.json(view) : problem(c, 'not_found')
    })

    .put(
      '/office/hours',
      about('office', 'Write the next version of the opening hours'),
      signed,
      manage,
      json(hours),
      async (c) => {
        const { week, special } = c.req.valid('json')
        const { cns } = c.var.staff
        const place = await cartorioByCns(store, store.read, cns)
        if (!place) return problem(c, 'not_found')
        const next = {
          zone: place.zone,
          week,
          special: special.map(({ act, ...day }) => ({ ...day, ...(act ? { act } : {}) })),
        }
        const wrong = hoursFault({ ...next, version: 0 })
        if (wrong) return problem(c, 'invalid', { fields: { hours: wrong } })
        const set = await desk.setHours(cns, next, c.var.me.person)
        return isFault(set) ? refused(c, set) : c.json(set)
      },
    )

    .post(
      '/office/credential',
      about('office', 'Open the cartório to requests, once nothing is missing'),
      signed,
      manage,
      async (c) => {
        const missing = await missingFor(house, c.var.staff.cns, c.var.me.person)
        if (Object.keys(missing).length > 0) return problem(c, 'invalid', { fields: missing })
        const done = await desk.credential(c.var.staff.cns, c.var.me.person)
        return isFault(done) ? problem(c, done) : c.json(done)
      },
    )

    .post(
      '/office/invitations',
      about('office', 'Invite somebody to the team'),
      signed,
      manage,
      json(z.object({ email: field.email, role: z.enum(staffRoles) })),
      async (c) => {
        const { cns } = c.var.staff
        const { role, ...body } = c.req.valid('json')
        const email = sure(parseEmail(body.email))
        const made = await invite(store, sealer, { email, role, cns, by: c.var.me.person, at: time.real() })
        if (isFault(made)) return problem(c, made)
        const place = await cartorioByCns(store, store.read, cns)
        teller.invited({ id: made.id, email, cartorio: place?.name ?? null })
        return c.json(made, 201)
      },
    )

    .delete('/office/roles/:id', about('office', 'End a role of the team'), signed, async (c) => {
      const role = await roleById(store, store.read, c.req.param('id'))
      const staff = await staffAt(house, c, 'manage', role?.cns ?? '')
      if (!role || isFault(staff)) return problem(c, isFault(staff) ? staff : fault('not_found'))
      const refused = await endRole(store, { id: role.id, by: c.var.me.person, at: time.real() })
      return refused ? problem(c, refused) : c.json({ ended: true })
    })

    .post(
      '/office/team/:role/reset-passkeys',
      about('office', 'Take the passkeys from the person of a role, who then registers anew'),
      signed,
      async (c) => {
        const role = await roleById(store, store.read, c.req.param('role'))
        const staff = await staffAt(house, c, 'manage', role?.cns ?? '')
        if (isFault(staff)) return problem(c, staff)
        if (!role || (role.until !== null && role.until <= time.now())) return problem(c, 'not_found')
        // Recovery is the tabelião's (rule 67), and never one's own.
        if (staff.role !== 'tabeliao' || role.person === c.var.me.person)
          return problem(c, fault('forbidden_role', { ask: 'a outro tabelião' }))
        await auth.resetPasskeys(role.person, c.var.me.person)
        return c.json({ reset: true })
      },
    )
}
