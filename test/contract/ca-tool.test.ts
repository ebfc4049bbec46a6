import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { apiKeyCommand } from '../../server/tools/api-key.ts'
import { openssl } from '../kit/openssl.ts'
import { freePort, startWorld } from '../kit/house.ts'
import { productionEnv } from '../kit/production.ts'

const folder = mkdtempSync(join(tmpdir(), 'quinze-ca-'))
const [dataDir, file] = [join(folder, 'data'), join(folder, 'root.pem')]
const judge = openssl()
let env: Record<string, string>
beforeAll(async () => {
  env = { ...productionEnv(), DATA_DIR: dataDir, PORT: String(await freePort()), HOST: '127.0.0.1' }
})
afterAll(() => {
  judge.end()
  rmSync(folder, { recursive: true, force: true })
})

const rootPassphrase = 'uma frase longa para a raiz'
const ca = (args: string[], more: Record<string, string> = {}) =>
  spawnSync(process.execPath, ['server/tools/ca.ts', ...args], {
    env: { PATH: process.env['PATH'], ...env, ...more },
    encoding: 'utf8',
  })
const init = (passphrase = rootPassphrase) => ca(['init', '--out', file], { CA_ROOT_PASSPHRASE: passphrase })

test('without an authority everything but issuing runs, and the log says what to do', async () => {
  const world = await startWorld({ env, demo: false })
  try {
    expect(world.house.ca).toBeNull()
    expect(world.logs.join()).toContain('npm run ca -- init')
    expect((await world.call(null, 'GET', '/ca/crl')).body['code']).toBe('issue_off')
    expect((await world.call(null, 'GET', '/healthz')).status).toBe(200)
  } finally {
    await world.stop()
  }
})

test('words that make no sense get the usage, and make nothing', async () => {
  for (const wrong of [[], ['init'], ['init', '--out'], ['--foo'], ['make', '--out', file]]) {
    const said = ca(wrong)
    expect([said.status, said.stdout], wrong.join(' ')).toEqual([2, ''])
    expect(said.stderr).toMatch(/^Use:\n {2}npm run ca -- init/)
  }
  expect(await apiKeyCommand(['create', 'e-Not', '--cnss', '900001'])).toBeNull()
  // An empty limit is not the same as none.
  for (const limit of ['--cns', '--address']) expect(await apiKeyCommand(['create', 'e-Not', limit, ' , '])).toBe(1)
})

test('the command makes both, takes the root away encrypted, and does it once', async () => {
  expect(init('short').status).toBe(1)
  const made = init()
  expect(made.stderr).toBe('')
  expect(made.stdout).toMatch(/Quinze Raiz[\s\S]*Quinze Certificado Notarizado/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(/BEGIN CERTIFICATE[\s\S]*BEGIN ENCRYPTED PRIVATE KEY/)
  const opened = (passphrase: string) => judge.run('pkey', '-in', file, '-passin', `pass:${passphrase}`, '-pubout')
  expect((await opened('another one altogether')).ok).toBe(false)
  const root = await judge.run('x509', '-in', file, '-noout', '-pubkey')
  expect((await opened(rootPassphrase)).text).toBe(root.text)
  const again = init()
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('There is an authority already') as string])
}, 90_000)

test('the server then issues; under another passphrase it does not, and says why', async () => {
  const world = await startWorld({ env, demo: false })
  const list = Buffer.from(await (await fetch(`${world.url}/ca/crl`)).arrayBuffer())
  await world.stop()
  const crl = await judge.keep('list', list, 'crl')
  const issuing = Buffer.from(world.house.ca?.issuing ?? [])
  expect((await judge.run('crl', '-in', crl, '-noout', '-CAfile', await judge.keep('issuing', issuing))).text).toMatch(
    /verify OK/,
  )
  const wrong = await startWorld({ env: { ...env, CA_PASSPHRASE: 'e'.repeat(32) }, demo: false })
  expect(wrong.house.ca).toBeNull()
  expect(wrong.logs.join()).toContain('CA_PASSPHRASE does not open the issuing key')
  await wrong.stop()
})

test('keys of programs are made, listed and revoked by an administrator, and shown once', async () => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const said: string[] = []
  const ear = (line: unknown) => void said.push(String(line))
  vi.spyOn(console, 'log').mockImplementation(ear)
  vi.spyOn(console, 'error').mockImplementation(ear)
  const admin = async (...args: string[]) => {
    said.length = 0
    const status = await apiKeyCommand(args)
    return { status, text: said.join('\n') }
  }
  try {
    const made = await admin('create', 'e-Not', '--cns', '900001', '--address', '192.0.2.0/24', '--daily', '50')
    const [, id = '', key = ''] = /Key (\S+) for e-Not[\s\S]*(qz_[\w-]{43})/.exec(made.text) ?? []
    expect(key).not.toBe('')
    const listed = await admin('list')
    expect(listed.text).toContain(`${id}  e-Not  valid  900001  from 192.0.2.0/24  today 0 of 50`)
    expect(listed.text).not.toContain(key)
    expect((await admin('create', 'x', '--address', 'somewhere')).status).toBe(1)
    expect((await admin('create', 'x', '--cns', '12')).status).toBe(1)
    expect((await admin('create', 'x', '--daily', '0')).status).toBe(1)
    expect((await admin('revoke', id)).status).toBe(0)
    expect((await admin('revoke', id)).status).toBe(1)
    expect((await admin('list')).text).toContain('revoked')
    expect((await admin('nonsense')).status).toBeNull()
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  }
})
