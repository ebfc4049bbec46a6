import { createStore, del, entries, keys, set } from 'idb-keyval'
import { leftOverKey } from './left-over.ts'
import type { Piece } from './recorder.ts'
import type { PieceStore, PutOutcome } from './uploads.ts'

/** What could not be sent for so long is no longer this device's to keep. */
const keptMs = 48 * 60 * 60_000
const putMs = 60_000

type Kept = Omit<Piece, 'data'> & { data: ArrayBuffer; savedAt: number }

const opened = () => createStore('quinze-recording', 'pieces')
const keyOf = (call: string, seq: number) => `${call}/${seq}`

/** Pieces of one call that wait in this browser's IndexedDB. Private tabs may refuse. */
export function pieceStore(call: string): PieceStore {
  const store = opened()
  let turn: Promise<unknown> = Promise.resolve()
  // One after the other: what was sent and dropped must not come back by an older writing.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine
    return mine
  }
  return {
    async load() {
      const found = await entries<string, Kept>(store)
      const old = found.filter(([, { savedAt }]) => Date.now() - savedAt > keptMs)
      await Promise.all(old.map(([key]) => del(key, store)))
      return found
        .filter(([key, { savedAt }]) => key.startsWith(`${call}/`) && Date.now() - savedAt <= keptMs)
        .map(([, { seq, from, to, mime, data }]) => ({ seq, from, to, mime, data: [new Blob([data], { type: mime })] }))
    },
    save: (piece) =>
      inTurn(async () => {
        // Plain bytes: some browsers lose Blobs in a store when they are killed.
        const data = await new Blob(piece.data).arrayBuffer()
        localStorage.setItem(leftOverKey, call)
        await set(keyOf(call, piece.seq), { ...piece, data, savedAt: Date.now() } satisfies Kept, store)
      }),
    drop: (seq) =>
      inTurn(async () => {
        await del(keyOf(call, seq), store)
        if ((await keys(store)).length === 0) localStorage.removeItem(leftOverKey)
      }),
  }
}

/** Sends one piece. Writing it twice is harmless: the number names it. */
export async function putPiece(call: string, piece: Piece): Promise<PutOutcome> {
  const path = `/api/calls/${encodeURIComponent(call)}/segments/${piece.seq}`
  const type = piece.mime.split(';')[0] ?? 'video/webm'
  const answer = await fetch(path, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: {
      'content-type': type,
      'x-segment-from': String(Math.round(piece.from)),
      'x-segment-to': String(Math.round(piece.to)),
    },
    body: new Blob(piece.data, { type }),
    signal: AbortSignal.timeout(putMs),
  })
  if (answer.ok) return 'done'
  // Signed out, too fast, or not well: it may go another time.
  return answer.status === 401 || answer.status === 408 || answer.status === 429 || answer.status >= 500
    ? 'later'
    : 'no'
}
