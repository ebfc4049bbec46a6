import { isFault } from '../domain/fault.ts'
import type { House } from '../http/env.ts'

/** Signs somebody up as the app would: asks for a code, types it, and signs out again. */
export async function signUp({ auth }: House, address: string, codes: ReadonlyMap<string, string>): Promise<string> {
  const asked = await auth.sendCode(address, null)
  if (isFault(asked)) throw new Error(`no code: ${asked.fault}`)
  const cookie = (set: string) => set.split(';')[0] ?? ''
  const entered = await auth.verifyCode(
    address,
    codes.get(address) ?? '',
    new Headers({ cookie: cookie(asked.nonceCookie) }),
  )
  if (isFault(entered)) throw new Error(`no session: ${entered.fault}`)
  await auth.signOut(new Headers({ cookie: entered.cookies.map(cookie).join('; ') }))
  return entered.person
}
