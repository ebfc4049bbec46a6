import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { segmentLimits } from '../../server/domain/recording.ts'
import { sweepRecordings } from '../../server/desk/recording.ts'
import { verifyAudit } from '../../server/db/audit.ts'
import { toolsOf } from '../../server/http/intent.ts'
import {
  endWith,
  liveCall,
  openRoom,
  recordingOf,
  sendPiece,
  startHall,
  underWay,
  webm,
  auditOf,
  type Hall,
} from '../kit/call.ts'

let hall: Hall
let id: string
const minute = 60_000

beforeAll(async () => {
  hall = await startHall()
  id = await liveCall(hall, await underWay(hall, 1))
})
afterAll(() => hall.world.end())

const span = (seq: number) => ({
  from: hall.world.clock.now + seq * 10_000,
  to: hall.world.clock.now + (seq + 1) * 10_000,
})
const send = (seq: number, bytes: BodyInit, more: { from?: number; to?: number; type?: string } = {}) =>
  sendPiece(hall, hall.staff, id, seq, bytes, { ...span(seq), ...more })
const codeOf = ({ status, body }: Awaited<ReturnType<typeof send>>) => [status, body['code'] ?? 'kept']

async function play(call: string, seq: number): Promise<Response> {
  return fetch(`${hall.world.url}/api/calls/${call}/segments/${seq}`, { headers: { cookie: hall.staff.cookie } })
}

/** Every file of the vault, with its bytes. */
const files = () => {
  const root = join(hall.world.dataDir, 'files')
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
}

test('a piece is kept sealed, plays back as it was, and each playing is a row', async () => {
  expect(codeOf(await send(0, webm('a voice and a face')))).toEqual([201, 'kept'])
  for (const { bytes } of files()) expect(bytes.includes('a voice and a face')).toBe(false)
  const played = await play(id, 0)
  expect([played.status, played.headers.get('content-type'), played.headers.get('cache-control')]).toEqual([
    200,
    'video/webm',
    'no-store',
  ])
  expect(Buffer.from(await played.arrayBuffer()).equals(webm('a voice and a face'))).toBe(true)
  await play(id, 0)
  const read = (await auditOf(hall, id)).filter((row) => row === `segment.read ${hall.staff.person}`)
  expect(read).toHaveLength(2)
})

test('the same piece again is taken for the first, other bytes under its number are not; ten at once make one', async () => {
  const before = files().length
  const all = await Promise.all(Array.from({ length: 10 }, () => send(1, webm('twice'))))
  expect(all.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 9 }, () => 200), 201])
  expect(codeOf(await send(1, webm('other')))).toEqual([409, 'changed'])
  expect(files()).toHaveLength(before + 1)
  expect((await auditOf(hall, id)).filter((row) => row.startsWith('segment.add'))).toHaveLength(2)
})

test('only what begins as a video does, only in its size, only with stamps that can be', async () => {
  const zip = Uint8Array.from([0x50, 0x4b, 3, 4])
  expect(codeOf(await send(2, zip))).toEqual([415, 'unsupported_type'])
  expect(codeOf(await send(2, webm('x'), { type: 'application/octet-stream' }))).toEqual([415, 'unsupported_type'])
  const huge = new Uint8Array(segmentLimits.bytes + 1)
  huge.set(webm(''))
  expect(codeOf(await send(2, huge))).toEqual([413, 'too_large'])
  const { now } = hall.world.clock
  for (const wrong of [
    { from: now, to: now },
    { from: now, to: now + 2 * minute },
    { from: now - 60 * minute, to: now - 60 * minute + 9 },
  ])
    expect(codeOf(await send(2, webm('x'), wrong))).toEqual([422, 'invalid'])
  expect(codeOf(await send(1e9, webm('x')))).toEqual([422, 'invalid'])
  const mp4 = Uint8Array.from([0, 0, 0, 28, ...Buffer.from('ftypisom')])
  expect(codeOf(await send(2, mp4, { type: 'video/mp4;codecs=avc1' }))).toEqual([201, 'kept'])
})

test('a body without a length is read no further than the limit', async () => {
  const chunk = new Uint8Array(1 << 20)
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1
      if (pulled > 200) controller.close()
      else controller.enqueue(chunk)
    },
  })
  const response = await fetch(`${hall.world.url}/api/calls/${id}/segments/3`, {
    method: 'PUT',
    headers: {
      origin: hall.world.house.config.publicUrl,
      cookie: hall.staff.cookie,
      'content-type': 'video/webm',
      'x-segment-from': String(span(3).from),
      'x-segment-to': String(span(3).to),
    },
    body: endless,
    duplex: 'half',
  } as RequestInit).catch(() => null)
  // The server may hang up before the sender has noticed its answer.
  expect(response?.status ?? 413).toBe(413)
  expect(pulled).toBeLessThan(100)
})

test('a flipped byte is found and named, and nothing of it is shown', async () => {
  const before = new Set(files().map(({ path }) => path))
  await send(4, webm('will be damaged'))
  const [added] = files().filter(({ path }) => !before.has(path))
  if (!added) throw new Error('no new file')
  const place = added.bytes.length - 20
  added.bytes.writeUInt8(added.bytes.readUInt8(place) ^ 1, place)
  writeFileSync(added.path, added.bytes)
  const played = await play(id, 4)
  const body = (await played.json()) as { code: string; detail: string }
  expect([played.status, body.code]).toEqual([500, 'file_damaged'])
  expect(body.detail).toContain(added.path.slice(-8))
})

test('nothing before both are in; late pieces for two days after the end', async () => {
  const early = await openRoom(hall, await underWay(hall, 2))
  expect(codeOf(await sendPiece(hall, hall.staff, early, 0, webm('x'), span(0)))).toEqual([409, 'changed'])
  await endWith(hall, id, 'gave_up')
  const [from, to] = [span(0).from, span(1).from]
  // The internet of a cartório may be away for a day.
  hall.world.clock.now += 30 * 60 * minute
  expect(codeOf(await send(5, webm('late'), { from: from - minute, to: from }))).toEqual([201, 'kept'])
  hall.world.clock.now += 19 * 60 * minute
  expect(codeOf(await send(6, webm('too late'), { from, to }))).toEqual([409, 'call_over'])
  expect((await recordingOf(hall, hall.staff, id)).segments.map(({ seq }) => seq)).toEqual([0, 1, 2, 4, 5])
})

test('the bytes go when their term has passed, but for the evidence of a fraud; hashes stay', async () => {
  const { world } = hall
  const fraud = await liveCall(hall, await underWay(hall, 3))
  await sendPiece(hall, hall.staff, fraud, 0, webm('evidence'), span(0))
  await endWith(hall, fraud, 'fraud', 'Outra pessoa no vídeo')
  const tools = { ...toolsOf(world.house), vault: world.house.vault, presence: world.house.presence }
  expect(await sweepRecordings(tools, 30)).toBe(0)
  world.clock.now += 31 * 86_400_000
  expect(await sweepRecordings(tools, 30)).toBe(5)
  expect(await sweepRecordings(tools, 30)).toBe(0)
  expect(files()).toHaveLength(1)
  expect((await play(id, 0)).status).toBe(404)
  expect((await play(fraud, 0)).status).toBe(200)
  const trail = await auditOf(hall, id)
  expect(trail.filter((row) => row === 'segment.delete system')).toHaveLength(5)
  expect(await verifyAudit(world.house.store)).toMatchObject({ ok: true })
})
