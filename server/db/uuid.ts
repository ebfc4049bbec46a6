import { randomUUIDv7 } from 'node:crypto'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const LAST_INSTANT = 2 ** 48 - 1
const COUNTER_MASK = 0xfff

let lastInstant = -1
let counter = 0

/**
 * Makes an id by RFC 9562 §5.7: 48 bits of the instant, then random bits. Ids of one given instant, made one after the other,
 * keep their order by a counter in rand_a (§6.2, method 1); those without a given instant have none in a millisecond. `now` is in epoch milliseconds and defaults to the machine's clock; throws RangeError outside 0 … 2^48-1.
 */
export function uuidv7(now?: number): string {
  const id = randomUUIDv7()
  if (now === undefined) return id
  if (!(now >= 0 && now <= LAST_INSTANT)) throw new RangeError('The instant does not fit into a UUIDv7')
  counter = now === lastInstant ? (counter + 1) & COUNTER_MASK : Number.parseInt(id.slice(15, 18), 16) >> 1
  lastInstant = now
  const instant = Math.floor(now).toString(16).padStart(12, '0')
  return `${instant.slice(0, 8)}-${instant.slice(8)}-7${counter.toString(16).padStart(3, '0')}${id.slice(18)}`
}

/** Tells whether the text is a UUIDv7 in its canonical lower-case form (RFC 9562 §4), as ids are compared byte by byte. */
export function isUuidV7(text: string): boolean {
  return form.test(text)
}

/** What every id of `at` (ms) or later is not below, in the order of their texts: for ranges over a primary key. */
export function idsSince(at: number): string {
  const instant = Math.floor(Math.max(0, at)).toString(16).padStart(12, '0')
  return `${instant.slice(0, 8)}-${instant.slice(8)}`
}

/** The instant (ms) that an id carries. */
export const instantOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
