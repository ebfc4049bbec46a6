import { createSignal } from 'solid-js'

interface InstallPrompt extends Event {
  prompt: () => Promise<void>
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const laterKey = 'quinze.install-later'
const laterMs = 14 * 24 * 60 * 60_000

const [offered, setOffered] = createSignal<InstallPrompt | null>(null)
const [isInstalled, setInstalled] = createSignal(standalone())

/** Whether the app runs from its own icon. */
export { isInstalled }

function standalone(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)
  )
}

// Once the browser has offered to install it does not ask again: the offer is kept for the moment when it makes sense.
addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  setOffered(event as InstallPrompt)
})
addEventListener('appinstalled', () => {
  setOffered(null)
  setInstalled(true)
})

/** Whether installing is one tap away here. */
export function canInstall(): boolean {
  return !isInstalled() && offered() !== null
}

/** As `canInstall`, unless the person said "Agora não" in the last 14 days. */
export function mayOfferInstall(): boolean {
  return canInstall() && Date.now() - Number(localStorage.getItem(laterKey) ?? 0) > laterMs
}

/** Remembers "Agora não" for 14 days. */
export function installLater(): void {
  localStorage.setItem(laterKey, String(Date.now()))
  setOffered(null)
}

/** Opens the browser's own question; call from a tap. */
export async function install(): Promise<void> {
  const prompt = offered()
  if (!prompt) return
  setOffered(null)
  await prompt.prompt()
  if ((await prompt.userChoice).outcome === 'dismissed') installLater()
}
