import { qualityOf, type Quality } from './quality.ts'

/** A picture as it goes out: JPEG of at most 2000 px. */
export interface Shot {
  blob: Blob
  quality: Quality
}

const longSide = 2000
const judgedSide = 320
const jpegQuality = 0.88

type Drawable = CanvasImageSource & ({ videoWidth: number; videoHeight: number } | { width: number; height: number })

const sizeOf = (from: Drawable) =>
  'videoWidth' in from
    ? { width: from.videoWidth, height: from.videoHeight }
    : { width: Number(from.width), height: Number(from.height) }

function drawn(from: Drawable, most: number): HTMLCanvasElement {
  const { width, height } = sizeOf(from)
  const scale = Math.min(1, most / Math.max(width, height, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas
    .getContext('2d', { willReadFrequently: most === judgedSide })
    ?.drawImage(from, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** Takes what the camera or a file shows, small enough to send; null when there is nothing to see. */
export async function shotOf(from: Drawable): Promise<Shot | null> {
  const { width, height } = sizeOf(from)
  if (width === 0 || height === 0) return null
  const blob = await new Promise<Blob | null>((resolve) =>
    drawn(from, longSide).toBlob(resolve, 'image/jpeg', jpegQuality),
  )
  if (!blob) return null
  const small = drawn(from, judgedSide)
  const pixels = small.getContext('2d')?.getImageData(0, 0, small.width, small.height).data
  return { blob, quality: pixels ? qualityOf(pixels, small.width, small.height) : 'good' }
}

/** The same of a file of this device, upright; null when this browser can't read it as a picture. */
export async function shotOfFile(file: Blob): Promise<Shot | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (!bitmap) return null
  const shot = await shotOf(bitmap)
  bitmap.close()
  return shot
}
