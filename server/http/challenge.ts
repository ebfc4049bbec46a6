import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { standingWords } from '../domain/certificate-words.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { certificateById, openDer, openHolder } from '../db/certificates.ts'
import { challengeBytes, type Challenge } from '../desk/challenge.ts'
import type { ChallengeFound, ChallengeState, ChallengeView } from './certificate-views.ts'
import { answerBody } from './certificate-schemas.ts'
import { maskedName, verifyUrl } from './certificate-view.ts'
import type { Env, House } from './env.ts'
import { limitKey } from './address.ts'
import { addressReader, json } from './guard.ts'
import { problem } from './problem.ts'
import { nothing } from './schemas.ts'

/** "Provar que está comigo": anybody asks, the holder's phone signs, whoever asked sees what /verificar would say. */
export function challengeRoutes(house: House) {
  const { store, sealer, time, challenges, config } = house
  const address = addressReader(config)
  const origin = config.publicUrl

  const limited = (c: Context<Env>): Promise<Fault | null> => house.limits.take('challenge', limitKey(address(c)))

  async function stateOf({ certificate, expiresAt, nonce }: Challenge): Promise<ChallengeState> {
    const now = time.real()
    const row = certificate === null ? null : await certificateById(store, store.read, certificate)
    if (!row)
      return { now, state: now > expiresAt ? 'expired' : 'waiting', nonce, origin, expiresAt, certificate: null }
    const cartorio = await cartorioByCns(store, store.read, row.cns)
    const shown = {
      code: row.code,
      verifyUrl: verifyUrl(house, row.code),
      holder: maskedName(openHolder(sealer, row)),
      stateWords: standingWords(row, now),
      cartorio: cartorio?.name ?? '',
    }
    return { now, state: 'proved', nonce, origin, expiresAt, certificate: shown }
  }

  async function answer(
    person: string,
    id: string,
    { certificate, signature }: { certificate: string; signature: string },
  ): Promise<Challenge | Fault> {
    const found = challenges.find(id)
    if (!found || time.real() > found.expiresAt) return fault('challenge_gone')
    if (found.certificate !== null) return found.certificate === certificate ? found : fault('challenge_gone')
    const row = await certificateById(store, store.read, certificate)
    if (row?.account !== person) return fault('not_found')
    const der = openDer(sealer, row)
    if (row.state !== 'active' || row.notAfter < time.real() || !der || !house.ca) return fault('certificate_gone')
    const signed = challengeBytes(found.nonce, origin)
    if (!house.ca.proves(der, signed, Buffer.from(signature, 'base64url'))) return fault('proof_wrong')
    challenges.answered(id, row.id)
    return found
  }

  return new Hono<Env>()
    .post('/challenges', describeRoute({ summary: 'Ask for a proof of possession' }), json(nothing), async (c) => {
      const refused = await limited(c)
      if (refused) return problem(c, refused)
      const made = challenges.open(time.real())
      if (!made) return problem(c, fault('unavailable', { seconds: 60 }))
      const { id, code, nonce, expiresAt } = made
      return c.json({ id, code, nonce, url: `${origin}/provar/${id}`, origin, expiresAt } satisfies ChallengeView)
    })
    .get('/challenges/by-code/:code', describeRoute({ summary: 'Which challenge a typed code means' }), async (c) => {
      const refused = await limited(c)
      if (refused) return problem(c, refused)
      const found = challenges.findByCode(c.req.param('code'))
      return found ? c.json({ id: found.id } satisfies ChallengeFound) : problem(c, 'not_found')
    })
    .get('/challenges/:id', describeRoute({ summary: 'Whether it was proved' }), async (c) => {
      const found = challenges.find(c.req.param('id'))
      return found ? c.json(await stateOf(found)) : problem(c, 'challenge_gone')
    })
    .post('/challenges/:id/answer', describeRoute({ summary: 'The holder signs' }), json(answerBody), async (c) => {
      const me = await house.auth.who(c.req.raw.headers)
      if (!me) return problem(c, 'unauthenticated')
      const done = await answer(me.person, c.req.param('id'), c.req.valid('json'))
      return isFault(done) ? problem(c, done) : c.json(await stateOf(done))
    })
}
