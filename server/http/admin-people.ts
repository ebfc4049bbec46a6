import { Hono } from 'hono'
import * as z from 'zod/mini'
import { parseCns } from '../domain/cns.ts'
import { parseEmail } from '../domain/contact.ts'
import { fault, isFault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { removeInvitation, roleById } from '../db/roles.ts'
import { endRole, invite } from '../identity/roles.ts'
import { about } from './about.ts'
import { adminPeopleView } from './admin-cartorio-view.ts'
import type { House, SignedIn } from './env.ts'
import { field, sure } from './fields.ts'
import { json } from './guard.ts'
import { platformOnly, tappedOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const body = z.strictObject({
  email: field.email,
  role: z.enum(['admin', 'inspetor', 'tabeliao']),
  cns: z.optional(field.cns),
})

/** Who works for the platform itself, and the first tabelião of a cartório. */
export function adminPeopleRoutes(house: House) {
  const { store, sealer, time, teller, woken } = house
  const admin = platformOnly(house, 'admin')
  const tapped = tappedOnly(house)

  return new Hono<SignedIn>()
    .get('/admin/people', about('admin', 'Administrators and inspectors'), admin, async (c) => {
      const actor = c.var.me.person
      await store.inTransaction(async (tx) => {
        await appendAudit(tx, store, { at: time.now(), actor, action: 'platform.read', subject: 'people' })
      })
      return c.json(await adminPeopleView(house, actor))
    })

    .post(
      '/admin/invitations',
      about('admin', 'Invite an administrator, an inspector or the first tabelião of a cartório'),
      admin,
      tapped,
      json(body),
      async (c) => {
        const { role, email: text, cns: given } = c.req.valid('json')
        const email = sure(parseEmail(text))
        const cns = given === undefined ? null : sure(parseCns(given))
        const made = await invite(store, sealer, { email, role, cns, by: c.var.me.person, at: time.real() })
        if (isFault(made))
          return problem(c, made.fault === 'forbidden_role' ? fault('forbidden_role', { ask: 'ao tabelião' }) : made)
        const place = cns === null ? null : await cartorioByCns(store, store.read, cns)
        teller.invited({ id: made.id, email, cartorio: place?.name ?? null })
        woken(new Set(['platform admin:people', ...(cns === null ? [] : [`platform admin:cartorio:${cns}`])]))
        return c.json(made, 201)
      },
    )

    .delete(
      '/admin/invitations/:id',
      about('admin', 'Take an invitation to the platform back before it is accepted'),
      admin,
      tapped,
      async (c) => {
        const id = c.req.param('id')
        const gone = await store.inTransaction(async (tx, { afterCommit }) => {
          const found = await removeInvitation(store, tx, null, id)
          const row = { at: time.now(), actor: c.var.me.person, action: 'invite.withdraw', subject: id }
          if (found) await appendAudit(tx, store, row)
          if (found) afterCommit(() => woken(new Set(['platform admin:people'])))
          return found
        })
        return gone ? c.json({ withdrawn: true }) : problem(c, 'not_found')
      },
    )

    .delete('/admin/roles/:id', about('admin', 'End a role of the platform'), admin, tapped, async (c) => {
      const role = await roleById(store, store.read, c.req.param('id'))
      if (!role || role.cns !== null) return problem(c, 'not_found')
      const refused = await endRole(store, { id: role.id, by: c.var.me.person, at: time.real() })
      if (refused) return problem(c, refused)
      woken(new Set(['platform admin:people']))
      return c.json({ ended: true })
    })
}
