import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { serverNow } from '../clock.ts'
import { compose, type Composition, type Sides } from './compose.ts'
import { record, recordingMime, type Recording } from './recorder.ts'
import { sendingOf, type Sending } from './sending.ts'

export interface CallRecording {
  sending: Sending
  /** Server instant (epoch ms) since when this page records, or null. */
  since: Accessor<number | null>
  fault: Accessor<boolean>
  /** Ends the last piece and hands it over for sending. */
  stop: () => Promise<void>
}

/**
 * Records a call from the moment that both are in (rule 45): both pictures, both voices, the instant and the request's number.
 * `voices` are heard as they change.
 */
export function createRecording(
  call: Accessor<CallView>,
  sides: Sides,
  voices: { client: Accessor<MediaStream | null>; staff: Accessor<MediaStream | null> },
): CallRecording {
  const sending = sendingOf(untrack(call).id)
  const [since, setSince] = createSignal<number | null>(null)
  const [fault, setFault] = createSignal(false)
  let composition: Composition | null = null
  let recording: Recording | null = null
  let over = false

  const begin = async () => {
    const mime = recordingMime()
    if (mime === null) return setFault(true)
    const left = await sending.uploads.ready
    if (over || recording) return
    const { recording: stored, protocol, cartorio } = untrack(call)
    const clock = new Intl.DateTimeFormat('pt-BR', {
      timeZone: cartorio.zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const zone = new Intl.DateTimeFormat('pt-BR', { timeZone: cartorio.zone, timeZoneName: 'shortOffset' })
      .formatToParts(serverNow())
      .find(({ type }) => type === 'timeZoneName')?.value
    composition = compose(sides, () => `${clock.format(serverNow())} ${zone ?? ''} · Solicitação ${protocol}`)
    hear()
    recording = record({
      stream: composition.stream,
      mime,
      now: serverNow,
      firstSeq: Math.max(left, ...stored.segments.map(({ seq }) => seq)) + 1,
      onPart: sending.uploads.part,
      onPiece: sending.uploads.add,
      onFault: () => setFault(true),
    })
    setFault(false)
    setSince(serverNow())
  }
  const hear = () => {
    const [client, staff] = [voices.client(), voices.staff()]
    if (client) composition?.hear('client', client)
    if (staff) composition?.hear('staff', staff)
  }
  const stop = async () => {
    over = true
    setSince(null)
    await recording?.stop()
    recording = null
    composition?.close()
    composition = null
  }
  createEffect(
    on(
      () => call().state === 'live',
      (live) => {
        if (live && !over) void begin()
      },
    ),
  )
  createEffect(hear)
  onCleanup(() => void stop())
  return { sending, since, fault, stop }
}
