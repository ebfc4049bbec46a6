/** One piece of an upload: its first byte, how many bytes it has, and how many there will be in all. */
export type Piece = { readonly start: number; readonly bytes: number; readonly total: number }

const form = /^bytes (\d{1,10})-(\d{1,10})\/(\d{1,10})$/

/** Reads `Content-Range: bytes a-b/total` (RFC 9110 §14.4); null unless it names at least one byte inside the total. */
export function parsePiece(header: string | undefined): Piece | null {
  const [, first, last, total] = form.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || total === undefined) return null
  const piece = { start: Number(first), bytes: Number(last) - Number(first) + 1, total: Number(total) }
  return piece.bytes >= 1 && piece.start + piece.bytes <= piece.total ? piece : null
}

/** The `Content-Range` of a piece. */
export const pieceWords = ({ start, bytes, total }: Piece): string => `bytes ${start}-${start + bytes - 1}/${total}`
