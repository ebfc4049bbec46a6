import type { Context } from 'hono'
import { fault, type Fault } from '../domain/fault.ts'

/**
 * The body of a request as bytes, read no further than `most`: by its header where it says its length, otherwise as it comes.
 * Fault: too_large.
 */
export async function readBytes(c: Context, most: number): Promise<Uint8Array | Fault> {
  if (Number(c.req.header('content-length') ?? 0) > most) return fault('too_large')
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of c.req.raw.body ?? []) {
    length += part.length
    if (length > most) return fault('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts, length)
}
