import { fault, isFault, type Fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import type { Store } from '../db/open.ts'
import { countPasskeys, passkeysOf, removePasskeys, type PasskeyRow } from '../db/passkeys.ts'
import { personById } from '../db/people.ts'
import type { Sealer } from '../db/seal.ts'
import { personOfUser, proveSession } from '../db/sessions.ts'
import { refusalCode, type Engine } from './engine.ts'
import type { Sessions } from './sessions.ts'

/** How fresh (ms) a sign-in by code has to be for a person's first passkey. */
const fresh = 30 * 60_000

/** What the browser's own WebAuthn functions take and give as JSON (WebAuthn L3 §5.1). */
export type WebAuthnJson = Record<string, unknown>

export type Passkeys = {
  /** Options for PublicKeyCredential.parseCreationOptionsFromJSON; the challenge is bound by the cookies. */
  registerOptions(headers: Headers): Promise<{ options: WebAuthnJson; cookies: string[] } | Fault>
  /** Keeps a new passkey; the session counts as opened with it. */
  register(headers: Headers, response: WebAuthnJson, name: string): Promise<{ id: string } | Fault>
  signInOptions(headers: Headers): Promise<{ options: WebAuthnJson; cookies: string[] }>
  list(person: string): Promise<PasskeyRow[]>
  /** Removes an own passkey; false when there is no such one. */
  remove(person: string, id: string): Promise<boolean>
}

type Assertion = NonNullable<Parameters<Engine['api']['verifyPasskeyAuthentication']>[0]>['body']['response']

export type Asserted = { person: string; session: string; token: string; cookies: string[] }

export function makePasskeys(options: {
  store: Store
  sealer: Sealer
  engine: Engine
  sessions: Sessions
  real(): number
}) {
  const { store, sealer, engine, sessions, real } = options

  /** The first passkey needs a fresh code, a further one a session opened with a passkey (rule 67). */
  async function mayRegister(headers: Headers): Promise<{ person: string; session: string } | Fault> {
    const current = await sessions.current(headers)
    const person = current && (await personById(store, sealer, store.read, current.person))
    if (!current || !person) return fault('unauthenticated')
    if ((await countPasskeys(store.read, person.user)) > 0) {
      if (current.passkeyAt === null) return fault('needs_passkey')
    } else if (current.createdAt <= real() - fresh) {
      // Only a session that is really over makes the app ask for a new code and come back.
      await sessions.end(person.id, { actor: person.id, action: 'session.stale', only: current.id })
      return fault('unauthenticated')
    }
    return { person: person.id, session: current.id }
  }

  const passkeys: Passkeys = {
    async registerOptions(headers) {
      const may = await mayRegister(headers)
      if (isFault(may)) return may
      const answer = await engine.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true })
      const person = await personById(store, sealer, store.read, may.person)
      // The library knows the pseudonym only; the person should read their own e-mail in the browser's dialog.
      const user = {
        ...answer.response.user,
        name: person?.email ?? '',
        displayName: person?.name ?? person?.email ?? '',
      }
      return { options: { ...answer.response, user }, cookies: answer.headers.getSetCookie() }
    },

    async register(headers, response, name) {
      const may = await mayRegister(headers)
      if (isFault(may)) return may
      const made = await engine.api
        .verifyPasskeyRegistration({ body: { response, name }, headers })
        .catch((error: unknown) => failed(error))
      if (isFault(made)) return made
      const at = real()
      await store.inTransaction(async (tx) => {
        await proveSession(tx, may.session, at)
        await appendAudit(tx, store, { at, actor: may.person, action: 'passkey.register', subject: made.id })
      })
      sessions.forget(may.session)
      return { id: made.id }
    },

    async signInOptions(headers) {
      const answer = await engine.api.generatePasskeyAuthenticationOptions({ headers, returnHeaders: true })
      return {
        options: { ...answer.response, userVerification: 'required' },
        cookies: answer.headers.getSetCookie(),
      }
    },

    list: (person) => passkeysOf(store, store.read, person),

    async remove(person, id) {
      const found = await personById(store, sealer, store.read, person)
      if (!found) return false
      return store.inTransaction(async (tx) => {
        const removed = await removePasskeys(tx, found.user, id)
        if (removed) await appendAudit(tx, store, { at: real(), actor: person, action: 'passkey.remove', subject: id })
        return removed
      })
    },
  }

  /** Checks an assertion; the library opens a session for it, which is the caller's to keep or to end. */
  async function assert(headers: Headers, response: WebAuthnJson): Promise<Asserted | Fault> {
    const answer = await engine.api
      .verifyPasskeyAuthentication({
        body: { response: response as unknown as Assertion },
        headers,
        returnHeaders: true,
      })
      .catch((error: unknown) => failed(error))
    if (isFault(answer)) return answer
    const { session } = answer.response
    const person = await personOfUser(store, store.read, session.userId)
    if (!person) return fault('passkey_failed')
    return { person, session: session.id, token: session.token, cookies: answer.headers.getSetCookie() }
  }

  return { passkeys, assert }
}

function failed(error: unknown): Fault {
  refusalCode(error)
  return fault('passkey_failed')
}
