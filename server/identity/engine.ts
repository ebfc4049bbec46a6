import { AsyncLocalStorage } from 'node:async_hooks'
import { passkey } from '@better-auth/passkey'
import { APIError, betterAuth } from 'better-auth'
import { emailOTP } from 'better-auth/plugins/email-otp'
import type { Store } from '../db/open.ts'
import { uuidv7 } from '../db/uuid.ts'
import { storeAdapter } from './adapter.ts'
import { codeTerm, type Cookies } from './cookies.ts'
import type { AuthKeys } from './keys.ts'

export const codeTries = 5
const sessionTerm = 30 * 86_400_000

export type Engine = ReturnType<typeof makeEngine>

/**
 * The sign-in library, set up so that its tables hold no e-mail, no code and no address. None of its routes is mounted: only
 * `api` is called, so its own limits and origin checks are ours to make.
 */
export function makeEngine(options: {
  store: Store
  keys: AuthKeys
  cookies: Cookies
  publicUrl: string
  secure: boolean
}) {
  const { keys, cookies } = options
  const browser = new AsyncLocalStorage<string>()
  const origin = new URL(options.publicUrl).origin

  // Codes are found by e-mail alone in the library; the nonce of the asking browser in their identifier keeps them apart.
  const identifierOf = (identifier: string): string => keys.identifier(`${browser.getStore() ?? ''}\0${identifier}`)

  const auth = betterAuth({
    appName: 'Quinze',
    baseURL: origin,
    secret: keys.cookie,
    database: storeAdapter(options.store),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    session: { expiresIn: sessionTerm / 1000, freshAge: 0, disableSessionRefresh: true },
    verification: { storeIdentifier: { hash: async (identifier) => identifierOf(identifier) } },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: cookies.prefix,
      cookies: { session_token: { name: cookies.session } },
      defaultCookieAttributes: { secure: options.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7() },
    },
    plugins: [
      emailOTP({
        otpLength: 6,
        expiresIn: codeTerm / 1000,
        allowedAttempts: codeTries,
        storeOTP: { hash: async (code) => keys.code(code) },
        // The code is made by createVerificationOTP, which hands it to us.
        sendVerificationOTP: async () => {},
      }),
      passkey({
        rpID: new URL(origin).hostname,
        rpName: 'Quinze',
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        registration: {
          afterVerification: async ({ verification }) => {
            if (!verification.registrationInfo?.userVerified) throw new APIError('BAD_REQUEST')
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new APIError('BAD_REQUEST')
          },
        },
      }),
    ],
  })

  return {
    api: auth.api,
    /** Runs `work` for the codes of one browser. */
    forBrowser: <T>(nonce: string, work: () => Promise<T>): Promise<T> => browser.run(nonce, work),
    /** Under which identifier the sign-in code of this pseudonym and browser is kept. */
    codeIdentifier: (nonce: string, pseudonym: string): string =>
      browser.run(nonce, () => identifierOf(`sign-in-otp-${pseudonym}`)),
  }
}

/** The library's code of a refusal, such as INVALID_OTP; anything but its own refusals is thrown on. */
export function refusalCode(error: unknown): string {
  if (!(error instanceof APIError)) throw error
  return typeof error.body?.code === 'string' ? error.body.code : ''
}
