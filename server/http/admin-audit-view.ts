import { auditWords, showsDetail } from '../domain/audit-words.ts'
import { formatCns, parseCns } from '../domain/cns.ts'
import { imageWords, type ImageKind } from '../domain/image.ts'
import { maskEmail } from '../domain/contact.ts'
import { rejectWords } from '../domain/words.ts'
import { factsOf, type AuditFacts } from '../db/audit-detail.ts'
import { everStaff, protocolsOf, type AuditRow } from '../db/audit-search.ts'
import { cartoriosByCns } from '../db/cartorios.ts'
import { peopleById, type Person } from '../db/people.ts'
import type { AuditRowView } from './admin-views.ts'
import type { House } from './env.ts'

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

const factWords: Readonly<Record<string, string>> = {
  why: 'motivo',
  moved: 'solicitações movidas',
  before: 'antes',
  after: 'depois',
  queued: 'de volta à fila',
  dropped: 'descartados',
  since: 'desde',
  name: 'nome',
  scope: 'cartórios',
  addresses: 'endereços',
  daily: 'consultas por dia',
  rows: 'linhas',
  ok: 'íntegra',
  seq: 'linha',
  request: 'solicitação',
  person: 'pessoa',
  cns: 'cartório',
  action: 'ação',
  family: 'assunto',
  from: 'de',
  to: 'até',
  on: 'ligada',
  kind: 'texto',
  version: 'versão',
  unknown: 'não encontrado',
  picture: 'foto',
}

/** Rows as an auditor reads them. Names are told of who works for a cartório or the platform; everybody else is masked. */
export async function auditRows(house: House, rows: readonly AuditRow[]): Promise<AuditRowView[]> {
  const { store, sealer } = house
  const ids = new Set(rows.flatMap((row) => [row.actor, row.subject]).filter(isId))
  const people = await namesOf(house, [...ids])
  const protocols = await protocolsOf(store, [...ids])
  const places = await cartoriosByCns(store, store.read, [
    ...new Set(rows.map((row) => row.subject).filter((text) => parseCns(text))),
  ])
  const subjectOf = ({ action, subject }: AuditRow): string | null => {
    const protocol = protocols.get(subject)
    if (protocol) return protocol
    const cns = parseCns(subject)
    if (cns) return `${places.get(subject)?.name ?? 'Cartório'} (${formatCns(cns)})`
    // What was searched or switched stands behind it in words.
    if (/^(audit|feature)\./.test(action)) return null
    // A blind index stands for a CPF; which session or passkey it was helps nobody.
    if (action === 'exclusivity.lookup' || /^(session|passkey)\./.test(action)) return people.get(subject) ?? null
    return people.get(subject) ?? (isId(subject) ? subject : /^[\w:.-]{1,40}$/.test(subject) ? subject : null)
  }
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    action: row.action,
    words: auditWords(row.action),
    actor: row.actor === 'system' ? 'O sistema' : (people.get(row.actor) ?? row.actor),
    subject: subjectOf(row),
    detail: detailOf(row, factsOf(sealer, row)),
  }))
}

async function namesOf({ store, sealer }: House, ids: readonly string[]): Promise<Map<string, string>> {
  const staff = await everStaff(store, store.read, ids)
  const told = (person: Person) => {
    const email = maskEmail(person.email)
    return staff.has(person.id) ? `${person.name ?? email}` : `Cliente ${email}`
  }
  return new Map((await peopleById(store, sealer, store.read, ids)).map((person) => [person.id, told(person)]))
}

function detailOf({ action, detail }: AuditRow, facts: AuditFacts | null): string[] {
  if (facts) return Object.entries(facts).flatMap(([name, value]) => factLine(name, value))
  if (detail === null) return []
  if (action === 'queue.read') return [`${detail.split(',').length} solicitações na lista`]
  if (!showsDetail(action, detail)) return []
  const [kind = '', ...rest] = detail.split(':')
  const picture = kind === 'photo' ? 'Foto do cliente' : imageWords[kind as ImageKind]
  if (kind in imageWords) return [[picture, ...rest].join(': ')]
  return [detail in rejectWords ? rejectWords[detail as keyof typeof rejectWords] : detail]
}

function factLine(name: string, value: AuditFacts[string]): string[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return []
  const dated = (name === 'since' || name === 'from' || name === 'to') && typeof value === 'number'
  const said = dated
    ? new Date(value).toISOString()
    : typeof value === 'boolean'
      ? value
        ? 'sim'
        : 'não'
      : Array.isArray(value)
        ? value.join(', ')
        : String(value)
  return [`${factWords[name] ?? name}: ${said}`]
}
