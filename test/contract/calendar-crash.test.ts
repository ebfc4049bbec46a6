import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { openStore } from '../../server/db/open.ts'

const folder = mkdtempSync(join(tmpdir(), 'quinze-edit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('killed half-way through an edit that moves 30 clocks, the server finds the calendar and every clock as before', async () => {
  const url = join(folder, 'quinze.db')
  const child = spawn(process.execPath, ['test/kit/calendar-child.ts', url], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const [, signal] = await once(child, 'exit')
  expect([printed.trim(), signal]).toEqual(['30', 'SIGKILL'])
  const store = await openStore(url)
  const { calendar, calendarLayer, tick, request, notice } = store.tables
  const kinds = (await store.read.select().from(tick)).map(({ kind }) => kind)
  expect(kinds).toEqual(Array.from({ length: 30 }, () => 'start'))
  expect(await store.read.select().from(calendarLayer)).toEqual([])
  expect(await store.read.select().from(calendar)).toMatchObject([{ version: 1 }])
  expect(new Set((await store.read.select().from(request)).map(({ version }) => version))).toEqual(new Set([1]))
  expect((await store.read.select().from(notice)).filter(({ kind }) => kind === 'rescheduled')).toEqual([])
  expect(await verifyAudit(store)).toMatchObject({ ok: true })
  await store.close()
})
