import { parseArgs } from 'node:util'
import { apiKeys, useOf } from '../db/api-keys.ts'
import { endApiKey, makeApiKey } from '../desk/api-keys.ts'
import { parseCns } from '../domain/cns.ts'
import { dayOf } from '../domain/instant-words.ts'
import { trustedProxies } from '../http/address.ts'
import { commandLine } from '../identity/roles.ts'
import { openHouse } from './open.ts'

const usual = 1000
export const apiKeyUsage = `  npm run admin -- api-key create NAME [--cns 900001,900002] [--address 192.0.2.0/24,2001:db8::1] [--daily ${usual}]
  npm run admin -- api-key list
  npm run admin -- api-key revoke ID`

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** Keys of programs that ask for exclusivity. Gives the exit code; null where the words make no sense. */
export async function apiKeyCommand(args: readonly string[]): Promise<number | null> {
  const read = wordsOf([...args])
  if (!read) return null
  const { values, positionals } = read
  const [verb, subject] = positionals
  if (verb === 'create' && subject) return create(subject, values)
  if (verb === 'list') return show()
  if (verb === 'revoke' && subject) return revoke(subject)
  return null
}

const options = {
  cns: { type: 'string' },
  address: { type: 'string' },
  daily: { type: 'string' },
  demo: { type: 'boolean' },
} as const

function wordsOf(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch {
    return null
  }
}

async function create(name: string, values: { cns?: string; address?: string; daily?: string }): Promise<number> {
  const scope = list(values.cns).map((text) => parseCns(text))
  const addresses = list(values.address)
  const daily = Number(values.daily ?? usual)
  // Nothing where a limit was meant would be no limit at all: a variable that was not set, say.
  if (values.cns !== undefined && scope.length === 0) return refused('--cns names no cartório.')
  if (values.address !== undefined && addresses.length === 0) return refused('--address names no address.')
  if (scope.includes(null)) return refused('a CNS has six digits.')
  if (!Number.isInteger(daily) || daily < 1) return refused('--daily is a whole number, 1 or more.')
  try {
    trustedProxies(addresses)
  } catch {
    return refused('--address takes addresses and ranges such as 192.0.2.0/24.')
  }
  const { store, sealer } = await openHouse()
  const known = scope.filter((cns) => cns !== null)
  const asked = { name, scope: known, addresses, daily, at: Date.now(), actor: commandLine }
  const made = await makeApiKey({ store, sealer }, asked)
  await store.close()
  console.log(`Key ${made.id} for ${name}. It is shown this once:\n${made.key}`)
  return 0
}

function refused(why: string): number {
  console.error(`No key was made: ${why}`)
  return 1
}

async function show(): Promise<number> {
  const { store } = await openHouse()
  const today = dayOf(Date.now(), 'America/Sao_Paulo')
  for (const row of await apiKeys(store)) {
    const use = await useOf(store, store.read, row.id, today)
    const at = (instant: number | null) => (instant === null ? 'never' : new Date(instant).toISOString())
    const scope = row.scope.join(',') || 'every CNS'
    const from = row.addresses.join(',') || 'everywhere'
    const state = row.revokedAt === null ? 'valid' : `revoked ${at(row.revokedAt)}`
    console.log(
      `${row.id}  ${row.name}  ${state}  ${scope}  from ${from}  today ${use?.asked ?? 0} of ${row.daily}, ${use?.missed ?? 0} in vain  last used ${at(row.lastUsedAt)}`,
    )
  }
  await store.close()
  return 0
}

async function revoke(id: string): Promise<number> {
  const { store, sealer } = await openHouse()
  const asked = { id, at: Date.now(), actor: commandLine, why: 'command line' }
  const refused = await endApiKey({ store, sealer }, asked)
  await store.close()
  console.log(refused ? `No valid key has the id ${id}` : `Key ${id} is revoked`)
  return refused ? 1 : 0
}
