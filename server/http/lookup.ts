import { isIP } from 'node:net'
import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { Counter } from 'prom-client'
import { parseCpf } from '../domain/cpf.ts'
import { isFault } from '../domain/fault.ts'
import { fieldWords } from '../domain/words.ts'
import { keyOf, lookUp } from '../desk/lookup.ts'
import { limitKey, trustedProxies } from './address.ts'
import type { ExclusivityView } from './certificate-views.ts'
import { lookupBody } from './certificate-schemas.ts'
import type { Env, House } from './env.ts'
import { addressReader, json } from './guard.ts'
import { problem } from './problem.ts'

/** For programs with a key: which CNS has the exclusivity of a CPF (rule 56), in one shape whether or not there is one. */
export function lookupRoutes(house: House) {
  const { log, limits } = house
  const address = addressReader(house.config)
  const misses = missCounter(house)

  const refuse = async (c: Context<Env>, name: 'lookup' | 'lookupByAddress', key: string) => {
    const refused = await limits.take(name, key)
    return refused ? problem(c, refused) : null
  }

  async function answer(c: Context<Env>, body: { cpf: string; reference: string }): Promise<Response> {
    const from = address(c)
    const slow = await refuse(c, 'lookupByAddress', limitKey(from))
    if (slow) return slow
    const key = await keyOf(house, bearer(c.req.header('authorization')), (list) => isAmong(from, list))
    if (isFault(key)) {
      if (key.fault === 'api_key') c.header('WWW-Authenticate', 'Bearer realm="quinze"')
      return problem(c, key)
    }
    const tooFast = await refuse(c, 'lookup', key.id)
    if (tooFast) return tooFast
    const cpf = parseCpf(body.cpf)
    if (cpf === null) return problem(c, 'invalid', { fields: { cpf: fieldWords.cpf } })
    const looked = await lookUp(house, key, { cpf, reference: body.reference })
    if (isFault(looked)) return problem(c, looked)
    if (looked.misses) {
      misses.inc()
      log.warn({ key: looked.key, ...looked.misses }, 'a key asks about many CPFs without a certificate')
    }
    return c.json(looked.answer satisfies ExclusivityView)
  }

  return new Hono<Env>().post(
    '/exclusivity/lookup',
    describeRoute({ summary: 'Which CNS has the exclusivity of a CPF (API key)' }),
    json(lookupBody),
    (c) => answer(c, c.req.valid('json')),
  )
}

const bearer = (header = ''): string => /^Bearer ([\w-]{20,80})$/i.exec(header)?.[1] ?? ''

function isAmong(address: string, list: readonly string[]): boolean {
  const version = isIP(address)
  return version !== 0 && trustedProxies(list).check(address, version === 4 ? 'ipv4' : 'ipv6')
}

const alertName = 'quinze_lookup_miss_alerts_total'

/** One counter for the house, however often its routes are made. */
function missCounter({ metrics }: House): Counter {
  const help = 'Times that a key asked about suspiciously many CPFs without a certificate'
  const known = metrics.getSingleMetric(alertName)
  return known instanceof Counter ? known : new Counter({ name: alertName, help, registers: [metrics] })
}
