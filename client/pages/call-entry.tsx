import { useLocation } from '@solidjs/router'
import { createEffect, untrack, type Accessor } from 'solid-js'
import type { CallSummary } from '../../server/http/views.ts'
import { heard } from '../ringing.ts'

/** A room that waits for the client rings on the screen of its request too, also when the app was just opened. */
export function createCallRing(call: Accessor<CallSummary | null>): void {
  const place = useLocation()
  createEffect(() => {
    const one = call()
    if (one?.mine && one.state === 'waiting') untrack(() => void heard(one.id, () => place.pathname))
  })
}
