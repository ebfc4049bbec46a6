import type { CheckKind } from '../../server/domain/checks.ts'
import { checkWords, outcomeWords, type Outcome } from '../../server/domain/checks.ts'
import type { CheckView, ClientFaceView } from '../../server/http/check-views.ts'
import type { ClientRequestView, OrderView, StaffRequestView } from '../../server/http/views.ts'
import { clocks, now, staffRequest } from './staff-kit.tsx'

export const check = (kind: CheckKind, outcome: Outcome, change: Partial<CheckView> = {}): CheckView => ({
  kind,
  title: checkWords[kind],
  configured: true,
  outcome,
  outcomeWords: outcomeWords[outcome],
  words: `Frase de ${kind}.`,
  warning: false,
  statement: null,
  source: 'Receita Federal (Serpro)',
  at: outcome === 'not_run' ? null : now,
  by: outcome === 'not_run' ? null : 'Ana Ribeiro',
  waiting: null,
  need: null,
  notes: [],
  can: { ask: false, tick: false, override: false },
  whyNot: null,
  ...change,
})

export const order = (change: Partial<OrderView> = {}): OrderView => ({
  placedAt: null,
  ccnVersion: 3,
  missing: [],
  canPlace: false,
  whyNot: null,
  ...change,
})

export const attended = (change: Partial<StaffRequestView> = {}): StaffRequestView =>
  staffRequest({
    state: 'in_progress',
    clock: clocks.stopped(138_000, false),
    can: { decide: false, giveBack: false },
    order: order(),
    checks: [check('receita', 'approved'), check('face', 'not_run'), check('liveness', 'not_run')],
    ...change,
  })

export const face = (change: Partial<ClientFaceView> = {}): ClientFaceView => ({
  version: 'v1',
  step: 'consent',
  flow: 'v5',
  text: 'Para confirmar que é você.',
  fields: ['seu CPF', 'a imagem do seu rosto'],
  until: now + 299_000,
  pin: null,
  ended: null,
  ...change,
})

export const followed = (change: Partial<ClientRequestView> = {}): ClientRequestView => {
  const {
    as: _as,
    pulled: _p,
    can: _c,
    whyNot: _w,
    ccn: _r,
    otherRequests: _o,
    earlierRejection: _e,
    ...rest
  } = attended()
  const { clientReachable: _x, order: _d, checks: _k, ...base } = rest
  return {
    ...base,
    as: 'client',
    can: { release: false, withdraw: false, choose: false, cancel: true, resend: false },
    rejection: null,
    pool: null,
    steps: [
      { step: 'decided', state: 'done', words: 'Dados conferidos pelo cartório', at: now },
      { step: 'video', state: 'now', words: 'Videoconferência com o cartório', at: null },
      { step: 'order', state: 'later', words: 'Pedido do certificado', at: null },
      { step: 'issue', state: 'later', words: 'Emissão no seu celular', at: null },
    ],
    stalledAt: null,
    notice: null,
    face: null,
    reissue: null,
    ...change,
  }
}
