import { pieceWords } from '../server/domain/piece.ts'
import type { ImageKind } from '../server/domain/image.ts'
import type { UploadView } from '../server/http/views.ts'
import { ApiProblem, ask, putBytes } from './api.ts'

/** Small pieces: each that arrived stays there, and the bar moves also on a slow connection. */
const pieceBytes = 64 * 1024
/** How often an upload may find itself elsewhere than it thought before it is given up. */
const mostMoves = 3

interface Source {
  request: string
  kind: ImageKind
  data: ArrayBuffer
}

const pathOf = ({ request, kind }: Source) => `/api/requests/${request}/images/${kind}`

/** Whether the server has a picture of this kind. Throws ApiProblem. */
export async function isStored(one: Source): Promise<boolean> {
  return (await ask<UploadView>(`${pathOf(one)}/upload`)).image !== null
}

/** SHA-256 of the picture (RFC 9530), so that pieces of two pictures never make one. */
async function digestOf(data: ArrayBuffer): Promise<Record<string, string>> {
  // Only a page at https or on this machine may hash.
  if (!globalThis.crypto?.subtle) return {}
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', data))
  return { 'repr-digest': `sha-256=:${btoa(String.fromCharCode(...hash))}:` }
}

/**
 * Sends a picture piece by piece, from where an earlier attempt stopped. Throws ApiProblem.
 * @param onProgress hears the part that has arrived, 0 to 1
 * @param wanted false ends it quietly: another picture took its place
 */
export async function sendPicture(
  one: Source,
  onProgress: (progress: number) => void,
  wanted: () => boolean,
): Promise<void> {
  const total = one.data.byteLength
  const digest = await digestOf(one.data)
  let moves = 0
  const there = await ask<UploadView>(`${pathOf(one)}/upload`)
  let start = there.total === total ? lastPiece(there.received, total) : 0
  while (wanted()) {
    onProgress(start / total)
    const bytes = Math.min(pieceBytes, total - start)
    const headers = { ...digest, 'content-range': pieceWords({ start, bytes, total }) }
    try {
      const now = await putBytes<UploadView>(pathOf(one), one.data.slice(start, start + bytes), headers)
      if (start + bytes >= total && now.image) return onProgress(1)
      // Each answer has to bring it further, or the same piece would go out for ever.
      if ((now.received <= start || start + bytes >= total) && ++moves > mostMoves) throw stuck()
      start = lastPiece(now.received, total)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'upload_moved' || ++moves > mostMoves) throw error
      start = error.facts['total'] === total ? lastPiece(Number(error.facts['received']), total) : 0
    }
  }
}

/** Where to go on; when all has arrived but no picture was made of it, the last piece goes once more. */
const lastPiece = (received: number, total: number): number =>
  received < total ? received : Math.floor((total - 1) / pieceBytes) * pieceBytes

const stuck = (): ApiProblem =>
  new ApiProblem({ code: 'unavailable', status: 503, detail: 'O envio da foto parou. Tente de novo em instantes.' })
