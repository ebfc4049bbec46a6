import sharp, { type Metadata } from 'sharp'
import { fault, type Fault } from '../domain/fault.ts'
import { imageLimits } from '../domain/image.ts'
import type { Picture, Pictures } from '../domain/pictures.ts'

const longSide = 2000
const quality = 86

// Nothing of a person's picture stays in the library's own cache.
sharp.cache(false)
sharp.concurrency(1)

/** What the bytes themselves say they are: names and content types are the sender's words. */
function typeOf(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? 'webp' : null
}

/** Reads pictures with libvips, one at a time: a picture of 40 megapixels may need 120 MB while it is turned upright. */
export function makePictures(): Pictures {
  let line: Promise<unknown> = Promise.resolve()
  return {
    read(bytes) {
      const mine = line.then(() => read(bytes))
      line = mine.catch(() => {})
      return mine
    },
  }
}

async function read(bytes: Uint8Array): Promise<Picture | Fault> {
  const type = typeOf(bytes)
  if (!type) return fault('image_type')
  // The header alone; the limit is ours to check, since the library's own error can't be told from a broken file.
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((): Metadata | null => null)
  if (!header) return fault('image_broken')
  if (header.format !== type) return fault('image_type')
  if (header.width * header.height > imageLimits.pixels) return fault('image_pixels')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: imageLimits.pixels, failOn: 'error' })
      .autoOrient()
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true })
    return { jpeg: data, width: info.width, height: info.height }
  } catch {
    return fault('image_broken')
  }
}
