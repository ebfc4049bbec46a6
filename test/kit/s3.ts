import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

const keys = { id: 'TESTKEY', secret: 'a secret for tests', region: 'us-east-1' }
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The signature that a request should have, by the text of the standard (SigV4), from nothing but what arrived. */
function signatureOf(request: IncomingMessage, names: string[], scope: string): string {
  const url = new URL(request.url ?? '', 'http://x')
  const query = [...url.searchParams].map(([k, v]) => `${encoded(k)}=${encoded(v)}`).sort()
  const lines = names.map((name) => `${name}:${String(request.headers[name]).trim().replace(/\s+/g, ' ')}\n`)
  const payload = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, url.pathname, query.join('&'), lines.join(''), names.join(';'), payload].join('\n')
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const [day = '', region = '', service = ''] = scope.split('/')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (before, part) => hmac(before, part),
    `AWS4${keys.secret}`,
  )
  return createHmac('sha256', key).update(text).digest('hex')
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/
  const [, id, scope = '', names = '', signature] = form.exec(request.headers.authorization ?? '') ?? []
  const signed = names.split(';')
  return (
    id === keys.id &&
    scope.endsWith(`/${keys.region}/s3/aws4_request`) &&
    ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name)) &&
    request.headers['x-amz-content-sha256'] === sha256(body) &&
    signature === signatureOf(request, signed, scope)
  )
}

/** A store on this machine that speaks as much of S3 as we use, and refuses what is not rightly signed. */
export async function startS3(bucket = 'quinze') {
  const kept = new Map<string, { bytes: Buffer; at: number }>()
  const knobs = { failures: 0, delayMs: 0, page: 1000 }
  const seen: string[] = []
  const server = createServer((request, response) => void serve(request, response))
  const say = (response: ServerResponse, status: number, body: string | Buffer = '') =>
    void response.writeHead(status, { 'content-type': 'application/xml' }).end(body)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '', 'http://x')
    seen.push(`${request.method} ${url.pathname}`)
    if (knobs.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, knobs.delayMs))
    if (knobs.failures > 0) {
      knobs.failures -= 1
      return say(response, 503, '<Error><Code>SlowDown</Code></Error>')
    }
    if (!isSigned(request, body)) return say(response, 403, '<Error><Code>SignatureDoesNotMatch</Code></Error>')
    const [, where, ...rest] = url.pathname.split('/')
    if (where !== bucket) return say(response, 404, '<Error><Code>NoSuchBucket</Code></Error>')
    const key = rest.join('/')
    if (key === '') return say(response, 200, listing(url.searchParams))
    const found = kept.get(key)
    if (request.method === 'PUT') kept.set(key, { bytes: body, at: Date.now() })
    if (request.method === 'DELETE') kept.delete(key)
    if (request.method === 'PUT' || request.method === 'DELETE')
      return say(response, request.method === 'PUT' ? 200 : 204)
    return found ? say(response, 200, found.bytes) : say(response, 404, '<Error><Code>NoSuchKey</Code></Error>')
  }

  function listing(query: URLSearchParams): string {
    const after = query.get('start-after') ?? ''
    const all = [...kept.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
    const items = all.slice(0, knobs.page).map((key) => {
      const at = new Date(kept.get(key)?.at ?? 0).toISOString()
      return `<Contents><Key>${key}</Key><LastModified>${at}</LastModified></Contents>`
    })
    return `<ListBucketResult><IsTruncated>${all.length > knobs.page}</IsTruncated>${items.join('')}</ListBucketResult>`
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    place: {
      endpoint: `http://127.0.0.1:${port}`,
      region: keys.region,
      bucket,
      accessKey: keys.id,
      secretKey: keys.secret,
    },
    kept,
    knobs,
    seen,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
