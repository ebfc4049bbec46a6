import { createEffect, on, onCleanup, type Accessor } from 'solid-js'
import type { CallView } from '../../server/http/call-views.ts'
import { send } from '../api.ts'
import type { Room } from './room.ts'

/** Pictures that stand still for this long are a drop, although both are heard of by the server; it marks other drops itself. */
const dropMs = 16_000

/** Stamps breaks of the pictures that only the two browsers can know of: identification is repeated after them (rule 43). */
export function createDropStamps(call: Accessor<CallView>, room: Room): void {
  let dropped = false
  const stamp = (kind: 'dropped' | 'resumed') =>
    void send('POST', `/api/calls/${encodeURIComponent(call().id)}/marks`, { kind }).catch(() => {})
  createEffect(
    on(room.state, (state) => {
      if (state === 'up' && dropped) {
        dropped = false
        stamp('resumed')
      }
      if (state !== 'down') return
      const timer = setTimeout(() => {
        if (!call().other.here || call().state !== 'live') return
        dropped = true
        stamp('dropped')
      }, dropMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
}
