import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const dist = 'dist'
const built = existsSync(join(dist, 'index.html'))
const size = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
const assets = built ? readdirSync(join(dist, 'assets')) : []

/** What a piece of the app pulls in at once, itself included: its static imports, as Rolldown writes them. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(dist, 'assets', file), 'utf8')
  for (const [, next = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) reach(next, seen)
  return seen
}

const chunk = (name: string) => assets.find((file) => file.startsWith(`${name}-`) && file.endsWith('.js')) ?? ''
const jsOf = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + size(`assets/${file}`), 0)

// `npm test` builds before it comes here; a single run of this file may find nothing to weigh.
describe.skipIf(!built)('bytes on the way to a cheap phone (gzip)', () => {
  test('the first route stays within 36 kB of script, the shell among it', () => {
    const [, entry = ''] = /src="\/assets\/([\w.-]+\.js)"/.exec(readFileSync(join(dist, 'index.html'), 'utf8')) ?? []
    const first = new Set([...reach(entry), ...reach(chunk('sign-in'))])
    expect(jsOf(first)).toBeGreaterThan(10_000)
    expect(jsOf(first)).toBeLessThanOrEqual(36_000)
  })

  test('no other piece weighs more than 25 kB, no style sheet more than 12 kB', () => {
    for (const file of assets) {
      const most = file.endsWith('.css') ? 12_000 : 25_000
      expect(size(`assets/${file}`), file).toBeLessThanOrEqual(most)
    }
  })

  test('the service worker is small, and keeps the staff’s screens off a client’s phone', () => {
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
    expect(size('sw.js')).toBeLessThanOrEqual(9_000)
    for (const page of ['queue', 'decision', 'office', 'credential', 'video-staff', 'playback']) {
      expect(chunk(page), page).not.toBe('')
      expect(worker, page).not.toContain(chunk(page))
    }
    expect(worker).not.toContain('screenshot-')
  })
})
