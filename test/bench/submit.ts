import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { uuidv7 } from '../../server/db/uuid.ts'
import { form, startWorld, always, type Session, type World } from '../kit/house.ts'

/*
 * `npm run bench:submit [rounds]`: authenticated, validated, sealed, FULL-durable submissions over HTTP at 64 clients, against
 * raw SQLite on the same disk in the same run, one commit each: once with exactly the rows that a submission writes, into a copy
 * of the same database, once with
 * the four rows of the sketch behind the goals (P3). Rounds are interleaved; medians are printed. The mail server of the run takes
 * 25 ms for a message, as a near one does.
 */
const clients = 64
const offices = 32
const mailMs = 25
/** Numbers of rows that the database does not have yet. */
const beyond = 10_000_000
const rounds = Number(process.argv[2] ?? 5)
const seconds = 2
/** Forms made beforehand for each millisecond of load. */
const forms = 8

/** Commits one by one for two seconds; `prepare` gives the function that writes the rows of one submission. */
function rawRate(prepare: (db: BetterSqlite.Database) => (n: number) => void, like?: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'quinze-raw-'))
  const file = join(folder, 'raw.db')
  if (like) new BetterSqlite(like, { readonly: true }).exec(`VACUUM INTO '${file}'`).close()
  const db = new BetterSqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const submit = db.transaction(prepare(db))
  const begun = performance.now()
  let n = 0
  while (performance.now() - begun < seconds * 1_000) submit(n++)
  const rate = (n / (performance.now() - begun)) * 1_000
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return rate
}

/** One request row, one journal row and two outbox rows: the sketch that the goal was measured with. */
function sketch(db: BetterSqlite.Database): (n: number) => void {
  db.exec(`CREATE TABLE request(id TEXT PRIMARY KEY, cns TEXT, uf TEXT, status TEXT, created INTEGER, due INTEGER, closed INTEGER, data TEXT);
    CREATE INDEX r1 ON request(cns, created); CREATE INDEX r2 ON request(uf, created); CREATE INDEX r3 ON request(due);
    CREATE INDEX r4 ON request(cns, created, id) WHERE closed IS NULL;
    CREATE TABLE entry(request TEXT, version INTEGER, body TEXT, PRIMARY KEY(request, version));
    CREATE TABLE outbox(id INTEGER PRIMARY KEY, request TEXT, body TEXT)`)
  const row = db.prepare("INSERT INTO request VALUES(?, ?, 'SP', 'waiting', ?, ?, NULL, ?)")
  const entry = db.prepare('INSERT INTO entry VALUES(?, 1, ?)')
  const outbox = db.prepare('INSERT INTO outbox(request, body) VALUES(?, ?)')
  const data = 'x'.repeat(400)
  return (n) => {
    const id = `${n}-${Math.random()}`
    row.run(id, '900001', n, n + 1, data)
    entry.run(id, data)
    outbox.run(id, data)
    outbox.run(id, data)
  }
}

type Row = Record<string, string | number | null>

/** The rows that one real submission wrote, in the schema of the migrations, under ids of their own. */
function sameRows(file: string): (db: BetterSqlite.Database) => (n: number) => void {
  const source = new BetterSqlite(file, { readonly: true })
  const id = source.prepare('SELECT id FROM request ORDER BY rowid DESC LIMIT 1').pluck().get()
  const of = (table: string, column: string) =>
    source.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).all(id) as Row[]
  const tables: [string, Row[]][] = [
    ['request', of('request', 'id')],
    ['entry', of('entry', 'request')],
    ['tick', of('tick', 'request')],
    ['alarm', of('alarm', 'subject')],
    ['notice', of('notice', 'request')],
    ['audit', of('audit', 'subject')],
  ]
  source.close()
  return (db) => {
    const inserts = tables.flatMap(([table, rows]) =>
      rows.map((row) => {
        const columns = Object.keys(row)
        const insert = db.prepare(`INSERT INTO ${table}(${columns.join()}) VALUES(${columns.map(() => '?').join()})`)
        return { columns, row, insert }
      }),
    )
    const own = new Set(['id', 'request', 'subject', 'protocol', 'pool_id', 'cpf_blind', 'hash'])
    return (n) => {
      const fresh = uuidv7()
      for (const { columns, row, insert } of inserts)
        insert.run(
          columns.map((name) => (own.has(name) ? `${fresh}` : name === 'seq' ? beyond + n : (row[name] ?? null))),
        )
    }
  }
}

type Load = { url: string; origin: string; cookies: string[]; from: number; until: number }
type Loaded = { done: number; ms: number; latencies: number[]; wrong: Record<string, number> }

/** Reads answers off one connection, one after the other: gives the status once all of an answer is there. */
function reader(socket: Socket): () => Promise<number> {
  let text = ''
  let asked = Promise.withResolvers<number>()
  socket.setEncoding('latin1').on('data', (more: string) => {
    text += more
    const end = text.indexOf('\r\n\r\n')
    if (end < 0 || text.length < end + 4 + Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? Infinity)) return
    asked.resolve(Number(text.slice(9, 12)))
    text = ''
  })
  socket.once('close', () => asked.reject(new Error('the connection was closed')))
  return () => (asked = Promise.withResolvers<number>()).promise
}

/**
 * The load runs in a process of its own, so that it takes the server's other core, not its thread; on plain sockets and with
 * bodies made beforehand, so that it is not the load that is measured.
 */
async function load({ url, origin, cookies, from, until }: Load): Promise<Loaded> {
  const { host, port } = new URL(url)
  const latencies: number[] = []
  const wrong: Record<string, number> = {}
  let nth = from
  const ahead = Array.from({ length: forms * until }, () => {
    nth += 1
    return JSON.stringify(form(nth, { cns: String(900_001 + (nth % offices)) }))
  })
  let next = 0
  const begin = async (cookie: string) => {
    const socket = connect(Number(port), '127.0.0.1').setNoDelay()
    await once(socket, 'connect')
    const answer = reader(socket)
    const head = `POST /api/requests HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\norigin: ${origin}\r\ncontent-type: application/json\r\n`
    return {
      socket,
      post: (body: string) => {
        socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
        return answer()
      },
    }
  }
  const lines = await Promise.all(cookies.map(begin))
  const begun = performance.now()
  const worker = async ({ post }: (typeof lines)[number]) => {
    while (performance.now() - begun < until) {
      // In the order of their ids, as they come in life.
      const body = ahead[next++]
      if (!body) throw new Error('more forms are needed')
      const at = performance.now()
      const status = await post(body)
      latencies.push(performance.now() - at)
      if (status !== 201) wrong[status] = (wrong[status] ?? 0) + 1
    }
  }
  await Promise.all(lines.map(worker))
  const ms = performance.now() - begun
  for (const { socket } of lines) socket.destroy()
  return { done: latencies.length, ms, latencies, wrong }
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
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Loaded))
    child.once('exit', (code) => reject(new Error(`the load ended with ${code}`)))
  })
}

async function main(): Promise<void> {
  const world = await startWorld({ env: { LOG_LEVEL: 'silent' } })
  const mail = world.mailbox.email
  const quick = mail.send
  for (let i = 0; i < offices; i += 1) {
    await world.office(String(900_001 + i), '3550308', always)
    await world.staff(`tabeliao${i}@exemplo.com`, String(900_001 + i), 'tabeliao')
  }
  const sessions: Session[] = []
  for (let i = 0; i < clients; i += 1) sessions.push(await world.signIn(`cliente${i}@exemplo.com`))
  mail.send = async (message) => {
    await new Promise((resolve) => setTimeout(resolve, mailMs))
    return quick(message)
  }
  const rates: number[] = []
  const raws: number[] = []
  const sketches: number[] = []
  const costs: number[] = []
  const latencies: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const cpu = process.cpuUsage()
    const loaded = await measure(world, sessions, round * 1_000_000)
    if (Object.keys(loaded.wrong).length > 0)
      throw new Error(`answers that are not 201: ${JSON.stringify(loaded.wrong)}`)
    const { user, system } = process.cpuUsage(cpu)
    if (round === 0) continue
    costs.push((user + system) / loaded.done)
    const file = join(world.dataDir, 'quinze.db')
    raws.push(rawRate(sameRows(file), file))
    sketches.push(rawRate(sketch))
    rates.push((loaded.done / loaded.ms) * 1_000)
    latencies.push(...loaded.latencies)
  }
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
  const [http, raw, four] = [median(rates), median(raws), median(sketches)]
  console.log(`raw SQLite, FULL, one commit each, the same rows      ${raw.toFixed(0)}/s`)
  console.log(`raw SQLite, FULL, one commit each, the sketch's four  ${four.toFixed(0)}/s`)
  console.log(
    `HTTP submissions, FULL, ${clients} clients  ${http.toFixed(0)}/s   p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
  )
  console.log(`server CPU per submission, with the notices that were sent meanwhile: ${median(costs).toFixed(0)} µs`)
  console.log(
    `ratio ${(http / raw).toFixed(2)} to the same rows, ${(http / four).toFixed(2)} to the sketch (medians of ${rounds} rounds of ${seconds} s)`,
  )
  await world.end()
}

if (process.argv.includes('--load'))
  process.once(
    'message',
    (asked) => void load(asked as Load).then((loaded) => process.send?.(loaded, () => process.exit(0))),
  )
else await main()
