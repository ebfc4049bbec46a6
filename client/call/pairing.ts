import type { Signal } from './link.ts'

/** What one browser tells the other through the server. `from` and `to` name pages, each load of which is another one. */
export type Letter = { from: string; to: string | null } & (
  { hello: true } | { signals: Signal[] } | { mine: MediaState }
)

/** What the other side has to know about a picture that stands still. */
export type MediaState = { camera: boolean; microphone: boolean; paused: boolean }

export interface PairingDeps {
  /** A random name of this page. */
  me: string
  post: (letter: Letter) => void
  /** The other page is there, or is another one than before: everything begins anew with it. */
  onPair: (other: string) => void
  onSignal: (signal: Signal) => void
  onMedia: (state: MediaState) => void
  /** Another page of the same person took this one's place. */
  onReplaced: () => void
}

export interface Pairing {
  /** Says who is here; the other side answers, now or when it comes. */
  hello: () => void
  receive: (letter: unknown) => void
  signal: (signal: Signal) => void
  media: (state: MediaState) => void
}

/**
 * Finds the page at the other end. A page that was loaded again is another page: both begin a new connection, so that a
 * reload of either side is nothing but a short pause.
 */
export function makePairing(deps: PairingDeps): Pairing {
  let other: string | null = null
  const met = (page: string) => {
    if (page === other) return
    other = page
    deps.onPair(page)
  }
  return {
    hello: () => deps.post({ from: deps.me, to: null, hello: true }),
    receive(said) {
      const letter = letterOf(said)
      if (!letter) return
      if (letter.to !== null && letter.to !== deps.me) {
        if ('hello' in letter) deps.onReplaced()
        return
      }
      if ('hello' in letter) {
        const asked = letter.to === null
        if (asked) deps.post({ from: deps.me, to: letter.from, hello: true })
        met(letter.from)
      } else if (letter.from === other) {
        if ('signals' in letter) for (const one of letter.signals) deps.onSignal(one)
        else deps.onMedia(letter.mine)
      }
    },
    signal: (signal) => void (other !== null && deps.post({ from: deps.me, to: other, signals: [signal] })),
    media: (mine) => void (other !== null && deps.post({ from: deps.me, to: other, mine })),
  }
}

function letterOf(said: unknown): Letter | null {
  if (typeof said !== 'object' || said === null || !('from' in said) || !('to' in said)) return null
  const { from, to } = said
  if (typeof from !== 'string' || (to !== null && typeof to !== 'string')) return null
  const known = 'hello' in said || 'mine' in said || ('signals' in said && Array.isArray(said.signals))
  return known ? (said as Letter) : null
}
