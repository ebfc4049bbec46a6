import { createHmac, randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Shelf } from '../../client/wallet/shelf.ts'

/** A disk in memory that copies as IndexedDB does. */
export function memoryShelf(kept = new Map<string, unknown>()): Shelf {
  return {
    get: async <T>(name: string) => structuredClone(kept.get(name)) as T | undefined,
    put: async (name, value) => void kept.set(name, structuredClone(value)),
    remove: async (name) => void kept.delete(name),
    names: async () => [...kept.keys()],
  }
}

/** What openssl says of a PKCS#10 request in DER; null when it refuses the signature or the form. */
export function openssl(csr: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'quinze-csr-'))
  const file = join(folder, 'request.der')
  writeFileSync(file, csr)
  const judged = spawnSync('openssl', [
    'req',
    '-inform',
    'DER',
    '-in',
    file,
    '-verify',
    '-noout',
    '-text',
    '-nameopt',
    'utf8,space_eq,sep_comma_plus_space',
  ])
  rmSync(folder, { recursive: true, force: true })
  const said = `${judged.stdout}${judged.stderr}`
  // Its exit code is 0 whatever it finds (3.0).
  return /verify OK/.test(said) ? said : null
}

const bytes = (text: unknown) => Buffer.from(String(text), 'base64url')

export class Lost extends Error {}

/** The server's half of an enrolment, with a line that can be cut before or after the server heard. */
export function fakeServer() {
  const k = randomBytes(32)
  const id = 'enrolment-1'
  const hmac = (sign: string, p: Buffer) => createHmac('sha256', k).update(sign).update(id).update(p).digest()
  const state = { secret: '', salt: '', verifier: '', csr: '', nonce: '', proved: 0, tries: 0 }
  const heard: { path: string; key: string; body: Record<string, string> }[] = []
  let cut: { path: string; when: 'before' | 'after' } | null = null
  const answers = new Map<string, unknown>()
  const answer = (path: string, body: Record<string, string>): unknown => {
    if (path.endsWith('/enrolment')) {
      Object.assign(state, { secret: body['secret'], salt: body['salt'] })
      return { enrolment: id, salt: body['salt'], subject: { name: 'JOSÉ DA CONCEIÇÃO', cartorio: 'Tabelionato' } }
    }
    if (path.endsWith('/pin')) {
      if (body['secret'] !== state.secret) throw new Error('not_found')
      const verifier = hmac('v', bytes(body['p'])).toString('hex')
      state.verifier ||= verifier
      if (state.verifier !== verifier) throw new Error(`pin_wrong ${++state.tries}`)
      return { half: hmac('h', bytes(body['p'])).toString('base64url') }
    }
    if (path.endsWith('/certificate')) {
      if (state.csr && state.csr !== body['csr']) throw new Error('another key')
      state.csr = String(body['csr'])
      return { id: 'c1', certificate: 'AQID', chain: ['BAUG'], serial: '0a', code: 'ABCD', notAfter: 1 }
    }
    if (path.endsWith('/nonce')) return { nonce: (state.nonce = randomBytes(32).toString('base64url')) }
    state.proved++
    return { id: 'c1', signature: body['signature'] }
  }
  return {
    state,
    heard,
    k,
    cut: (path: string, when: 'before' | 'after') => void (cut = { path, when }),
    send: async <T>(_: 'POST', path: string, sent: unknown, key: string): Promise<T> => {
      const body = sent as Record<string, string>
      const now = cut && path.endsWith(cut.path) ? cut.when : null
      if (now) cut = null
      if (now === 'before') throw new Lost()
      heard.push({ path, key, body })
      const said = answers.get(key) ?? answer(path, body)
      answers.set(key, said)
      if (now === 'after') throw new Lost()
      return said as T
    },
  }
}
