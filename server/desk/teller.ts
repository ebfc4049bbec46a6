import type { Fault } from '../domain/fault.ts'

export type Channel = 'push' | 'email' | 'sms'

/** What became of the last attempt to reach a person on a channel; `at` in ms, `words` for the screen. */
export type LastDelivery = {
  person: string
  channel: Channel
  at: number
  outcome: 'done' | 'dead' | 'pending'
  words: string
}

/** Who carries words to people: the notices of the outbox, and the few messages that somebody waits for. */
export type Teller = {
  /** There is something new in the outbox. */
  wake(): void
  /** Sends a test message on one channel and waits for its fate; a fault when it can't be sent. */
  test(person: string, channel: Channel): Promise<Fault | null>
  /** Sends the code that confirms a phone (E.164); a fault when no SMS can be sent now. */
  smsCode(person: string, phone: string, code: string): Promise<Fault | null>
  /** Tells somebody by e-mail that an invitation waits for them; what fails is retried or reported, never thrown. */
  invited(invitation: { id: string; email: string; cartorio: string | null }): void
  /** Whether a push endpoint is at a known push service. */
  allowedEndpoint(url: string): boolean
  /** The public key for subscribing (RFC 8292), base64url. */
  vapidKey: string
  /** The last delivery of each channel of each of these people. */
  lastDeliveries(people: readonly string[]): Promise<LastDelivery[]>
}
