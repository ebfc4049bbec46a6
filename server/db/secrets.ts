import { eq } from 'drizzle-orm'
import type { Db, Store } from './open.ts'
import type { Sealer } from './seal.ts'

/** A generated secret that every process must find the same: made once, sealed, inserted if absent. */
export async function secretOf<T>(store: Store, sealer: Sealer, name: string, make: () => T): Promise<T> {
  const { secret } = store.tables
  return store.inTransaction(async (tx) => {
    const value = sealer.sealJson(make(), `secret:${name}`)
    await tx.insert(secret).values({ name, value }).onConflictDoNothing()
    const [row] = await tx.select().from(secret).where(eq(secret.name, name))
    return sealer.openJson<T>(row?.value ?? value, `secret:${name}`)
  })
}

/** A secret that was made before, or null. */
export async function readSecret<T>(store: Store, sealer: Sealer, name: string): Promise<T | null> {
  const { secret } = store.tables
  const [row] = await store.read.select().from(secret).where(eq(secret.name, name))
  return row ? sealer.openJson<T>(row.value, `secret:${name}`) : null
}

/** A plain setting of the installation, such as the demo clock's offset. */
export async function readSetting(store: Store, name: string, db = store.read): Promise<string | null> {
  const { setting } = store.tables
  return (await db.select().from(setting).where(eq(setting.name, name)))[0]?.value ?? null
}

export async function writeSetting(store: Store, name: string, value: string): Promise<void> {
  await store.inTransaction((tx) => putSetting(store, tx, name, value))
}

/** The same in a transaction of the caller's. */
export async function putSetting(store: Store, tx: Db, name: string, value: string): Promise<void> {
  const { setting } = store.tables
  await tx.insert(setting).values({ name, value }).onConflictDoUpdate({ target: setting.name, set: { value } })
}
