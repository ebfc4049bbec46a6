import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Db, Store } from './open.ts'
import { subscriptionSeal, type Subscription } from './people.ts'
import type { Sealer } from './seal.ts'
import { uuidv7 } from './uuid.ts'

/** Devices a person may have subscribed; the one unseen for longest gives way. */
const devicesKept = 20

export type Device = { id: string; device: string; session: string; seenAt: number }

/**
 * Keeps a device's subscription. The endpoint is unique: it moves to whoever is signed in on that device (rule 70) and is
 * bound to that session, with which it goes.
 * @param given.device what to call the device on screen
 * @param given.at ms
 */
export async function keepSubscription(
  store: Store,
  sealer: Sealer,
  tx: Db,
  given: { person: string; session: string; device: string; subscription: Subscription; at: number },
): Promise<string> {
  const { pushSubscription } = store.tables
  const endpointBlind = blindEndpoint(sealer, given.subscription.endpoint)
  const [known] = await tx
    .select({ id: pushSubscription.id })
    .from(pushSubscription)
    .where(eq(pushSubscription.endpointBlind, endpointBlind))
  const id = known?.id ?? uuidv7(given.at)
  const row = {
    subscription: sealer.sealJson(given.subscription, subscriptionSeal(id)),
    person: given.person,
    session: given.session,
    device: given.device,
    seenAt: given.at,
  }
  if (known) await tx.update(pushSubscription).set(row).where(eq(pushSubscription.id, id))
  else await tx.insert(pushSubscription).values({ id, endpointBlind, createdAt: given.at, ...row })
  const extra = (await devicesOf(store, tx, given.person)).slice(devicesKept).map((device) => device.id)
  if (extra.length > 0) await tx.delete(pushSubscription).where(inArray(pushSubscription.id, extra))
  return id
}

/** The devices of a person, the one seen last first. */
export async function devicesOf(store: Store, db: Db, person: string): Promise<Device[]> {
  const { pushSubscription } = store.tables
  return db
    .select({
      id: pushSubscription.id,
      device: pushSubscription.device,
      session: pushSubscription.session,
      seenAt: pushSubscription.seenAt,
    })
    .from(pushSubscription)
    .where(eq(pushSubscription.person, person))
    .orderBy(desc(pushSubscription.seenAt))
}

/** Drops one subscription by its id: the push service said that it is gone (rule 36). */
export async function removeSubscription(store: Store, tx: Db, id: string): Promise<void> {
  const { pushSubscription } = store.tables
  await tx.delete(pushSubscription).where(eq(pushSubscription.id, id))
}

/** Drops a device of this person, named by its id or by its endpoint; those of others are left alone. */
export async function removeDevice(
  store: Store,
  sealer: Sealer,
  tx: Db,
  person: string,
  which: { id: string } | { endpoint: string },
): Promise<boolean> {
  const { pushSubscription } = store.tables
  const named =
    'id' in which
      ? eq(pushSubscription.id, which.id)
      : eq(pushSubscription.endpointBlind, blindEndpoint(sealer, which.endpoint))
  const rows = await tx
    .delete(pushSubscription)
    .where(and(eq(pushSubscription.person, person), named))
    .returning({ id: pushSubscription.id })
  return rows.length > 0
}

/** Drops every subscription of a person (rule 70: the last role ended). */
export async function removeDevicesOf(store: Store, tx: Db, person: string): Promise<void> {
  const { pushSubscription } = store.tables
  await tx.delete(pushSubscription).where(eq(pushSubscription.person, person))
}

const blindEndpoint = (sealer: Sealer, endpoint: string): string => sealer.blind('push-endpoint', endpoint)
