import { Hono, type Context } from 'hono'
import * as z from 'zod/mini'
import { eventWords } from '../domain/event-words.ts'
import { fault } from '../domain/fault.ts'
import { isImageKind } from '../domain/image.ts'
import { ownerOf } from '../domain/request.ts'
import { fieldWords, rejectWords, stateWordsOf } from '../domain/words.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { imageOf, imagesOf } from '../db/images.ts'
import { journalOf } from '../db/journal.ts'
import { requestByProtocol, staysOfRequest } from '../db/process.ts'
import type { RequestRow } from '../db/requests.ts'
import type { StayRow } from '../db/stays.ts'
import { about } from './about.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { imageBytes } from './image-bytes.ts'
import { platformOnly } from './platform-guard.ts'
import { problem } from './problem.ts'
import type { ProcessView } from './process-views.ts'

const reasonBody = z.strictObject({ reason: z.string().check(z.maxLength(500)) })
/** Shorter is no reason. */
const shortest = 10

/** Rule 61: an inspector follows a request by its protocol, without its client, and opens a picture only for a reason. */
export function processRoutes(house: House) {
  const { store, sealer, time, figures } = house
  const byProtocol = (c: Context<SignedIn>) => requestByProtocol(store, (c.req.param('protocol') ?? '').trim())

  return new Hono<SignedIn>()
    .get(
      '/admin/process/:protocol',
      about('figures', 'The course of a request by its protocol, without personal data; each reading is an audit row'),
      platformOnly(house, 'admin', 'inspetor'),
      async (c) => {
        const row = await byProtocol(c)
        if (!row) return problem(c, 'not_found')
        const read = { at: time.now(), actor: c.var.me.person, action: 'process.read', subject: row.id }
        await store.inTransaction((tx) => appendAudit(tx, store, read))
        await figures.catchUp()
        return c.json(await processView(house, row))
      },
    )

    .post(
      '/admin/process/:protocol/pictures/:kind',
      about('figures', 'Open a picture for the reason in the body; reason and opening are an audit row'),
      platformOnly(house, 'inspetor'),
      json(reasonBody),
      async (c) => {
        const row = await byProtocol(c)
        const { kind } = c.req.param()
        const image = row && isImageKind(kind) ? await imageOf(store, store.read, row.id, kind) : null
        if (!row || !image) return problem(c, 'not_found')
        const reason = c.req.valid('json').reason.trim()
        if (reason.length < shortest)
          return problem(c, fault('reason_needed'), { fields: { reason: fieldWords.reason } })
        const read = { at: time.now(), actor: c.var.me.person, action: 'image.inspect', subject: row.id }
        const opened = sealedEntry(sealer, read, { why: reason, picture: kind })
        await store.inTransaction((tx) => appendAudit(tx, store, opened))
        return imageBytes(house, c, image)
      },
    )
}

async function processView({ store, sealer, time }: House, row: RequestRow): Promise<ProcessView> {
  const entries = await journalOf(store, store.read, sealer, row.id)
  const stays = await staysOfRequest(store, row.id)
  const owners = entries.flatMap(({ state }) => ownerOf(state) ?? [])
  const known = await cartoriosByCns(store, store.read, [...new Set([...owners, ...stays.map(({ cns }) => cns)])])
  return {
    now: time.now(),
    id: row.id,
    protocol: row.protocol,
    stateWords: stateWordsOf(row.state, 'staff'),
    uf: row.uf,
    createdAt: row.createdAt,
    stays: stays.map((stay) => {
      const { n, cns, pulled, startedAt, decidedAt, late, businessMs, expiredAt, releasedAt, completedAt } = stay
      const { name, zone } = known.get(cns) ?? { name: cns, zone: 'America/Sao_Paulo' }
      const times = { startedAt, decidedAt, late, businessMs, expiredAt, releasedAt, completedAt }
      return { n, cartorio: { cns, name, zone }, pulled, ...times, decisionWords: decisionWords(stay) }
    }),
    events: entries.map((entry) => {
      const name = known.get(ownerOf(entry.state) ?? '')?.name ?? null
      const words = eventWords(entry, name).replace('por você', 'pelo cliente')
      return { version: entry.version, at: entry.at, kind: entry.kind, words }
    }),
    pictures: (await imagesOf(store, store.read, row.id)).map(({ kind, at }) => ({ kind, at })),
  }
}

function decisionWords({ decision, reason }: StayRow): string | null {
  if (decision === 'reject') return `Rejeitada: ${reason ? rejectWords[reason] : ''}`
  if (decision === null) return null
  return decision === 'use' ? 'Registro no CCN usado' : 'Registro no CCN criado'
}
