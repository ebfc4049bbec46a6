import { createRoot, createSignal, type Accessor } from 'solid-js'
import { revalidate } from '../kept.ts'
import { whenLive } from '../live.ts'
import { pieceStore, putPiece } from './pieces.ts'
import { makeUploads, type Uploads, type UploadState } from './uploads.ts'

export interface Sending {
  uploads: Uploads
  state: Accessor<UploadState>
}

const running = new Map<string, Sending>()

/** What is on its way of the recording of a call: it goes on wherever the person is in the app, and after a reload. */
export function sendingOf(call: string): Sending {
  const known = running.get(call)
  if (known) return known
  const made = createRoot(() => {
    const [state, setState] = createSignal<UploadState>({ sent: 0, waiting: 0, refused: 0, stuck: false })
    const uploads = makeUploads(
      pieceStore(call),
      (piece) => putPiece(call, piece),
      (now) => {
        setState(now)
        if (now.waiting === 0) void revalidate([`call:${call}`])
      },
    )
    return { uploads, state }
  })
  running.set(call, made)
  addEventListener('online', () => made.uploads.hurry())
  whenLive(() => made.uploads.hurry())
  addEventListener('beforeunload', (event) => {
    if (made.state().waiting > 0) event.preventDefault()
  })
  return made
}
