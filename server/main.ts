import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { pino, type DestinationStream } from 'pino'
import type { Config } from './config.ts'
import { openStore } from './db/open.ts'
import { readSetting, secretOf, writeSetting } from './db/secrets.ts'
import { makeSealer } from './db/seal.ts'
import { makeAlarms } from './desk/alarms.ts'
import { attendanceTopics, makeAttendance } from './desk/attendance.ts'
import { photoReader } from './desk/check-photo.ts'
import { makeCheckLine, type LineTimes } from './desk/checks.ts'
import { makeTeller } from './desk/deliver.ts'
import { makeFigures } from './desk/figures.ts'
import { makeChallenges } from './desk/challenge.ts'
import { makeFeatures } from './desk/features.ts'
import { makeKeeper } from './desk/keep.ts'
import { makeLive } from './desk/live.ts'
import { credential, setHours } from './desk/office.ts'
import { creditOutage, startHeartbeat } from './desk/outage.ts'
import { makeCallWatch } from './desk/call-watch.ts'
import { seedLayers } from './desk/calendar-seed.ts'
import { makePlaces } from './desk/places.ts'
import { makePresence } from './desk/presence.ts'
import { embeddedRegistry } from './desk/registry.ts'
import { startSweep } from './desk/retention.ts'
import { makeTime, type Time } from './desk/time.ts'
import { makeVault } from './desk/vault.ts'
import type { Email, Sms } from './domain/delivery.ts'
import type { Topics } from './desk/announce.ts'
import { makeApp } from './http/app.ts'
import type { House } from './http/env.ts'
import { makeLimits } from './http/limits.ts'
import { makeAuth } from './identity/auth.ts'
import { emailLayout } from './outside/email.ts'
import { makeMailbox } from './outside/mailbox.ts'
import { municipioByIbge, searchMunicipios, showsMunicipio } from './outside/municipios.ts'
import { largestListing } from './domain/directory.ts'
import { makeDirectoryReader } from './outside/directory-aside.ts'
import { makePictures } from './outside/pictures.ts'
import { allowedPushEndpoint, makeVapidKeys } from './outside/push.ts'
import { makeSources, type SourceTimes } from './outside/sources.ts'
import { parseUf } from './domain/uf.ts'
import { makeCodeSender } from './desk/code.ts'
import { openAuthority } from './tools/authority.ts'
import { makeChannels } from './tools/channels.ts'
import { configOrExit } from './tools/configured.ts'
import { signUp } from './tools/demo-sign-up.ts'
import { filesOf } from './tools/files.ts'
import { buildDemoWorld, demoHeadStart, describeDemo } from './tools/demo-world.ts'

const grace = 8_000
const gather = 15
const burst = 100
const window = 400

/** What a test may replace: other limits, a clock of its own, channels that keep what they are given, no client files. */
export type Overrides = {
  limits?: Parameters<typeof makeLimits>[0]
  dist?: string | null
  time?: Time
  channels?: { email: Email; sms: Sms | null }
  logTo?: DestinationStream
  checkTimes?: SourceTimes & Partial<LineTimes>
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
  const channels = makeChannels(config, vapid, mailbox, more.channels)
  const features = await makeFeatures(store, sealer, live.publish)
  const teller = makeTeller({
    store,
    sealer,
    time,
    channels,
    smsOn: () => features.on('sms'),
    letterhead: { publicUrl: config.publicUrl, layout: emailLayout },
    vapidKey: vapid.publicKey,
    allowedEndpoint: (url) => allowedPushEndpoint(url, config.pushExtraHosts),
    log,
  })
  const sendCode = makeCodeSender(channels.email, emailLayout, log)
  // While the demo world is being made its people sign up with codes that nobody needs to read.
  const codes = new Map<string, string>()
  let seeded = !config.demo || more.bare === true
  let draining = false
  let soon: NodeJS.Timeout | undefined
  let calm = 0
  const woken = (topics: Topics) => {
    live.publish(topics)
    // A burst of commits wakes the others once, and while it lasts ten times a second: their work is cheaper in one go.
    const wait = performance.now() < calm ? burst : gather
    soon ??= setTimeout(() => {
      soon = undefined
      calm = performance.now() + burst
      alarms.wake()
      teller.wake()
    }, wait)
  }
  const [presence, registry] = [makePresence(time.real), embeddedRegistry(store, sealer)]
  const tools = { store, sealer, places, time, woken, registry, presence, stall: config.stall, waivesTap: config.demo }
  const attendance = makeAttendance(time.real, (cns, request) => live.publish(attendanceTopics(cns, request)))
  const vault = makeVault(filesOf(config), sealer)
  const rooms = makeCallWatch({ ...tools, vault }, log, config.retention.recordingDays)
  const alarms = makeAlarms(tools, log)
  const ca = await openAuthority(store, sealer, config, log)
  const keeper = makeKeeper({ ...tools, ca, pinKey: config.pinKey, publicUrl: config.publicUrl, log })
  const sources = makeSources(config, more.checkTimes)
  const checks = makeCheckLine({ ...tools, sources, photoOf: photoReader(store, vault) }, log, more.checkTimes)
  const figures = makeFigures({ ...tools, onError })
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
    registry,
    sources,
    checks,
    figures,
    pictures: makePictures(),
    features,
    readListing: makeDirectoryReader(largestListing),
    presence,
    attendance,
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
  await seedLayers(tools)
  const stopHeartbeat = startHeartbeat(tools)
  const silences = setInterval(attendance.look, 5_000).unref()
  const stopSweep = startSweep({ store, time, vault, onError, days: config.retention.imageDays })
  if (!seeded) await buildDemoWorld(house, (address) => signUp(house, address, codes))
  seeded = true
  store.listen((keys) => live.publish(new Set(keys)))
  await keeper.begin()
  await rooms.begin()
  alarms.start()
  keeper.start()
  checks.start()
  figures.start()
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
    clearInterval(silences)
    await stopSweep()
    rooms.stop()
    await Promise.all([alarms.stop(), checks.stop(), keeper.stop(), figures.stop()])
    const closeChannels = () => {
      for (const channel of Object.values(channels)) channel?.close()
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

if (import.meta.main) {
  const demo = process.argv.includes('--demo')
  // Without the built client: for development, where Vite serves it, and for tests.
  const running = await run(configOrExit(demo), process.argv.includes('--api-only') ? { dist: null } : {})
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void running.stop().then(() => process.exit(0)))
  console.log(demo ? describeDemo(running.url) : `Quinze is serving on ${running.url}`)
}
