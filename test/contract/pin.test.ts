import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../server/db/open.ts'
import { freePort, startWorld, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, command, identified, mark, Phone, placeOrder } from '../kit/phone.ts'
import { uuidv7 } from '../../server/db/uuid.ts'

let world: World
let client: Session
let notary: Session
let nth = 0
const folder = mkdtempSync(join(tmpdir(), 'quinze-pin-'))
const port = await freePort()
const open = async () => {
  world = await startWorld({ env: { DATA_DIR: folder, PORT: String(port) } })
}
beforeAll(async () => {
  await open()
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
})
afterAll(async () => {
  await world.end()
  rmSync(folder, { recursive: true, force: true })
})

async function enrolled(): Promise<Phone & { request: string }> {
  client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const { request, call } = await identified(world, client, notary, nth)
  await placeOrder(world, request)
  const phone = new Phone(world, client)
  await phone.enrol(request, String((await phone.post(`/calls/${call}/code`)).body['code']))
  await phone.pin('284913')
  return Object.assign(phone, { request })
}

describe('the PIN (rule 46)', () => {
  test('five wrong ones lock it, on the server: on another device and after a restart as well', async () => {
    const phone = await enrolled()
    for (const left of [4, 3]) {
      const wrong = await phone.pin('111111')
      expect([wrong.status, wrong.body['facts']]).toEqual([422, { left }])
    }
    await world.stop()
    await open()
    const elsewhere = Object.assign(new Phone(world, client), { enrolment: phone.enrolment, salt: phone.salt })
    expect((await elsewhere.pin('222222', phone.secret)).body['facts']).toEqual({ left: 2 })
    expect((await elsewhere.pin('333333', phone.secret)).body['detail']).toContain('Resta 1 tentativa.')
    const fifth = await elsewhere.pin('444444', phone.secret)
    expect([fifth.status, fifth.body['code']]).toEqual([423, 'pin_locked'])
    expect((await elsewhere.pin('284913', phone.secret)).body['code']).toBe('pin_locked')
    const view = await world.call(client, 'GET', `/api/enrolments/${phone.enrolment}`)
    expect(view.body).toMatchObject({ locked: true, pinLeft: 0 })
  })

  test('many at once get five tries, no more', async () => {
    const phone = await enrolled()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => phone.pin(String(500_000 + i))))
    const codes = answers.map(({ body }) => body['code'])
    expect(codes.filter((code) => code === 'pin_wrong')).toHaveLength(4)
    expect(codes.filter((code) => code === 'pin_locked')).toHaveLength(16)
    expect((await phone.pin('284913')).body['code']).toBe('pin_locked')
  })

  test('without the secret of the phone nothing is counted, and a right PIN forgives the wrong ones', async () => {
    const phone = await enrolled()
    for (let i = 0; i < 8; i += 1) expect((await phone.pin('000000', randomBytes(32))).status).toBe(404)
    for (let i = 0; i < 4; i += 1) await phone.pin('111111')
    expect((await phone.pin('284913')).status).toBe(200)
    expect((await phone.pin('111111')).body['facts']).toEqual({ left: 4 })
    const stranger = await world.signIn('outra@exemplo.com')
    const thief = Object.assign(new Phone(world, stranger), { enrolment: phone.enrolment, salt: phone.salt })
    expect((await thief.pin('284913', phone.secret)).status).toBe(404)
  })

  test('unlocking is a new identification: a new code, a new enrolment, and the old phone is out', async () => {
    const phone = await enrolled()
    await phone.certify()
    for (let i = 0; i < 5; i += 1) await phone.pin('111111')
    const call = uuidv7()
    await command(world, phone.request, { name: 'end_video', cns, mark: mark('identified', call) }, notary.person)
    const next = new Phone(world, client)
    const shown = await next.post(`/calls/${call}/code`)
    expect(Number(shown.body['expiresAt']) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    expect((await next.enrol(phone.request, String(shown.body['code']))).status).toBe(200)
    await next.pin('739201')
    expect((await phone.prove()).body['code']).toBe('certificate_gone')
    await next.certify()
    expect((await next.prove()).body['state']).toBe('active')
    const first = await world.call(client, 'GET', `/api/certificates/${String(phone.certificate['id'])}`)
    expect(first.body).toMatchObject({ state: 'revoked', reason: 'superseded' })
  })
})

test("the phone's storage and the whole database together, without K, open nothing", async () => {
  client = await world.signIn(`cliente${(nth += 1)}@exemplo.com`)
  const { phone } = await activePhone(world, client, notary, nth)
  const pin = '284913'
  // What the phone keeps: its key under p and half. Small PINs only, so that every one of them can be tried here.
  const half = String((await phone.pin(pin)).body['half'])
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', phone.wrapKey(pin, half), nonce)
  const blob = Buffer.concat([
    cipher.update(phone.key.privateKey.export({ type: 'pkcs8', format: 'der' })),
    cipher.final(),
  ])
  const tag = cipher.getAuthTag()
  const opens = (guess: string, guessed: string) => {
    const decipher = createDecipheriv('aes-256-gcm', phone.wrapKey(guess, guessed), nonce)
    decipher.setAuthTag(tag)
    decipher.update(blob)
    try {
      return decipher.final() !== null
    } catch {
      return false
    }
  }
  expect(opens(pin, half), 'the attack works with the half').toBe(true)

  await world.stop()
  copyFileSync(join(folder, 'quinze.db'), join(folder, 'dump.db'))
  const dump = await openStore(join(folder, 'dump.db'))
  const tables = dump.read
  const [row] = (await tables.select().from(dump.tables.enrolment)).filter(({ id }) => id === phone.enrolment)
  const everything = await Promise.all(
    Object.values(dump.tables).map(async (table) => JSON.stringify(await tables.select().from(table as never))),
  )
  await dump.close()
  await open()
  const texts = new Set(everything.join().match(/[\w-]{43}/g) ?? [])
  expect(texts.size).toBeGreaterThan(10)
  expect(texts.has(half), 'the half is nowhere').toBe(false)
  for (const text of texts) expect(opens(pin, text)).toBe(false)
  // Even the right PIN can't be told from a wrong one: whatever in the dump is taken for K, the verifier never comes out.
  const p = phone.stretched(pin)
  for (const text of texts) {
    const guess = createHmac('sha256', Buffer.from(text, 'base64url')).update('v').update(phone.enrolment).update(p)
    expect(guess.digest('base64url')).not.toBe(row?.verifier)
  }
  // With K it is a matter of a million guesses, which is what the README says.
  const k = createHmac('sha256', world.house.config.pinKey).update('v').update(phone.enrolment).update(p)
  expect(k.digest('base64url')).toBe(row?.verifier)
})
