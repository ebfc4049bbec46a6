import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Store } from '../db/open.ts'
import { readSecret, secretOf } from '../db/secrets.ts'
import type { Sealer } from '../db/seal.ts'
import type { Ca } from '../domain/ca.ts'
import { localSigner, makeAuthority, type CaRecord } from '../outside/ca-keys.ts'
import { makeCa } from '../outside/ca.ts'

export const authorityName = 'ca'

/**
 * Opens the issuing authority; demo mode makes one by itself. Null, with a line in the log that says what to do, where none was
 * made or the passphrase doesn't open it: everything but issuing goes on.
 */
export async function openAuthority(store: Store, sealer: Sealer, config: Config, log: Logger): Promise<Ca | null> {
  const { demo, publicUrl, caPassphrase } = config
  const make = () => makeAuthority(Date.now(), publicUrl, { issuing: caPassphrase, root: null }).record
  const record =
    (await readSecret<CaRecord>(store, sealer, authorityName)) ??
    (demo ? await secretOf(store, sealer, authorityName, make) : null)
  if (!record) {
    log.error('no certificate authority: run "npm run ca -- init --out FILE", then start again; issuing is off')
    return null
  }
  const signer = localSigner(record, caPassphrase)
  if (!signer) {
    log.error('CA_PASSPHRASE does not open the issuing key; issuing is off')
    return null
  }
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  return makeCa(signer, { issuing: bytes(record.issuing), root: bytes(record.root) })
}
