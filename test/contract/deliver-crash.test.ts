import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import type { NewNotice } from '../../server/db/outbox.ts'
import { makeVapidKeys } from '../../server/outside/push.ts'
import { startForgetfulPeers, type Taken } from '../kit/forgetful-peers.ts'
import { childKeys, type ChildOrders } from '../kit/outbox-child.ts'
import { cns, monday, outboxWorld } from '../kit/outbox-world.ts'

const script = fileURLToPath(new URL('../kit/outbox-child.ts', import.meta.url))
const vapid = { ...makeVapidKeys(), subject: 'mailto:avisos@example.org' }
const people = ['ana', 'bia', 'caio']
let folder: string
let peers: Awaited<ReturnType<typeof startForgetfulPeers>>
let orders: Omit<ChildOrders, 'work'>
let notices: NewNotice[]
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'))
  peers = await startForgetfulPeers()
  const { smtp, sms, push } = peers
  const key = randomBytes(32).toString('base64url')
  orders = { path: join(folder, 'store.db'), key, smtp, sms, push: { ...push, vapid }, leaseMs: 6_000 }
  const world = await outboxWorld({ url: orders.path, sealer: childKeys(key) })
  for (const [i, name] of people.entries()) {
    const wants = { push: true, email: true, sms: true, phone: `+551399999000${i}` }
    await world.subscribe(await world.person(name, wants, true), peers.subscribe(name))
  }
  const request = await world.request('someone', { name: 'released', first: '1', expiredAt: monday, excluded: [] })
  const common = { at: 0, version: 1, cns, person: null, facts: { protocol: '2026-0000382', uf: 'SP' } }
  notices = [
    { ...common, kind: 'available', request },
    { ...common, kind: 'reopened', request: null },
  ]
  await world.store.close()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await peers.stop()
  await rm(folder, { recursive: true, force: true })
})

async function work(what: ChildOrders['work']): Promise<ChildProcess> {
  const child = fork(script, [JSON.stringify({ ...orders, work: what })], { execArgv: [] })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', () => reject(new Error('the child ended before it worked')))
  })
  return child
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function outcomes(): Promise<(string | null)[]> {
  const store = await openStore(orders.path)
  const rows = await store.read.select().from(store.tables.delivery)
  await store.close()
  return rows.map((row) => row.outcome)
}

const named = ({ channel, identity }: Taken) => `${channel} ${identity}`
const identities = () => new Set(peers.taken.map(named))
const everything = people.length * 3 * 2
const soon = { timeout: 20_000, interval: 50 }

test('killed between commit and sending: after the restart every notice goes out, once', async () => {
  await killed(await work({ kind: 'commit', notices }))
  expect(peers.taken).toEqual([])
  const child = await work({ kind: 'run' })
  await expect.poll(() => identities().size, soon).toBe(everything)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await killed(child)
  expect(peers.taken).toHaveLength(everything)
  expect(await outcomes()).toEqual(Array.from({ length: everything }, () => 'done'))
})

test('killed while sending: everything goes out, and each repeat carries the identity of the first', async () => {
  await killed(await work({ kind: 'commit', notices }))
  peers.silence(true)
  const child = await work({ kind: 'run' })
  // One message is under way for each of three people on each of three channels, taken but not answered.
  await expect.poll(() => peers.taken.length, soon).toBe(everything / 2)
  await killed(child)
  const first = peers.taken.map(named)
  expect(new Set(first).size).toBe(everything / 2)

  peers.silence(false)
  const second = await work({ kind: 'run' })
  await expect.poll(() => identities().size, soon).toBe(everything)
  await expect.poll(() => peers.taken.length, soon).toBe(everything * 1.5)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  await killed(second)
  expect(peers.taken).toHaveLength(everything * 1.5)
  const repeats = peers.taken.slice(first.length).map(named)
  expect(repeats).toEqual(expect.arrayContaining(first))
  expect(new Set(repeats).size).toBe(everything)
  expect(await outcomes()).toEqual(Array.from({ length: everything }, () => 'done'))
})
