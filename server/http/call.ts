import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { needsNote, otherParty } from '../domain/call.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { featureOff } from '../domain/features.ts'
import { fieldWords } from '../domain/words.ts'
import { answerConsent, hasConsent, joinCall, leaveCall, openCall, ringAgain, stillHere } from '../desk/call.ts'
import { endCall } from '../desk/call-end.ts'
import { askForVideo } from '../desk/reissue.ts'
import { stampCall } from '../desk/call-marks.ts'
import { postSignal } from '../desk/call-signals.ts'
import { callById, newestCall } from '../db/calls.ts'
import { signalsFor } from '../db/call-signals.ts'
import { requestById } from '../db/requests.ts'
import { boundAs, boundTo, decidesAt, type Bound } from './call-bound.ts'
import type { AskedView } from './call-views.ts'
import { acrossFrom, presentCall } from './call-view.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { toolsOf } from './intent.ts'
import { problem } from './problem.ts'
import { consentBody, endBody, markBody, nothing, signalBody } from './schemas.ts'

type Ctx = Context<SignedIn>

/** Routes of a video room (rules 41–44), for its client and its member of staff. */
export function callRoutes(house: House) {
  const { store, sealer, time, limits } = house
  const tools = { ...toolsOf(house), presence: house.presence }

  /** The caller's own view of the call as it is now, or the refusal. */
  async function answer(
    c: Ctx,
    bound: Bound | Fault,
    done: unknown = null,
    status: 200 | 201 = 200,
  ): Promise<Response> {
    if (isFault(bound)) return problem(c, bound)
    const call = await callById(store, store.read, bound.call.id)
    const view = call && (await presentCall(house, call, bound.party))
    if (isFault(done)) return problem(c, done, view ? { request: view } : {})
    return view ? c.json(view, status) : problem(c, 'not_found')
  }

  return new Hono<SignedIn>()
    .post(
      '/requests/:id/call',
      describeRoute({ summary: 'Open the video room and ring the client' }),
      json(nothing),
      async (c) => {
        const row = await requestById(store, store.read, c.req.param('id'))
        const refused = row?.cns ? await decidesAt(house, c, row.cns) : fault('not_found')
        if (!row?.cns || refused) return problem(c, refused ?? 'not_found')
        // A room after the certificate is for another phone.
        if (row.status === 'completed' && !house.features.on('reissue')) return problem(c, featureOff('reissue'))
        const limited = await limits.take('ring', row.id)
        if (limited) return problem(c, limited)
        const opened = await openCall(tools, { actor: c.var.me.person, request: row.id, cns: row.cns })
        if (isFault(opened)) return problem(c, opened)
        const call = await callById(store, store.read, opened.id)
        return call ? answer(c, { call, party: 'staff' }, null, opened.made ? 201 : 200) : problem(c, 'not_found')
      },
    )
    .post(
      '/requests/:id/call/ask',
      describeRoute({ summary: 'Ask the cartório for a short video, for another phone' }),
      json(nothing),
      async (c) => {
        const limited = await limits.take('askVideo', c.var.me.person)
        if (limited) return problem(c, limited)
        const asked = await askForVideo(tools, c.req.param('id'), c.var.me.person)
        return isFault(asked) ? problem(c, asked) : c.json({ now: time.now(), ...asked } satisfies AskedView)
      },
    )
    .get(
      '/requests/:id/call',
      describeRoute({ summary: 'The newest video room of a request, for its two people' }),
      async (c) => {
        const row = await requestById(store, store.read, c.req.param('id'))
        const call = row && (await newestCall(store, store.read, row.id))
        return answer(c, await boundTo(house, c, call?.cns === row?.cns ? call : null))
      },
    )
    .get('/calls/:id', describeRoute({ summary: 'A video room, for its two people' }), async (c) =>
      answer(c, await boundTo(house, c)),
    )
    .post('/calls/:id/ring', describeRoute({ summary: 'Ring the client once more' }), json(nothing), async (c) => {
      const call = await boundAs(house, c, 'staff')
      if (isFault(call)) return problem(c, call)
      const limited = await limits.take('ring', call.request)
      return limited ? problem(c, limited) : answer(c, { call, party: 'staff' }, await ringAgain(tools, call.id))
    })
    .post(
      '/calls/:id/consent',
      describeRoute({ summary: 'Agree to being recorded, or not' }),
      json(consentBody),
      async (c) => {
        const call = await boundAs(house, c, 'client')
        if (isFault(call)) return problem(c, call)
        const { accepted, version } = c.req.valid('json')
        return answer(c, { call, party: 'client' }, await answerConsent(tools, call.id, accepted, version))
      },
    )
    .post('/calls/:id/join', describeRoute({ summary: 'Enter the room' }), json(nothing), async (c) => {
      const bound = await boundTo(house, c)
      return answer(c, bound, isFault(bound) ? null : await joinCall(tools, bound.call, bound.party))
    })
    .post('/calls/:id/leave', describeRoute({ summary: 'Leave the room, for now' }), json(nothing), async (c) => {
      const bound = await boundTo(house, c)
      return answer(c, bound, isFault(bound) ? null : await leaveCall(tools, bound.call.id, bound.party))
    })
    .post(
      '/calls/:id/here',
      describeRoute({ summary: 'Heartbeat of somebody in the room' }),
      json(nothing),
      async (c) => {
        const bound = await boundTo(house, c)
        if (isFault(bound)) return problem(c, bound)
        const { call, party } = bound
        if (call.endedAt !== null) return answer(c, bound, fault('call_over'))
        if (party === 'client' && !(await hasConsent(tools, store.read, call))) return problem(c, 'consent_needed')
        const joined = await stillHere(tools, call.id, party)
        if (isFault(joined)) return answer(c, bound, joined)
        return c.json({ now: time.now(), joined, other: acrossFrom(house, call.id, party) })
      },
    )
    .post(
      '/calls/:id/signals',
      describeRoute({ summary: 'Leave a WebRTC signal for the other side' }),
      json(signalBody),
      async (c) => {
        const bound = await boundTo(house, c)
        if (isFault(bound)) return problem(c, bound)
        const { call, party } = bound
        const sent = await postSignal(tools, call, otherParty(party), c.req.valid('json').body)
        return isFault(sent) ? problem(c, sent) : c.json({ ok: true as const })
      },
    )
    .get('/calls/:id/signals', describeRoute({ summary: 'Signals for the reader after number `after`' }), async (c) => {
      const bound = await boundTo(house, c)
      if (isFault(bound)) return problem(c, bound)
      const after = Number(c.req.query('after') ?? 0)
      if (!Number.isSafeInteger(after) || after < 0) return problem(c, 'invalid')
      const { call, party } = bound
      const signals = await signalsFor(store, sealer, store.read, { call: call.id, to: party, after })
      return c.json({ signals, last: signals.at(-1)?.seq ?? after })
    })
    .post(
      '/calls/:id/marks',
      describeRoute({ summary: 'Stamp a tick, a break or a pause' }),
      json(markBody),
      async (c) => {
        const bound = await boundTo(house, c)
        if (isFault(bound)) return problem(c, bound)
        const { kind, ms = 0 } = c.req.valid('json')
        return answer(c, bound, await stampCall(tools, bound.call.id, bound.party, { kind, ms }))
      },
    )
    .post('/calls/:id/end', describeRoute({ summary: 'End the session with its reason' }), json(endBody), async (c) => {
      const call = await boundAs(house, c, 'staff')
      if (isFault(call)) return problem(c, call)
      const { reason, note } = c.req.valid('json')
      if (needsNote(reason) && !note?.trim())
        return problem(c, 'reason_needed', { fields: { note: fieldWords.reason } })
      const given = { reason, note: note?.trim(), actor: c.var.me.person }
      return answer(c, { call, party: 'staff' }, await endCall(tools, call, given))
    })
}
