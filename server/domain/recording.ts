/** How large one piece of a recording may be (bytes), and how long (ms); a hole shorter than `seam` is none. */
export const segmentLimits = { bytes: 16 * 1024 * 1024, ms: 60_000, seam: 500 } as const

/**
 * How long (ms) after the end of a call pieces may still arrive, and a device keeps what it could not send: a cartório whose internet
 * is away for a day loses nothing. Each piece's own instant of arrival is kept, so a late one is seen to be late.
 */
export const lateTerm = 48 * 60 * 60_000

/** How far (ms) the stamps of the recording browser may lie outside of the call: its idea of our clock is a little wrong. */
export const stampSlack = 5 * 60_000

export type SegmentType = 'video/webm' | 'video/mp4'
export type Span = { readonly from: number; readonly to: number }

/** What the first bytes say a file is: WebM (EBML magic, RFC 8794 §11.2.1) or MP4 (an `ftyp` box, ISO/IEC 14496-12 §4.3). */
export function containerOf(bytes: Uint8Array): SegmentType | null {
  const starts = (at: number, ...wanted: number[]) => wanted.every((byte, i) => bytes[at + i] === byte)
  if (starts(0, 0x1a, 0x45, 0xdf, 0xa3)) return 'video/webm'
  return starts(4, 0x66, 0x74, 0x79, 0x70) ? 'video/mp4' : null
}

/**
 * The stretches of a call that no piece covers, oldest first; pieces may overlap and come in any order. Instants in ms.
 * @param whole the call; a call under way ends, for this, with its last piece
 */
export function gapsOf(whole: Span, pieces: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let covered = whole.from
  const note = (to: number) => {
    if (to - covered > segmentLimits.seam) gaps.push({ from: covered, to })
  }
  for (const { from, to } of pieces.toSorted((a, b) => a.from - b.from)) {
    note(Math.min(from, whole.to))
    covered = Math.max(covered, Math.min(to, whole.to))
  }
  note(whole.to)
  return gaps
}
