import { faceConsent } from '../domain/check-words.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { isLegalKind, legalFault, legalTexts, type LegalKind } from '../domain/legal.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { addLegal, legalVersion, legalVersions } from '../db/legal.ts'
import type { Db, Store } from '../db/open.ts'
import type { ActTools } from './act.ts'

/** A text in one of its versions; `at` and `author` are null for the one that the app is delivered with. */
export type Legal = { kind: LegalKind; version: number; body: string; at: number | null; author: string | null }

const builtIn = (kind: LegalKind): Legal => ({
  kind,
  version: 1,
  body: legalTexts[kind].builtIn,
  at: null,
  author: null,
})

const toLegal = (kind: LegalKind, { version, body, at, author }: Omit<Legal, 'kind'>): Legal => ({
  kind,
  version,
  body,
  at,
  author,
})

/** The version of a text that clients are shown now. */
export async function newestLegal(store: Store, db: Db, kind: LegalKind): Promise<Legal> {
  const [row] = await legalVersions(store, db, kind, 1)
  return row ? toLegal(kind, row) : builtIn(kind)
}

/** Every version of a text, the newest first. */
export async function allLegal(store: Store, db: Db, kind: LegalKind): Promise<Legal[]> {
  return [...(await legalVersions(store, db, kind)).map((row) => toLegal(kind, row)), builtIn(kind)]
}

/** How a version is called where somebody agreed to it: 'v1' is the delivered one. */
export const consentName = ({ version }: Pick<Legal, 'version'>): string => `v${version}`
export const deliveredName = consentName({ version: 1 })

/** The text that somebody agreed to under this name; null for a name that was never one. */
export async function legalNamed(store: Store, db: Db, kind: LegalKind, name: string): Promise<Legal | null> {
  const version = Number(/^v(\d{1,6})$/.exec(name)?.[1])
  if (version === 1) return builtIn(kind)
  const row = Number.isInteger(version) ? await legalVersion(store, db, kind, version) : null
  return row && toLegal(kind, row)
}

/** What a client is asked before a face is compared; the delivered text has a version of its own, older than these. */
export async function faceLegal(store: Store, db: Db, flow: 'v4' | 'v5'): Promise<{ version: string; text: string }> {
  const legal = await newestLegal(store, db, `face_${flow}`)
  return { version: legal.version === 1 ? faceConsent.version : consentName(legal), text: legal.body }
}

/**
 * Publishes the next version of a text, to be shown from now on; who agreed before agreed to what was shown. Faults: not_found,
 * invalid with the sentence under `body`, stale (somebody published since `base`).
 */
export async function publishLegal(
  tools: ActTools,
  { kind, body, base, actor }: { kind: string; body: string; base: number; actor: string },
): Promise<Legal | Fault> {
  const { store, sealer, time } = tools
  if (!isLegalKind(kind)) return fault('not_found')
  const wrong = legalFault(kind, body)
  if (wrong) return fault('invalid', { body: wrong })
  return store.inTransaction(async (tx, { afterCommit }) => {
    const at = time.now()
    const newest = await newestLegal(store, tx, kind)
    const text = body.trim()
    if (newest.version !== base || newest.body === text) return fault('stale')
    const row = { kind, version: base + 1, body: text, author: actor, at }
    await addLegal(store, tx, row)
    const entry = { at, actor, action: 'legal.publish', subject: kind }
    await appendAudit(tx, store, sealedEntry(sealer, entry, { kind: legalTexts[kind].name, version: row.version }))
    afterCommit(() => tools.woken(new Set([`all legal:${kind}`, 'platform admin:legal'])))
    return row
  })
}
