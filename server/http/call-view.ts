import {
  backAt,
  endWordsFor,
  otherParty,
  refusedAt,
  scriptItems,
  scriptWords,
  ticked,
  type CallParty,
} from '../domain/call.ts'
import { gapsOf } from '../domain/recording.ts'
import { appendAudit } from '../db/audit.ts'
import type { CallRow } from '../db/calls.ts'
import { marksOf, type CallStamp } from '../db/call-marks.ts'
import { personById } from '../db/people.ts'
import { requestById } from '../db/requests.ts'
import { segmentsOf, type SegmentRow } from '../db/segments.ts'
import { consentName, legalNamed, newestLegal } from '../desk/legal.ts'
import type { CallView, HereView, RecordingView } from './call-views.ts'
import type { House } from './env.ts'
import { iceFor } from './ice.ts'
import { dataOf } from './present.ts'

/** What of a call is recorded. While it lasts there is no gap after the newest piece, which is still on its way. */
export function recordingOf(call: CallRow, rows: readonly SegmentRow[]): RecordingView {
  const segments = rows.map(({ seq, from, to, bytes }) => ({ seq, from, to, bytes }))
  if (call.startedAt === null) return { segments, gaps: [] }
  const to = call.endedAt ?? Math.max(call.startedAt, ...rows.map((row) => row.to))
  return { segments, gaps: gapsOf({ from: call.startedAt, to }, rows) }
}

export function scriptOf(marks: readonly CallStamp[], attempt: number): CallView['script'] {
  const done = ticked(marks, attempt)
  return scriptItems.map((item) => ({ item, words: scriptWords[item], at: done.get(item) ?? null }))
}

/** The other side of a call as `party` hears of it; instants moved into business time, as all of a view. */
export function acrossFrom({ presence, time }: House, call: string, party: CallParty): HereView['other'] {
  const { here, seenAt } = presence.seen(call, otherParty(party))
  return { here, seenAt: seenAt === null ? null : seenAt + time.now() - time.real() }
}

/**
 * A video room for one of its two people; null when its request is gone. The client's data stand in it only for the member of
 * staff and while the call lasts, and showing them is an audit row once for each opening of the screen (rule 60).
 */
export async function presentCall(house: House, call: CallRow, as: CallParty): Promise<CallView | null> {
  const { store, sealer, time, presence, config, places } = house
  const row = await requestById(store, store.read, call.request)
  const place = await places.shown(call.cns)
  if (!row || !place) return null
  const now = time.now()
  const open = call.endedAt === null
  const marks = await marksOf(store, store.read, call.id)
  const data = as === 'staff' ? dataOf(house, row) : null
  if (data && open && !presence.shown(call.id)) {
    const reading = { at: now, actor: call.staff, action: 'call.read', subject: call.id }
    await store.inTransaction((tx) => appendAudit(tx, store, reading))
    presence.show(call.id)
  }
  const staff = as === 'client' ? await personById(store, sealer, store.read, call.staff) : null
  const { servers, relayOnly, lives } = iceFor(config.ice, call.id, time.real())
  const { cns, name, municipio, uf, zone } = place
  const agreed = call.consentText === null ? null : await legalNamed(store, store.read, 'recording', call.consentText)
  const legal = agreed ?? (await newestLegal(store, store.read, 'recording'))
  return {
    now,
    id: call.id,
    request: call.request,
    protocol: row.protocol,
    as,
    state: call.state,
    openedAt: call.openedAt,
    startedAt: call.startedAt,
    endedAt: call.endedAt,
    reason: call.reason,
    reasonWords: call.reason && endWordsFor(as, call.reason),
    cartorio: { cns, name, municipio, uf, zone },
    other: {
      name: data ? (data.socialName ?? data.name) : (staff?.name ?? 'Cartório'),
      ...acrossFrom(house, call.id, as),
    },
    consent: {
      version: consentName(legal),
      text: legal.body,
      at: call.consentAt,
      refusedAt: refusedAt(marks),
    },
    backAt: backAt(marks),
    attempt: call.attempt,
    ordered: row.state.name === 'completed' || (row.state.name === 'in_progress' && row.state.orderedAt !== undefined),
    script: scriptOf(marks, call.attempt),
    marks: marks.map(({ kind, by, at, ms }) => ({ kind, by, at, ms: ms ?? null })),
    ice: { servers: open ? servers : [], relayOnly, until: now + lives },
    person:
      data && open ? { name: data.name, socialName: data.socialName, cpf: data.cpf, birthDate: data.birthDate } : null,
    recording: recordingOf(call, await segmentsOf(store, store.read, call.id)),
  }
}
