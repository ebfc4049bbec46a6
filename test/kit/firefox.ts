import { existsSync } from 'node:fs'
import puppeteer, { type Browser } from 'puppeteer-core'

const programs = [
  process.env.FIREFOX_PATH ?? '',
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

/**
 * Firefox over WebDriver BiDi, with notifications granted and its push client turned to `pushUrl` (ws://…).
 * @param hidden every window is a private one
 */
export async function launchFirefox({
  pushUrl,
  hidden = false,
}: {
  pushUrl: string
  hidden?: boolean
}): Promise<Browser> {
  const executablePath = programs.find((path) => path !== '' && existsSync(path))
  if (!executablePath) throw new Error('Firefox is missing: install firefox-esr or set FIREFOX_PATH')
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      'dom.push.connection.enabled': true,
      'dom.push.serverURL': pushUrl,
      'dom.push.testing.allowInsecureServerURL': true,
      'permissions.default.desktop-notification': 1,
      'alerts.useSystemBackend': false,
      ...(hidden ? { 'browser.privatebrowsing.autostart': true } : {}),
    },
  })
}

/** Asks again every 100 ms until `read` gives something, at most `timeoutMs`. */
export async function eventually<T>(
  read: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 20_000,
): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (value !== undefined) return value
    if (performance.now() > end) throw new Error(`nothing came within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
