import { randomBytes } from 'node:crypto'
import { nonceTerm } from '../domain/certificate.ts'
import { codeFrom, parseCode } from '../domain/short-code.ts'
import { uuidv7 } from '../db/uuid.ts'

/**
 * A verifier's question; `certificate` is the id of the one that answered. `code` is what a holder types whose app is not where links
 * open (an iPhone's installed app). Instants in ms of real time.
 */
export type Challenge = { id: string; code: string; nonce: string; expiresAt: number; certificate: string | null }

export type Challenges = {
  /** Null when too many are open. */
  open(now: number): Challenge | null
  find(id: string): Challenge | null
  /** By its code as typed. */
  findByCode(typed: string): Challenge | null
  answered(id: string, certificate: string): void
}

const most = 5_000

/** Open questions, in this process: ten minutes of nobody's data, which a restart may end. */
export function makeChallenges(): Challenges {
  const all = new Map<string, Challenge>()
  const byCode = new Map<string, Challenge>()

  function forget(now: number): void {
    for (const [id, { code, expiresAt }] of all) {
      // They lie in the order in which they were opened.
      if (expiresAt + nonceTerm >= now) return
      all.delete(id)
      byCode.delete(code)
    }
  }

  return {
    open(now) {
      forget(now)
      if (all.size >= most) return null
      const challenge = {
        id: uuidv7(),
        code: codeFrom(randomBytes(8)),
        nonce: randomBytes(32).toString('base64url'),
        expiresAt: now + nonceTerm,
        certificate: null,
      }
      all.set(challenge.id, challenge)
      byCode.set(challenge.code, challenge)
      return challenge
    },
    find: (id) => all.get(id) ?? null,
    findByCode: (typed) => byCode.get(parseCode(typed, 8) ?? '') ?? null,
    answered(id, certificate) {
      const found = all.get(id)
      if (found) found.certificate = certificate
    },
  }
}

/** What a holder signs for a verifier: the purpose, the nonce, and the address where it was asked. */
export const challengeBytes = (nonce: string, origin: string): Uint8Array =>
  Buffer.concat([Buffer.from('quinze challenge'), Buffer.from(nonce, 'base64url'), Buffer.from(origin)])
