import { isFault } from '../domain/fault.ts'
import { imageContext } from '../desk/images.ts'
import { sealOf } from '../desk/recording.ts'
import { hashOf, type Vault } from '../desk/vault.ts'
import { imagePage, segmentPage } from '../db/retention.ts'
import type { Store } from '../db/open.ts'

/** A stored file that is not as it was written. */
export type BadFile = { what: string; file: string; why: 'missing or altered' | 'another content' }

const page = 200

/** Opens every picture and every recorded piece, and names those that are missing, altered, or not what their row says. */
export async function verifyFiles(store: Store, vault: Vault): Promise<{ files: number; bad: BadFile[] }> {
  const bad: BadFile[] = []
  let files = 0
  const check = async (what: string, row: { file: string; hash: string }, context: string) => {
    files += 1
    const bytes = await vault.get(row.file, context)
    if (isFault(bytes)) bad.push({ what, file: row.file, why: 'missing or altered' })
    else if (hashOf(bytes) !== row.hash) bad.push({ what, file: row.file, why: 'another content' })
  }
  for (let after = ''; ;) {
    const rows = await imagePage(store, after, page)
    for (const row of rows) await check(`image ${row.request} ${row.kind}`, row, imageContext(row.request, row.kind))
    after = rows.at(-1)?.file ?? ''
    if (rows.length < page) break
  }
  for (let after = ''; ;) {
    const rows = await segmentPage(store, after, page)
    for (const row of rows) await check(`recording ${row.call} ${row.seq}`, row, sealOf(row.call, row.seq))
    after = rows.at(-1)?.file ?? ''
    if (rows.length < page) break
  }
  return { files, bad }
}
