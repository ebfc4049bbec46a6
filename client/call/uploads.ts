import type { Piece } from './recorder.ts'

/** Where pieces wait on this device; it may fail (private tab), and then they wait in memory only. */
export interface PieceStore {
  load: () => Promise<Piece[]>
  save: (piece: Piece) => Promise<void>
  drop: (seq: number) => Promise<void>
}

/** `no`: the server will never take it; `later`: no answer, or one that may change. */
export type PutOutcome = 'done' | 'later' | 'no'

export interface UploadState {
  sent: number
  waiting: number
  /** Pieces that the server refused: they are gaps. */
  refused: number
  /** Whether the last attempt failed. */
  stuck: boolean
}

export interface Uploads {
  /** Keeps what there is of a piece that is still being recorded. */
  part: (piece: Piece) => void
  /** A finished piece: it goes out when its turn comes. */
  add: (piece: Piece) => void
  /** Tries again at once, as after "online". */
  hurry: () => void
  /** The highest number in use on this device, or -1. Resolves once what a former page left is known and on its way. */
  readonly ready: Promise<number>
  /** Resolves when nothing waits any more. */
  idle: () => Promise<void>
  close: () => void
}

const firstPauseMs = 1_000
const longestPauseMs = 30_000

/** Sends pieces one after the other, oldest first, for as long as it takes; a reload goes on where the last page stopped. */
export function makeUploads(
  store: PieceStore,
  put: (piece: Piece) => Promise<PutOutcome>,
  onState: (state: UploadState) => void,
): Uploads {
  const waiting: Piece[] = []
  const state: UploadState = { sent: 0, waiting: 0, refused: 0, stuck: false }
  let running = false
  let closed = false
  let wake: (() => void) | null = null
  let idlers: (() => void)[] = []

  const say = () => onState({ ...state, waiting: waiting.length })
  const pause = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms)
      wake = () => {
        clearTimeout(timer)
        done()
      }
    })

  async function run(): Promise<void> {
    if (running) return
    running = true
    let failures = 0
    for (let piece = waiting[0]; piece && !closed; piece = waiting[0]) {
      const outcome = await put(piece).catch((): PutOutcome => 'later')
      if (closed) break
      state.stuck = outcome === 'later'
      if (outcome === 'later') {
        say()
        await pause(Math.min(firstPauseMs * 2 ** failures++, longestPauseMs))
        continue
      }
      failures = 0
      waiting.splice(waiting.indexOf(piece), 1)
      if (outcome === 'done') state.sent++
      else state.refused++
      await store.drop(piece.seq).catch(() => {})
      say()
    }
    running = false
    if (waiting.length > 0) return
    for (const done of idlers) done()
    idlers = []
  }

  const enter = (piece: Piece) => {
    if (waiting.some(({ seq }) => seq === piece.seq)) return
    waiting.push(piece)
    waiting.sort((a, b) => a.seq - b.seq)
    say()
    void run()
  }
  const ready = store
    .load()
    .catch(() => [])
    .then((left) => {
      for (const piece of left.toSorted((a, b) => a.seq - b.seq)) enter(piece)
      return Math.max(-1, ...left.map(({ seq }) => seq))
    })
  return {
    part: (piece) => void store.save(piece).catch(() => {}),
    add(piece) {
      // Kept first: a page that ends now must not take it along.
      void store.save(piece).catch(() => {})
      enter(piece)
    },
    hurry: () => wake?.(),
    ready,
    async idle() {
      await ready
      if (waiting.length > 0) await new Promise<void>((done) => void idlers.push(done))
    },
    close() {
      closed = true
      wake?.()
    },
  }
}
