import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { pino, type DestinationStream } from 'pino'
import { readConfig, type Config } from './config.ts'
import { openStore } from './db/open.ts'
import { readSetting, secretOf, writeSetting } from './db/secrets.ts'
import { makeSealer } from './db/seal.ts'
import { makeAlarms } from './desk/alarms.ts'
import { makeTeller } from './desk/deliver.ts'
import { makeChallenges } from './desk/challenge.ts'
import { makeKeeper } from './desk/keep.ts'
import { makeLive } from './desk/live.ts'
import { credential, setHours } from './desk/office.ts'
import { creditOutage, startHeartbeat } from './desk/outage.ts'
import { makeCallWatch } from './desk/call-watch.ts'
import { makePlaces } from './desk/places.ts'
import { makePresence } from './desk/presence.ts'
import { makeTime, type Time } from './desk/time.ts'
import { makeVault } from './desk/vault.ts'
import type { Email, Sms } from './domain/delivery.ts'
import type { Topics } from './desk/announce.ts'
import { makeApp } from './http/app.ts'
import type { House } from './http/env.ts'
import { makeLimits } from './http/limits.ts'
import { makeAuth } from './identity/auth.ts'
import { emailLayout, makeEmail } from './outside/email.ts'
import { folderFiles } from './outside/files.ts'
import { makeMailbox } from './outside/mailbox.ts'
import { municipioByIbge, searchMunicipios, showsMunicipio } from './outside/municipios.ts'
import { allowedPushEndpoint, makePush, makeVapidKeys } from './outside/push.ts'
import { makeSms } from './outside/sms.ts'
import { parseUf } from './domain/uf.ts'
import { makeCodeSender } from './desk/code.ts'
import { openAuthority } from './tools/authority.ts'
import { signUp } from './tools/sign-up.ts'
import { buildDemoWorld, demoHeadStart, describeDemo } from './tools/demo-world.ts'

const timeoutMs = 15_000
const grace = 8_000
const gather = 15
const window = 400
const marker = '.quinze-demo'

/** What a test may replace: other limits, a clock of its own, channels that keep what they are given, no client files. */
export type Overrides = {
  limits?: Parameters<typeof makeLimits>[0]
  dist?: string | null
  time?: Time
  channels?: { email: Email; sms: Sms | null }
  logTo?: DestinationStream
  /** No demo world in an empty folder. */
  bare?: boolean
}

export type Running = { house: House; url: string; stop(): Promise<void> }

/** Puts the house together on an open configuration and serves it; `stop` drains (nothing under way is cut). */
export async function run(config: Config, more: Overrides = {}): Promise<Running> {
  mkdirSync(config.dataDir, { recursive: true })
  const log = pino({ level: config.logLevel, base: null }, more.logTo ?? pino.destination(1))
  const onError = (error: unknown) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'background work failed')
  const store = await openStore(join(config.dataDir, 'quinze.db'), { onError })
  const sealer = makeSealer(config.sealing)
  const offset = Number((await readSetting(store, 'demo.offset')) ?? 0)
  const fresh = (await readSetting(store, 'heartbeat')) === null
  const time = more.time ?? makeTime(config.demo, config.demo && fresh ? -demoHeadStart : offset)
  const places = makePlaces(store)
  const live = makeLive()
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const vapid = await secretOf(store, sealer, 'vapid', makeVapidKeys)
  const mailbox = config.demo && !config.smtp ? makeMailbox() : null
  const email =
    more.channels?.email ?? mailbox?.email ?? makeEmail({ ...(config.smtp ?? { url: '', from: '' }), timeoutMs })
  const sms = more.channels
    ? more.channels.sms
    : config.sms
      ? makeSms({ ...config.sms, timeoutMs })
      : (mailbox?.sms ?? null)
  const push = makePush({
    vapid: { ...vapid, subject: config.vapidSubject },
    extraHosts: config.pushExtraHosts,
    timeoutMs,
  })
  const teller = makeTeller({
    store,
    sealer,
    time,
    channels: { push, email, sms },
    letterhead: { publicUrl: config.publicUrl, layout: emailLayout },
    vapidKey: vapid.publicKey,
    allowedEndpoint: (url) => allowedPushEndpoint(url, config.pushExtraHosts),
    log,
  })
  const sendCode = makeCodeSender(email, emailLayout, log)
  // While the demo world is being made its people sign up with codes that nobody needs to read.
  const codes = new Map<string, string>()
  let seeded = !config.demo || more.bare === true
  let draining = false
  let soon: NodeJS.Timeout | undefined
  const woken = (topics: Topics) => {
    live.publish(topics)
    // A burst of commits wakes the others once, so that they share its commits instead of adding their own.
    soon ??= setTimeout(() => {
      soon = undefined
      alarms.wake()
      teller.wake()
    }, gather)
  }
  const presence = makePresence(time.real)
  const tools = { store, sealer, places, time, woken, presence, stall: config.stall }
  const vault = makeVault(folderFiles(join(config.dataDir, 'files')), sealer)
  const rooms = makeCallWatch({ ...tools, vault }, log, config.retention.recordingDays)
  const alarms = makeAlarms(tools, log)
  const ca = await openAuthority(store, sealer, config, log)
  const keeper = makeKeeper({ ...tools, ca, pinKey: config.pinKey, publicUrl: config.publicUrl, log })
  const house: House = {
    config,
    store,
    sealer,
    time,
    places,
    live,
    alarms,
    teller,
    ca,
    keeper,
    challenges: makeChallenges(),
    vault,
    presence,
    metrics,
    log,
    mailbox,
    woken,
    limits: makeLimits(more.limits),
    draining: () => draining,
    desk: {
      setHours: (cns, hours, actor) => setHours(tools, cns, hours, actor),
      credential: (cns, actor) => credential(tools, cns, actor),
    },
    municipios: {
      byIbge: municipioByIbge,
      search: (q, uf, limit) => searchMunicipios(q, parseUf(uf ?? '') ?? undefined, limit),
      shown: (ibge) => (showsMunicipio(ibge) ? municipioByIbge(ibge) : null),
    },
    auth: makeAuth({
      store,
      sealer,
      secret: config.authSecret,
      publicUrl: config.publicUrl,
      secureCookies: config.publicUrl.startsWith('https:'),
      deliverCode: (to, code) => (seeded ? sendCode(to, code) : codes.set(to, code)),
      real: time.real,
    }),
    async moveClock(ms) {
      time.shift(ms)
      await writeSetting(store, 'demo.offset', String(time.now() - time.real()))
      await writeSetting(store, 'heartbeat', String(time.now()))
      live.dismiss()
    },
  }
  await creditOutage(tools, onError)
  const stopHeartbeat = startHeartbeat(tools)
  if (!seeded) await buildDemoWorld(house, (address) => signUp(house, address, codes))
  seeded = true
  store.listen((keys) => live.publish(new Set(keys)))
  await keeper.begin()
  await rooms.begin()
  alarms.start()
  keeper.start()
  teller.start()
  const app = makeApp(house, more.dist === undefined ? 'dist' : more.dist)
  const server = serve({ fetch: app.fetch, port: config.port, hostname: config.host })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : config.port

  async function stop(): Promise<void> {
    if (draining) return
    draining = true
    live.dismiss()
    // Requests that lie unread in an accepted connection would be reset by close(): they get their answer first.
    await new Promise((resolve) => setTimeout(resolve, window))
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), grace)
    await closed
    clearTimeout(cut)
    clearTimeout(soon)
    stopHeartbeat()
    rooms.stop()
    await alarms.stop()
    await keeper.stop()
    const closeChannels = () => {
      for (const channel of [push, email, sms]) channel?.close()
    }
    // A peer that doesn't answer must not hold up the end: its message goes out again after the next start.
    const hurry = setTimeout(closeChannels, grace)
    await teller.stop()
    clearTimeout(hurry)
    closeChannels()
    await store.close()
  }
  return { house, url: `http://localhost:${port}`, stop }
}

/** The demo's own secret, kept with its marker; a folder with other content is somebody's real data and is refused. */
export function demoSecret(dataDir: string): string {
  const file = join(dataDir, marker)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} holds data that is not a demo's: choose an empty DATA_DIR`)
  mkdirSync(dataDir, { recursive: true })
  const secret = randomBytes(32).toString('hex')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** Reads the environment or ends with one line per problem. */
export function configOrExit(demo: boolean): Config {
  try {
    const read = readConfig(process.env, demo ? demoSecret(process.env['DATA_DIR'] ?? 'data/demo') : null)
    if ('config' in read) return read.config
    for (const line of read.problems) console.error(`Quinze can't start: ${line}`)
  } catch (error) {
    console.error(`Quinze can't start: ${error instanceof Error ? error.message : String(error)}`)
  }
  process.exit(1)
}

if (import.meta.main) {
  const demo = process.argv.includes('--demo')
  // Without the built client: for development, where Vite serves it, and for tests.
  const running = await run(configOrExit(demo), process.argv.includes('--api-only') ? { dist: null } : {})
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void running.stop().then(() => process.exit(0)))
  console.log(demo ? describeDemo(running.url) : `Quinze is serving on ${running.url}`)
}
