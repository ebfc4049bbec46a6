import { readFileSync, statSync } from 'node:fs'
import { importListing } from '../db/directory.ts'
import { fold } from '../domain/fold.ts'
import { readDirectory, type DirectoryRow } from '../outside/directory.ts'
import { openHouse } from './open.ts'

const largest = 50 * 1024 * 1024
const usage =
  'Use: npm run cartorios -- import FILE   (CNJ listing or "serventias" layout, plain or gzip; --demo for the demo folder)'

const toListed = (row: DirectoryRow) => ({
  cns: row.cns,
  name: row.name,
  search: fold(`${row.name} ${row.municipio}`),
  ibge: row.ibge,
  municipio: row.municipio,
  uf: row.uf,
  zone: row.zone,
  address: [row.address, row.district, row.cep].filter(Boolean).join(', '),
  status: row.status,
  eligible: row.eligible,
})

/** `npm run cartorios -- import FILE`: reads a directory listing into the database and prints what became of every row. */
export async function importFile(file: string, open = openHouse): Promise<number> {
  if (statSync(file).size > largest) {
    console.error(`${file} is larger than 50 MB: this is not a directory of offices.`)
    return 1
  }
  const { rows, faults, layout, read } = readDirectory(readFileSync(file))
  for (const { line, reason } of faults) console.error(line > 0 ? `linha ${line}: ${reason}` : reason)
  if (!layout) return 1
  const { store } = await open()
  const counted = await importListing(store, layout, rows.map(toListed), Date.now())
  const eligible = rows.filter((row) => row.eligible)
  const notActive = rows.filter((row) => !row.active).length
  const withoutNotas = rows.filter((row) => row.active && !row.notas).length
  console.log(
    [
      `${read} rows read (${layout} layout): ${counted.inserted} new, ${counted.changed} changed, ${counted.same} unchanged, ${faults.length} skipped`,
      `${eligible.length} active offices with notas in ${new Set(eligible.map((row) => row.uf)).size} UFs are eligible`,
      `not eligible: ${notActive} not active, ${withoutNotas} active without notas`,
      `${counted.missing} listed before and missing now: kept and marked`,
    ].join('\n'),
  )
  await store.close()
  return 0
}

if (import.meta.main) {
  const [verb, file] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  if (verb !== 'import' || !file) {
    console.error(usage)
    process.exitCode = 2
  } else process.exitCode = await importFile(file)
}
