import { createSignal } from 'solid-js'
import type { CallView } from '../server/http/call-views.ts'
import { ask } from './api.ts'
import { callSources } from './call/sources.ts'
import { whenAnyTold } from './live.ts'

const [ringing, setRinging] = createSignal<CallView | null>(null)

/** The room in which the client of this phone is waited for, while it rings. */
export { ringing }

const prefix = 'call:'
/** Rings that were answered, one way or the other: a new ring has a new instant. */
const answered = new Map<string, number>()
const asking = new Set<string>()

/** Hears of rooms by the live stream, whatever screen is open; `here` is the present path. Gives the end of it. */
export function listenForCalls(here: () => string): () => void {
  return whenAnyTold((key) => {
    if (key.startsWith(prefix)) void heard(key.slice(prefix.length), here)
  })
}

/** A room that a page knows of: it rings unless it did already. */
export async function heard(id: string, here: () => string): Promise<void> {
  // Whoever stands before the room already hears of it there.
  if (asking.has(id) || here().endsWith('/video')) return
  asking.add(id)
  const call = await ask<CallView>(callSources.call(id).path).catch(() => null)
  asking.delete(id)
  if (!call || call.as !== 'client') return
  const waits = call.state === 'waiting'
  if (waits && rungAt(call) > (answered.get(id) ?? 0)) setRinging(call)
  else if (ringing()?.id === id && !waits) setRinging(null)
}

const rungAt = (call: CallView): number => call.marks.findLast(({ kind }) => kind === 'rung')?.at ?? call.openedAt

/** The ring was answered: it stops, and rings again only when called again. */
export function answerRing(): void {
  const now = ringing()
  if (now) answered.set(now.id, rungAt(now))
  setRinging(null)
}
