import type { Store } from './open.ts'
import type { Channel } from './outbox.ts'

/** When the first delivery of a channel is due, in real ms, and when (monotonic ms) that was found out. */
type Known = Map<Channel, { at: number; asked: number }>

const stores = new WeakMap<Store, Known>()

/** What is known of the channels of a store. Ask for it before reading: it is another one after `stirred`. */
export function upcoming(store: Store): Known {
  let known = stores.get(store)
  if (!known) stores.set(store, (known = new Map()))
  return known
}

/** To be called after the commit of deliveries that may be due earlier than all others of these channels. */
export function stirred(store: Store, channels: ReadonlySet<Channel>): void {
  // A new map, so that an answer read before this commit and noted after it is lost.
  stores.set(store, new Map([...upcoming(store)].filter(([channel]) => !channels.has(channel))))
}
