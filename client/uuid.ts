const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** A UUIDv7 (RFC 9562 §5.7) from the phone's clock, epoch ms: the id of a draft, or of one intent to change something. */
export function uuidv7(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint16Array(5))
  const at = (i: number) => random[i] ?? 0
  const instant = hex(Math.min(Math.max(0, Math.floor(now)), 2 ** 48 - 1), 12)
  const version = hex(0x7000 | (at(0) & 0x0fff), 4)
  const variant = hex(0x8000 | (at(1) & 0x3fff), 4)
  return `${instant.slice(0, 8)}-${instant.slice(8)}-${version}-${variant}-${hex(at(2), 4)}${hex(at(3), 4)}${hex(at(4), 4)}`
}
