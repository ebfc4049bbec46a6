import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { demoSecret } from '../../server/main.ts'
import { startWorld } from '../kit/house.ts'

const folder = mkdtempSync(join(tmpdir(), 'quinze-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const whole = {
  PUBLIC_URL: 'https://quinze.example',
  AUTH_SECRET: 'a'.repeat(32),
  SEALING_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  INDEX_KEY: 'b'.repeat(32),
  PIN_KEY: 'c'.repeat(32),
  CA_PASSPHRASE: 'd'.repeat(32),
  SMTP_URL: 'smtp://mail.example:25',
}
const problemsOf = (env: Record<string, string>, demo: string | null = null): string[] => {
  const read = readConfig(env, demo)
  return 'problems' in read ? read.problems : []
}

test('production starts with its secrets and names each one that is missing', () => {
  expect(problemsOf(whole)).toEqual([])
  for (const name of Object.keys(whole)) {
    const { [name as keyof typeof whole]: _gone, ...rest } = whole
    expect(problemsOf(rest).join(), name).toContain(name)
  }
  expect(problemsOf({ ...whole, AUTH_SECRET: 'short' }).join()).toContain('AUTH_SECRET')
  expect(problemsOf({ ...whole, SEALING_KEYS: 'k1:abc' }).join()).toContain('SEALING_KEYS')
  expect(problemsOf({ ...whole, PUBLIC_URL: 'http://quinze.example' }).join()).toContain('https')
  expect(problemsOf({ ...whole, PUSH_EXTRA_HOSTS: 'localhost:1' }).join()).toContain('PUSH_EXTRA_HOSTS')
})

test('the command itself ends with one line per missing secret', () => {
  const ran = spawnSync(process.execPath, ['server/main.ts'], {
    env: { PATH: process.env['PATH'], DATA_DIR: folder },
    encoding: 'utf8',
  })
  expect(ran.status).toBe(1)
  for (const name of Object.keys(whole)) expect(ran.stderr).toContain(name)
})

test('the demo refuses what smells of production', () => {
  const secret = 'x'.repeat(32)
  expect(problemsOf({}, secret)).toEqual([])
  expect(problemsOf({ PUBLIC_URL: 'https://quinze.example' }, secret)).toHaveLength(1)
  expect(problemsOf({ DATABASE_URL: 'postgres://x' }, secret)).toHaveLength(1)
  expect(problemsOf({ HOST: '0.0.0.0' }, secret)).toHaveLength(1)
  const real = join(folder, 'real')
  mkdirSync(real)
  writeFileSync(join(real, 'quinze.db'), '')
  expect(() => demoSecret(real)).toThrow(/not a demo/)
  const empty = join(folder, 'demo')
  expect(demoSecret(empty)).toBe(demoSecret(empty))
})

test('production has neither mailbox nor movable clock, asks for a passkey, and sets __Host- cookies', async () => {
  const world = await startWorld({ env: whole, demo: false })
  try {
    for (const path of ['/demo', '/api/demo/mailbox'])
      expect((await world.call(null, 'GET', path)).status, path).toBe(404)
    const client = await world.signIn('cliente@exemplo.com')
    expect(client.cookie).toMatch(/__Host-/)
    expect((await world.call(client, 'POST', '/api/demo/clock', { by: '1m' })).status).toBe(404)
    await world.office('900001', '3550308')
    const notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
    const pulled = await world.call(notary, 'POST', '/api/requests/x/pull', { cartorio: '900001' })
    expect([pulled.status, pulled.body['code']]).toEqual([403, 'needs_passkey'])
  } finally {
    await world.end()
  }
})

test('OpenAPI 3.1 describes the routes, and its references lead somewhere', async () => {
  const world = await startWorld()
  try {
    const { body } = await world.call(null, 'GET', '/api/openapi.json')
    expect(body['openapi']).toMatch(/^3\.1/)
    const paths = Object.keys(body['paths'] as object)
    for (const path of [
      '/requests',
      '/requests/{id}/release',
      '/requests/{id}/pull',
      '/requests/{id}/decision',
      '/queue',
      '/pool',
      '/cartorios',
      '/stream',
      '/preferences',
    ])
      expect(
        paths.some((each) => each.endsWith(path)),
        path,
      ).toBe(true)
    const text = JSON.stringify(body)
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
      expect(Object.keys((body['components'] as { schemas: object }).schemas)).toContain(name)
  } finally {
    await world.end()
  }
})
