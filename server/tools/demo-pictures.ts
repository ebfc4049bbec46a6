import sharp from 'sharp'
import { isFault } from '../domain/fault.ts'
import { imageKinds, imageLimits, type ImageKind } from '../domain/image.ts'
import { takePiece } from '../desk/images.ts'
import type { House } from '../http/env.ts'

const skins = ['#8d5a3b', '#c68d63', '#e2b48c', '#6f4528', '#f0c9a4'] as const
const shirts = ['#23408e', '#1b6638', '#7a4f00', '#9f241d', '#565c6b'] as const
const pick = (list: readonly string[], nth: number) => list[nth % list.length] ?? '#888888'
/** Half the size in each direction: the demo should be there soon. */
const drawn = 0.6
const plain = (text: string) => text.replaceAll(/[<>&"']/g, '')

const face = (nth: number, x: number, y: number, size: number) => `
  <g transform="translate(${x} ${y}) scale(${size / 100})">
    <path d="M-46 92 Q-42 40 0 40 Q42 40 46 92 Z" fill="${pick(shirts, nth)}"/>
    <ellipse cx="0" cy="0" rx="32" ry="40" fill="${pick(skins, nth)}"/>
    <path d="M-33 -4 Q-36 -46 0 -46 Q36 -46 33 -4 Q22 -30 0 -30 Q-22 -30 -33 -4 Z" fill="#2b1d16"/>
    <circle cx="-12" cy="0" r="3.5" fill="#1b1f2a"/><circle cx="12" cy="0" r="3.5" fill="#1b1f2a"/>
    <path d="M-10 18 Q0 25 10 18" fill="none" stroke="#1b1f2a" stroke-width="3" stroke-linecap="round"/>
  </g>`

const banner = (width: number, y: number) =>
  `<text x="${width / 2}" y="${y}" font-size="44" text-anchor="middle" fill="#9f241d" font-weight="700">DESENHO FICTÍCIO</text>`

/** The drawing of a person or of a document that nobody could take for a real one. */
function drawing(kind: ImageKind, nth: number, name: string): string {
  const open = (w: number, h: number, paper: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w * drawn}" height="${h * drawn}" viewBox="0 0 ${w} ${h}" font-family="sans-serif"><rect width="100%" height="100%" fill="${paper}"/>`
  if (kind === 'photo') return `${open(900, 1200, '#d8d2c6')}${face(nth, 450, 560, 560)}${banner(900, 1160)}</svg>`
  const card = `${open(1300, 860, '#54483c')}<rect x="50" y="50" width="1200" height="760" rx="36" fill="#e9f1ea" stroke="#1b6638" stroke-width="6"/>`
  const line = (y: number, text: string, size = 40) =>
    `<text x="480" y="${y}" font-size="${size}" fill="#1b1f2a">${plain(text)}</text>`
  if (kind === 'document_front')
    return `${card}<rect x="110" y="200" width="310" height="410" fill="#fff"/>${face(nth, 265, 380, 230)}
      <text x="650" y="140" font-size="48" text-anchor="middle" fill="#1b6638" font-weight="700">IDENTIDADE DE MENTIRA</text>
      ${line(260, 'Nome', 28)}${line(310, name)}${line(400, 'Nascimento', 28)}${line(450, '12/03/1984')}${banner(1300, 750)}</svg>`
  return `${card}${line(200, 'Registro', 28)}${line(250, `FICT-${String(1000 + nth)}`)}${line(340, 'Emissão', 28)}${line(390, '01/02/2020')}
    <rect x="110" y="180" width="310" height="310" fill="#fff" stroke="#1b1f2a"/><path d="M150 220h60v60h-60zM320 220h60v60h-60zM150 390h60v60h-60zM250 300h70v70h-70z" fill="#1b1f2a"/>${banner(1300, 700)}</svg>`
}

/** Draws the pictures of a demo request and sends them as its client's phone would, before the request itself. */
export async function sendDrawings(
  house: House,
  draft: { request: string; account: string; name: string; nth: number },
): Promise<void> {
  const { store, time, vault, pictures, log } = house
  const onError = (error: unknown) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'file stays')
  const tools = { store, time, vault, pictures, onError }
  const { request, account, name, nth } = draft
  const send = async (kind: ImageKind) => {
    const whole = await sharp(Buffer.from(drawing(kind, nth, name)))
      .jpeg({ quality: 80 })
      .toBuffer()
    const total = whole.length
    for (let start = 0; start < total; start += imageLimits.part) {
      const piece = whole.subarray(start, start + imageLimits.part)
      const done = await takePiece(
        tools,
        { request, account, kind },
        { start, bytes: piece.length, total },
        piece,
        null,
      )
      if (isFault(done)) throw new Error(`The demo world could not be built: ${done.fault}`)
    }
  }
  await Promise.all(imageKinds.map(send))
}
