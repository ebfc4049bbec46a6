import type { StateName } from './request.ts'

/** What the client photographs in the form: the own face, and both sides of the identity document. */
export const imageKinds = ['photo', 'document_front', 'document_back'] as const
export type ImageKind = (typeof imageKinds)[number]

export const isImageKind = (text: string): text is ImageKind => (imageKinds as readonly string[]).includes(text)

export const imageWords: Record<ImageKind, string> = {
  photo: 'Foto sua',
  document_front: 'Frente do documento',
  document_back: 'Verso do documento',
}

/** How large a picture may be: bytes as sent, bytes of one piece, and pixels once opened. */
export const imageLimits = { bytes: 12 * 1024 * 1024, part: 256 * 1024, pixels: 40_000_000 } as const

/** A piece that is not the last has at least so many bytes: nobody fills the table with crumbs. */
export const smallestPart = 32 * 1024

/** Bytes of one account that may wait for their requests to be sent: three pictures, twice. */
export const pendingLimit = 6 * imageLimits.bytes

/** How long (ms) a picture or piece waits for its request to be sent. */
export const orphanTerm = 24 * 60 * 60_000

const endedUntaken: readonly string[] = [
  'cancelled',
  'rejected',
  'expired',
  'released',
  'choosing',
] satisfies StateName[]

/**
 * Whether the pictures of a request go (rule 58): cancelled, rejected, or taken on by nobody for so long.
 * @param since when it became what it is (ms); @param term how long pictures stay after that (ms)
 */
export const picturesMayGo = (status: string, since: number, now: number, term: number): boolean =>
  endedUntaken.includes(status) && since + term <= now
