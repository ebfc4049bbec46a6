import { Hono } from 'hono'
import * as z from 'zod/mini'
import { maskEmail, maskPhone } from '../domain/contact.ts'
import { deliveryWords } from '../domain/delivery-words.ts'
import { isFault } from '../domain/fault.ts'
import { noticeWords, type Told } from '../domain/notice-words.ts'
import { appendAudit } from '../db/audit.ts'
import { backlog, deadSince, type Dead } from '../db/outbox-dead.ts'
import { peopleById, type Person } from '../db/people.ts'
import { retryDead } from '../desk/dead-letters.ts'
import { about } from './about.ts'
import type { AdminOutboxView } from './admin-views.ts'
import type { House, SignedIn } from './env.ts'
import { freshTap, json } from './guard.ts'
import { toolsOf } from './intent.ts'
import { platformOnly } from './platform-guard.ts'
import { problem } from './problem.ts'

const channels = ['push', 'email', 'sms'] as const
/** What is shown and tried again: a message older than this would surprise more than tell. */
const remembered = 30 * 86_400_000
const most = { first: 50, all: 500 }
const retryBody = z.union([
  z.strictObject({ id: z.string().check(z.maxLength(36)) }),
  z.strictObject({ channel: z.enum(channels), since: z.int().check(z.minimum(0)) }),
])

/** Messages that were given up, and their way back into the line. */
export function adminOutboxRoutes(house: House) {
  const { store, sealer, time, teller } = house
  const tools = toolsOf(house)
  const admin = platformOnly(house, 'admin')
  const shown = new Map<string, string>()

  /** Masked as the contacts are, a look at the list is a row: one per person and list. */
  async function audit(actor: string, rows: readonly Dead[]): Promise<void> {
    const set = rows.map((row) => row.id).join()
    if (rows.length === 0 || shown.get(actor) === set) return
    shown.set(actor, set)
    await store.inTransaction(async (tx) => {
      await appendAudit(tx, store, { at: time.now(), actor, action: 'outbox.read', subject: 'dead' })
    })
  }

  async function view(rows: readonly Dead[]): Promise<AdminOutboxView['items']> {
    const ids = [...new Set(rows.map((row) => row.person))]
    const people = new Map((await peopleById(store, sealer, store.read, ids)).map((each) => [each.id, each]))
    return rows.map((row) => ({
      id: row.id,
      channel: row.channel,
      title: titleOf(row, time.now()),
      contact: contactOf(people.get(row.person), row.channel),
      endedAt: row.endedAt,
      attempts: row.attempts,
      error: row.error,
      words: deliveryWords('dead', row.error),
    }))
  }

  return new Hono<SignedIn>()
    .get('/admin/outbox', about('admin', 'Messages that were given up, and what waits'), admin, async (c) => {
      const channel = channels.find((each) => each === c.req.query('channel')) ?? null
      const asked = Math.min(Math.max(Number(c.req.query('n')) || most.first, 1), most.all)
      const since = time.real() - remembered
      const rows = await deadSince(store, { since, channel, limit: asked + 1 })
      await audit(c.var.me.person, rows)
      const answer: AdminOutboxView = {
        now: time.real(),
        channels: await backlog(store, since),
        items: await view(rows.slice(0, asked)),
        more: rows.length > asked,
      }
      return c.json(answer)
    })

    .post('/admin/outbox/retry', about('admin', 'Try given-up messages again'), admin, json(retryBody), async (c) => {
      const body = c.req.valid('json')
      // One letter is a try; a channel's are thousands of people's phones.
      const tap = 'since' in body ? freshTap(house, c) : null
      if (isFault(tap)) return problem(c, tap)
      const asked =
        'since' in body ? { ...body, since: Math.max(body.since, time.real() - remembered) } : { id: body.id }
      const done = await retryDead(tools, asked, c.var.me.person)
      if (isFault(done)) return problem(c, done)
      teller.wake()
      return c.json(done)
    })
}

function contactOf(person: Person | undefined, channel: Dead['channel']): string {
  if (!person) return '—'
  return channel === 'sms' && person.phone ? maskPhone(person.phone) : maskEmail(person.email)
}

const titleOf = ({ kind, cns }: Dead, now: number): string =>
  noticeWords({ to: cns === null ? 'client' : 'staff', kind: kind as Told['kind'], subject: null, facts: {} }, now)
    .title
