import type { Fault } from './fault.ts'

/** A picture as it is kept: upright JPEG without any metadata. Sizes in pixels. */
export type Picture = { readonly jpeg: Uint8Array; readonly width: number; readonly height: number }

/** Whoever can read what a phone's camera makes. */
export type Pictures = {
  /**
   * Reads JPEG, PNG or WebP, told by content, and makes it a new JPEG of at most 2000 px. Faults: image_type for anything else,
   * image_pixels before a single pixel is decoded, image_broken for a picture that can't be read to its end.
   */
  read(bytes: Uint8Array): Promise<Picture | Fault>
}
