import { mayDecide, type Role } from '../domain/cartorio.ts'
import { fault } from '../domain/fault.ts'
import { findingWords, onlyTabeliaoWords } from '../domain/suspicion.ts'
import { faultWords } from '../domain/words.ts'
import { journalOf } from '../db/journal.ts'
import { personById } from '../db/people.ts'
import type { RequestRow } from '../db/requests.ts'
import type { House } from './env.ts'
import type { SuspicionView } from './suspicion-views.ts'

/**
 * What of a suspicion of fraud the cartório's team reads: null for a request in which none is or was. The tabelião's own words are
 * for those who may decide; rule 67 asks the tabelião for a session with a passkey.
 * @param proven whether the session was opened with a passkey, or demo mode waives it
 */
export async function suspicionView(
  { store, sealer }: House,
  row: RequestRow,
  { role, proven }: { role: Role | null; proven: boolean },
): Promise<SuspicionView | null> {
  if (row.state.name === 'frozen') {
    const keyless = proven ? null : faultWords(fault('needs_passkey'))
    const whyNot = role === 'tabeliao' ? keyless : onlyTabeliaoWords
    return { open: true, can: whyNot === null, whyNot, finding: null }
  }
  const journal = await journalOf(store, store.read, sealer, row.id)
  const last = journal.findLast(({ kind }) => kind === 'resolve')
  if (!last) return null
  const finding = last.state.name === 'closed' ? 'fraud' : 'cleared'
  const by = (await personById(store, sealer, store.read, last.actor))?.name ?? 'O tabelião'
  const reads = role !== null && mayDecide(role) && proven
  const text = reads ? (last.note ?? null) : null
  const told = { finding, words: findingWords[finding], by, at: last.at, text } as const
  return { open: false, can: false, whyNot: null, finding: told }
}
