import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { fault, type Fault } from '../domain/fault.ts'

const quarter = 15 * 60
const hour = 3600
const day = 24 * hour

/** So many `points` in so many `seconds`, counted from the first. */
export type Limit = { points: number; seconds: number }

const usual = {
  codeByEmail: { points: 5, seconds: quarter },
  codeToEmail: { points: 20, seconds: hour },
  codeByAddress: { points: 30, seconds: quarter },
  verifyByAddress: { points: 60, seconds: quarter },
  verifyByEmail: { points: 30, seconds: day },
  verifyToEmail: { points: 150, seconds: day },
  smsByPerson: { points: 5, seconds: quarter },
  testByPerson: { points: 10, seconds: quarter },
  submit: { points: 20, seconds: 3600 },
  release: { points: 10, seconds: 3600 },
  check: { points: 20, seconds: 3600 },
  piece: { points: 600, seconds: 600 },
  image: { points: 30, seconds: 600 },
  askVideo: { points: 3, seconds: hour },
  ring: { points: 6, seconds: 5 * 60 },
  search: { points: 120, seconds: 60 },
  enrol: { points: 20, seconds: hour },
  verify: { points: 60, seconds: 60 },
  challenge: { points: 30, seconds: 60 },
  ocsp: { points: 600, seconds: 60 },
  lookup: { points: 120, seconds: 60 },
  lookupByAddress: { points: 600, seconds: 60 },
  ccnSearch: { points: 60, seconds: quarter },
  write: { points: 240, seconds: 60 },
} satisfies Record<string, Limit>

export type LimitName = keyof typeof usual

export type Limits = {
  /** Counts one use; the fault too_many with the seconds to wait, once the limit is passed. */
  take(name: LimitName, key: string): Promise<Fault | null>
}

/**
 * Limits kept in the memory of this process.
 * @param overrides other numbers, or null where there should be no limit at all
 */
export function makeLimits(overrides: Partial<Record<LimitName, Limit | null>> = {}): Limits {
  const limiters = new Map<LimitName, RateLimiterMemory>()
  for (const [name, limit] of Object.entries({ ...usual, ...overrides }) as [LimitName, Limit | null][])
    if (limit) limiters.set(name, new RateLimiterMemory({ points: limit.points, duration: limit.seconds }))

  return {
    async take(name, key) {
      const limiter = limiters.get(name)
      if (!limiter) return null
      try {
        await limiter.consume(key)
        return null
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        return fault('too_many', { seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) })
      }
    },
  }
}
