import { readFileSync, statSync } from 'node:fs'
import { importListing, type ImportCount } from '../db/directory.ts'
import type { Store } from '../db/open.ts'
import { toListed } from '../desk/directory.ts'
import type { Directory, Layout } from '../domain/directory.ts'
import { readDirectory } from '../outside/directory.ts'
import { openHouse } from './open.ts'

const largest = 50 * 1024 * 1024
const usage =
  'Use: npm run cartorios -- import FILE   (CNJ listing or "serventias" layout, plain or gzip; --demo for the demo folder)'

/** What a file did to the directory: the rows read and left out, and what became of the rest. */
export type Imported = ImportCount &
  Pick<Directory, 'read' | 'faults'> & {
    /** Null when the file as a whole could not be read: nothing was written. */
    layout: Layout | null
    /** Active offices with the duty "notas", and in how many UFs. */
    eligible: number
    ufs: number
    notActive: number
    withoutNotas: number
  }

/**
 * Takes a directory file, plain or gzip, into an open store. Never throws on content: what is wrong is in `faults`.
 * @param at ms
 */
export async function importInto(store: Store, bytes: Uint8Array, at: number): Promise<Imported> {
  const { rows, faults, layout, read } = readDirectory(bytes)
  const counted = layout
    ? await importListing(store, layout, rows.map(toListed), at)
    : { inserted: 0, changed: 0, same: 0, missing: 0 }
  const eligible = rows.filter((row) => row.eligible)
  return {
    ...counted,
    read,
    faults,
    layout,
    eligible: eligible.length,
    ufs: new Set(eligible.map((row) => row.uf)).size,
    notActive: rows.filter((row) => !row.active).length,
    withoutNotas: rows.filter((row) => row.active && !row.notas).length,
  }
}

/** `npm run cartorios -- import FILE`: prints what became of every row. @returns the exit code */
async function importFile(file: string): Promise<number> {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size > largest) {
    console.error(found?.isFile() ? `${file} is larger than 50 MB: no directory of offices.` : `${file} is not a file.`)
    return 1
  }
  const { store } = await openHouse()
  const done = await importInto(store, readFileSync(file), Date.now())
  await store.close()
  for (const { line, reason } of done.faults) console.error(line > 0 ? `linha ${line}: ${reason}` : reason)
  if (!done.layout) return 1
  console.log(
    [
      `${done.read} rows read (${done.layout} layout): ${done.inserted} new, ${done.changed} changed, ${done.same} unchanged, ${done.faults.length} skipped`,
      `${done.eligible} active offices with notas in ${done.ufs} UFs are eligible`,
      `not eligible: ${done.notActive} not active, ${done.withoutNotas} active without notas`,
      `${done.missing} listed before and missing now: kept and marked`,
    ].join('\n'),
  )
  return 0
}

if (import.meta.main) {
  const [verb, file] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (verb !== 'import' || !file) {
    console.error(usage)
    process.exitCode = 2
  } else process.exitCode = await importFile(file)
}
