import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  defaultFaults,
  doorFaults,
  importsOf,
  linesOf,
  median,
  purityFaults,
  roomOf,
  sourcesUnder,
  type Source,
} from './kit/rooms.ts'

const manifest: Record<'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
  readFileSync('package.json', 'utf8'),
)
const declared = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)])

const longest = 250
const soft = 60

/** Each with the fault it is allowed and the reason. */
const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {}

/** What single domain files may use beyond the rest. */
const pureEnough: Readonly<Record<string, readonly string[]>> = {
  // Calendar arithmetic happens on the server; the client gets ready instants.
  'server/domain/hours.ts': ['Temporal', 'type Temporal'],
  'server/domain/hours-fault.ts': ['Temporal', 'type Temporal'],
  'server/domain/layers.ts': ['Temporal', 'type Temporal'],
  'server/domain/day-rules.ts': ['Temporal', 'type Temporal'],
  'server/domain/calendar-edit.ts': ['Temporal', 'type Temporal'],
  'server/domain/calendar-list.ts': ['Temporal', 'type Temporal'],
  // Three years by calendar (rule 54), for the server alone as well.
  'server/domain/term.ts': ['Temporal', 'type Temporal'],
  // The interfaces of the channels, which the other rooms keep.
  'server/domain/delivery.ts': ['type Promise'],
  'server/domain/files.ts': ['type Promise'],
  'server/domain/ca.ts': ['type Promise'],
  'server/domain/sources.ts': ['type Promise'],
  'server/domain/pictures.ts': ['type Promise'],
}

const house = sourcesUnder('server', 'client')
const code = house.filter(({ path }) => !path.endsWith('.css'))

const say = (list: readonly Source[], check: (source: Source) => string[]): string[] =>
  list.flatMap((source) =>
    check(source)
      .filter((fault) => !exceptions[source.path]?.[fault])
      .map((fault) => `${source.path} ${fault}`),
  )

describe('the house', () => {
  test('every file stands in a room', () => {
    expect(code.filter(({ path }) => roomOf(path) === null).map(({ path }) => path)).toEqual([])
    expect(code.length).toBeGreaterThan(100)
  })

  test('every import goes through a door, names its ending and no barrel', () => {
    expect(say(code, (source) => doorFaults(source, declared))).toEqual([])
  })

  test('the domain is pure: no clock, no chance, no promise, no I/O', () => {
    const domain = code.filter(({ path }) => roomOf(path) === 'domain')
    expect(say(domain, (source) => purityFaults(source, pureEnough[source.path]))).toEqual([])
  })

  test('the client never imports what needs Temporal', () => {
    const client = code.filter(({ path }) => roomOf(path) === 'client')
    const values = client.flatMap((source) => importsOf(source).filter(({ typeOnly }) => !typeOnly))
    expect(
      values.filter(({ from }) =>
        /domain\/(hours|hours-fault|layers|day-rules|calendar-edit|calendar-list|term)\.ts$/.test(from),
      ),
    ).toEqual([])
  })

  test('nothing is exported by default but lazy pages and configurations', () => {
    expect(say([...code, ...sourcesUnder('test').filter(({ path }) => !path.endsWith('.css'))], defaultFaults)).toEqual(
      [],
    )
  })

  test('no file is longer than a sitting', () => {
    const all = [...house, ...sourcesUnder('test')]
    const tooLong = say(all, (source) => (linesOf(source) > longest ? [`has ${linesOf(source)} lines`] : []))
    expect(tooLong).toEqual([])
    const middle = median(code.map(linesOf))
    if (middle > soft) console.warn(`The median file has ${middle} lines; ${soft} are wanted`)
  })

  test('every exception is still needed', () => {
    for (const [path, faults] of Object.entries(exceptions)) {
      const source = code.find((each) => each.path === path)
      const found = source ? doorFaults(source, declared) : []
      for (const [fault, reason] of Object.entries(faults)) {
        expect(reason).not.toBe('')
        expect(found, path).toContain(fault)
      }
    }
  })
})

describe('the checker itself goes red', () => {
  const doors = (path: string, text: string) => doorFaults({ path, text }, new Set(['pino', 'drizzle-orm', 'hono']))

  test.each([
    ['server/domain/a.ts', `import { x } from '../db/open.ts'`, 'domain may not enter db: ../db/open.ts'],
    ['server/domain/a.ts', `import type { X } from '../db/open.ts'`, 'domain may not enter db: ../db/open.ts'],
    ['server/domain/a.ts', `export type X = import('../db/open.ts').X`, 'domain may not enter db: ../db/open.ts'],
    ['server/domain/a.ts', `import { z } from 'zod'`, 'domain imports no package: zod'],
    ['server/domain/a.ts', `import 'node:fs'`, 'domain imports no package: node:fs'],
    ['server/db/a.ts', `import { act } from '../desk/act.ts'`, 'db may not enter desk: ../desk/act.ts'],
    ['server/outside/a.ts', `import { s } from '../db/seal.ts'`, 'outside may not enter db: ../db/seal.ts'],
    ['server/identity/a.ts', `import '../http/app.ts'`, 'identity may not enter http: ../http/app.ts'],
    ['server/desk/a.ts', `import { p } from '../outside/push.ts'`, 'desk may not enter outside: ../outside/push.ts'],
    ['server/desk/a.ts', `import { Hono } from 'hono'`, 'hono belongs to http, not to desk'],
    [
      'server/desk/a.ts',
      `const { eq } = await import('drizzle-orm/sqlite-core')`,
      'drizzle-orm belongs to db, not to desk',
    ],
    ['server/http/a.ts', `import { p } from '../outside/push.ts'`, 'http may not enter outside: ../outside/push.ts'],
    ['server/http/a.ts', `import { readConfig } from '../config.ts'`, 'http may not enter config: ../config.ts'],
    ['server/http/a.ts', `import '../main.ts'`, 'http may not enter main: ../main.ts'],
    ['client/a.ts', `import { app } from '../server/http/app.ts'`, 'client may not enter http: ../server/http/app.ts'],
    [
      'client/a.ts',
      `import { v } from '../server/http/views.ts'`,
      'client may not enter http: ../server/http/views.ts',
    ],
    [
      'client/a.ts',
      `import type { H } from '../server/http/env.ts'`,
      'client may not enter http: ../server/http/env.ts',
    ],
    ['client/a.ts', `import 'node:crypto'`, 'the client has no Node: node:crypto'],
    ['client/a.ts', `import x from 'left-pad'`, 'left-pad is not in package.json'],
    ['client/a.ts', `import x from '@/parts/x.ts'`, '@/parts/x.ts is not in package.json'],
    ['client/a.ts', `import { x } from './b'`, 'names ./b without its ending'],
    ['server/db/a.ts', `export * from './b.ts'`, 'is a barrel: export * from ./b.ts'],
    [
      'server/db/a.ts',
      `import { x } from '../../test/kit/world.ts'`,
      'db may not enter nowhere: ../../test/kit/world.ts',
    ],
  ])('%s: %s', (path, text, fault) => {
    expect(doors(path, text)).toContain(fault)
  })

  test.each([
    ['server/domain/a.ts', `import { x } from './b.ts' // import 'zod'`],
    ['server/db/a.ts', `import { eq } from 'drizzle-orm'\nimport type { S } from '../domain/request.ts'`],
    ['server/http/a.ts', `import type { Config } from '../config.ts'`],
    ['client/a.tsx', `import { type V, type W } from '../server/http/views.ts'\nimport './a.module.css'`],
    ['client/pages/a.tsx', `const page = import('../b.tsx')\nimport { due } from '../../server/domain/calendar.ts'`],
    ['server/tools/a.ts', `import { p } from '../outside/push.ts'\nimport '../http/app.ts'`],
  ])('%s is left in peace: %s', (path, text) => {
    expect(doors(path, text)).toEqual([])
  })

  const pure = (text: string, may: string[] = []) => purityFaults({ path: 'server/domain/a.ts', text }, may)

  test.each([
    ['const now = Date.now()', 'Date.now'],
    ['const now = new Date()', 'new Date'],
    ['const now = Date()', 'new Date'],
    ['const dice = Math.random()', 'Math.random'],
    ['const at = performance.now()', 'performance'],
    ['const clock = { now: Date.now }', 'Date.now'],
    ['fetch("/")', 'fetch'],
    ['export const f = async () => 1', 'await'],
    ['await 0', 'await'],
    ['process.env.HOME', 'process'],
    ['setTimeout(f, 1)', 'setTimeout'],
    ['Temporal.Now.instant()', 'Temporal'],
    ['Promise.resolve()', 'Promise'],
    ['type F = () => Promise<void>', 'type Promise'],
    ['import("./b.ts")', 'import()'],
  ])('not pure: %s', (text, what) => {
    expect(pure(text)).toContain(`is not pure: ${what}`)
  })

  test('pure: a parsed date, a property of that name, a comment, what the file is allowed', () => {
    expect(pure('const at = Date.parse(x); const y = { fetch: 1 }.fetch // Math.random()')).toEqual([])
    expect(pure('type F = () => Promise<void>', ['type Promise'])).toEqual([])
  })

  test('default exports, lines and the median are seen', () => {
    const one = (path: string, text: string) => defaultFaults({ path, text })
    expect(one('client/a.tsx', 'export default 1')).toEqual(['has a default export'])
    expect(one('server/a.ts', 'const a = 1; export { a as default }')).toEqual(['has a default export'])
    expect(one('client/pages/a.tsx', 'export default 1')).toEqual([])
    expect([linesOf({ path: '', text: 'a\nb\n' }), linesOf({ path: '', text: 'a\nb' })]).toEqual([2, 2])
    expect(median([9, 1, 5])).toBe(5)
  })
})
