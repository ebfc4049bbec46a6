import { clientsClaim } from 'workbox-core'
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] }

interface Notice {
  title: string
  body?: string
  navigate?: string
  tag?: string
  lang?: string
  data?: { path?: string; actions?: Record<string, string> }
  actions?: { action: string; title: string }[]
  requireInteraction?: boolean
  renotify?: boolean
}

const answerMs = 1_000
const visited = 'quinze-visited'
const manifest = self.__WB_MANIFEST

precacheAndRoute(manifest)
cleanupOutdatedCaches()
clientsClaim()

if (manifest.length > 0) {
  const never = [/^\/(api|ca|demo|verificar|assets)(\/|\?|$)/, /^\/(healthz|metrics|sw\.js)(\?|$)/, /\.[a-z0-9]+(\?|$)/]
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/'), { denylist: never }))
}

// Pieces that only some people visit are kept once fetched; their names change with their content.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  async ({ request }) => {
    const cache = await caches.open(visited)
    const kept = await cache.match(request)
    if (kept) return kept
    const fresh = await fetch(request)
    if (fresh.ok) await cache.put(request, fresh.clone())
    return fresh
  },
)

/** What the type library does not know yet of a browser (Service Workers §4.5.3). */
type Routing = { addRoutes?(rule: { condition: { urlPattern: string }; source: 'network' }): Promise<void> }

// Nothing of the API is answered here, and a page's last words get lost when they have to wait for a worker.
self.addEventListener('install', (event) => {
  const { addRoutes } = event as Routing
  if (addRoutes) event.waitUntil(addRoutes.call(event, { condition: { urlPattern: '/api/*' }, source: 'network' }))
})

self.addEventListener('activate', (event) => event.waitUntil(caches.delete(visited)))

self.addEventListener('message', (event) => {
  const said: unknown = event.data
  if (typeof said === 'object' && said !== null && 'type' in said && said.type === 'update') {
    event.waitUntil(self.skipWaiting())
  }
})

self.addEventListener('push', (event) => event.waitUntil(show(event.data)))

/** A push without a visible notification costs the subscription (iOS) or shows the browser's own: always show one. */
async function show(data: PushMessageData | null): Promise<void> {
  const { notice, badge } = read(data)
  const { title, navigate, data: more, ...rest } = notice
  const options: NotificationOptions & Omit<Notice, 'title'> = {
    ...rest,
    lang: rest.lang ?? 'pt-BR',
    icon: '/icon-192.png',
    badge: '/icon-192.png',
    // A browser throws for `renotify` without a tag.
    renotify: rest.tag ? (rest.renotify ?? false) : false,
    data: { ...more, navigate },
  }
  await self.registration.showNotification(title, options)
  if (badge === null) return
  await (badge > 0 ? navigator.setAppBadge?.(badge) : navigator.clearAppBadge?.())?.catch(() => {})
}

function read(data: PushMessageData | null): { notice: Notice; badge: number | null } {
  try {
    const payload = data?.json() as { notification?: Notice; app_badge?: number | string }
    const notice = payload.notification
    if (typeof notice?.title === 'string' && notice.title !== '') {
      const badge = payload.app_badge === undefined ? Number.NaN : Number(payload.app_badge)
      return { notice, badge: Number.isInteger(badge) ? badge : null }
    }
  } catch {
    // The default below.
  }
  return { notice: { title: 'Quinze', body: 'Há novidades. Abra para ver.', data: { path: '/' } }, badge: null }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const data = event.notification.data as (Notice['data'] & { navigate?: string }) | null
  const wanted = (event.action && data?.actions?.[event.action]) || data?.path || data?.navigate || '/'
  event.waitUntil(open(new URL(wanted, self.location.origin)))
})

async function open(wanted: URL): Promise<void> {
  const url = wanted.origin === self.location.origin ? wanted : new URL('/', self.location.origin)
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = windows.find((one) => one.visibilityState === 'visible') ?? windows[0]
  if (!page) return void (await self.clients.openWindow(url.href))
  await page.focus().catch(() => page)
  if (await told(page, url.pathname + url.search)) return
  await page.navigate(url.href).catch(() => self.clients.openWindow(url.href))
}

function told(page: WindowClient, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => resolve(true)
    setTimeout(() => resolve(false), answerMs)
    page.postMessage({ type: 'open', path }, [channel.port2])
  })
}

self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(event as SubscriptionChange)))

interface SubscriptionChange extends ExtendableEvent {
  oldSubscription?: PushSubscription
}

/** An open page renews the subscription; with none open it is done here, so that nobody misses a request overnight. */
async function renew(event: SubscriptionChange): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  for (const page of windows) page.postMessage({ type: 'resync' })
  const before = event.oldSubscription?.options.applicationServerKey
  if (windows.length > 0 || !before) return
  const fresh = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: before })
  const { endpoint, keys } = fresh.toJSON()
  const instant = Date.now().toString(16).padStart(12, '0')
  await fetch('/api/push/subscriptions', {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      // RFC 9562 §5.7, as every write names its intent.
      'idempotency-key': `${instant.slice(0, 8)}-${instant.slice(8)}-7${crypto.randomUUID().slice(15)}`,
    },
    body: JSON.stringify({ endpoint, keys, device: 'Navegador' }),
  })
}
