import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { verifyAudit } from '../../server/db/audit.ts'
import { openStore } from '../../server/db/open.ts'
import {
  at,
  endWith,
  liveCall,
  recordingOf,
  sendPiece,
  startHall,
  tickAll,
  underWay,
  viewOf,
  webm,
  type Hall,
} from '../kit/call.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** The server as `npm start` runs it, on the folder of a world that was stopped; resolves once it answers. */
async function serve({ world }: Hall): Promise<ChildProcess> {
  const { config } = world.house
  const child = spawn(process.execPath, ['server/main.ts', '--demo', '--api-only'], {
    env: { PATH: process.env['PATH'], DATA_DIR: world.dataDir, PORT: String(config.port), LOG_LEVEL: 'error' },
    stdio: 'ignore',
  })
  children.push(child)
  const answers = () =>
    fetch(`${world.url}/api/me`).then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(answers, { timeout: 30_000, interval: 50 }).toBe(401)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

test('killed in mid-call: ticks and pieces are kept, both find the room as it was, and the session goes on', async () => {
  const hall = await startHall({}, Date.now() - 60_000)
  const { world, client, staff } = hall
  try {
    const request = await underWay(hall, 1)
    const { store } = world.house
    // So that the demo takes the folder for its own and builds no world of its own into it.
    await store.inTransaction(async (tx) => void (await tx.update(store.tables.cartorio).set({ listed: 'demo' })))
    await world.stop()
    writeFileSync(join(world.dataDir, '.quinze-demo'), 'a secret for tests only, made of words\n')
    const first = await serve(hall)
    const id = await liveCall(hall, request)
    await tickAll(hall, id)
    const from = viewOf(await at(hall, staff, id, 'join')).startedAt ?? 0
    const kept: number[] = []
    // Pieces keep coming while the server dies under them.
    const sending = (async () => {
      for (let seq = 0; seq < 400; seq += 1) {
        const piece = { from: from + seq * 100, to: from + (seq + 1) * 100 }
        const sent = await sendPiece(hall, staff, id, seq, webm(`piece ${seq}`), piece).catch(() => null)
        if (!sent) return
        if (sent.status === 201) kept.push(seq)
      }
    })()
    await expect.poll(() => kept.length, { timeout: 20_000, interval: 10 }).toBeGreaterThan(5)
    await kill(first)
    await sending
    await serve(hall)

    for (const who of [client, staff]) expect((await at(hall, who, id, 'here')).body).toMatchObject({ joined: true })
    const view = viewOf(await world.call(staff, 'GET', `/api/calls/${id}`))
    expect(view).toMatchObject({ state: 'live', attempt: 1, startedAt: from, other: { here: true } })
    expect(view.script.every((item) => item.at !== null)).toBe(true)
    expect(view.marks.map(({ kind }) => kind)).not.toContain('dropped')
    const found = (await recordingOf(hall, staff, id)).segments.map(({ seq }) => seq)
    expect(found).toEqual(expect.arrayContaining(kept))
    // What was under way when it died may be there or not: sent again it is taken either way.
    const last = kept.length
    const again = await sendPiece(hall, staff, id, last, webm(`piece ${last}`), {
      from: from + last * 100,
      to: from + last * 100 + 99,
    })
    expect([200, 201]).toContain(again.status)
    for (const seq of kept) {
      const played = await fetch(`${world.url}/api/calls/${id}/segments/${seq}`, { headers: { cookie: staff.cookie } })
      expect(Buffer.from(await played.arrayBuffer()).equals(webm(`piece ${seq}`)), `piece ${seq}`).toBe(true)
    }
    expect(viewOf(await endWith(hall, id, 'identified'))).toMatchObject({ state: 'ended', reason: 'identified' })
    await kill(children[1] ?? first)
    const left = await openStore(join(world.dataDir, 'quinze.db'))
    expect(await verifyAudit(left)).toMatchObject({ ok: true })
    await left.close()
  } finally {
    await world.stop()
    rmSync(world.dataDir, { recursive: true, force: true })
  }
}, 90_000)
