import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { sweep, type RetentionTools } from '../../server/desk/retention.ts'
import { verifyFiles } from '../../server/tools/verify-files.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'
import { auditOn, openPicture, photoOf, sendPicture, sendPiece } from '../kit/pictures.ts'

let world: World
let client: Session
let notary: Session
let tools: RetentionTools
let photo: Buffer
let nth = 0
const hour = 3_600_000
const day = 24 * hour

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  notary = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  photo = await photoOf()
  const { store, time, vault, config } = world.house
  const onError = (error: unknown) => {
    throw error
  }
  tools = { store, time, vault, onError, days: config.retention.imageDays }
})
beforeEach(async () => {
  client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
})
afterAll(() => world.end())

const pathOf = (file: string) => join(world.dataDir, 'files', file)
const imageOf = async (id: string) => {
  const { store } = world.house
  return (await store.read.select().from(store.tables.image)).find(({ request }) => request === id)
}
/** A request with a picture, sent; gives its id and the picture's file. */
async function asked(): Promise<{ id: string; file: string }> {
  const id = uuidv7()
  await sendPicture(world, client, { id, kind: 'photo' }, photo)
  const made = await world.call(client, 'POST', '/api/requests', form((nth += 1), { id }))
  expect(made.status).toBe(201)
  return { id, file: (await imageOf(id))?.file ?? '' }
}
const act = async (who: Session, id: string, path: string, body: unknown = {}) =>
  expect((await world.call(who, 'POST', `/api/requests/${id}/${path}`, body)).status).toBe(200)

test('pictures and pieces of a request that was never sent die after 24 h, files and all; the hash stays', async () => {
  const [id, half] = [uuidv7(), uuidv7()]
  await sendPicture(world, client, { id, kind: 'photo' }, photo)
  await sendPiece(world, client, { id: half, kind: 'photo' }, photo, 0)
  const image = await imageOf(id)
  const path = pathOf(image?.file ?? '')
  world.clock.now += day - 1
  expect(await sweep(tools)).toMatchObject({ orphans: 0, parts: 0 })
  world.clock.now += 1
  expect(await sweep(tools)).toMatchObject({ orphans: 1, parts: 1 })
  await expect.poll(() => existsSync(path)).toBe(false)
  expect((await openPicture(world, client, id, 'photo')).status).toBe(404)
  const state = await world.call(client, 'GET', `/api/requests/${half}/images/photo/upload`)
  expect(state.body).toEqual({ received: 0, total: 0, image: null })
  const rows = await auditOn(world, id)
  expect(rows.at(-1)).toMatchObject({ action: 'image.delete', actor: 'system', detail: `photo:${image?.hash}` })
  expect(await verifyAudit(world.house.store)).toMatchObject({ ok: true })
  expect(await sweep(tools)).toEqual({ orphans: 0, parts: 0, images: 0, files: 0 })
})

test('30 days after a request ended untaken its pictures go; those of one under way stay', async () => {
  const cancelled = await asked()
  await act(client, cancelled.id, 'cancel')
  const rejected = await asked()
  await act(notary, rejected.id, 'decision', { kind: 'reject', reason: 'data_mismatch', text: 'x' })
  const taken = await asked()
  await act(notary, taken.id, 'decision', { kind: 'create' })
  const expired = await asked()
  const released = await asked()
  world.clock.now += 15 * 60_000
  await world.house.alarms.ring()
  await act(client, released.id, 'release')
  world.clock.now += 30 * day - 16 * 60_000
  expect(await sweep(tools)).toMatchObject({ images: 0 })
  world.clock.now += 15 * 60_000
  expect(await sweep(tools)).toMatchObject({ images: 2 })
  world.clock.now += hour
  expect(await sweep(tools)).toMatchObject({ images: 2 })
  for (const { file } of [cancelled, rejected, expired, released])
    await expect.poll(() => existsSync(pathOf(file))).toBe(false)
  expect((await openPicture(world, client, taken.id, 'photo')).status).toBe(200)
  for (const { id } of [cancelled, rejected, expired, released]) {
    expect((await openPicture(world, client, id, 'photo')).code).toBe('not_found')
    expect((await auditOn(world, id)).map(({ action }) => action)).toContain('image.delete')
  }
  expect((await world.call(client, 'GET', `/api/requests/${rejected.id}`)).body['images']).toEqual([])
})

/** A recorded call of a request, with two pieces. */
async function recorded(request: string, endedAt: number): Promise<string[]> {
  const { store, vault } = world.house
  const call = uuidv7()
  const files: string[] = []
  for (const seq of [0, 1]) {
    const { file, hash } = await vault.put('segments', Buffer.from(`piece ${seq}`), `segment:${call}:${seq}`)
    files.push(file)
    await store.inTransaction(async (tx) => {
      const row = { call, seq, file, hash, mime: 'video/webm', bytes: 7, from: endedAt - 1, to: endedAt }
      await tx.insert(store.tables.segment).values({ ...row, receivedAt: endedAt })
    })
  }
  await store.inTransaction(async (tx) => {
    const people = { account: client.person, staff: notary.person, cns: '900001' }
    const row = { id: call, request, ...people, state: 'ended', openedAt: endedAt - 60_000, endedAt } as const
    await tx.insert(store.tables.call).values({ ...row, reason: 'identified' })
  })
  return [call, ...files]
}

test('a file that a crash left without a row goes after a day, a young one stays', async () => {
  const { vault } = world.house
  const { file: old } = await vault.put('image', Buffer.from('lost'), 'x')
  const { file: young } = await vault.put('part', Buffer.from('on its way'), 'x')
  const { file } = await asked()
  const before = Date.now() / 1000 - 25 * 3600
  for (const each of [old, file]) utimesSync(pathOf(each), before, before)
  expect(await sweep(tools, false)).toMatchObject({ files: 0 })
  expect(await sweep(tools)).toMatchObject({ files: 1 })
  expect([old, young, file].map((each) => existsSync(pathOf(each)))).toEqual([false, true, true])
})

test('verify-files names each file that is missing, altered or another one, and the command ends with 1', async () => {
  const { store, vault } = world.house
  const [whole, missing, altered] = [await asked(), await asked(), await asked()]
  const [call, recording = ''] = await recorded(whole.id, world.clock.now)
  expect((await verifyFiles(store, vault)).bad).toEqual([])
  rmSync(pathOf(missing.file))
  for (const file of [altered.file, recording]) {
    const bytes = readFileSync(pathOf(file))
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 4
    writeFileSync(pathOf(file), bytes)
  }
  const { files, bad } = await verifyFiles(store, vault)
  expect(files).toBeGreaterThan(3)
  expect(bad.map(({ what, file }) => [what, file]).sort()).toEqual(
    [
      [`image ${missing.id} photo`, missing.file],
      [`image ${altered.id} photo`, altered.file],
      [`recording ${call} 0`, recording],
    ].sort(),
  )
  writeFileSync(join(world.dataDir, '.quinze-demo'), 'a secret for tests only, made of words')
  const ran = verifyBy(world.dataDir)
  expect(ran.status).toBe(1)
  for (const file of [missing.file, altered.file, recording]) expect(ran.stdout).toContain(file)
  expect(ran.stdout).toContain(`3 of ${files} files are damaged`)
  const fresh = verifyBy(join(world.dataDir, 'elsewhere'))
  expect([fresh.status, fresh.stdout.trim()]).toEqual([0, '0 files, all whole'])
})

const verifyBy = (dataDir: string) =>
  spawnSync(process.execPath, ['server/tools/admin.ts', 'verify-files', '--demo'], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir },
    encoding: 'utf8',
  })
