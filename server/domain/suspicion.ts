import { stallAlarms, wrongPlace } from './attend.ts'
import { isReason } from './check-answers.ts'
import { fault, type Fault } from './fault.ts'
import type { Finding } from './finding.ts'
import type { Request } from './request.ts'
import { isIn, type Of, type Step } from './step.ts'

/** What the tabelião's finding is called on the cartório's own screens. */
export const findingWords: Record<Finding, string> = {
  fraud: 'Fraude confirmada',
  cleared: 'Suspeita afastada',
}

/** Why somebody of the cartório who is not its tabelião finds no way out here. */
export const onlyTabeliaoWords = 'Só o tabelião do cartório afasta a suspeita ou encerra a solicitação.'

/**
 * The way out of "congelada" (rule 44): the tabelião answers in writing for what became of the suspicion. Confirmed, the request is
 * closed and its evidence stays; put aside, it goes on as decided, with nothing of its videos, and the terms of rule 22 begin anew.
 * Faults: changed, not_found, reason_needed.
 */
export function resolve(request: Request, { cns, finding, reason, back }: Of<'resolve'>): Step | Fault {
  if (!isIn(request, 'frozen') || request.state.cns !== cns) return wrongPlace(request, cns)
  const note = reason.trim()
  if (!isReason(note)) return fault('reason_needed')
  if (finding === 'fraud')
    return { state: { name: 'closed', cns, why: 'fraud' }, notices: [{ to: 'client', kind: 'ended' }], note }
  if (!back) return { state: { name: 'choosing', last: cns }, notices: [{ to: 'client', kind: 'choose_again' }], note }
  const { stay, stall } = back
  return {
    state: { name: 'in_progress', cns, ...stay, ...(stall ? { stall } : {}) },
    alarms: stallAlarms(request.id, stall),
    notices: [{ to: 'client', kind: 'cleared' }],
    note,
  }
}
