import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../kit/house.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'quinze-demo-'))
let server: ChildProcess
let url: string
let printed = ''

async function start(): Promise<void> {
  const port = await freePort()
  url = `http://localhost:${port}`
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' }
  server = spawn(process.execPath, ['server/main.ts', '--demo', '--api-only'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  printed = ''
  server.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  while (!printed.includes('Sign-in codes')) await new Promise((resolve) => setTimeout(resolve, 50))
}

beforeAll(start, 60_000)
afterAll(() => {
  server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** Signs in as the printed instructions say, with the code from the demo's mailbox. */
async function signIn(email: string): Promise<string> {
  const jar = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(url + path, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const asked = await post('/api/sign-in/code', { email })
  const { items } = (await (await fetch(`${url}/api/demo/mailbox`)).json()) as {
    items: { to: string; subject?: string; text: string }[]
  }
  const code = /\b\d{6}\b/.exec(
    items.find((item) => item.to === email && item.subject?.includes('código'))?.text ?? '',
  )?.[0]
  return jar(await post('/api/sign-in/verify', { email, code }, jar(asked)))
}

const get = async (path: string, cookie: string) =>
  (await (await fetch(url + path, { headers: { cookie } })).json()) as Record<string, unknown>

describe('the demo world', () => {
  test('prints where to go and as whom', () => {
    expect(printed).toContain(url)
    expect(printed).toMatch(/cliente@exemplo\.com[\s\S]*tabeliao@exemplo\.com[\s\S]*administracao@exemplo\.com/)
    expect(printed).toContain(`${url}/demo`)
  })

  test('has cartórios in all 27 UFs, and a request in every state that can be reached so far', () => {
    const db = new BetterSqlite(join(dataDir, 'quinze.db'), { readonly: true })
    const list = (sql: string) => db.prepare(sql).pluck().all()
    expect(list('SELECT count(DISTINCT uf) FROM cartorio WHERE credentialed_at IS NOT NULL')).toEqual([27])
    expect(list("SELECT count(*) FROM cartorio WHERE uf = 'SP'")[0]).toBeGreaterThanOrEqual(3)
    expect(list("SELECT count(*) FROM cartorio WHERE uf = 'RR'")).toEqual([1])
    // A record as the client sent it, and one that its cartório completed.
    expect(list('SELECT max(version) FROM ccn GROUP BY record ORDER BY 1')).toEqual([1, 2])
    expect(list('SELECT DISTINCT status FROM request ORDER BY status')).toEqual([
      'cancelled',
      'choosing',
      'expired',
      'in_progress',
      'rejected',
      'released',
      'waiting',
    ])
    expect(list('SELECT count(*) FROM request WHERE pulled = 1')).toEqual([1])
    db.close()
  })

  test('has somebody for the administration and an inspector', async () => {
    for (const [email, role] of [
      ['administracao@exemplo.com', 'admin'],
      ['corregedoria@exemplo.com', 'inspetor'],
    ] as const)
      expect(await get('/api/me', await signIn(email))).toMatchObject({ roles: [{ role, cns: null }] })
  })

  test('the clock moves business time and leaves the session alone', async () => {
    const cookie = await signIn('tabeliao@exemplo.com')
    const before = await get('/api/queue?cartorio=900001', cookie)
    const moved = await fetch(`${url}/api/demo/clock`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json', cookie },
      body: JSON.stringify({ by: '15m' }),
    })
    expect(moved.status).toBe(200)
    const after = await get('/api/queue?cartorio=900001', cookie)
    expect(Number(after['now']) - Number(before['now'])).toBeGreaterThanOrEqual(15 * 60_000)
    expect((after['waiting'] as { state: string }[]).every(({ state }) => state === 'expired')).toBe(true)
  })
})

test(
  'SIGTERM drains: the stream is told to reconnect, what is under way is answered, the next start goes on',
  { timeout: 60_000 },
  async () => {
    const cookie = await signIn('cliente@exemplo.com')
    const stream = await fetch(`${url}/api/stream`, { headers: { cookie } })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('event: hello')
    const asked = Array.from({ length: 20 }, () => fetch(`${url}/api/requests`, { headers: { cookie } }))
    const settled = Promise.allSettled(asked)
    await new Promise((resolve) => setTimeout(resolve, 5))
    server.kill('SIGTERM')
    let heard = ''
    for (;;) {
      const chunk = await reader?.read()
      if (!chunk || chunk.done) break
      heard += chunk.value
    }
    expect(heard).toContain('event: bye')
    const answers = await settled
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.status : 'cut'))).toEqual(
      Array(20).fill(200),
    )
    const [code] = (await once(server, 'exit')) as [number]
    expect(code).toBe(0)
    await start()
    expect(Array.isArray((await get('/api/requests', cookie))['items'])).toBe(true)
  },
)
