import { X509Certificate } from 'node:crypto'
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readSecret, secretOf } from '../db/secrets.ts'
import { makeAuthority, type CaRecord } from '../outside/ca-keys.ts'
import { authorityName } from './authority.ts'
import { openHouse } from './open.ts'

const shortest = 20
const usage = `Use:
  npm run ca -- init --out FILE   makes the root and the issuing authority; FILE takes the root's key, encrypted
  npm run ca -- show              says which authority this installation has
The root's passphrase (${shortest} characters or more) is asked for, or read from CA_ROOT_PASSPHRASE.`

async function rootPassphrase(): Promise<string | null> {
  const given = process.env['CA_ROOT_PASSPHRASE'] ?? (process.stdin.isTTY ? await ask() : '')
  if (given === null) return null
  if (given.length >= shortest) return given
  console.error(`The root's passphrase needs ${shortest} characters or more (CA_ROOT_PASSPHRASE, or type it).`)
  return null
}

/** Twice, since a slip would lock the root away for good; null when the two differ. */
async function ask(): Promise<string | null> {
  const line = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await line.question('Passphrase for the root key (shown as you type): ')
  const again = await line.question('The same again: ')
  line.close()
  if (answer === again) return answer
  console.error('The two passphrases are not the same: nothing was made.')
  return null
}

const described = (der: string): string => {
  const { subject, validTo, fingerprint256 } = new X509Certificate(Buffer.from(der, 'base64'))
  return `${subject.replaceAll('\n', ', ')}\n  valid to ${validTo}\n  SHA-256 ${fingerprint256}`
}

/** On disk before the database knows of it: a root whose key got lost could never be used again. */
function writeRoot(file: string, { record, rootKey }: ReturnType<typeof makeAuthority>): void {
  const handle = openSync(file, 'wx', 0o600)
  const certificate = new X509Certificate(Buffer.from(record.root, 'base64')).toString()
  writeSync(handle, `${certificate}${rootKey ?? ''}`)
  fsyncSync(handle)
  closeSync(handle)
}

async function init(file: string): Promise<number> {
  const { store, sealer, config } = await openHouse()
  try {
    if (config.demo) throw new Error('The demo makes its own authority')
    if (await readSecret<CaRecord>(store, sealer, authorityName)) throw new Error('There is an authority already')
    const root = await rootPassphrase()
    if (root === null) return 1
    const made = makeAuthority(Date.now(), config.publicUrl, { issuing: config.caPassphrase, root })
    writeRoot(file, made)
    const kept = await secretOf(store, sealer, authorityName, () => made.record)
    if (kept.root !== made.record.root) throw new Error(`Another authority was made meanwhile: delete ${file}`)
    console.log(`${described(kept.root)}\n${described(kept.issuing)}
The root's key is in ${file}, encrypted, and nowhere else: keep it offline, in two places. Start the server again.`)
    return 0
  } catch (error) {
    console.error(`Nothing was made: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    await store.close()
  }
}

async function show(): Promise<number> {
  const { store, sealer } = await openHouse()
  const record = await readSecret<CaRecord>(store, sealer, authorityName)
  await store.close()
  console.log(record ? `${described(record.root)}\n${described(record.issuing)}` : 'No authority was made yet')
  return record ? 0 : 1
}

/** Null where the words make no sense. */
function wordsOf() {
  try {
    return parseArgs({ options: { out: { type: 'string' }, demo: { type: 'boolean' } }, allowPositionals: true })
  } catch {
    return null
  }
}

if (import.meta.main) {
  const { values, positionals } = wordsOf() ?? { values: {}, positionals: [] }
  const [verb] = positionals
  if (verb === 'init' && values.out) process.exitCode = await init(values.out)
  else if (verb === 'show') process.exitCode = await show()
  else {
    console.error(usage)
    process.exitCode = 2
  }
}
