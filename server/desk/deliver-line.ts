import type { Delivery } from '../db/outbox-queue.ts'

export type Line = {
  /** Claims and starts as much as there is room for. */
  fill(): Promise<void>
  /** Nothing claimed and nothing under way. */
  idle(): boolean
  /** Takes no more, gives back what has not begun and resolves when what is under way has ended. */
  drain(): Promise<void>
}

export type LineOptions = {
  /** How many are served at once. */
  slots: number
  /** After so long in the line (ms) an unserved delivery is given back: its lease must outlive its sending. */
  patienceMs: number
  /** Real time, ms. */
  now(): number
  claim(limit: number, busy: readonly string[]): Promise<Delivery[]>
  /** Sends and records; must not throw. @param claimedAt real ms, the beginning of the lease */
  serve(delivery: Delivery, claimedAt: number): Promise<void>
  giveBack(ids: readonly string[]): Promise<void>
  /** A place became free. */
  freed(): void
}

/**
 * The messages of one channel, some at a time, but never two for the same target: they keep their order, and a target that
 * hangs holds one place only, whatever waits for it.
 */
export function makeLine({ slots, patienceMs, now, claim, serve, giveBack, freed }: LineOptions): Line {
  const serving = new Map<string, Promise<void>>()
  let waiting: { delivery: Delivery; since: number }[] = []
  let filling: Promise<void> | undefined
  let closed = false

  const startable = () => waiting.filter(({ delivery }) => !serving.has(delivery.target))

  async function fillUp(): Promise<void> {
    await giveBackStale()
    while (!closed && serving.size < slots && startable().length === 0) {
      const since = now()
      const busy = new Set([...serving.keys(), ...waiting.map(({ delivery }) => delivery.target)])
      const claimed = await claim(slots * 2, [...busy])
      waiting.push(...claimed.map((delivery) => ({ delivery, since })))
      if (claimed.length === 0) return
      start()
    }
  }

  function start(): void {
    for (const next of closed ? [] : startable()) {
      if (serving.size >= slots) return
      const { delivery, since } = next
      if (serving.has(delivery.target)) continue
      waiting = waiting.filter((each) => each !== next)
      const done = serve(delivery, since).finally(() => {
        serving.delete(delivery.target)
        start()
        freed()
      })
      serving.set(delivery.target, done)
    }
  }

  async function giveBackStale(): Promise<void> {
    const old = waiting.filter(({ since }) => now() - since > patienceMs)
    waiting = waiting.filter((each) => !old.includes(each))
    await giveBack(old.map(({ delivery }) => delivery.id))
  }

  return {
    fill: () => (filling ??= fillUp().finally(() => (filling = undefined))),
    idle: () => serving.size === 0 && waiting.length === 0 && filling === undefined,
    async drain() {
      closed = true
      await filling
      const rest = waiting.splice(0)
      await giveBack(rest.map(({ delivery }) => delivery.id))
      await Promise.all(serving.values())
    },
  }
}
