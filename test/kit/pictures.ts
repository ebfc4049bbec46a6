import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { crc32, createDeflate } from 'node:zlib'
import sharp from 'sharp'
import { imageLimits, type ImageKind } from '../../server/domain/image.ts'
import type { Answer, Session, World } from './house.ts'

/** A JPEG of noise, so that it has some weight, with a GPS position and a phone's name in its EXIF. */
export function photoOf(width = 1200, height = 900): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 3, background: '#887766', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .withExif({ IFD0: { Model: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '23/1 57/1 3900/100' } })
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** A whole, valid PNG of 30,000×30,000 white pixels in a few kB. */
export async function bombPng(side = 30_000): Promise<Buffer> {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const deflate = createDeflate({ level: 9 })
  const packed: Buffer[] = []
  deflate.on('data', (data: Buffer) => packed.push(data))
  const row = Buffer.alloc(1 + Math.ceil(side / 8))
  for (let i = 0; i < side; i++) if (!deflate.write(row)) await once(deflate, 'drain')
  deflate.end()
  await once(deflate, 'end')
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.concat(packed)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export const sha256 = (bytes: Uint8Array, form: 'base64' | 'base64url' = 'base64url') =>
  createHash('sha256').update(bytes).digest(form)

const imagePath = (id: string, kind: string) => `/api/requests/${id}/images/${kind}`

/** One piece of a picture. @param whole the picture's bytes; what lies between `start` and `end` is sent */
export async function sendPiece(
  world: World,
  session: Session,
  at: { id: string; kind: string },
  whole: Uint8Array,
  start: number,
  end = Math.min(whole.length, start + imageLimits.part),
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${world.url}${imagePath(at.id, at.kind)}`, {
    method: 'PUT',
    headers: {
      origin: world.house.config.publicUrl,
      cookie: session.cookie,
      'content-type': 'application/octet-stream',
      'content-range': `bytes ${start}-${end - 1}/${whole.length}`,
      'repr-digest': `sha-256=:${sha256(whole, 'base64')}:`,
      ...headers,
    },
    body: Uint8Array.from(whole.subarray(start, end)),
  })
  const type = response.headers.get('content-type') ?? ''
  return { status: response.status, type, body: (await response.json()) as Answer['body'] }
}

/** The whole picture, piece by piece; gives the last answer, or the first refusal. */
export async function sendPicture(
  world: World,
  session: Session,
  at: { id: string; kind: ImageKind },
  whole: Uint8Array,
): Promise<Answer> {
  for (let start = 0; ; start += imageLimits.part) {
    const answer = await sendPiece(world, session, at, whole, start)
    if (answer.status !== 200 || start + imageLimits.part >= whole.length) return answer
  }
}

/** Opens a picture as a browser would. */
export async function openPicture(world: World, session: Session, id: string, kind: string) {
  const response = await fetch(`${world.url}${imagePath(id, kind)}`, { headers: { cookie: session.cookie } })
  const bytes = Buffer.from(await response.arrayBuffer())
  const code = response.status === 200 ? null : String((JSON.parse(bytes.toString()) as { code: string }).code)
  return { status: response.status, headers: response.headers, bytes, code }
}

/** Rows of the audit trail about a subject, oldest first. */
export async function auditOn({ house: { store } }: World, subject: string) {
  const rows = await store.read.select().from(store.tables.audit)
  return rows.filter((row) => row.subject === subject)
}
