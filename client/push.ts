import { createSignal } from 'solid-js'
import { asProblem, send } from './api.ts'
import { deviceName, platform } from './device.ts'
import { isInstalled } from './install.ts'

/**
 * What this device can do about notices: `install` first (iPhone), `blocked` by the person, `off`, `on`, `refused` by our
 * server, or `none` where the browser has no web push.
 */
export type PushState = 'none' | 'install' | 'blocked' | 'off' | 'on' | 'refused'

const offKey = 'quinze.push-off'
const readyMs = 10_000
const [pushState, setPushState] = createSignal<PushState>(firstState())
const [pushRefusal, setPushRefusal] = createSignal('')

/** The real state of this device; `syncPush` keeps it true. */
export { pushState, pushRefusal }

function firstState(): PushState {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return platform() === 'ios' && !isInstalled() ? 'install' : 'none'
  return Notification.permission === 'denied' ? 'blocked' : 'off'
}

const supported = () => firstState() !== 'none' && firstState() !== 'install'

/** `ready` never settles where registering failed: hence the limit. */
async function registration(): Promise<ServiceWorkerRegistration | null> {
  const found = await navigator.serviceWorker.getRegistration()
  if (found?.active) return found
  const limit = new Promise<null>((resolve) => setTimeout(() => resolve(null), readyMs))
  return Promise.race([navigator.serviceWorker.ready, limit])
}

function sameKey(subscription: PushSubscription, vapidKey: string): boolean {
  const bytes = subscription.options.applicationServerKey
  if (!bytes) return true
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === vapidKey.replaceAll('=', '')
}

/**
 * Tells the server of this device's subscription: at every start, since browsers change and drop it without a word.
 * Renews one made for another key, and makes one where the person had agreed before.
 */
export async function syncPush(vapidKey: string): Promise<void> {
  if (!supported()) return
  if (Notification.permission !== 'granted' || localStorage.getItem(offKey)) {
    setPushState(Notification.permission === 'denied' ? 'blocked' : 'off')
    return
  }
  try {
    await subscribe(vapidKey)
  } catch {
    // The browser's push service is out of reach: nobody asked for it just now, and the next start tries again.
    setPushState('off')
  }
}

async function subscribe(vapidKey: string): Promise<void> {
  const worker = await registration()
  if (!worker) return void setPushState('off')
  let subscription = await worker.pushManager.getSubscription()
  if (subscription && !sameKey(subscription, vapidKey)) {
    await subscription.unsubscribe()
    subscription = null
  }
  subscription ??= await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: vapidKey })
  const { endpoint, keys } = subscription.toJSON()
  try {
    await send('PUT', '/api/push/subscriptions', { endpoint, keys, device: deviceName() })
    setPushState('on')
  } catch (error) {
    const problem = asProblem(error)
    // Without an answer the subscription may still be known from the last start.
    if (problem.status === 0 || problem.status >= 500) return void setPushState('on')
    await subscription.unsubscribe()
    setPushRefusal(problem.detail)
    setPushState('refused')
  }
}

/** Asks for permission and subscribes; call from a tap. Resolves to the new state. */
export async function enablePush(vapidKey: string): Promise<PushState> {
  if (!supported()) return pushState()
  const answer = await Notification.requestPermission()
  if (answer !== 'granted') {
    setPushState(answer === 'denied' ? 'blocked' : 'off')
    return pushState()
  }
  localStorage.removeItem(offKey)
  try {
    await subscribe(vapidKey)
  } catch {
    setPushRefusal('O serviço de avisos do navegador não respondeu. Tente de novo em alguns minutos.')
    setPushState('refused')
  }
  return pushState()
}

/** Turns notices off on this device only, until they are turned on again here. */
export async function disablePush(): Promise<void> {
  localStorage.setItem(offKey, '1')
  await dropPush()
}

/** Ends this device's subscription: it belongs to one person and goes away at sign-out (rule 70). */
export async function dropPush(): Promise<void> {
  if (!supported()) return
  const worker = await navigator.serviceWorker.getRegistration().catch(() => undefined)
  const subscription = await worker?.pushManager.getSubscription().catch(() => null)
  if (subscription) {
    await send('DELETE', '/api/push/subscriptions', { endpoint: subscription.endpoint }).catch(() => {})
    await subscription.unsubscribe().catch(() => false)
  }
  setPushState(firstState())
}
