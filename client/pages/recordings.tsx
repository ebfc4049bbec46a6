import { createSignal, lazy, onMount, Show, Suspense } from 'solid-js'
import { Button } from '../parts/button.tsx'
import { leftOver } from '../call/left-over.ts'

const Playback = lazy(() => import('./playback.tsx'))

/** Opens the recordings of a request; what a reload left of one on this device goes out now. */
export function Recordings(props: { request: string; zone: string }) {
  const [open, setOpen] = createSignal(false)
  onMount(() => {
    const call = leftOver()
    if (call !== null) void import('../call/sending.ts').then(({ sendingOf }) => sendingOf(call))
  })
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        Ver gravação
      </Button>
      <Show when={open()}>
        <Suspense>
          <Playback request={props.request} zone={props.zone} onClose={() => setOpen(false)} />
        </Suspense>
      </Show>
    </>
  )
}
