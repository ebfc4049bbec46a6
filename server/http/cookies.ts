import type { Context } from 'hono'

/** Adds Set-Cookie lines to the answer. */
export function setCookies(c: Context, cookies: readonly string[]): void {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
}
