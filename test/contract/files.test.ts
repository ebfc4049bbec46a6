import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { makeSealer } from '../../server/db/seal.ts'
import { hashOf, makeVault } from '../../server/desk/vault.ts'
import type { Files } from '../../server/domain/files.ts'
import { folderFiles } from '../../server/outside/files.ts'
import { s3Files } from '../../server/outside/files-s3.ts'
import { filesOf } from '../../server/tools/files.ts'
import { testConfig } from '../kit/house.ts'
import { startS3 } from '../kit/s3.ts'

const folder = mkdtempSync(join(tmpdir(), 'quinze-files-'))
let s3: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(async () => {
  await s3.stop()
  rmSync(folder, { recursive: true, force: true })
})

const keysOf = async (files: Files, room: string) => {
  const keys: string[] = []
  for await (const { key } of files.list(room)) keys.push(key)
  return keys.sort()
}

describe.each([
  { name: 'a folder', make: () => folderFiles(folder) },
  { name: 'an S3-compatible store', make: () => s3Files(s3.place) },
])('$name', ({ make }) => {
  test('gives back what was put, replaces it, and forgets it', async () => {
    const files = make()
    const bytes = randomBytes(300_000)
    await files.put('image/ab/one', bytes)
    expect(Buffer.from((await files.get('image/ab/one')) ?? []).equals(bytes)).toBe(true)
    await files.put('image/ab/one', Buffer.from('other'))
    expect(Buffer.from((await files.get('image/ab/one')) ?? []).toString()).toBe('other')
    await files.remove('image/ab/one')
    expect(await files.get('image/ab/one')).toBeNull()
    await files.remove('image/ab/one')
    await files.put('image/ab/empty', new Uint8Array())
    expect(await files.get('image/ab/empty')).toHaveLength(0)
    await files.remove('image/ab/empty')
  })

  test('lists a room with instants, and nothing of another', async () => {
    const files = make()
    s3.knobs.page = 2
    const begun = Date.now() - 2_000
    const names = ['list/aa/1', 'list/aa/2', 'list/bb/3', 'list/cc/4', 'list/cc/5']
    for (const name of [...names, 'lists/aa/6']) await files.put(name, Buffer.from(name))
    expect(await keysOf(files, 'list')).toEqual(names)
    expect(await keysOf(files, 'nowhere')).toEqual([])
    for await (const { at } of files.list('list')) expect(at >= begun && at <= Date.now() + 2_000).toBe(true)
    s3.knobs.page = 1000
  })

  test('the vault seals what lies there, and names what was changed', async () => {
    const files = make()
    const sealer = makeSealer({ keys: [{ id: 'k', key: randomBytes(32) }], indexKey: randomBytes(32) })
    const vault = makeVault(files, sealer)
    const plain = Buffer.from('a picture of somebody')
    const { file, hash } = await vault.put('image', plain, 'image:1:photo')
    expect(hash).toBe(hashOf(plain))
    const there = Buffer.from((await files.get(file)) ?? [])
    expect(there.includes('somebody')).toBe(false)
    expect(await vault.get(file, 'image:1:photo')).toEqual(plain)
    const damaged = { fault: 'file_damaged', detail: { id: file.slice(-8) } }
    expect(await vault.get(file, 'image:2:photo')).toEqual(damaged)
    there[there.length - 20] = (there[there.length - 20] ?? 0) ^ 1
    await files.put(file, there)
    expect(await vault.get(file, 'image:1:photo')).toEqual(damaged)
    await vault.remove(file)
    expect(await vault.get(file, 'image:1:photo')).toEqual(damaged)
  })
})

test('in a folder no file is ever half there, and no key leads out of it', async () => {
  const files = folderFiles(folder)
  for (const key of ['../x', '/etc/passwd', 'a/../b', 'a//b', '', 'a.b'])
    await expect(files.get(key), key).rejects.toThrow(RangeError)
  await files.put('room/aa/whole', Buffer.from('x'))
  writeFileSync(join(folder, 'room/aa/late.part'), 'half')
  expect(await keysOf(files, 'room')).toEqual(['room/aa/whole'])
  expect(readdirSync(join(folder, 'room/aa'))).toContain('late.part')
  expect(readFileSync(join(folder, 'room/aa/whole'), 'utf8')).toBe('x')
})

describe('a store that is not well', () => {
  afterEach(() => Object.assign(s3.knobs, { failures: 0, delayMs: 0 }))

  test('a passing 503 is asked again, a lasting one is an error and never "nothing there"', async () => {
    const files = s3Files(s3.place)
    s3.knobs.failures = 2
    await files.put('image/aa/again', Buffer.from('x'))
    expect(await files.get('image/aa/again')).toHaveLength(1)
    s3.knobs.failures = 99
    await expect(files.get('image/aa/again')).rejects.toThrow('503')
  })

  test('a slow one is given up', async () => {
    s3.knobs.delayMs = 2_000
    const begun = Date.now()
    await expect(s3Files(s3.place, 200).get('image/aa/x')).rejects.toThrow()
    expect(Date.now() - begun).toBeLessThan(1_500)
  })

  test('a wrong secret and a missing bucket are errors', async () => {
    await expect(s3Files({ ...s3.place, secretKey: 'wrong' }).get('image/aa/x')).rejects.toThrow('403')
    await expect(s3Files({ ...s3.place, secretKey: 'wrong' }).put('image/aa/x', Buffer.from('x'))).rejects.toThrow(
      '403',
    )
    await expect(s3Files({ ...s3.place, bucket: 'other' }).get('image/aa/x')).rejects.toThrow('404')
    expect(s3.kept.has('image/aa/x')).toBe(false)
  })
})

test('the configuration chooses the store', async () => {
  const env = {
    DATA_DIR: folder,
    S3_ENDPOINT: s3.place.endpoint,
    S3_BUCKET: s3.place.bucket,
    S3_ACCESS_KEY: s3.place.accessKey,
    S3_SECRET_KEY: s3.place.secretKey,
  }
  await filesOf(testConfig(env, true)).put('image/aa/there', Buffer.from('x'))
  expect(s3.kept.has('image/aa/there')).toBe(true)
  await filesOf(testConfig({ DATA_DIR: folder }, true)).put('image/aa/here', Buffer.from('x'))
  expect(readdirSync(join(folder, 'files/image/aa'))).toEqual(['here'])
})
