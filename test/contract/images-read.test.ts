import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { uuidv7 } from '../../server/db/uuid.ts'
import { always, form, type Session, type World } from '../kit/house.ts'
import { auditOn, openPicture, photoOf, sendPicture } from '../kit/pictures.ts'
import { provePasskey, startProduction } from '../kit/production.ts'

let world: World
let client: Session
const staff = {} as Record<'tabeliao' | 'escrevente' | 'atendente' | 'unproven' | 'other' | 'watcher', Session>
let id = ''

beforeAll(async () => {
  world = await startProduction(null)
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  staff.tabeliao = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  staff.escrevente = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  staff.atendente = await world.staff('atendente@exemplo.com', '900001', 'atendente')
  staff.unproven = await world.staff('sem.chave@exemplo.com', '900001', 'substituto')
  staff.other = await world.staff('outro@exemplo.com', '900002', 'tabeliao')
  staff.watcher = await world.staff('vigia@exemplo.com', '900002', 'atendente')
  for (const [name, { person }] of Object.entries(staff)) if (name !== 'unproven') await provePasskey(world, person)
  // What the server believes of a session may be some seconds old.
  const proven = Object.entries(staff).filter(([name]) => name !== 'unproven')
  for (const [, session] of proven)
    await vi.waitUntil(async () => (await world.call(session, 'GET', '/api/me')).body['passkeySession'], 15_000)
  client = await world.signIn('cliente@exemplo.com')
  id = uuidv7()
  const photo = await photoOf()
  for (const kind of ['photo', 'document_front', 'document_back'] as const)
    await sendPicture(world, client, { id, kind }, photo)
  expect((await world.call(client, 'POST', '/api/requests', form(1, { id }))).status).toBe(201)
})
afterAll(() => world.end())

/** Who gets what answer now. */
async function answers() {
  const all: [string, Session][] = [['client', client], ...Object.entries(staff)]
  return Object.fromEntries(
    await Promise.all(
      all.map(async ([name, session]) => {
        const { status, code } = await openPicture(world, session, id, 'document_front')
        return [name, code ?? status] as const
      }),
    ),
  )
}
const nobody = {
  client: 200,
  tabeliao: 'not_found',
  escrevente: 'not_found',
  atendente: 'not_found',
  unproven: 'not_found',
  other: 'not_found',
  watcher: 'not_found',
}
const atFirst = { ...nobody, tabeliao: 200, escrevente: 200, atendente: 200, unproven: 'needs_passkey' }

test('the owning cartório opens pictures in a passkey session, everybody else finds nothing; each opening is a row', async () => {
  expect(await answers()).toEqual(atFirst)
  const rows = (await auditOn(world, id)).filter(({ action }) => action === 'image.read')
  expect(new Set(rows.map(({ actor }) => actor))).toEqual(
    new Set([client, staff.tabeliao, staff.escrevente, staff.atendente].map(({ person }) => person)),
  )
  expect(rows).toHaveLength(4)
  expect(rows.every(({ detail }) => /^document_front:[\w-]{43}$/.test(detail ?? ''))).toBe(true)
  expect(await verifyAudit(world.house.store)).toMatchObject({ ok: true })
})

test('after a release the first cartório has lost them, the pool has none, and the one that pulls opens them', async () => {
  world.clock.now += 15 * 60_000
  await world.house.alarms.ring()
  expect(await answers()).toEqual(atFirst)
  expect((await world.call(client, 'POST', `/api/requests/${id}/release`, {})).status).toBe(200)
  expect(await answers()).toEqual(nobody)
  const pool = await world.call(staff.other, 'GET', '/api/pool?cartorio=900002')
  const [card] = pool.body.items as { poolId: string }[]
  expect((await openPicture(world, staff.other, card?.poolId ?? '', 'photo')).code).toBe('not_found')
  await world.call(staff.other, 'POST', `/api/requests/${card?.poolId}/pull`, { cartorio: '900002' })
  expect(await answers()).toEqual({ ...nobody, other: 200, watcher: 200 })
})

test('a changed byte on the disk is found and named, and no broken picture comes out', async () => {
  const { store } = world.house
  const rows = await store.read.select().from(store.tables.image)
  const image = rows.find(({ kind }) => kind === 'photo')
  const path = join(world.dataDir, 'files', image?.file ?? '')
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const answer = await openPicture(world, client, id, 'photo')
  expect([answer.status, answer.code]).toEqual([500, 'file_damaged'])
  expect(answer.bytes.toString()).toContain(image?.file.slice(-8))
  expect(answer.headers.get('content-type')).toContain('problem+json')
  expect(world.logs.join('')).toContain(image?.file)
  // A file that lies under another picture's name does not open either.
  const back = rows.find(({ kind }) => kind === 'document_back')
  writeFileSync(path, readFileSync(join(world.dataDir, 'files', back?.file ?? '')))
  expect((await openPicture(world, client, id, 'photo')).code).toBe('file_damaged')
  expect((await openPicture(world, client, id, 'document_back')).status).toBe(200)
})
