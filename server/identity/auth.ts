import { parseEmail } from '../domain/contact.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import type { Db, Store } from '../db/open.ts'
import { removePasskeys } from '../db/passkeys.ts'
import { ensurePerson, personById } from '../db/people.ts'
import type { Sealer } from '../db/seal.ts'
import { endSessions, moveDevices, proveSession, sessionByToken, sessionsOf, type Session } from '../db/sessions.ts'
import { makeCodes } from './codes.ts'
import { makeCookies, readCookie } from './cookies.ts'
import { deviceWords } from './device.ts'
import { makeEngine } from './engine.ts'
import { deriveKeys } from './keys.ts'
import { makePasskeys, type Passkeys, type WebAuthnJson } from './passkeys.ts'
import { makeSessions, type Me } from './sessions.ts'

export type { Me } from './sessions.ts'

/** Who is speaking. Everything here runs on real time (ms), also in demo mode. Set-Cookie values come back as `cookies`. */
export type Auth = {
  /** Makes and delivers a code; the same answer whether or not anyone is known by the e-mail. Fault: invalid. */
  sendCode(email: string, browser: string | null): Promise<{ nonceCookie: string } | Fault>
  /** Faults: invalid, code_wrong, code_expired, code_locked. */
  verifyCode(email: string, code: string, headers: Headers): Promise<{ cookies: string[]; person: string } | Fault>
  who(headers: Headers): Promise<Me | null>
  /** Ends the session with its push subscriptions (rule 70); gives the clearing cookies. */
  signOut(headers: Headers): Promise<string[]>
  sessions(person: string): Promise<Session[]>
  revoke(person: string, session: string): Promise<boolean>
  /** The nonce of a code asked for earlier in this browser, for `sendCode`. */
  browserOf(headers: Headers): string | null
  passkey: Passkeys & {
    /** In a session of the same person it proves that session, otherwise it opens one. Fault: passkey_failed. */
    signIn(headers: Headers, response: WebAuthnJson): Promise<{ cookies: string[]; person: string } | Fault>
  }
  /** Takes all passkeys from a person and ends every session of theirs, so that they may register anew (rule 67). */
  resetPasskeys(person: string, actor: string): Promise<void>
}

export function makeAuth(options: {
  store: Store
  sealer: Sealer
  /** Of 32 characters or more; every key is derived from it. */
  secret: string
  publicUrl: string
  /** Production: `__Host-` names and Secure. */
  secureCookies: boolean
  deliverCode(email: string, code: string): void
  real(): number
}): Auth {
  const { store, sealer, real } = options
  const keys = deriveKeys(options.secret)
  const cookies = makeCookies(keys, options.secureCookies)
  const engine = makeEngine({ store, keys, cookies, publicUrl: options.publicUrl, secure: options.secureCookies })
  const sessions = makeSessions({ store, cookies, real })
  const codes = makeCodes({ store, sealer, engine, cookies, deliverCode: options.deliverCode, real })
  const { passkeys, assert } = makePasskeys({ store, sealer, engine, sessions, real })

  /** The session that this browser had until now gives way to a new one. */
  async function replace(tx: Db, old: Session | null, person: string, next: string): Promise<void> {
    if (!old || old.id === next) return
    if (old.person === person) await moveDevices(store, tx, old.id, next)
    await endSessions(store, tx, [old.id])
  }

  return {
    async sendCode(text, browser) {
      const email = parseEmail(text)
      return email ? codes.send(email, browser) : fault('invalid')
    },

    async verifyCode(text, code, headers) {
      const email = parseEmail(text)
      if (!email) return fault('invalid')
      const old = await sessions.current(headers)
      const verified = await codes.verify(email, code, clean(headers))
      if (isFault(verified)) return verified
      const at = real()
      const person = await store.inTransaction(async (tx) => {
        const { id, made } = await ensurePerson(store, sealer, tx, { user: verified.user, email, at })
        if (made) await appendAudit(tx, store, { at, actor: id, action: 'person.create', subject: id })
        return id
      })
      const session = await sessionByToken(store, verified.token)
      if (!session) throw new Error('The session that was just opened is not there')
      await store.inTransaction(async (tx) => {
        await replace(tx, old, person, session.id)
        await appendAudit(tx, store, { at, actor: person, action: 'session.code', subject: session.id })
      })
      if (old) sessions.forget(old.id)
      return { cookies: verified.cookies, person }
    },

    who: sessions.who,

    async signOut(headers) {
      const session = await sessions.current(headers)
      if (session)
        await sessions.end(session.person, { actor: session.person, action: 'session.end', only: session.id })
      return [cookies.clearSession(), cookies.clearNonce()]
    },

    sessions: sessions.list,
    revoke: (person, only) => sessions.end(person, { actor: person, action: 'session.revoke', only }),
    browserOf: (headers) => readCookie(headers.get('cookie'), cookies.nonce),

    passkey: {
      registerOptions: (headers) => passkeys.registerOptions(clean(headers)),
      register: (headers, response, name) =>
        passkeys.register(clean(headers), response, name || deviceWords(headers.get('user-agent'))),
      signInOptions: (headers) => passkeys.signInOptions(clean(headers)),
      list: passkeys.list,
      remove: passkeys.remove,
      async signIn(headers, response) {
        const old = await sessions.current(headers)
        const asserted = await assert(clean(headers), response)
        if (isFault(asserted)) return asserted
        const { person, session } = asserted
        const at = real()
        const stays = old?.person === person
        const proved = stays ? old.id : session
        await store.inTransaction(async (tx) => {
          if (stays) await endSessions(store, tx, [session])
          else await replace(tx, old, person, session)
          await proveSession(tx, proved, at)
          await appendAudit(tx, store, { at, actor: person, action: 'session.passkey', subject: proved })
        })
        if (old) sessions.forget(old.id)
        return { cookies: stays ? [] : asserted.cookies, person }
      },
    },

    async resetPasskeys(person, actor) {
      const at = real()
      const ended = await store.inTransaction(async (tx) => {
        const found = await personById(store, sealer, tx, person)
        if (!found) return []
        const ids = (await sessionsOf(store, tx, person, 0)).map((session) => session.id)
        await removePasskeys(tx, found.user)
        await endSessions(store, tx, ids)
        await appendAudit(tx, store, { at, actor, action: 'passkey.reset', subject: person })
        return ids
      })
      for (const id of ended) sessions.forget(id)
    },
  }
}

/** What the library may see of a request: its cookies, and the device's name instead of the whole User-Agent. */
function clean(headers: Headers): Headers {
  const cookie = headers.get('cookie')
  return new Headers({
    ...(cookie === null ? {} : { cookie }),
    'user-agent': deviceWords(headers.get('user-agent')),
  })
}
