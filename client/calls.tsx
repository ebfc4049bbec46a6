import { useLocation } from '@solidjs/router'
import { lazy, onCleanup, Show, Suspense } from 'solid-js'
import { listenForCalls, ringing } from './ringing.ts'

const CallRing = lazy(() => import('./pages/call-ring.tsx'))

/** Lets the phone of a signed-in person ring when a cartório calls, whatever screen is open. */
export function Calls() {
  const location = useLocation()
  onCleanup(listenForCalls(() => location.pathname))
  return (
    <Show when={ringing()}>
      <Suspense>
        <CallRing />
      </Suspense>
    </Show>
  )
}
