import type { Topics } from './announce.ts'

/** Who listens to which topic. A listener gets keys of its own topics only; what they name it must fetch. */
export type Live = {
  /** @returns the function that ends it */
  listen(topics: readonly string[], hear: (keys: readonly string[]) => void): () => void
  publish(topics: Topics): void
  /** Tells every listener that the server is going away. */
  dismiss(): void
  readonly size: number
}

/** The key that ends a stream when the server drains. */
export const goodbye = 'bye'

export function makeLive(): Live {
  const listeners = new Map<string, Set<(keys: readonly string[]) => void>>()
  let size = 0

  return {
    listen(topics, hear) {
      for (const topic of topics) {
        const those = listeners.get(topic) ?? new Set()
        those.add(hear)
        listeners.set(topic, those)
      }
      size += 1
      return () => {
        size -= 1
        for (const topic of topics) {
          const those = listeners.get(topic)
          those?.delete(hear)
          if (those?.size === 0) listeners.delete(topic)
        }
      }
    },
    publish(topics) {
      if (size === 0) return
      const heard = new Map<(keys: readonly string[]) => void, string[]>()
      for (const pair of topics) {
        const space = pair.indexOf(' ')
        const key = pair.slice(space + 1)
        for (const hear of listeners.get(pair.slice(0, space)) ?? []) heard.set(hear, [...(heard.get(hear) ?? []), key])
      }
      for (const [hear, keys] of heard) {
        try {
          hear(keys)
        } catch {
          // A stream that just broke ends itself; the others must still hear.
        }
      }
    },
    dismiss() {
      for (const hear of new Set([...listeners.values()].flatMap((those) => [...those]))) hear([goodbye])
    },
    get size() {
      return size
    },
  }
}
