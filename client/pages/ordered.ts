import type { ClientRequestView } from '../../server/http/views.ts'

/** Whether the cartório placed the order: from then on a phone may enrol. */
export function isOrdered(request: ClientRequestView | null): boolean {
  return (
    request?.state === 'in_progress' &&
    (request.steps ?? []).some((step) => step.step === 'order' && step.state === 'done')
  )
}
