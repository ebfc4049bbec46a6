import { createHmac } from 'node:crypto'
import type { Config } from '../config.ts'
import type { IceServer } from './call-views.ts'

/** How long (ms) a TURN credential is good for. */
const term = 3_600_000

/**
 * The ICE servers of one call. TURN gets a credential of its own after draft-uberti-behave-turn-rest-00 §2.2, which coturn's
 * use-auth-secret checks: the user name says until when (unix seconds), the password is its HMAC-SHA-1 under the shared secret.
 * @param real the machine's clock (ms), which coturn compares with its own
 */
export function iceFor(
  { stun, turn, relayOnly }: Config['ice'],
  call: string,
  real: number,
): { servers: IceServer[]; relayOnly: boolean; lives: number } {
  const servers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : []
  if (turn) {
    const username = `${Math.floor((real + term) / 1_000)}:${call}`
    const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
    servers.push({ urls: turn.urls, username, credential })
  }
  return { servers, relayOnly, lives: term }
}
