import { picturesMayGo } from '../domain/image.ts'
import { appendAudit } from '../db/audit.ts'
import { deleteImage, imagesOf, type ImageRow } from '../db/images.ts'
import type { Db, TransactionHooks } from '../db/open.ts'
import { requestById } from '../db/requests.ts'
import { deletePart, namedFiles, oldParts, orphanImages, requestsWithImages } from '../db/retention.ts'
import { auditOf, removeLater, type ImageTools } from './images.ts'

export type RetentionTools = Pick<ImageTools, 'store' | 'time' | 'vault' | 'onError'> & {
  /** How long pictures of requests stay that nobody took on. */
  days: number
}

/** How much of each kind went. */
export type Swept = { orphans: number; parts: number; images: number; files: number }

const day = 86_400_000
const every = 60 * 60_000
const first = 60_000
const batch = 50
const page = 500
/** Rooms of the vault whose files all have a row of ours. */
const rooms = ['image', 'part', 'segments'] as const
/** A file without a row may be one whose commit is still to come: only after a day (real time, ms) it is nobody's. */
const unclaimed = day

/**
 * Deletes the pictures that have outlived their term (rule 58), in small commits that let others go first. Files go after the commit:
 * a crash in between leaves a file that no row names, and those go too. Hashes and audit rows stay.
 * @param files whether to look for such files as well, which lists the whole store
 */
export async function sweep(tools: RetentionTools, files = true): Promise<Swept> {
  const { store, time } = tools
  const now = time.now()
  const repeat = async (step: (tx: Db, hooks: TransactionHooks) => Promise<number>): Promise<number> => {
    for (let all = 0; ;) {
      const n = await store.inTransaction(step, { patient: true })
      all += n
      if (n < batch) return all
    }
  }
  const orphans = await repeat(async (tx, hooks) => {
    const rows = await orphanImages(store, tx, now, batch)
    await letGo(tools, tx, hooks, rows)
    return rows.length
  })
  const parts = await repeat(async (tx, hooks) => {
    const rows = await oldParts(store, tx, now, batch)
    for (const row of rows) await deletePart(store, tx, row)
    removeLater(
      tools,
      hooks,
      rows.map(({ file }) => file),
    )
    return rows.length
  })
  const images = await sweepEnded(tools, now)
  return { orphans, parts, images, files: files ? await sweepFiles(tools) : 0 }
}

async function letGo(tools: RetentionTools, tx: Db, hooks: TransactionHooks, rows: readonly ImageRow[]): Promise<void> {
  for (const row of rows) {
    await deleteImage(tools.store, tx, row)
    await appendAudit(tx, tools.store, auditOf('image.delete', row, 'system', tools.time.now()))
  }
  removeLater(
    tools,
    hooks,
    rows.map(({ file }) => file),
  )
}

/** Pictures of requests that ended without anybody taking them on; what became of each is asked again in its commit. */
async function sweepEnded(tools: RetentionTools, now: number): Promise<number> {
  const { store, days } = tools
  const term = days * day
  let gone = 0
  for (let cursor = ''; ;) {
    const found = await requestsWithImages(store, cursor, page)
    for (const { id } of found.filter((each) => picturesMayGo(each.status, each.since, now, term)))
      gone += await store.inTransaction(
        async (tx, hooks) => {
          const row = await requestById(store, tx, id)
          if (!row || !picturesMayGo(row.status, row.since, now, term)) return 0
          const rows = await imagesOf(store, tx, id)
          await letGo(tools, tx, hooks, rows)
          return rows.length
        },
        { patient: true },
      )
    const last = found.at(-1)
    if (!last || found.length < page) return gone
    cursor = last.id
  }
}

async function sweepFiles({ store, time, vault, onError }: RetentionTools): Promise<number> {
  let gone = 0
  const judge = async (files: string[]) => {
    const named = await namedFiles(store, files)
    for (const file of files.filter((each) => !named.has(each)))
      await vault.remove(file).then(() => (gone += 1), onError)
  }
  for (const room of rooms) {
    const some: string[] = []
    for await (const { key, at } of vault.list(room)) {
      if (at > time.real() - unclaimed) continue
      some.push(key)
      if (some.length === batch) await judge(some.splice(0))
    }
    await judge(some)
  }
  return gone
}

/** Sweeps every hour, and once a day looks for files that no row names; gives the function that ends it. */
export function startSweep(tools: RetentionTools): () => Promise<void> {
  let runs = 0
  let flight: Promise<unknown> = Promise.resolve()
  const run = () => {
    flight = sweep(tools, runs++ % 24 === 0).catch(tools.onError)
  }
  const soon = setTimeout(run, first)
  const timer = setInterval(run, every)
  return async () => {
    clearTimeout(soon)
    clearInterval(timer)
    await flight
  }
}
