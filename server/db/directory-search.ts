import { and, asc, count, eq, gt, inArray, isNotNull, isNull, like, or, type SQL } from 'drizzle-orm'
import type { Role } from '../domain/cartorio.ts'
import type { CartorioRow } from './cartorios.ts'
import { atMost } from './limit.ts'
import type { Db, Store } from './open.ts'

/** Which part of the directory: all of it, or what stands in one way or another. */
export const directoryParts = ['all', 'open', 'waiting', 'suspended', 'missing', 'ineligible'] as const
export type DirectoryPart = (typeof directoryParts)[number]

function partOf({ cartorio }: Store['tables'], part: DirectoryPart): SQL | undefined {
  switch (part) {
    case 'open':
      return and(isNotNull(cartorio.credentialedAt), isNull(cartorio.suspendedAt), eq(cartorio.eligible, true))
    case 'waiting':
      return and(isNull(cartorio.credentialedAt), eq(cartorio.eligible, true))
    case 'suspended':
      return isNotNull(cartorio.suspendedAt)
    case 'missing':
      return isNotNull(cartorio.missingSince)
    case 'ineligible':
      return eq(cartorio.eligible, false)
    case 'all':
      return undefined
  }
}

/**
 * The whole directory for the administration, by UF, município and name, with how many there are in all.
 * @param asked.words already folded; each must occur in name, município or CNS
 */
export async function searchDirectory(
  store: Store,
  asked: { words: readonly string[]; uf: string | null; part: DirectoryPart; limit: number },
): Promise<{ total: number; rows: CartorioRow[] }> {
  const { cartorio } = store.tables
  const where = and(
    partOf(store.tables, asked.part),
    ...(asked.uf ? [eq(cartorio.uf, asked.uf)] : []),
    ...asked.words.map((word) => {
      const text = `%${word.replaceAll(/[%_]/g, '')}%`
      return or(like(cartorio.search, text), like(cartorio.cns, text))
    }),
  )
  const [counted] = await store.read.select({ n: count() }).from(cartorio).where(where)
  const rows = await store.read
    .select()
    .from(cartorio)
    .where(where)
    .orderBy(asc(cartorio.uf), asc(cartorio.municipio), asc(cartorio.search), asc(cartorio.cns))
    .limit(atMost(asked.limit))
  return { total: counted?.n ?? 0, rows }
}

/** How many people hold each role at a cartório at `now` (ms). */
export async function teamCount(store: Store, db: Db, cns: string, now: number): Promise<{ role: Role; n: number }[]> {
  const { role } = store.tables
  return db
    .select({ role: role.role, n: count() })
    .from(role)
    .where(and(eq(role.cns, cns), or(isNull(role.until), gt(role.until, now))))
    .groupBy(role.role)
}

/** The people of the platform itself at `now` (ms), oldest role first. */
export async function platformRoles(store: Store, db: Db, now: number) {
  const { role } = store.tables
  return db
    .select()
    .from(role)
    .where(
      and(isNull(role.cns), inArray(role.role, ['admin', 'inspetor']), or(isNull(role.until), gt(role.until, now))),
    )
    .orderBy(asc(role.since))
    .limit(atMost(500))
}

/** The open invitations to roles of the platform at `now` (ms). */
export async function platformInvitations(store: Store, db: Db, now: number) {
  const { invitation } = store.tables
  return db
    .select()
    .from(invitation)
    .where(and(isNull(invitation.cns), isNull(invitation.acceptedAt), gt(invitation.expiresAt, now)))
    .orderBy(asc(invitation.at))
    .limit(atMost(200))
}
