import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import type { secureHeaders } from 'hono/secure-headers'
import { openAPIRouteHandler } from 'hono-openapi'
import { uuidv7 } from '../db/uuid.ts'
import { fault } from '../domain/fault.ts'
import { accountRoutes } from './account.ts'
import { adminRoutes } from './admin.ts'
import { adminCalendarRoutes } from './admin-calendar.ts'
import { adminOutageRoutes } from './admin-outages.ts'
import { attendanceRoutes } from './attendance.ts'
import { caRoutes } from './ca.ts'
import { calendarRoutes } from './calendar.ts'
import { certificateRoutes } from './certificate.ts'
import { challengeRoutes } from './challenge.ts'
import { callRoutes } from './call.ts'
import { ccnRoutes } from './ccn.ts'
import { checkRoutes } from './checks.ts'
import { clientRoutes } from './client.ts'
import { demoRoutes } from './demo.ts'
import { enrolmentRoutes } from './enrolment.ts'
import { featureRoutes, switches } from './features.ts'
import type { Env, House } from './env.ts'
import { legalRoutes } from './legal.ts'
import { figuresRoutes } from './figures.ts'
import { lookupRoutes } from './lookup.ts'
import { always, secure } from './headers.ts'
import { addressReader, bodyLimit, jsonBody, sameOrigin, signedIn } from './guard.ts'
import { measured, metricsText } from './metrics.ts'
import { imageRoutes } from './images.ts'
import { notaryRoutes } from './notary.ts'
import { healthRoutes, publicRoutes } from './public.ts'
import { verifyRoutes } from './verify.ts'
import { problem } from './problem.ts'
import { processRoutes } from './process.ts'
import { recordingRoutes } from './recording.ts'
import { suspicionRoutes } from './suspicion.ts'
import { streamRoutes } from './stream.ts'

const year = 31_536_000
const programs = '/api/v1/'

/** The street door. @param dist the built client's folder, null to serve the API alone (development, tests) */
export function makeApp(house: House, dist: string | null) {
  const { log, config } = house
  const app = new Hono<Env>()
  const address = addressReader(config)
  const index = dist ? readFileSync(join(dist, 'index.html'), 'utf8') : ''
  app.use(always(secure(headers(index, config.publicUrl.startsWith('https:')))))
  app.use(measured(house))
  app.use(async (c, next) => {
    await next()
    if (house.draining()) c.header('Connection', 'close')
  })
  const ours = sameOrigin(config.publicUrl)
  // Programs have a key of their own instead of a page of ours and its cookie.
  const pagesOnly: MiddlewareHandler = (c, next) => (c.req.path.startsWith(programs) ? next() : ours(c, next))
  app.use('/api/*', unstored, pagesOnly, jsonBody, bodyLimit)
  app.route('/api', api(house))
  app.get(
    '/api/openapi.json',
    openAPIRouteHandler(api(house), { documentation, defaultValidationErrorResponse: false }),
  )
  app.all('/api/*', (c) => problem(c, 'not_found'))
  app.route('/', healthRoutes(house))
  app.get('/metrics', async (c) => {
    // What a proxy of this machine passes on is not from here, also when nobody told us of the proxy.
    const own = here(address(c)) && c.req.header('x-forwarded-for') === undefined && !c.req.header('forwarded')
    return own ? c.text(await metricsText(house)) : problem(c, 'not_found')
  })
  app.route('/ca', caRoutes(house)).route('/verificar', verifyRoutes(house))
  app.get('/verificar/', (c) => c.redirect('/verificar', 301))
  if (config.demo) app.route('/demo', demoRoutes(house).pages)
  if (dist) site(app, dist, index)
  app.notFound((c) => problem(c, 'not_found'))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return problem(c, error.status === 413 ? 'too_large' : 'malformed')
    const id = uuidv7().slice(-8)
    const busy = /SQLITE_(BUSY|FULL|IOERR)/.test(String((error as { code?: string }).code ?? ''))
    // The first frame, never the message: that may run over several lines and quote what was sent.
    const at = error.stack?.split('\n').find((line) => /^\s+at /.test(line))
    log.error({ id, name: error.name, at: at?.trim() }, 'request failed')
    return problem(c, busy ? fault('unavailable', { seconds: 2 }) : fault('internal', { id }))
  })
  return app
}

/** Every route under /api; its type is what the client may import. */
export function api(house: House) {
  const open = new Hono<Env>()
    .route('/', publicRoutes(house))
    .route('/', accountRoutes(house))
    .route('/', challengeRoutes(house))
    .route('/', featureRoutes(house))
    .route('/', legalRoutes(house))
    .route('/v1', lookupRoutes(house))
  if (house.config.demo) open.route('/demo', demoRoutes(house).api)
  const inside = signedIn(house) as unknown as MiddlewareHandler<Env>
  const staffed = ['/queue', '/pool', '/clients', '/ccn/*', '/figures']
  const personal = ['/requests/*', '/calls/*', '/stream', '/enrolments/*', '/certificates/*', '/admin/*']
  for (const path of [...staffed, ...personal]) open.use(path, inside)
  return open
    .use(switches(house))
    .route('/', clientRoutes(house))
    .route('/', imageRoutes(house))
    .route('/', notaryRoutes(house))
    .route('/', ccnRoutes(house))
    .route('/', attendanceRoutes(house))
    .route('/', checkRoutes(house))
    .route('/', suspicionRoutes(house))
    .route('/', callRoutes(house))
    .route('/', recordingRoutes(house))
    .route('/', streamRoutes(house))
    .route('/', enrolmentRoutes(house))
    .route('/', certificateRoutes(house))
    .route('/', adminRoutes(house))
    .route('/', figuresRoutes(house))
    .route('/', processRoutes(house))
    .route('/', calendarRoutes(house))
    .route('/', adminCalendarRoutes(house))
    .route('/', adminOutageRoutes(house))
}

/** Answers of the API are one person's: no browser or proxy keeps them on a disk. */
const unstored = always(async () => [['cache-control', 'no-store']])

const here = (address: string): boolean => address === '::1' || address.startsWith('127.')

const documentation = {
  openapi: '3.1.0',
  info: {
    title: 'Quinze',
    version: '1',
    description:
      'Certificado digital notarizado in 15 business minutes. Errors are RFC 9457 problem details with a stable `code`.',
  },
}

/** Strict CSP: own files only, and the one inline script of index.html by its hash. */
function headers(index: string, https: boolean): Parameters<typeof secureHeaders>[0] {
  const inline = [...index.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  )
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...inline],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity: https ? `max-age=${year}; includeSubDomains` : false,
    permissionsPolicy: { geolocation: [], microphone: ['self'], camera: ['self'], payment: [] },
  }
}

/** The built client: hashed assets for a year, everything else revalidated, and the app's page for its own routes. */
function site(app: Hono<Env>, dist: string, index: string): void {
  app.use(
    '/assets/*',
    compress(),
    serveStatic({ root: dist, onFound: (_path, c) => c.header('Cache-Control', `public, max-age=${year}, immutable`) }),
  )
  app.all('/assets/*', (c) => problem(c, 'not_found'))
  const fresh = serveStatic({ root: dist, onFound: (_path, c) => c.header('Cache-Control', 'no-cache') })
  app.get('/:file{[a-z0-9.-]+\\.(js|webmanifest|svg|png|ico|txt)}', etag(), compress(), fresh)
  app.get('*', etag(), compress(), (c, next) => {
    if (/\.[a-z0-9]+$/i.test(c.req.path) && c.req.path !== '/index.html') return next()
    c.header('Cache-Control', 'no-cache')
    return c.html(index)
  })
}
