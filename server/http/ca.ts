import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { revocationReasons } from '../domain/certificate.ts'
import type { Standing } from '../domain/ca.ts'
import { certificatesBySerial, type CertificateRow } from '../db/certificates.ts'
import { limitKey } from './address.ts'
import type { Env, House } from './env.ts'
import { addressReader } from './guard.ts'
import { problem } from './problem.ts'

const largest = 2048
const day = 86_400

/** What other programs ask of the authority: its certificates, the revocation list and OCSP. No session, no personal data. */
export function caRoutes(house: House) {
  const { ca, keeper, store, time } = house
  const address = addressReader(house.config)

  const file = (c: Context<Env>, bytes: Uint8Array, type: string, maxAge: number): Response => {
    c.header('Cache-Control', `public, max-age=${maxAge}`)
    return c.body(new Uint8Array(bytes), 200, { 'content-type': type })
  }

  async function find(serials: readonly string[]): Promise<Map<string, Standing>> {
    const rows = await certificatesBySerial(store, serials)
    return new Map(rows.map((row) => [row.serial, standingOf(row)]))
  }

  async function answer(c: Context<Env>, request: Uint8Array): Promise<Response> {
    if (!ca) return problem(c, 'issue_off')
    const refused = await house.limits.take('ocsp', limitKey(address(c)))
    if (refused) return problem(c, refused)
    const now = time.real()
    const { der, until } = await ca.answer(request, now, find)
    // RFC 5019 §6.2: what may be kept says until when; an answer to a nonce is one person's.
    c.header(
      'Cache-Control',
      until === null ? 'no-store' : `public, max-age=${Math.floor((until - now) / 1000)}, no-transform`,
    )
    return c.body(new Uint8Array(der), 200, { 'content-type': 'application/ocsp-response' })
  }

  return new Hono<Env>()
    .get('/root.crt', (c) => (ca ? file(c, ca.root, 'application/pkix-cert', day) : problem(c, 'issue_off')))
    .get('/issuing.crt', (c) => (ca ? file(c, ca.issuing, 'application/pkix-cert', day) : problem(c, 'issue_off')))
    .get('/crl', async (c) => {
      const list = await keeper.list()
      if (!list) return problem(c, 'issue_off')
      c.header('Last-Modified', new Date(list.thisUpdate).toUTCString())
      // A minute: by then a revocation has to be seen (rule 51).
      return file(c, Buffer.from(list.der, 'base64'), 'application/pkix-crl', 30)
    })
    .get('/ocsp/:request{.+}', (c) => answer(c, fromPath(c.req.param('request'))))
    .post('/ocsp', bodyLimit({ maxSize: largest, onError: (c) => problem(c, 'too_large') }), async (c) => {
      if (!/^application\/ocsp-request\b/i.test(c.req.header('content-type') ?? ''))
        return problem(c, 'unsupported_type')
      return answer(c, new Uint8Array(await c.req.arrayBuffer()))
    })
    .all('/*', (c) => problem(c, 'not_found'))
}

/** Base64 in the path (RFC 6960 appendix A.1), its percent signs undone by the router; what makes no sense is a malformed request. */
const fromPath = (text: string): Uint8Array =>
  text.length > largest * 2 ? new Uint8Array() : new Uint8Array(Buffer.from(text, 'base64'))

/** Not yet in force is not good: whoever asks learns no more than /verificar says. */
function standingOf(row: CertificateRow): Standing {
  if (row.revokedAt !== null)
    return { status: 'revoked', at: row.revokedAt, reason: revocationReasons[row.reason ?? 'unspecified'] }
  return { status: row.state === 'active' ? 'good' : 'unknown' }
}
