import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readConfig, type Config } from '../config.ts'

const marker = '.quinze-demo'

/** The demo's own secret, kept with its marker; a folder with other content is somebody's real data and is refused. */
export function demoSecret(dataDir: string): string {
  const file = join(dataDir, marker)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} holds data that is not a demo's: choose an empty DATA_DIR`)
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** Reads the environment or ends with one line per problem. */
export function configOrExit(demo: boolean): Config {
  try {
    const read = readConfig(process.env, demo ? demoSecret(process.env['DATA_DIR'] ?? 'data/demo') : null)
    if ('config' in read) return read.config
    for (const line of read.problems) console.error(`Quinze can't start: ${line}`)
  } catch (error) {
    console.error(`Quinze can't start: ${error instanceof Error ? error.message : String(error)}`)
  }
  process.exit(1)
}
