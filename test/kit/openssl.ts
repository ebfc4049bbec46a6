import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What openssl said, whatever its exit code. */
export type Said = { ok: boolean; text: string }

/** An independent judge: openssl's command line with a folder of its own. */
export function openssl() {
  const folder = mkdtempSync(join(tmpdir(), 'quinze-openssl-'))
  const path = (name: string) => join(folder, name)
  const run = (...args: string[]): Promise<Said> =>
    new Promise((resolve) => {
      execFile(process.env['OPENSSL_PATH'] ?? 'openssl', args, { timeout: 20_000 }, (error, stdout, stderr) =>
        resolve({ ok: error === null, text: `${stderr}${stdout}` }),
      )
    })
  return {
    run,
    path,
    /** Writes DER bytes as PEM too, and gives the path of the PEM. */
    async keep(name: string, der: Uint8Array, what: 'x509' | 'crl' | 'req' = 'x509'): Promise<string> {
      writeFileSync(path(`${name}.der`), der)
      const said = await run(what, '-inform', 'DER', '-in', path(`${name}.der`), '-out', path(`${name}.pem`))
      if (!said.ok) throw new Error(said.text)
      return path(`${name}.pem`)
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
