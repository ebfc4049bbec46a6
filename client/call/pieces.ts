import { createStore, del, entries, keys, set } from 'idb-keyval'
import { lateTerm } from '../../server/domain/recording.ts'
import { leftOverKey } from './left-over.ts'
import type { Piece } from './recorder.ts'
import type { PieceStore, PutOutcome } from './uploads.ts'

const putMs = 60_000
/** Signed out, signed in without the passkey or as a colleague, or too fast: it may go another time. */
const later = [401, 403, 404, 408, 429]

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
      const old = found.filter(([, { savedAt }]) => Date.now() - savedAt > lateTerm)
      await Promise.all(old.map(([key]) => del(key, store)))
      return found
        .filter(([key, { savedAt }]) => key.startsWith(`${call}/`) && Date.now() - savedAt <= lateTerm)
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
        // Those of another call are next: this device knows of one at a time.
        const [left] = await keys<string>(store)
        if (left === undefined) localStorage.removeItem(leftOverKey)
        else localStorage.setItem(leftOverKey, left.split('/')[0] ?? call)
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
  return answer.status >= 500 || later.includes(answer.status) ? 'later' : 'no'
}
