import { randomBytes } from 'node:crypto'
import type { Email } from '../domain/contact.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import type { Sealer } from '../db/seal.ts'
import type { Store } from '../db/open.ts'
import { dropCode, keptCode } from '../db/sessions.ts'
import { readCookie, type Cookies } from './cookies.ts'
import { codeTries, refusalCode, type Engine } from './engine.ts'

const nonceForm = /^[A-Za-z0-9_-]{32}$/

/** The sign-in library wants an address: the e-mail's blind index at a name that never resolves (RFC 2606 §2). */
export function pseudonym(sealer: Sealer, email: Email): string {
  return `${Buffer.from(sealer.blind('email', email), 'base64url').toString('hex')}@pessoa.invalid`
}

export type Codes = ReturnType<typeof makeCodes>

export function makeCodes(options: {
  store: Store
  sealer: Sealer
  engine: Engine
  cookies: Cookies
  deliverCode(email: string, code: string): void
  real(): number
}) {
  const { store, sealer, engine, cookies } = options

  return {
    /**
     * Makes a code of 6 digits for this browser and hands it to delivery; the same work is done whether or not anyone is
     * known by the e-mail. `browser` is the nonce of an earlier code, which ends here.
     */
    async send(email: Email, browser: string | null): Promise<{ nonceCookie: string }> {
      const name = pseudonym(sealer, email)
      if (browser !== null && nonceForm.test(browser)) {
        const earlier = engine.codeIdentifier(browser, name)
        await store.inTransaction((tx) => dropCode(tx, earlier))
      }
      const nonce = randomBytes(24).toString('base64url')
      const code = await engine.forBrowser(nonce, () =>
        engine.api.createVerificationOTP({ body: { email: name, type: 'sign-in' } }),
      )
      options.deliverCode(email, code)
      return { nonceCookie: cookies.setNonce(nonce) }
    },

    /**
     * Signs in with a code. A browser that did not ask for one gets code_expired before anything is counted, so nobody
     * can use up the tries of the owner.
     */
    async verify(
      email: Email,
      code: string,
      headers: Headers,
    ): Promise<{ cookies: string[]; user: string; token: string } | Fault> {
      const nonce = readCookie(headers.get('cookie'), cookies.nonce)
      if (nonce === null || !nonceForm.test(nonce)) return fault('code_expired')
      const name = pseudonym(sealer, email)
      const identifier = engine.codeIdentifier(nonce, name)
      const kept = await keptCode(store.read, identifier)
      if (!kept || kept.expiresAt <= options.real()) return fault('code_expired')
      if (kept.tries >= codeTries) return fault('code_locked')
      const answer = await engine
        .forBrowser(nonce, () =>
          engine.api.signInEmailOTP({ body: { email: name, otp: code }, headers, returnHeaders: true }),
        )
        .catch((error: unknown) => refusal(refusalCode(error), kept.tries + 1))
      if (isFault(answer)) return answer
      return {
        cookies: [...answer.headers.getSetCookie(), cookies.clearNonce()],
        user: answer.response.user.id,
        token: answer.response.token,
      }
    },
  }
}

function refusal(code: string, tries: number): Fault {
  if (code === 'OTP_EXPIRED') return fault('code_expired')
  return fault(code === 'TOO_MANY_ATTEMPTS' || tries >= codeTries ? 'code_locked' : 'code_wrong')
}
