import { createEffect, createSignal, on, Show, untrack } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import type { Camera } from '../call/camera.ts'
import { createRecording } from '../call/recording.ts'
import { createDropStamps } from '../call/drops.ts'
import type { OwnCamera } from '../call/own-camera.ts'
import { createRoom } from '../call/room.ts'
import { Button } from '../parts/button.tsx'
import { toast } from '../parts/toast.tsx'
import { EndSheet } from './video-end.tsx'
import { RecordingStatus, Saving } from './video-recording.tsx'
import { RoomFrame } from './video-room.tsx'
import { Script } from './video-script.tsx'

interface StaffRoomProps {
  call: CallView
  camera: Camera
  own: OwnCamera
  onLeave: () => void
  refresh: () => Promise<void>
}

/** T3 in the room: picture, script, recording; once it is over, until the recording is safe. */
export function StaffRoom(props: StaffRoomProps) {
  const [ending, setEnding] = createSignal(false)
  const videos: Partial<Record<'own' | 'other', HTMLVideoElement>> = {}
  const over = () => props.call.state === 'ended'
  const own = untrack(() => props.own)
  const room = createRoom(
    () => props.call,
    untrack(() => props.camera),
    own.state,
  )
  own.whenTrack((track) => room.replace(track))
  createDropStamps(() => props.call, room)
  const recording = createRecording(
    () => props.call,
    { client: () => videos.other ?? null, staff: () => videos.own ?? null },
    {
      client: () => room.remote(),
      staff: () => {
        props.own.turn()
        return props.own.camera()?.stream ?? null
      },
    },
  )
  createEffect(
    on(over, async (ended) => {
      if (!ended) return
      setEnding(false)
      room.leave()
      await recording.stop()
      props.own.close()
      await recording.sending.uploads.idle()
      toast.show(
        props.call.reasonWords ? `Chamada encerrada: ${props.call.reasonWords.toLowerCase()}.` : 'Chamada encerrada.',
      )
      props.onLeave()
    }),
  )
  const ringing = createAct((key: string) => send('POST', `/api/calls/${props.call.id}/ring`, {}, key))
  const ring = async () => {
    if (await ringing.run()) toast.show('Chamamos de novo.')
    else toast.show(ringing.fault()?.detail ?? 'Não deu para chamar.')
  }
  const leave = async () => {
    await recording.stop()
    room.leave()
    props.onLeave()
  }
  return (
    <Show when={!over()} fallback={<Saving call={props.call} sending={recording.sending} onLeave={props.onLeave} />}>
      <>
        <RoomFrame
          call={props.call}
          room={room}
          own={props.own}
          leaveLabel="Encerrar"
          onLeave={() => setEnding(true)}
          status={<RecordingStatus call={props.call} recording={recording} />}
          panel={<Script call={props.call} />}
          pictures={(side, element) => (videos[side] = element)}
          waiting={
            <Show when={props.call.state === 'waiting' || !props.call.other.here}>
              <Button kind="secondary" fit busy={ringing.busy()} blocked={offlineReason()} onClick={() => void ring()}>
                Chamar de novo
              </Button>
            </Show>
          }
        />
        <EndSheet
          call={props.call}
          open={ending()}
          onClose={() => setEnding(false)}
          onAway={() => void leave()}
          refresh={props.refresh}
        />
      </>
    </Show>
  )
}
