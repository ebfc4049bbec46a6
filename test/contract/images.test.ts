import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { imageLimits, pendingLimit } from '../../server/domain/image.ts'
import { always, form, startWorld, type Session, type World } from '../kit/house.ts'
import { auditOn, openPicture, photoOf, sendPicture, sendPiece } from '../kit/pictures.ts'

let world: World
let client: Session
let stranger: Session
let photo: Buffer
let nth = 0
let at: { id: string; kind: 'photo' }
const part = imageLimits.part

beforeAll(async () => {
  world = await startWorld()
  await world.office('900001', '3550308', always)
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  stranger = await world.signIn('estranho@exemplo.com')
  photo = await photoOf()
  expect(Math.ceil(photo.length / part)).toBe(3)
})
beforeEach(async () => {
  client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  at = { id: uuidv7(), kind: 'photo' }
})
afterAll(() => world.end())

const stateOf = async (who: Session, id = at.id, kind = 'photo') =>
  world.call(who, 'GET', `/api/requests/${id}/images/${kind}/upload`)

/** Every file of the file store, by its path. */
const filesOf = (dir = join(world.dataDir, 'files')): string[] =>
  (existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: 'utf8' }) : [])
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())

async function fileOf(): Promise<string> {
  const { store } = world.house
  const row = (await store.read.select().from(store.tables.image)).find(({ request }) => request === at.id)
  return join(world.dataDir, 'files', row?.file ?? '')
}

test('a picture in pieces: re-encoded, without its metadata, sealed on the disk, with an audit row', async () => {
  const before = filesOf().length
  const first = await sendPiece(world, client, at, photo, 0)
  expect([first.status, first.body]).toEqual([200, { received: part, total: photo.length, image: null }])
  expect((await stateOf(client)).body).toEqual({ received: part, total: photo.length, image: null })
  await sendPiece(world, client, at, photo, part)
  const last = await sendPiece(world, client, at, photo, 2 * part)
  expect(last.body).toMatchObject({ received: photo.length, image: { kind: 'photo', width: 1200, height: 900 } })

  const opened = await openPicture(world, client, at.id, 'photo')
  expect(opened.status).toBe(200)
  expect(Object.fromEntries(opened.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'cache-control': 'no-store',
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
    'permissions-policy': expect.stringContaining('camera=(self)'),
    'content-security-policy': expect.stringContaining("img-src 'self' blob: data:"),
  })
  const { exif, format } = await sharp(opened.bytes).metadata()
  expect([exif, format]).toEqual([undefined, 'jpeg'])
  expect(opened.bytes.includes('SecretPhone')).toBe(false)
  expect(photo.includes('SecretPhone')).toBe(true)

  // One sealed file is left of picture and pieces, and nothing in it looks like a picture.
  const files = filesOf()
  expect(files.length).toBe(before + 1)
  for (const file of files) {
    const bytes = readFileSync(file)
    expect(bytes.includes(Buffer.from([0xff, 0xd8, 0xff])) && bytes.includes('JFIF')).toBe(false)
    expect(bytes.includes(opened.bytes.subarray(400, 440))).toBe(false)
  }
  const [row] = await world.house.store.read.select().from(world.house.store.tables.image)
  const rows = (await auditOn(world, at.id)).map(({ action, actor, detail }) => [action, actor, detail])
  expect(rows).toEqual([
    ['image.add', client.person, `photo:${row?.hash}`],
    ['image.read', client.person, `photo:${row?.hash}`],
  ])
})

test('orientation is applied, and the long side is at most 2000 px', async () => {
  const sideways = await sharp(await photoOf(2600, 1300))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const done = await sendPicture(world, client, at, sideways)
  expect(done.body['image']).toMatchObject({ width: 1000, height: 2000 })
  const { orientation } = await sharp((await openPicture(world, client, at.id, 'photo')).bytes).metadata()
  expect(orientation).toBeUndefined()
})

test('a repeated piece is harmless, a gap says where the upload is, and pieces of two pictures never mix', async () => {
  await sendPiece(world, client, at, photo, 0)
  expect((await sendPiece(world, client, at, photo, 0)).body).toMatchObject({ received: part })
  const gap = await sendPiece(world, client, at, photo, 2 * part)
  expect([gap.status, gap.body['code'], gap.body['facts']]).toEqual([
    409,
    'upload_moved',
    { received: part, total: photo.length },
  ])
  await sendPiece(world, client, at, photo, part)
  const other = Buffer.alloc(photo.length, 7)
  const mixed = await sendPiece(world, client, at, other, 2 * part)
  expect([mixed.status, mixed.body['code'], mixed.body['facts']]).toEqual([
    409,
    'upload_moved',
    { received: 0, total: 0 },
  ])
  expect((await stateOf(client)).body).toMatchObject({ received: 0, image: null })
  // From another first piece on it is another upload.
  await sendPiece(world, client, at, photo, 0)
  const retake = await photoOf(1300, 900)
  expect((await sendPiece(world, client, at, retake, 0)).body).toMatchObject({ received: part, total: retake.length })
})

test('a last piece whose answer was lost while the picture was made can be sent again', async () => {
  const { store, pictures } = world.house
  await sendPiece(world, client, at, photo, 0)
  await sendPiece(world, client, at, photo, part)
  const real = pictures.read
  pictures.read = () => Promise.reject(new Error('killed here'))
  const killed = await sendPiece(world, client, at, photo, 2 * part)
  pictures.read = real
  expect(killed.status).toBe(500)
  expect((await stateOf(client)).body).toMatchObject({ received: photo.length, total: photo.length, image: null })
  const [one, two] = await Promise.all([0, 1].map(() => sendPiece(world, client, at, photo, 2 * part)))
  for (const each of [one, two]) expect([200, 409]).toContain(each?.status)
  expect((await stateOf(client)).body).toMatchObject({ image: { width: 1200 } })
  expect((await store.read.select().from(store.tables.uploadPart)).filter((row) => row.request === at.id)).toEqual([])
})

test('a retake before sending takes the place of the first, and its file', async () => {
  await sendPicture(world, client, at, photo)
  const first = await fileOf()
  const retake = await photoOf(1000, 1000)
  expect((await sendPicture(world, client, at, retake)).body['image']).toMatchObject({ width: 1000 })
  const second = await fileOf()
  await expect.poll(() => [first, second].map((file) => existsSync(file))).toEqual([false, true])
  const removed = await world.call(client, 'DELETE', `/api/requests/${at.id}/images/photo`, {})
  expect(removed.status).toBe(200)
  await expect.poll(() => existsSync(second)).toBe(false)
  expect((await openPicture(world, client, at.id, 'photo')).status).toBe(404)
  expect((await auditOn(world, at.id)).map(({ action }) => action)).toEqual(['image.add', 'image.add', 'image.delete'])
})

test('another account finds nothing under the id of a draft, and can put nothing there', async () => {
  await sendPiece(world, client, at, photo, 0)
  for (const [method, path] of [
    ['GET', ''],
    ['GET', '/upload'],
    ['DELETE', ''],
  ] as const) {
    const answer = await world.call(
      stranger,
      method,
      `/api/requests/${at.id}/images/photo${path}`,
      method === 'DELETE' ? {} : undefined,
    )
    expect([method, answer.status]).toEqual([method, 404])
  }
  expect((await sendPiece(world, stranger, { ...at, kind: 'document_front' as 'photo' }, photo, 0)).status).toBe(404)
  expect((await sendPiece(world, client, { id: at.id, kind: 'selfie' }, photo, 0)).status).toBe(404)
  expect((await sendPiece(world, client, { id: 'not-an-id', kind: 'photo' }, photo, 0)).status).toBe(404)
})

test('once the request is sent its pictures are its own: no orphans, and frozen', async () => {
  const { store } = world.house
  await sendPicture(world, client, at, photo)
  await sendPiece(world, client, { ...at, kind: 'document_front' as 'photo' }, photo, 0)
  const made = await world.call(client, 'POST', '/api/requests', form(nth, { id: at.id }))
  expect(made.status).toBe(201)
  expect(made.body['images']).toMatchObject([{ kind: 'photo' }])
  const rows = (await store.read.select().from(store.tables.image)).filter((row) => row.request === at.id)
  expect(rows.map(({ expiresAt }) => expiresAt)).toEqual([null])
  for (const refused of [
    await sendPiece(world, client, at, photo, 0),
    await sendPiece(world, client, { ...at, kind: 'document_front' as 'photo' }, photo, part),
    await world.call(client, 'DELETE', `/api/requests/${at.id}/images/photo`, {}),
  ])
    expect([refused.status, refused.body['code']]).toEqual([409, 'changed'])
  expect((await openPicture(world, client, at.id, 'photo')).status).toBe(200)
})

test('nobody fills the disk: crumbs are refused, and so is more than what two requests need', async () => {
  const crumb = await sendPiece(world, client, at, photo, 0, 1000)
  expect([crumb.status, crumb.body['code']]).toEqual([400, 'malformed'])
  const { store } = world.house
  await store.inTransaction(async (tx) => {
    const row = { request: uuidv7(), kind: 'photo', account: client.person, start: 0, file: 'part/xx/none' } as const
    const bytes = pendingLimit - part
    await tx.insert(store.tables.uploadPart).values({ ...row, total: bytes, bytes, expiresAt: world.clock.now + 1e9 })
  })
  expect((await sendPiece(world, client, at, photo, 0)).status).toBe(200)
  const full = await sendPiece(world, client, at, photo, part)
  expect([full.status, full.body['code']]).toEqual([409, 'upload_full'])
  expect((await sendPicture(world, stranger, { id: uuidv7(), kind: 'photo' }, photo)).status).toBe(200)
})
