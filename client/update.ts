import { createSignal, onCleanup } from 'solid-js'

const checkEveryMs = 30_000
const reloadedKey = 'quinze.reloaded'
const reloadOnceMs = 60_000

const [waiting, setWaiting] = createSignal(false)
const [later, setLater] = createSignal(false)
const forms = new Set<() => boolean>()
let started = false
let accept: () => void = () => {}

/** While `dirty()`, nothing reloads the page by itself, and a new version is not offered. */
export function createReloadHold(dirty: () => boolean): void {
  forms.add(dirty)
  onCleanup(() => forms.delete(dirty))
}

const held = () => [...forms].some((dirty) => dirty())

/** Whether to offer the new version now. */
export function updateOffered(): boolean {
  return waiting() && !later() && !held()
}

/** Takes the new version: the waiting worker takes over and the page reloads. */
export function takeUpdate(): void {
  accept()
}

/** Keeps the old version until the next visit. */
export function laterUpdate(): void {
  setLater(true)
}

/** Registers the service worker and watches for a newer one; calls `open` when a tapped notification names a screen. */
export async function startWorker(open: (path: string) => void, resync: () => void): Promise<void> {
  if (started) return
  started = true
  addEventListener('vite:preloadError', (event) => {
    // A page of an older version asks for a piece that is gone: one reload brings the new one.
    if (held() || Date.now() - Number(sessionStorage.getItem(reloadedKey) ?? 0) < reloadOnceMs) return
    event.preventDefault()
    sessionStorage.setItem(reloadedKey, String(Date.now()))
    location.reload()
  })
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const said = event.data
    if (typeof said !== 'object' || said === null || !('type' in said)) return
    if (said.type === 'open' && 'path' in said && typeof said.path === 'string') {
      event.ports[0]?.postMessage('ok')
      open(said.path)
    }
    if (said.type === 'resync') resync()
  })
  const { Workbox } = await import('workbox-window')
  const workbox = new Workbox('/sw.js', { type: import.meta.env.DEV ? 'module' : 'classic', updateViaCache: 'none' })
  let accepted = false
  // Listeners first: an event fired before them is lost (GoogleChrome/workbox#2165).
  workbox.addEventListener('waiting', () => setWaiting(true))
  workbox.addEventListener('controlling', () => {
    if (accepted) location.reload()
  })
  const found = await workbox.register({ immediate: true }).catch(() => undefined)
  if (!found) return
  accept = () => {
    accepted = true
    found.waiting?.postMessage({ type: 'update' })
  }
  let checkedAt = performance.now()
  const check = () => {
    if (document.visibilityState !== 'visible' || performance.now() - checkedAt < checkEveryMs) return
    checkedAt = performance.now()
    found.update().catch(() => {})
  }
  document.addEventListener('visibilitychange', check)
  addEventListener('focus', check)
  addEventListener('pageshow', check)
}
