import { hash } from 'node:crypto'
import { appendAudit } from '../db/audit.ts'
import type { Store } from '../db/open.ts'
import { endSessions, sessionByToken, sessionsOf, touchSession, type Session } from '../db/sessions.ts'
import { readCookie, type Cookies } from './cookies.ts'

/** Who speaks: a person in a session, and when (ms) that session last proved a passkey. */
export type Me = { person: string; session: string; passkeyAt: number | null }

/** How long (ms) a session is believed without asking the database; a revocation in this process is felt at once. */
const believed = 5_000
const kept = 20_000
const touchEvery = 3_600_000

export type Sessions = {
  /** Null without a cookie of ours, or when its session has ended or expired. */
  who(headers: Headers): Promise<Me | null>
  /** The whole session behind the cookie, read from the database. */
  current(headers: Headers): Promise<Session | null>
  /** The sessions of a person that are open now, newest first. */
  list(person: string): Promise<Session[]>
  /** Ends sessions of a person, all of them when none is named, with their push subscriptions (rule 70). */
  end(person: string, why: { actor: string; action: string; only?: string }): Promise<boolean>
  /** Forgets what is believed of a session, after its row was changed. */
  forget(session: string): void
}

export function makeSessions({ store, cookies, real }: { store: Store; cookies: Cookies; real(): number }): Sessions {
  const known = new Map<string, { me: Me; until: number }>()
  let changes = 0

  async function read(cookie: string): Promise<Session | null> {
    const token = cookies.token(cookie)
    const session = token === null ? null : await sessionByToken(store, token)
    return session && session.expiresAt > real() ? session : null
  }

  function forget(session: string): void {
    changes += 1
    for (const [key, { me }] of known) if (me.session === session) known.delete(key)
  }

  return {
    forget,
    async who(headers) {
      const cookie = readCookie(headers.get('cookie'), cookies.session)
      if (cookie === null) return null
      const key = hash('sha256', cookie, 'base64')
      const now = real()
      const hit = known.get(key)
      if (hit && hit.until > now && hit.until <= now + believed) return hit.me
      const before = changes
      const session = await read(cookie)
      if (!session) return null
      const me: Me = { person: session.person, session: session.id, passkeyAt: session.passkeyAt }
      // What was read while a session was being ended may already be wrong.
      if (before === changes) {
        if (known.size >= kept) known.clear()
        known.set(key, { me, until: now + believed })
      }
      if (now - session.seenAt > touchEvery)
        void store.inTransaction((tx) => touchSession(tx, session.id, now)).catch(() => {})
      return me
    },
    async current(headers) {
      const cookie = readCookie(headers.get('cookie'), cookies.session)
      return cookie === null ? null : read(cookie)
    },
    list: (person) => sessionsOf(store, store.read, person, real()),
    async end(person, { actor, action, only }) {
      const at = real()
      const ended = await store.inTransaction(async (tx) => {
        const ids = (await sessionsOf(store, tx, person, 0)).map((session) => session.id)
        const chosen = only === undefined ? ids : ids.filter((id) => id === only)
        if (chosen.length === 0) return []
        await endSessions(store, tx, chosen)
        await appendAudit(tx, store, { at, actor, action, subject: person })
        return chosen
      })
      for (const id of ended) forget(id)
      return ended.length > 0
    },
  }
}
