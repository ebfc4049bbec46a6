import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path/posix'
import { parseSync } from 'vite'

export type Source = { readonly path: string; readonly text: string }
export type Import = { readonly from: string; readonly typeOnly: boolean; readonly all: boolean }
type Node = { readonly type: string } & Readonly<Record<string, unknown>>

/** Every source file under these folders, by its path from the repository's root. */
export function sourcesUnder(...folders: string[]): Source[] {
  const wanted = /\.(ts|tsx|css)$/
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => wanted.test(path) && !path.includes('node_modules'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every node of a file with the one above it and the field in which it hangs. */
export function* nodesOf({ path, text }: Source): Generator<{ node: Node; parent: Node; field: string }> {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} can't be read: ${errors[0]?.message}`)
  const left: Node[] = [program as unknown as Node]
  for (let parent = left.pop(); parent; parent = left.pop())
    for (const [field, value] of Object.entries(parent))
      for (const node of [value].flat()) {
        if (!isNode(node)) continue
        yield { node, parent, field }
        left.push(node)
      }
}

const literal = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null

/** What a file asks of others: static and dynamic imports, re-exports and `import('…')` in types. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  for (const { node } of nodesOf(source)) {
    const from = literal(node['source'])
    if (from === null) continue
    const specifiers = Array.isArray(node['specifiers']) ? node['specifiers'] : []
    const kinds = specifiers.map((each: Node) => each['importKind'] ?? each['exportKind'])
    const each = kinds.length > 0 && kinds.every((kind) => kind === 'type')
    const typeOnly =
      node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType' || each
    found.push({ from, typeOnly, all: node.type === 'ExportAllDeclaration' })
  }
  return found
}

/** The rooms of the house, by the beginning of a path; the first that fits. */
const rooms: readonly (readonly [room: string, prefix: string])[] = [
  ['main', 'server/main.ts'],
  ['main', 'server/tools/'],
  ['config', 'server/config.ts'],
  ['config', 'server/config-parties.ts'],
  ...['domain', 'db', 'desk', 'identity', 'outside', 'http'].map((room) => [room, `server/${room}/`] as const),
  ['client', 'client/'],
]

export const roomOf = (path: string): string | null => rooms.find(([, prefix]) => path.startsWith(prefix))?.[0] ?? null

const doors: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  db: ['domain'],
  outside: ['domain'],
  identity: ['domain', 'db'],
  desk: ['domain', 'db'],
  http: ['domain', 'db', 'identity', 'desk'],
  client: ['domain'],
  config: ['domain', 'db'],
  main: ['domain', 'db', 'outside', 'identity', 'desk', 'http', 'config'],
}

/** Doors for types alone: what the client reads of the API, and what http needs of the configuration. */
const typeDoors: readonly (readonly [room: string, file: string])[] = [
  ['client', 'server/http/views.ts'],
  ['client', 'server/http/calendar-views.ts'],
  ['client', 'server/http/attendance-views.ts'],
  ['client', 'server/http/call-views.ts'],
  ['client', 'server/http/ccn-views.ts'],
  ['client', 'server/http/certificate-views.ts'],
  ['client', 'server/http/check-views.ts'],
  ['client', 'server/http/admin-views.ts'],
  ['client', 'server/http/figures-views.ts'],
  ['client', 'server/http/process-views.ts'],
  ['client', 'server/http/explain-views.ts'],
  ['client', 'server/http/suspicion-views.ts'],
  ['client', 'server/http/problem.ts'],
  ['http', 'server/config.ts'],
]

/** Packages that belong to one room, whoever else may import packages. */
const homes: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['db'],
  'drizzle-orm': ['db'],
  'better-auth': ['identity'],
  '@better-auth/passkey': ['identity'],
  nodemailer: ['outside'],
  'web-push': ['outside'],
  cockatiel: ['outside'],
  sharp: ['outside'],
  aws4fetch: ['outside'],
  hono: ['http'],
  'hono-openapi': ['http'],
  '@hono/node-server': ['http'],
  'solid-js': ['client'],
}

const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')

/** Why a file may not import what it imports. @param declared the packages of package.json */
export function doorFaults(source: Source, declared: ReadonlySet<string>): string[] {
  const room = roomOf(source.path)
  if (!room) return []
  return importsOf(source).flatMap(({ from, typeOnly, all }) => {
    const faults = all ? [`is a barrel: export * from ${from}`] : []
    if (from.startsWith('.')) return [...faults, ...neighbour(source.path, room, from, typeOnly)]
    return [...faults, ...guest(room, from, declared)]
  })
}

function neighbour(path: string, room: string, from: string, typeOnly: boolean): string[] {
  const target = normalize(join(dirname(path), from)).replace(/\?\w+$/, '')
  const faults = /\.(ts|tsx|css)$/.test(target) ? [] : [`names ${from} without its ending`]
  const to = roomOf(target)
  if (to === room || (to && doors[room]?.includes(to))) return faults
  if (typeOnly && typeDoors.some(([who, file]) => who === room && file === target)) return faults
  return [...faults, `${room} may not enter ${to ?? 'nowhere'}: ${from}`]
}

function guest(room: string, from: string, declared: ReadonlySet<string>): string[] {
  const name = packageOf(from)
  if (room === 'domain') return [`domain imports no package: ${from}`]
  if (from.startsWith('node:')) return room === 'client' ? [`the client has no Node: ${from}`] : []
  if (!declared.has(name)) return [`${from} is not in package.json`]
  const home = homes[name]
  return home && room !== 'main' && !home.includes(room) ? [`${name} belongs to ${home.join()}, not to ${room}`] : []
}

const impure = new Set(
  (
    'performance fetch process crypto console globalThis window document navigator localStorage indexedDB require ' +
    'setTimeout setInterval setImmediate queueMicrotask Buffer Temporal Promise'
  ).split(' '),
)

/** What makes a domain file impure: clocks, chance, promises, I/O. `may` names what this file is allowed. */
export function purityFaults(source: Source, may: readonly string[] = []): string[] {
  const faults = new Set<string>()
  for (const { node, parent, field } of nodesOf(source)) {
    if (node.type === 'AwaitExpression' || node['async'] === true) faults.add('await')
    if (node.type === 'ImportExpression') faults.add('import()')
    if (node.type !== 'Identifier') continue
    const name = String(node['name'])
    const isKey = (field === 'property' || field === 'key') && parent['computed'] !== true
    const inType = parent.type === 'TSTypeReference' || parent.type === 'TSQualifiedName'
    if (impure.has(name) && !isKey) faults.add(inType ? `type ${name}` : name)
    const member = isNode(parent['property']) ? String(parent['property']['name']) : ''
    if (name === 'Date' && field === 'object' && member === 'now') faults.add('Date.now')
    if (name === 'Date' && field === 'callee') faults.add('new Date')
    if (name === 'Math' && field === 'object' && member === 'random') faults.add('Math.random')
  }
  return [...faults].filter((each) => !may.includes(each)).map((each) => `is not pure: ${each}`)
}

export function defaultFaults(source: Source): string[] {
  if (/^client\/pages\/.*\.tsx$|\.config\.ts$/.test(source.path)) return []
  for (const { node } of nodesOf(source)) {
    const exported = isNode(node['exported']) ? node['exported']['name'] : undefined
    if (node.type === 'ExportDefaultDeclaration' || exported === 'default') return ['has a default export']
  }
  return []
}

export const linesOf = ({ text }: Source): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

export const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0
