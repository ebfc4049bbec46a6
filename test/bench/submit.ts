import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { form, startWorld, always, type Session, type World } from '../kit/house.ts'
import { request as httpRequest, Agent } from 'node:http'

/*
 * `npm run bench:submit`: authenticated, validated, sealed, FULL-durable submissions over HTTP at 64 clients, against the
 * rate of one-commit transactions of raw SQLite on the same disk in the same run. Rounds are interleaved; medians are printed.
 */
const clients = 64
const offices = 32
const rounds = Number(process.argv[2] ?? 5)
const seconds = 2

/** One request row, one journal row and two outbox rows per commit: the sketch that the goal was measured with. */
function rawRate(): number {
  const folder = mkdtempSync(join(tmpdir(), 'quinze-raw-'))
  const db = new BetterSqlite(join(folder, 'raw.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`CREATE TABLE request(id TEXT PRIMARY KEY, cns TEXT, uf TEXT, status TEXT, created INTEGER, due INTEGER, closed INTEGER, data TEXT);
    CREATE INDEX r1 ON request(cns, created); CREATE INDEX r2 ON request(uf, created); CREATE INDEX r3 ON request(due);
    CREATE INDEX r4 ON request(cns, created, id) WHERE closed IS NULL;
    CREATE TABLE entry(request TEXT, version INTEGER, body TEXT, PRIMARY KEY(request, version));
    CREATE TABLE outbox(id INTEGER PRIMARY KEY, request TEXT, body TEXT)`)
  const row = db.prepare("INSERT INTO request VALUES(?, ?, 'SP', 'waiting', ?, ?, NULL, ?)")
  const entry = db.prepare('INSERT INTO entry VALUES(?, 1, ?)')
  const outbox = db.prepare('INSERT INTO outbox(request, body) VALUES(?, ?)')
  const data = 'x'.repeat(400)
  const submit = db.transaction((n: number) => {
    const id = `${n}-${Math.random()}`
    row.run(id, '900001', n, n + 1, data)
    entry.run(id, data)
    outbox.run(id, data)
    outbox.run(id, data)
  })
  const begun = performance.now()
  let n = 0
  while (performance.now() - begun < seconds * 1_000) submit(n++)
  const rate = (n / (performance.now() - begun)) * 1_000
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return rate
}

type Load = { url: string; origin: string; cookies: string[]; from: number; until: number }
type Loaded = { done: number; ms: number; latencies: number[]; wrong: Record<string, number> }

/** The load runs in a process of its own, so that it takes the server's other core, not its thread. */
async function load({ url, origin, cookies, from, until }: Load): Promise<Loaded> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const target = new URL(url)
  const latencies: number[] = []
  const wrong: Record<string, number> = {}
  let nth = from
  const post = (cookie: string, body: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { cookie, origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const sent = httpRequest(
        { agent, host: '127.0.0.1', port: target.port, path: '/api/requests', method: 'POST', headers },
        (answer) => {
          answer.resume()
          answer.on('end', () => resolve(answer.statusCode ?? 0))
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  const begun = performance.now()
  const worker = async (cookie: string) => {
    while (performance.now() - begun < until) {
      const body = JSON.stringify(form((nth += 1), { cns: String(900_001 + (nth % offices)) }))
      const at = performance.now()
      const status = await post(cookie, body)
      latencies.push(performance.now() - at)
      if (status !== 201) wrong[status] = (wrong[status] ?? 0) + 1
    }
  }
  await Promise.all(cookies.map(worker))
  agent.destroy()
  return { done: latencies.length, ms: performance.now() - begun, latencies, wrong }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function measure(world: World, sessions: readonly Session[], from: number): Promise<Loaded> {
  const child = fork(import.meta.filename, ['--load'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const asked: Load = {
    url: world.url,
    origin: world.house.config.publicUrl,
    cookies: sessions.map(({ cookie }) => cookie),
    from,
    until: seconds * 1_000,
  }
  child.send(asked)
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Loaded)))
}

async function main(): Promise<void> {
  const world = await startWorld({ env: { LOG_LEVEL: 'silent' } })
  for (let i = 0; i < offices; i += 1) {
    await world.office(String(900_001 + i), '3550308', always)
    await world.staff(`tabeliao${i}@exemplo.com`, String(900_001 + i), 'tabeliao')
  }
  const sessions: Session[] = []
  for (let i = 0; i < clients; i += 1) sessions.push(await world.signIn(`cliente${i}@exemplo.com`))
  const rates: number[] = []
  const raws: number[] = []
  const costs: number[] = []
  const latencies: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const raw = rawRate()
    const cpu = process.cpuUsage()
    const loaded = await measure(world, sessions, round * 1_000_000)
    if (Object.keys(loaded.wrong).length > 0)
      throw new Error(`answers that are not 201: ${JSON.stringify(loaded.wrong)}`)
    const { user, system } = process.cpuUsage(cpu)
    if (round === 0) continue
    costs.push((user + system) / loaded.done)
    raws.push(raw)
    rates.push((loaded.done / loaded.ms) * 1_000)
    latencies.push(...loaded.latencies)
  }
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  console.log(`raw SQLite, FULL, one commit each   ${median(raws).toFixed(0)}/s`)
  console.log(
    `HTTP submissions, FULL, 64 clients  ${median(rates).toFixed(0)}/s   p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
  )
  console.log(`server CPU per submission, its notices included: ${median(costs).toFixed(0)} µs`)
  console.log(
    `ratio ${(median(rates) / median(raws)).toFixed(2)}   (median of ${rounds} interleaved rounds of ${seconds} s)`,
  )
  await world.end()
}

if (process.argv.includes('--load'))
  process.once(
    'message',
    (asked) => void load(asked as Load).then((loaded) => process.send?.(loaded, () => process.exit(0))),
  )
else await main()
