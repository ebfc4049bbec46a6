import type { SignalsView } from '../../server/http/call-views.ts'
import { ask, asProblem, send } from '../api.ts'
import { uuidv7 } from '../keys.ts'
import { whenLive, whenTold } from '../live.ts'
import type { Letter } from './pairing.ts'

export interface Post {
  put: (letter: Letter) => void
  /** Fetches what is new now. */
  look: () => void
  close: () => void
}

const firstPauseMs = 500
const longestPauseMs = 8_000

/**
 * The letters of one call, both ways, each in its order. What can't be sent for lack of internet waits. What was said before
 * `begin` concerns pages that are gone.
 */
export function openPost(call: string, onLetter: (said: unknown) => void, onReady: () => void): Post {
  const path = `/api/calls/${encodeURIComponent(call)}/signals`
  const waiting: Letter[] = []
  let last: number | null = null
  let sending = false
  let looking = false
  let again = false
  let closed = false
  let pause: ReturnType<typeof setTimeout> | undefined

  async function drain(): Promise<void> {
    if (sending) return
    sending = true
    while (waiting.length > 0 && !closed) {
      const letters = together(waiting)
      await deliver(letters)
      waiting.splice(0, letters.length)
    }
    sending = false
  }

  /** Until it is there, under one key: what was taken although the answer got lost is not taken twice. */
  async function deliver(body: readonly Letter[]): Promise<void> {
    const key = uuidv7()
    for (let failures = 0; !closed; failures++) {
      try {
        return await send('POST', path, { body }, key)
      } catch (error) {
        const { status } = asProblem(error)
        // A letter that the server will never take must not stop those behind it.
        if (status >= 400 && status < 500 && status !== 429) return
        await sleep(Math.min(firstPauseMs * 2 ** failures, longestPauseMs))
      }
    }
  }

  const sleep = (ms: number) => new Promise<void>((done) => (pause = setTimeout(done, ms)))

  async function look(): Promise<void> {
    if (closed) return
    if (looking) {
      again = true
      return
    }
    looking = true
    do {
      again = false
      await fetchNew().catch(() => {})
    } while (again && !closed)
    looking = false
  }

  async function fetchNew(): Promise<void> {
    const fresh = last === null
    for (let more = true; more && !closed;) {
      const from: number = last ?? 0
      const view = await ask<SignalsView>(`${path}?after=${from}`)
      if (!fresh) for (const { body } of view.signals) for (const each of [body].flat()) if (!closed) onLetter(each)
      more = view.signals.length > 0 && view.last > from
      last = Math.max(from, view.last)
    }
    if (fresh && !closed) onReady()
  }

  const forget = [whenTold(`signals:${call}`, () => void look()), whenLive(() => void look())]
  void look()
  return {
    put(letter) {
      if (closed) return
      waiting.push(letter)
      void drain()
    },
    look: () => void look(),
    close() {
      closed = true
      clearTimeout(pause)
      for (const end of forget) end()
    },
  }
}

/** As many letters as fit in one writing; a description alone may have 10 kB. */
function together(waiting: readonly Letter[]): Letter[] {
  const most = 12_000
  let length = 0
  const count = waiting.findIndex((letter, i) => (length += JSON.stringify(letter).length) > most && i > 0)
  return waiting.slice(0, count < 0 ? waiting.length : count)
}
