import { BlockList, isIP } from 'node:net'

export const unknownAddress = 'unknown'

/** Reads TRUSTED_PROXIES: addresses and CIDR ranges. Throws RangeError on anything else. */
export function trustedProxies(list: readonly string[]): BlockList {
  const trusted = new BlockList()
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const version = isIP(address)
    const longest = version === 4 ? 32 : 128
    const prefix = bits === undefined ? longest : Number(bits)
    if (version === 0 || bits === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > longest)
      throw new RangeError(`TRUSTED_PROXIES: ${entry} is neither an address nor a range`)
    trusted.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
  }
  return trusted
}

/**
 * Whose address a request comes from: the socket's, unless that is a trusted proxy; then the right-most address of
 * X-Forwarded-For that is not one. What stands left of it was written by whoever sent it, and counts for nothing.
 */
export function clientAddress(peer: string | undefined, forwarded: string | undefined, trusted: BlockList): string {
  let address = plain(peer ?? '')
  if (address === null) return unknownAddress
  const hops = (forwarded ?? '').split(',').map((hop) => hop.trim())
  while (isTrusted(address, trusted) && hops.length > 0) {
    const next = plain(hops.pop() ?? '')
    if (next === null) break
    address = next
  }
  return address
}

/** The key under which an address is limited: an IPv6 network of 64 bits belongs to one customer (RFC 6177). */
export function limitKey(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Without brackets, port and zone, IPv4 not dressed as IPv6 (RFC 4291 §2.5.5.2); null when it is no address. */
function plain(text: string): string | null {
  const bare = /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? (/^[\d.]+:\d+$/.test(text) ? text.split(':')[0] : text) ?? ''
  const address = bare
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .toLowerCase()
  return isIP(address) === 0 ? null : address
}
