import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { isFault } from '../domain/fault.ts'
import { certificateOfEnrolment } from '../db/certificates.ts'
import { act } from '../desk/act.ts'
import { enrol, ownEnrolment, showCode } from '../desk/enrol.ts'
import { issue } from '../desk/issue.ts'
import { checkPin } from '../desk/pin.ts'
import { freshNonce, prove } from '../desk/prove.ts'
import { fault } from '../domain/fault.ts'
import type { NonceView, PinView } from './certificate-views.ts'
import { csrBody, enrolBody, pinBody, proofBody } from './certificate-schemas.ts'
import { certificateView, enrolmentView, issuedView } from './certificate-view.ts'
import type { House, SignedIn } from './env.ts'
import { json } from './guard.ts'
import { intentOf, issueToolsOf } from './intent.ts'
import { presentToClient } from './present.ts'
import { problem } from './problem.ts'
import { requestById } from '../db/requests.ts'
import { nothing } from './schemas.ts'

type Ctx = Context<SignedIn>

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')

/** The way of a phone to its certificate: code → enrolment → PIN → key → proof. Each step may be asked for again. */
export function enrolmentRoutes(house: House) {
  const { store } = house
  const tools = issueToolsOf(house)
  const me = (c: Ctx) => c.var.me.person
  const idOf = (c: Ctx) => c.req.param('id') ?? ''

  async function giveUp(c: Ctx): Promise<Response> {
    const [request, actor] = [idOf(c), me(c)]
    const done = await act(tools, {
      request,
      actor,
      intent: intentOf(house, c, [request, 'give-up']),
      command: async ({ row }) => (row?.account === actor ? { name: 'close', why: 'gave_up' } : fault('not_found')),
    })
    const row = await requestById(store, store.read, request)
    const own = row?.account === actor ? await presentToClient(house, row) : null
    if (isFault(done)) return problem(c, done, own ? { request: own } : {})
    return own ? c.json(own) : problem(c, 'not_found')
  }

  return new Hono<SignedIn>()
    .post('/calls/:id/code', describeRoute({ summary: 'The enrolment code, once' }), json(nothing), async (c) => {
      const shown = await showCode(tools, idOf(c), me(c), intentOf(house, c, null)?.key ?? null)
      return isFault(shown) ? problem(c, shown) : c.json(shown)
    })
    .post('/requests/:id/give-up', describeRoute({ summary: 'Leave after the order' }), json(nothing), giveUp)
    .post('/requests/:id/enrolment', describeRoute({ summary: 'Enrol a phone' }), json(enrolBody), async (c) => {
      const limited = await house.limits.take('enrol', me(c))
      if (limited) return problem(c, limited)
      const { code, device, secret } = c.req.valid('json')
      const phone = await enrol(tools, { request: idOf(c), account: me(c), code, device, secret: bytes(secret) })
      return isFault(phone) ? problem(c, phone) : c.json(await enrolmentView(house, phone))
    })
    .get('/enrolments/:id', describeRoute({ summary: 'Where a phone stands' }), async (c) => {
      const phone = await ownEnrolment(house, store.read, idOf(c), me(c))
      return isFault(phone) ? problem(c, phone) : c.json(await enrolmentView(house, phone))
    })
    .post('/enrolments/:id/pin', describeRoute({ summary: 'Half of a key, for a PIN' }), json(pinBody), async (c) => {
      const { secret, p } = c.req.valid('json')
      const half = await checkPin(tools, { enrolment: idOf(c), account: me(c), secret: bytes(secret), p: bytes(p) })
      return isFault(half) ? problem(c, half) : c.json(half satisfies PinView)
    })
    .post(
      '/enrolments/:id/certificate',
      describeRoute({ summary: 'Certify a key (PKCS#10)' }),
      json(csrBody),
      async (c) => {
        const { secret, csr } = c.req.valid('json')
        const wish = { enrolment: idOf(c), account: me(c), secret: bytes(secret), csr: bytes(csr) }
        const row = await issue(tools, wish)
        if (isFault(row)) return problem(c, row)
        const view = issuedView(house, row)
        return view ? c.json(view) : problem(c, 'certificate_gone')
      },
    )
    .post('/enrolments/:id/nonce', describeRoute({ summary: 'A nonce to sign' }), json(nothing), async (c) => {
      const nonce = await freshNonce(tools, idOf(c), me(c))
      return isFault(nonce) ? problem(c, nonce) : c.json(nonce satisfies NonceView)
    })
    .post('/enrolments/:id/proof', describeRoute({ summary: 'Prove the key' }), json(proofBody), async (c) => {
      const signature = bytes(c.req.valid('json').signature)
      const row = await prove(tools, { enrolment: idOf(c), account: me(c), signature })
      if (isFault(row)) return problem(c, row)
      const newest = await certificateOfEnrolment(store, store.read, idOf(c))
      return c.json(await certificateView(house, newest ?? row, 'client', true))
    })
}
