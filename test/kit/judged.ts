import type { Sent } from './holder.ts'
import type { World } from './house.ts'
import type { openssl } from './openssl.ts'

/** The last question to a path that ends so, with its answer. Throws when there was none. */
export function lastTo(heard: readonly Sent[], end: string): Sent {
  const found = heard.findLast(({ path }) => path.endsWith(end))
  if (!found) throw new Error(`nothing was sent to …${end}`)
  return found
}

/** What openssl makes of a certificate with the chain it came with, the list and the responder of this minute. */
export async function judged(
  judge: ReturnType<typeof openssl>,
  world: World,
  { answer }: Sent,
): Promise<{ list: string; responder: string }> {
  const der = (base64: unknown) => Buffer.from(String(base64), 'base64url')
  const [issuing, root] = answer['chain'] as string[]
  const leaf = await judge.keep('leaf', der(answer['certificate']))
  const middle = await judge.keep('issuing', der(issuing))
  const top = await judge.keep('root', der(root))
  const bytes = await fetch(`${world.url}/ca/crl`).then((list) => list.arrayBuffer())
  const crl = await judge.keep('list', new Uint8Array(bytes), 'crl')
  const trust = ['-CAfile', top, '-untrusted', middle]
  const verified = await judge.run('verify', '-crl_check', '-CRLfile', crl, ...trust, leaf)
  const where = ['-issuer', middle, '-cert', leaf, '-url', `${world.url}/ca/ocsp`, '-CAfile', top]
  const answered = await judge.run('ocsp', ...where, '-verify_other', middle)
  return { list: verified.text, responder: answered.text }
}
