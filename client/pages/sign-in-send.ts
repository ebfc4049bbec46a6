import { maskEmail, type Email } from '../../server/domain/contact.ts'
import { send } from '../api.ts'

/** A code was sent to this address; `at` tells one sending from the next (epoch ms). */
export type Sent = { masked: string; at: number }

/** Asks for a code by e-mail; the answer is the same whoever exists. Throws ApiProblem. */
export async function requestCode(key: string, email: Email): Promise<Sent> {
  await send('POST', '/api/sign-in/code', { email }, key)
  return { masked: maskEmail(email), at: Date.now() }
}
