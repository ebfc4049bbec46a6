import { request } from 'node:http'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { imageLimits } from '../../server/domain/image.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { bombPng, photoOf, sendPicture } from '../kit/pictures.ts'

let world: World
let client: Session
const mega = 1024 * 1024

beforeAll(async () => {
  world = await startWorld()
  client = await world.signIn('cliente@exemplo.com')
})
afterAll(() => world.end())

const send = (bytes: Buffer) => sendPicture(world, client, { id: uuidv7(), kind: 'photo' }, bytes)

test.each([
  ['a zip named .jpg', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(40_000, 1)])],
  [
    'an SVG with a script',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ],
  ['a page', () => Buffer.from('<!doctype html><html><body>hello</body></html>')],
  ['a GIF', () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ['a HEIC', () => Buffer.concat([Buffer.from('\x00\x00\x00\x18ftypheic', 'latin1'), Buffer.alloc(40_000)])],
  ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj')],
  [
    'a TIFF',
    () =>
      sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
        .tiff()
        .toBuffer(),
  ],
])('%s is refused by its content', async (_, make) => {
  const answer = await send(await make())
  expect([answer.status, answer.body['code']]).toEqual([415, 'image_type'])
  expect(answer.body['detail']).toBe('Envie uma foto em JPEG, PNG ou WebP.')
})

test('PNG and WebP are read, transparency becomes white', async () => {
  const clear = sharp({ create: { width: 300, height: 200, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  for (const bytes of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer()])
    expect((await send(bytes)).body['image']).toMatchObject({ width: 300, height: 200 })
})

test('a picture that ends early, or is noise behind a right beginning, can not be read', async () => {
  const photo = await photoOf()
  const png = await sharp(photo).resize(400).png().toBuffer()
  for (const bytes of [
    photo.subarray(0, photo.length >> 1),
    png.subarray(0, png.length >> 1),
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 0x55)]),
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(5_000, 3)]),
    Buffer.from('RIFF\x10\x00\x00\x00WEBPVP8 ', 'latin1'),
  ]) {
    const answer = await send(bytes)
    expect([answer.status, answer.body['code']]).toEqual([422, 'image_broken'])
  }
})

/** Streams `size` bytes at the server; gives the status and how many were taken before the answer. */
function flood(size: number, headers: Record<string, string>): Promise<{ status: number; sent: number }> {
  let sent = 0
  const block = Buffer.alloc(256 * 1024)
  const body = Readable.from(
    (function* () {
      for (; sent < size; sent += block.length) yield block
    })(),
  )
  return new Promise((resolve, reject) => {
    const url = `${world.url}/api/requests/${uuidv7()}/images/photo`
    const origin = world.house.config.publicUrl
    const common = { origin, cookie: client.cookie, 'content-type': 'application/octet-stream' }
    const sending = request(url, { method: 'PUT', headers: { ...common, ...headers } }, (response) => {
      body.destroy()
      resolve({ status: response.statusCode ?? 0, sent })
      response.resume()
      sending.destroy()
    })
    sending.on('error', (error: NodeJS.ErrnoException) => (sent > 0 ? undefined : reject(error)))
    body.pipe(sending)
  })
}

test('200 MB are refused at once by their header, cut while streaming without one; 30,000×30,000 are never decoded; memory stays flat', async () => {
  const bomb = await bombPng()
  expect(bomb.length).toBeLessThan(imageLimits.part)
  await send(await photoOf())
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
  const size = 200 * mega
  const range = { 'content-range': `bytes 0-${size - 1}/${size}` }
  const said = await flood(size, { ...range, 'content-length': String(size) })
  const chunked = await flood(size, { ...range, 'transfer-encoding': 'chunked' })
  const pixels = await send(bomb)
  const claimed = await world.call(
    client,
    'PUT',
    `/api/requests/${uuidv7()}/images/photo`,
    'x'.repeat(imageLimits.part),
    {
      'content-type': 'application/octet-stream',
      'content-range': `bytes 0-${imageLimits.part - 1}/${size}`,
    },
  )
  clearInterval(watch)
  console.log(
    `rss before ${Math.round(before / mega)} MB, at most ${Math.round(most / mega)} MB; taken of 200 MB: with a length ${said.sent / mega} MB, chunked ${chunked.sent / mega} MB`,
  )
  expect([said.status, chunked.status]).toEqual([413, 413])
  expect(Math.max(said.sent, chunked.sent)).toBeLessThan(16 * mega)
  expect([pixels.status, pixels.body['code']]).toEqual([422, 'image_pixels'])
  expect([claimed.status, claimed.body['code']]).toEqual([413, 'too_large'])
  expect(most - before).toBeLessThan(64 * mega)
})

test('the exception for bytes is for pictures alone', async () => {
  const bytes = { 'content-type': 'application/octet-stream' }
  const elsewhere = await world.call(client, 'POST', '/api/requests', 'x', bytes)
  const json = await world.call(client, 'PUT', `/api/requests/${uuidv7()}/images/photo`, {}, {})
  expect([elsewhere.status, json.status]).toEqual([415, 415])
})
