import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { Files, StoredFile } from '../domain/files.ts'

/** An S3-compatible store: the bucket is named in the path, which every such store understands. */
export type S3Place = { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string }

/** A store that answered something else than was asked for. Carries neither key nor address. */
export class StoreRefused extends Error {
  readonly status: number

  constructor(verb: string, status: number) {
    super(`The file store answered ${status} to ${verb}`)
    this.name = 'StoreRefused'
    this.status = status
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/**
 * Files in an S3-compatible store. The signature (SigV4) covers the content too. An answer of 5xx or 429 is asked again up to
 * three times.
 * @param timeoutMs for one call with its repetitions
 */
export function s3Files(place: S3Place, timeoutMs = 15_000): Files {
  const { accessKey: accessKeyId, secretKey: secretAccessKey, region } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3, initRetryMs: 100 })
  const base = `${place.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(place.bucket)}`

  async function call(method: string, path: string, body?: Uint8Array): Promise<Response> {
    const headers = {
      'x-amz-content-sha256': sha256(body ?? new Uint8Array()),
      ...(body ? { 'content-type': 'application/octet-stream' } : {}),
    }
    const signal = AbortSignal.timeout(timeoutMs)
    return client.fetch(`${base}${path}`, { method, headers, signal, ...(body ? { body: Uint8Array.from(body) } : {}) })
  }

  /** The answer's bytes, read to their end also where nobody wants them: an unread answer holds its connection. */
  async function done(method: string, response: Response, fine: (status: number) => boolean): Promise<Uint8Array> {
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!fine(response.status)) throw new StoreRefused(method, response.status)
    return bytes
  }
  const ok = (status: number) => status >= 200 && status < 300

  return {
    async put(key, bytes) {
      await done('PUT', await call('PUT', `/${key}`, bytes), ok)
    },
    async get(key) {
      const response = await call('GET', `/${key}`)
      const bytes = await done('GET', response, (status) => ok(status) || status === 404)
      return response.status === 404 && isNoKey(bytes) ? null : checked(response.status, bytes)
    },
    async remove(key) {
      await done('DELETE', await call('DELETE', `/${key}`), (status) => ok(status) || status === 404)
    },
    async *list(folder) {
      for (let after = ''; ;) {
        const query = new URLSearchParams({ 'list-type': '2', prefix: `${folder}/`, 'start-after': after })
        const text = new TextDecoder().decode(await done('GET', await call('GET', `?${query}`), ok))
        const page = filesIn(text)
        yield* page
        const last = page.at(-1)
        if (!last || !text.includes('<IsTruncated>true')) return
        after = last.key
      }
    },
  }
}

/** A missing file and a missing bucket are both 404; only the former is an answer. */
const isNoKey = (bytes: Uint8Array): boolean => !new TextDecoder().decode(bytes).includes('NoSuchBucket')

function checked(status: number, bytes: Uint8Array): Uint8Array {
  if (status === 404) throw new StoreRefused('GET', status)
  return bytes
}

/** The files of one page of a listing; our keys need no unescaping. */
function filesIn(xml: string): StoredFile[] {
  return [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].flatMap(([, one = '']) => {
    const key = /<Key>([^<]+)<\/Key>/.exec(one)?.[1]
    const at = Date.parse(/<LastModified>([^<]+)<\/LastModified>/.exec(one)?.[1] ?? '')
    return key && !Number.isNaN(at) ? [{ key, at }] : []
  })
}
