import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApp } from '../../server/http/app.ts'
import { startWorld, type World } from '../kit/house.ts'

const expected = {
  'content-security-policy': expect.stringContaining("default-src 'none'"),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy': expect.stringContaining('camera=(self)'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

describe('headers of every answer', () => {
  let world: World
  const bare = () => makeApp({ ...world.house, metrics: new Registry() }, null)
  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(() => world.end())

  const paths = [
    ['/api/openapi.json', 200],
    ['/api/requests', 401],
    ['/api/nowhere', 404],
    ['/nowhere', 404],
    ['/healthz', 200],
  ] as const

  test.each(paths)('%s answers %d with them, over a socket and without one', async (path, status) => {
    const answers = [await fetch(`${world.url}${path}`), await bare().request(path)]
    for (const answer of answers) {
      expect(Object.fromEntries(answer.headers)).toMatchObject(expected)
      expect(answer.headers.get('x-powered-by')).toBeNull()
      if (path.startsWith('/api/')) expect(answer.headers.get('cache-control')).toBe('no-store')
      if (answers.indexOf(answer) === 0) expect(answer.status).toBe(status)
    }
  })

  test('a stream keeps a cache-control of its own', async () => {
    const session = await world.signIn('cliente@exemplo.com')
    const stop = new AbortController()
    const stream = await fetch(`${world.url}/api/stream`, { headers: { cookie: session.cookie }, signal: stop.signal })
    expect(stream.headers.get('cache-control')).toMatch(/^no-cache/)
    expect(Object.fromEntries(stream.headers)).toMatchObject(expected)
    stop.abort()
  })
})
