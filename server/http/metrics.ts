import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { Gauge, Histogram } from 'prom-client'
import type { Env, House } from './env.ts'

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** One histogram of requests by method, route pattern and status: never a path, which could hold an id. */
export function measured(house: House): MiddlewareHandler<Env> {
  const { metrics, log } = house
  const seconds = new Histogram({
    name: 'quinze_http_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [metrics],
  })
  new Gauge({
    name: 'quinze_streams',
    help: 'Open live streams',
    registers: [metrics],
    collect() {
      this.set(house.live.size)
    },
  })
  return async (c, next) => {
    const begun = performance.now()
    await next()
    const took = performance.now() - begun
    const labels = { method: c.req.method, route: routePath(c), status: String(c.res.status) }
    seconds.observe(labels, took / 1_000)
    if (c.res.status >= 500) log.warn({ ...labels, ms: Math.round(took) }, 'answered')
    else log.debug({ ...labels, ms: Math.round(took) }, 'answered')
  }
}

export const metricsText = ({ metrics }: House): Promise<string> => metrics.metrics()
