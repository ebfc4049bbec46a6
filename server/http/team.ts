import { Hono, type Context } from 'hono'
import * as z from 'zod/mini'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { fieldWords } from '../domain/words.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns, setPullCap } from '../db/cartorios.ts'
import { removeInvitation, roleById } from '../db/roles.ts'
import { allowedPulls } from '../db/suspension.ts'
import { setDuty } from '../identity/duty.ts'
import { about } from './about.ts'
import type { Env, SignedIn } from './env.ts'
import { json, limited, staffAt, staffOnly, type signedIn } from './guard.ts'
import type { AccountHouse } from './me.ts'
import { problem } from './problem.ts'

const channel = z.enum(['push', 'email', 'sms'])

/** Who of a team is on duty, whether alerts reach them, and how much the cartório takes from the pool. */
export function teamRoutes(house: AccountHouse, { signed }: { signed: ReturnType<typeof signedIn> }) {
  const { store, time, teller } = house

  /** The person of a role at a cartório that the caller manages. */
  async function managed(c: Context<SignedIn>, id: string): Promise<{ person: string } | Fault> {
    const role = await roleById(store, store.read, id)
    const staff = await staffAt(house, c, 'manage', role?.cns ?? '')
    if (isFault(staff)) return staff
    return role && (role.until === null || role.until > time.now()) ? role : fault('not_found')
  }

  return new Hono<Env>()
    .put(
      '/office/roles/:id/duty',
      about('office', 'Put somebody of the team, or oneself, on duty or off'),
      signed,
      json(z.object({ onDuty: z.boolean() })),
      async (c) => {
        const { onDuty } = c.req.valid('json')
        const id = c.req.param('id')
        const role = await roleById(store, store.read, id)
        // For oneself any session will do; whose alerts ring else is managing (rule 67).
        const other = role && role.person !== c.var.me.person ? await managed(c, id) : null
        if (isFault(other)) return problem(c, other)
        const asked = { role: id, by: c.var.me.person, at: time.now(), onDuty }
        const refused = await setDuty(store, asked)
        return refused ? problem(c, refused) : c.json({ onDuty })
      },
    )

    .post(
      '/office/roles/:id/test',
      about('office', 'Send a test alert to somebody of the team on one channel'),
      signed,
      limited(house, 'testByPerson', (c) => c.req.param('id') ?? ''),
      json(z.object({ channel })),
      async (c) => {
        const found = await managed(c, c.req.param('id'))
        if (isFault(found)) return problem(c, found)
        const refused = await teller.test(found.person, c.req.valid('json').channel)
        if (refused?.fault === 'unreachable') return problem(c, fault('unreachable', { test: true }))
        return refused ? problem(c, refused) : c.json({ sent: true })
      },
    )

    .delete(
      '/office/invitations/:id',
      about('office', 'Take an invitation back before it is accepted'),
      signed,
      staffOnly(house, 'manage'),
      async (c) => {
        const { cns } = c.var.staff
        const id = c.req.param('id')
        const gone = await store.inTransaction(async (tx, { afterCommit }) => {
          const found = await removeInvitation(store, tx, cns, id)
          const row = { at: time.now(), actor: c.var.me.person, action: 'invite.withdraw', subject: id, detail: cns }
          if (found) await appendAudit(tx, store, row)
          if (found) afterCommit(() => store.publish(`queue:${cns} office:${cns}`))
          return found
        })
        return gone ? c.json({ withdrawn: true }) : problem(c, 'not_found')
      },
    )

    .put(
      '/office/pull-cap',
      about('office', 'How many undecided requests the cartório may hold that it pulled from others'),
      signed,
      staffOnly(house, 'manage'),
      json(z.object({ cap: z.number().check(z.int(), z.minimum(1), z.maximum(50)) })),
      async (c) => {
        const { cap } = c.req.valid('json')
        const { cns } = c.var.staff
        const fields = await store.inTransaction(async (tx, { afterCommit }) => {
          const place = await cartorioByCns(store, tx, cns)
          if (!place) return { cap: fieldWords.other }
          const most = await allowedPulls(store, tx, place)
          if (cap > most) return { cap: `De 1 a ${most}. Para mais, fale com a administração do Quinze.` }
          await setPullCap(store, tx, cns, cap, time.now())
          const change = { at: time.now(), actor: c.var.me.person, action: 'cartorio.cap', subject: cns }
          await appendAudit(tx, store, { ...change, detail: String(cap) })
          afterCommit(() => store.publish(`queue:${cns} office:${cns}`))
          return null
        })
        return fields ? problem(c, 'invalid', { fields }) : c.json({ cap })
      },
    )
}
