import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { endWords } from '../domain/call.ts'
import { isId } from '../domain/draft.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { segmentLimits } from '../domain/recording.ts'
import { keepSegment, openSegment } from '../desk/recording.ts'
import { appendAudit } from '../db/audit.ts'
import { callById, callsOf, noteSeal, type CallRow } from '../db/calls.ts'
import { marksOf } from '../db/call-marks.ts'
import { personById } from '../db/people.ts'
import { requestById } from '../db/requests.ts'
import { segmentAt, segmentsOf } from '../db/segments.ts'
import { readBytes } from './bytes.ts'
import { decidesAt } from './call-bound.ts'
import { recordingOf, scriptOf } from './call-view.ts'
import type { CallSessionView } from './call-views.ts'
import type { House, SignedIn } from './env.ts'
import { toolsOf } from './intent.ts'
import { problem } from './problem.ts'

type Ctx = Context<SignedIn>

const mostSegments = 100_000
const numberOf = (text: string | undefined): number => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : Number.NaN)

/**
 * Routes of the recordings (rules 31 and 45): the room's member of staff sends the pieces, and the cartório that made them
 * keeps them as its archive, also when the request has gone elsewhere.
 */
export function recordingRoutes(house: House) {
  const { store, sealer, time, vault, presence } = house
  const tools = { ...toolsOf(house), vault, presence }

  /** The call of the path, for those who may open the archive of the cartório that made it. */
  async function archived(c: Ctx): Promise<CallRow | Fault> {
    const id = c.req.param('id') ?? ''
    const call = isId(id) ? await callById(store, store.read, id) : null
    if (!call) return fault('not_found')
    return (await decidesAt(house, c, call.cns)) ?? call
  }

  const opened = (c: Ctx, action: string, subject: string) =>
    store.inTransaction((tx) => appendAudit(tx, store, { at: time.now(), actor: c.var.me.person, action, subject }))

  async function sessionOf(call: CallRow): Promise<CallSessionView> {
    const { id, cns, state, openedAt, startedAt, endedAt, reason, attempt } = call
    const { segments, gaps } = recordingOf(call, await segmentsOf(store, store.read, id))
    return {
      id,
      cns,
      staff: (await personById(store, sealer, store.read, call.staff))?.name ?? '',
      state,
      openedAt,
      startedAt,
      endedAt,
      reason,
      reasonWords: reason && endWords[reason],
      note: call.note && sealer.open(call.note, noteSeal(id)),
      attempt,
      script: scriptOf(await marksOf(store, store.read, id), attempt),
      recording: {
        segments: segments.length,
        bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0),
        gaps: gaps.length,
        gapMs: gaps.reduce((sum, { from, to }) => sum + to - from, 0),
      },
    }
  }

  return new Hono<SignedIn>()
    .get('/requests/:id/calls', describeRoute({ summary: "The own cartório's sessions of a request" }), async (c) => {
      const row = await requestById(store, store.read, c.req.param('id'))
      if (!row) return problem(c, 'not_found')
      const calls = await callsOf(store, store.read, row.id)
      const places = new Map<string, Fault | null>()
      for (const cns of [row.cns, ...calls.map((call) => call.cns)])
        if (cns && !places.has(cns)) places.set(cns, await decidesAt(house, c, cns))
      const mine = calls.filter((call) => places.get(call.cns) === null)
      if (![...places.values()].includes(null)) {
        const refused = [...places.values()].find((each) => each?.fault === 'needs_passkey')
        return problem(c, refused ?? 'not_found')
      }
      await opened(c, 'call.list', row.id)
      return c.json({ now: time.now(), items: await Promise.all(mine.map(sessionOf)) })
    })
    .get('/calls/:id/recording', describeRoute({ summary: 'What of a call is recorded, and its gaps' }), async (c) => {
      const call = await archived(c)
      if (isFault(call)) return problem(c, call)
      await opened(c, 'recording.read', call.id)
      return c.json(recordingOf(call, await segmentsOf(store, store.read, call.id)))
    })
    .put(
      '/calls/:id/segments/:seq',
      describeRoute({ summary: 'One piece of the recording (WebM or MP4)' }),
      async (c) => {
        const call = await archived(c)
        if (isFault(call)) return problem(c, call)
        if (call.staff !== c.var.me.person) return problem(c, 'not_found')
        const [seq, from, to] = [c.req.param('seq'), c.req.header('x-segment-from'), c.req.header('x-segment-to')].map(
          numberOf,
        )
        if (seq === undefined || from === undefined || to === undefined) return problem(c, 'invalid')
        if (!(seq < mostSegments) || Number.isNaN(from + to)) return problem(c, 'invalid')
        if (!/^video\/(webm|mp4)\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
          return problem(c, 'unsupported_type')
        const bytes = await readBytes(c, segmentLimits.bytes)
        if (isFault(bytes)) return problem(c, bytes)
        const done = await keepSegment(tools, call, { seq, from, to, bytes, actor: c.var.me.person })
        return isFault(done) ? problem(c, done) : c.json({ seq }, done.made ? 201 : 200)
      },
    )
    .get('/calls/:id/segments/:seq', describeRoute({ summary: 'Play one piece of the recording' }), async (c) => {
      const call = await archived(c)
      if (isFault(call)) return problem(c, call)
      const row = await segmentAt(store, store.read, call.id, numberOf(c.req.param('seq')))
      if (!row || row.deletedAt !== null) return problem(c, 'not_found')
      const bytes = await openSegment(tools, row, c.var.me.person)
      if (isFault(bytes)) return problem(c, bytes)
      return c.body(Buffer.from(bytes), 200, { 'content-type': row.mime, 'cache-control': 'no-store' })
    })
}
