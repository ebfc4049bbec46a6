import type { ClientRequestView } from '../../server/http/views.ts'
import { createAct, send, ApiProblem, type Act } from '../api.ts'
import { keep, revalidate } from '../kept.ts'
import { sources } from '../keys.ts'
import { toast } from '../parts/toast.tsx'

/** What a client may do with an own request; each shows its result by itself. */
export interface ClientActs {
  release: Act<[], ClientRequestView>
  withdraw: Act<[], ClientRequestView>
  cancel: Act<[], ClientRequestView>
  /** Ends it after the order, without a certificate. */
  giveUp: Act<[], ClientRequestView>
  choose: Act<[cns: string], ClientRequestView>
}

function isView(value: unknown): value is ClientRequestView {
  return typeof value === 'object' && value !== null && 'as' in value && value.as === 'client'
}

/** The acts on the request; who comes too late is shown what it has become (rule 16). */
export function createClientActs(request: () => ClientRequestView): ClientActs {
  const act = <A extends readonly unknown[]>(
    path: string,
    body: (...input: A) => object,
    said: (after: ClientRequestView) => string,
  ) =>
    createAct<A, ClientRequestView>(async (key, ...input) => {
      const { id } = request()
      try {
        const after = await send<ClientRequestView>('POST', `/api/requests/${id}/${path}`, body(...input), key)
        keep(sources.request(id), after)
        toast.show(said(after))
        return after
      } catch (error) {
        if (error instanceof ApiProblem && isView(error.request)) keep(sources.request(id), error.request)
        else if (error instanceof ApiProblem && error.status === 409) void revalidate([`request:${id}`])
        if (error instanceof ApiProblem && error.status === 409) toast.show(error.detail)
        throw error
      }
    })
  return {
    release: act(
      'release',
      () => ({}),
      () => 'Liberada. Avisamos quando um cartório pegar.',
    ),
    withdraw: act(
      'withdraw-release',
      () => ({}),
      (after) => `Liberação desfeita. ${after.cartorio?.name ?? 'O cartório'} continua com você.`,
    ),
    cancel: act(
      'cancel',
      () => ({}),
      () => 'Solicitação cancelada.',
    ),
    giveUp: act(
      'give-up',
      () => ({}),
      () => 'Solicitação encerrada.',
    ),
    choose: act(
      'choose-cartorio',
      (cns: string) => ({ cns }),
      (after) => `Enviada para ${after.cartorio?.name ?? 'o cartório'}.`,
    ),
  }
}
