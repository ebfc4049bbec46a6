import { inArray } from 'drizzle-orm'
import { session, sessionProof } from '../../server/db/schema.auth.sqlite.ts'
import { freePort, startWorld, type World } from './house.ts'

/**
 * A world as production runs it: no mailbox page, no movable clock, passkeys asked for. It is served with the built client
 * at the address that it takes for its public one, which passkeys need; plain HTTP is allowed on this machine.
 */
export async function startProduction(dist: string | null = 'dist'): Promise<World> {
  const port = String(await freePort())
  const env = { ...productionEnv(), PORT: port, HOST: '127.0.0.1', PUBLIC_URL: `http://localhost:${port}` }
  return startWorld({ demo: false, dist, env })
}

/** What production asks for, with an address that is not ours. */
export const productionEnv = (): Record<string, string> => ({
  PUBLIC_URL: 'https://quinze.example',
  AUTH_SECRET: 'a'.repeat(32),
  SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  INDEX_KEY: 'b'.repeat(32),
  PIN_KEY: 'c'.repeat(32),
  CA_PASSPHRASE: 'd'.repeat(32),
  SMTP_URL: 'smtp://mail.example:25',
})

const dayMs = 86_400_000

/** Midnight (UTC, epoch ms) of the next Tuesday after today. */
export function nextTuesday(): number {
  const tomorrow = Math.floor(Date.now() / dayMs) + 1
  // Day 0 of the epoch was a Thursday, hence day 5 the first Tuesday.
  return (tomorrow + ((12 - (tomorrow % 7)) % 7)) * dayMs
}

/** Makes the open sessions of a person look as old as `ms`. */
export async function ageSessions({ house }: World, person: string, ms: number): Promise<void> {
  const open = (await house.auth.sessions(person)).map(({ id }) => id)
  const createdAt = new Date(Date.now() - ms)
  await house.store.inTransaction(async (tx) => {
    await tx.update(session).set({ createdAt }).where(inArray(session.id, open))
  })
}

/** Makes the open sessions of a person such as were opened with a passkey, `ms` ago. */
export async function provePasskey({ house }: World, person: string, ms = 0): Promise<void> {
  const open = await house.auth.sessions(person)
  await house.store.inTransaction(async (tx) => {
    for (const { id } of open) await tx.insert(sessionProof).values({ session: id, passkeyAt: Date.now() - ms })
  })
}
