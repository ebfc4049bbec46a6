import { mayDecide } from '../domain/cartorio.ts'
import { differences } from '../domain/ccn-compare.ts'
import type { CcnRecord } from '../domain/ccn.ts'
import type { PersonalData } from '../domain/draft.ts'
import { ownerOf } from '../domain/request.ts'
import { faultWords, rejectWords } from '../domain/words.ts'
import { fault } from '../domain/fault.ts'
import { appendAudit } from '../db/audit.ts'
import { cpfElsewhere, rejectedBefore } from '../db/lists.ts'
import { clientReachable } from '../db/outbox.ts'
import type { RequestRow } from '../db/requests.ts'
import { sameDay } from '../desk/wishes.ts'
import type { Me } from '../identity/auth.ts'
import { roleAt } from '../identity/roles.ts'
import { callView, imagesView, orderView } from './attend-view.ts'
import { checksView } from './check-view.ts'
import { dataOf, present } from './present.ts'
import { suspicionView } from './suspicion-view.ts'
import type { House } from './env.ts'
import type { CcnDiffers, StaffRequestView } from './views.ts'

/** Whether this person works for the cartório that owns the request now (rules 31 and 57). */
export async function staffSees({ store, time }: House, me: Me, row: RequestRow): Promise<boolean> {
  const cns = ownerOf(row.state)
  return cns !== null && (await roleAt(store, me.person, cns, time.now())) !== null
}

/** The owning cartório's view; the reading of a person's data is an audit row of its own (rule 60). */
export async function presentToStaff(house: House, me: Me, row: RequestRow): Promise<StaffRequestView> {
  const { store, registry, time, config } = house
  const cns = ownerOf(row.state) ?? ''
  const at = time.now()
  const ccn = await registry.latest(store.read, { cns, cpf: dataOf(house, row).cpf })
  await store.inTransaction(async (tx) => {
    const read = { at, actor: me.person, subject: row.id }
    await appendAudit(tx, store, { ...read, action: 'request.read' })
    if (ccn) await appendAudit(tx, store, { ...read, action: 'ccn.read', detail: `${cns}:${ccn.version}` })
  })
  const view = await present(house, row, 'staff')
  const role = await roleAt(store, me.person, cns, time.now())
  const undecided = row.state.name === 'waiting' || row.state.name === 'expired'
  const proven = config.demo || me.passkeyAt !== null
  const decides = role !== null && mayDecide(role)
  const rejected = await rejectedBefore(store, row)
  const reason = rejected?.state.name === 'rejected' ? rejected.state.reason : null
  return {
    ...view,
    as: 'staff',
    pulled: row.pulled,
    can: {
      decide: undecided && decides && proven,
      giveBack: row.state.name === 'waiting' && row.state.from !== undefined && decides && proven,
    },
    whyNot: decides ? (proven ? null : faultWords(fault('needs_passkey'))) : faultWords(fault('forbidden_role')),
    ccn: ccn && {
      record: ccn.record,
      latest: ccn.version,
      at: ccn.at,
      madeToday: sameDay(ccn.at, at, view.cartorio?.zone ?? 'America/Sao_Paulo'),
      differs: differing(ccn.data, view.data),
    },
    otherRequests: await cpfElsewhere(store, row.cpfBlind, row.id),
    earlierRejection: reason && { reason, words: rejectWords[reason] },
    clientReachable: await clientReachable(store, row.id),
    images: await imagesView(house, row.id),
    call: await callView(house, row, me.person),
    order: await orderView(house, row, decides && proven),
    checks:
      row.state.name === 'in_progress' || row.state.name === 'frozen'
        ? await checksView(house, row, { role, may: decides && proven })
        : [],
    suspicion: await suspicionView(house, row, { role, proven }),
  }
}

/** What the cartório's record and the client's form say differently; of the rest the form says nothing. */
function differing(record: CcnRecord, form: PersonalData): CcnDiffers[] {
  const { cpf, name, socialName, birthDate, phone, email, municipio, uf } = record
  const alike = { cpf, name, socialName, birthDate, phone, email, municipio, uf }
  return differences(alike, form).map(({ field, label, before, after }) => {
    return { field: field as keyof PersonalData, label, mine: before, theirs: after }
  })
}
