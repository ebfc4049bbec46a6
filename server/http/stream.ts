import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { streamSSE } from 'hono/streaming'
import { goodbye } from '../desk/live.ts'
import { fault } from '../domain/fault.ts'
import { rolesOf } from '../identity/roles.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import type { Me } from '../identity/auth.ts'
import type { House, SignedIn } from './env.ts'
import { problem } from './problem.ts'

const heartbeat = 20_000
/** Streams of one person at a time, on all devices. */
const most = 40

/** The topics that a person may hear of: the own account, the queues and pools of the own cartórios, and what is everybody's. */
async function topicsOf({ store, time }: House, me: Me): Promise<string[]> {
  const roles = await rolesOf(store, me.person, time.now())
  const all = roles.flatMap(({ cns }) => (cns ? [cns] : []))
  const cartorios = await cartoriosByCns(store, store.read, all)
  const pools = [...cartorios.values()].map(({ uf }) => `pool:${uf}`)
  const platform = roles.some(({ cns }) => cns === null) ? ['platform'] : []
  return ['all', `account:${me.person}`, ...all.map((cns) => `queue:${cns}`), ...new Set(pools), ...platform]
}

/**
 * Server-sent events: `hello`, a `beat` every 20 s (a page can't see comments), then `keys` with the names of what changed, `bye` when the server drains. A change of the
 * person's own rights ends the stream, so that the next one is opened with the new ones.
 */
export function streamRoutes(house: House) {
  const open = new Map<string, number>()
  return new Hono<SignedIn>().get(
    '/stream',
    describeRoute({ summary: 'Live keys (server-sent events)' }),
    async (c) => {
      // Hono answers HEAD with this handler and drops the body: nothing would ever end it.
      if (c.req.method === 'HEAD') return c.body(null)
      const { person } = c.var.me
      if ((open.get(person) ?? 0) >= most) return problem(c, fault('too_many', { seconds: heartbeat / 1_000 }))
      const topics = await topicsOf(house, c.var.me)
      c.header('Cache-Control', 'no-cache, no-transform')
      c.header('X-Accel-Buffering', 'no')
      return streamSSE(c, async (stream) => {
        const over = Promise.withResolvers<void>()
        let pending = new Set<string>()
        const flush = async () => {
          const keys = [...pending]
          pending = new Set()
          if (keys.includes(goodbye)) await stream.writeSSE({ event: 'bye', data: '' })
          else if (keys.length > 0) await stream.writeSSE({ event: 'keys', data: JSON.stringify(keys) })
          if (keys.includes(goodbye) || keys.includes('me')) over.resolve()
        }
        const stop = house.live.listen(topics, (keys) => {
          if (pending.size === 0) setImmediate(() => void flush())
          for (const key of keys) pending.add(key)
        })
        open.set(person, (open.get(person) ?? 0) + 1)
        const beat = async () => {
          // A database that can't be asked ends this stream, not the process.
          const who = await house.auth.who(c.req.raw.headers).catch(() => null)
          if (who === null) return over.resolve()
          await stream.writeSSE({ event: 'beat', data: '' })
        }
        const timer = setInterval(() => void beat(), heartbeat)
        stream.onAbort(() => over.resolve())
        try {
          await stream.writeSSE({ event: 'hello', data: String(house.time.now()) })
          if (house.draining()) await stream.writeSSE({ event: 'bye', data: '' })
          else await over.promise
        } finally {
          clearInterval(timer)
          stop()
          const left = (open.get(person) ?? 1) - 1
          if (left > 0) open.set(person, left)
          else open.delete(person)
        }
      })
    },
  )
}
