import type { Context } from 'hono'
import { fault, isFault } from '../domain/fault.ts'
import { imageContext } from '../desk/images.ts'
import { hashOf } from '../desk/vault.ts'
import type { ImageRow } from '../db/images.ts'
import type { House } from './env.ts'
import { problem } from './problem.ts'

/** The bytes of a picture, opened; whoever calls has written the row that tells of the opening. Fault: file_damaged. */
export async function imageBytes({ vault, log }: House, c: Context, image: ImageRow): Promise<Response> {
  const opened = await vault.get(image.file, imageContext(image.request, image.kind))
  const bytes = isFault(opened) || hashOf(opened) === image.hash ? opened : fault('file_damaged')
  if (isFault(bytes)) {
    log.error({ request: image.request, kind: image.kind, file: image.file }, 'a stored file is damaged')
    return problem(c, bytes)
  }
  return c.body(Uint8Array.from(bytes).buffer, 200, {
    'content-type': image.mime,
    'content-disposition': 'inline',
    'cache-control': 'no-store',
  })
}
