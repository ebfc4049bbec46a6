import { outcomeOf, readReceita, stopsSubmission } from '../domain/check-answers.ts'
import { fault, type Fault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { appendAudit } from '../db/audit.ts'
import { addRun, countTry } from '../db/checks.ts'
import { openOf, requestById } from '../db/requests.ts'
import { uuidv7 } from '../db/uuid.ts'
import type { Order } from './act.ts'
import { sealDetail, type CheckTools } from './check-runs.ts'

/** Different CPFs that an account may ask for on one day in Brasília (rule 68). */
const mostCpfs = 3

/**
 * Asks the Receita about a form before it is stored (rules 39 and 68), in a hurry: a source that is down stops nobody. The answer
 * goes into the submission's commit; what is refused leaves no trace but the count of the day.
 */
export async function askBeforeSubmit(
  { store, sealer, time, sources }: Pick<CheckTools, 'store' | 'sealer' | 'time' | 'sources'>,
  form: { id: string; account: string; cns: string; data: { cpf: string; name: string; birthDate: string } },
): Promise<{ also?: Order['also'] } | Fault> {
  const { receita } = sources
  if (!receita) return {}
  const { id, account, cns, data } = form
  // A repeat, and what will be refused anyway, asks nobody.
  if (await requestById(store, store.read, id)) return {}
  if (await openOf(store, store.read, account, sealer.blind('cpf', data.cpf))) return {}
  const at = time.now()
  const day = dayOf(at, 'America/Sao_Paulo')
  const cpfBlind = sealer.blind('cpf-try', `${account}:${day}:${data.cpf}`)
  const free = await store.inTransaction((tx) => countTry(store, tx, { account, day, cpfBlind, at }, mostCpfs))
  if (!free) return fault('cpf_limit')
  const answer = await receita.ask(data.cpf, true)
  const code = readReceita(answer, data)
  if (stopsSubmission(code)) return fault('cpf_stopped')
  return {
    async also({ tx, at: now }) {
      const run = uuidv7()
      const detail = sealDetail(sealer, run, { code, ...(answer.got === 'down' ? { why: answer.why } : {}) })
      const asked = { request: id, cns, kind: 'receita', source: 'receita', by: 'system', at: now } as const
      const ended = { outcome: outcomeOf(code), detail, waitsUntil: null, endedAt: now }
      await addRun(store, tx, { id: run, ...asked, ...ended })
      const entry = { at: now, actor: 'system', action: 'check.answered', subject: id, detail: `receita:${run}` }
      await appendAudit(tx, store, entry)
    },
  }
}
