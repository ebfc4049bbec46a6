import { features, featureNames, isFeature, type Feature } from '../domain/features.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { sealedEntry } from '../db/audit-detail.ts'
import { prolongCodes } from '../db/enrolments.ts'
import { putSetting, readSetting } from '../db/secrets.ts'
import type { Store } from '../db/open.ts'
import type { Sealer } from '../db/seal.ts'
import type { Topics } from './announce.ts'

/** A switch as it stands; `changed` is null for one that was never touched. Instants in ms of business time. */
export type FeatureState = { name: Feature; on: boolean; changed: { at: number; by: string; why: string } | null }

/** The switches of the installation, kept in memory: asked at every use. */
export type Features = {
  on(name: Feature): boolean
  all(): FeatureState[]
  /** Faults: not_found, reason_needed, stale (it already stands so). */
  set(change: Change): Promise<FeatureState | Fault>
}

/** `at` in business time, `real` in real time (ms). */
type Change = { name: string; on: boolean; actor: string; why: string; at: number; real: number }

type Kept = { on: boolean; at: number; by: string; why: string; real?: number }
const setting = (name: Feature): string => `feature:${name}`

/** Reads the switches once. @param woken after a commit, with the keys of who shows them */
export async function makeFeatures(store: Store, sealer: Sealer, woken: (topics: Topics) => void): Promise<Features> {
  const known = new Map<Feature, Kept>()
  const keptOf = async (name: Feature, db = store.read): Promise<Kept | null> => {
    const value = await readSetting(store, setting(name), db)
    return value === null ? null : sealer.openJson<Kept>(value, setting(name))
  }
  for (const name of featureNames) {
    const kept = await keptOf(name)
    if (kept) known.set(name, kept)
  }
  const stateOf = (name: Feature): FeatureState => {
    const kept = known.get(name)
    return { name, on: kept?.on ?? true, changed: kept ? { at: kept.at, by: kept.by, why: kept.why } : null }
  }
  return {
    on: (name) => known.get(name)?.on ?? true,
    all: () => featureNames.map(stateOf),
    async set({ name, on, actor, why, at, real }) {
      if (!isFeature(name)) return fault('not_found')
      if (!why.trim()) return fault('reason_needed')
      return store.inTransaction(async (tx, { afterCommit }) => {
        // What is in memory may be older than somebody else's change in this very commit.
        const before = await keptOf(name, tx)
        if ((before?.on ?? true) === on) return fault('stale')
        const kept: Kept = { on, at, by: actor, why: why.trim(), real }
        if (name === 'issue' && on && before) await prolongCodes(store, tx, before.real ?? before.at, real)
        await putSetting(store, tx, setting(name), sealer.sealJson(kept, setting(name)))
        const entry = { at, actor, action: 'feature.switch', subject: name }
        await appendAudit(tx, store, sealedEntry(sealer, entry, { name: features[name].name, on, why: kept.why }))
        afterCommit(() => {
          known.set(name, kept)
          woken(new Set(['all features', 'platform admin:features']))
        })
        return { name, on, changed: { at, by: actor, why: kept.why } }
      })
    },
  }
}
