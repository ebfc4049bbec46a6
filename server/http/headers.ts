import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './env.ts'

type Header = readonly [name: string, value: string]

/**
 * Gives every answer these headers, unless it has its own of that name. On a socket they go past the Headers object: filling,
 * sorting and copying it for each answer costs more than routing does.
 */
export function always(headers: () => Promise<readonly Header[]>): MiddlewareHandler<Env> {
  let known: readonly Header[] | undefined
  return async (c, next) => {
    known ??= await headers()
    // Under app.request() there is no socket and no bindings.
    const outgoing = c.env?.outgoing
    for (const [name, value] of outgoing ? known : []) outgoing.setHeader(name, value)
    await next()
    for (const [name, value] of outgoing ? [] : known) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
}

/** The headers that hono's secureHeaders gives to every answer under these options. */
export const secure = (options: Parameters<typeof secureHeaders>[0]) => async (): Promise<readonly Header[]> => {
  const bare = new Hono().use(secureHeaders(options)).get('/', (c) => c.body(null))
  return [...(await bare.request('/')).headers]
}
