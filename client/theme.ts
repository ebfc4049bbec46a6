import { createSignal } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'

const key = 'quinze.theme'
const paper = { light: '#ffffff', dark: '#191c26' }

function stored(): Theme {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

const [theme, set] = createSignal<Theme>(stored())

/** The chosen theme; the inline script of index.html applies the stored one before the first paint. */
export { theme }

/** Applies a theme at once and remembers it on this device. */
export function setTheme(next: Theme): void {
  set(next)
  paint(next)
  try {
    if (next === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, next)
  } catch {
    // A browser without storage keeps the theme until it is closed.
  }
}

/** Paints the system bar too: call once at start, since the inline script only sets the attribute. */
export function paint(next: Theme = theme()): void {
  const root = document.documentElement
  if (next === 'system') delete root.dataset.theme
  else root.dataset.theme = next
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? paper.dark : paper.light
    meta.content = next === 'system' ? own : paper[next]
  }
}
