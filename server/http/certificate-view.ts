import { issueTerms, mostTries, type EnrolmentStep } from '../domain/certificate.ts'
import { freeChoiceWords, modeWords, revocationWords, standingWords } from '../domain/certificate-words.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { ccnVersion, openCcn } from '../db/ccn.ts'
import { certificateOfEnrolment, openDer, openHolder, type CertificateRow, type Holder } from '../db/certificates.ts'
import type { EnrolmentRow } from '../db/enrolments.ts'
import { orderOf } from '../db/orders.ts'
import { saltOf } from '../desk/enrol.ts'
import type { CcnCertificate } from './ccn-views.ts'
import type { CertificateView, EnrolmentView, IssuedView, SubjectView } from './certificate-views.ts'
import type { House } from './env.ts'

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
export const verifyUrl = ({ config }: Pick<House, 'config'>, code: string): string =>
  `${config.publicUrl}/verificar/${code}`

/** A name on a page that anybody with the code sees: the first name whole, the others as initials (rule 52). */
export function maskedName({ name, socialName }: Pick<Holder, 'name' | 'socialName'>): string {
  const [first = '', ...rest] = (socialName ?? name).split(/\s+/u)
  const initials = rest.filter((word) => !/^(d[aeo]s?|e)$/i.test(word)).map((word) => `${[...word][0] ?? ''}.`)
  return [first, ...initials].join(' ')
}

export function issuedView(house: House, row: CertificateRow): IssuedView | null {
  const der = openDer(house.sealer, row)
  if (!der || !house.ca || row.state === 'revoked') return null
  const { id, serial, code, notAfter } = row
  const chain = [house.ca.issuing, house.ca.root].map(base64url)
  return { id, certificate: base64url(der), chain, serial, code, notAfter }
}

const place = ({ cns, name, municipio, uf, zone }: CartorioRow) => ({ cns, name, municipio, uf, zone })
const nowhere = (cns: string) => ({ cns, name: '', municipio: '', uf: '', zone: 'America/Sao_Paulo' })

/** The phone's own page: where it stands, and what its certificate will say. */
export async function enrolmentView(house: House, phone: EnrolmentRow): Promise<EnrolmentView> {
  const { store, config, time } = house
  const newest = await certificateOfEnrolment(store, store.read, phone.id)
  const issued = newest && issuedView(house, newest)
  const locked = phone.lockedAt !== null || phone.tries >= mostTries
  return {
    now: time.real(),
    enrolment: phone.id,
    request: phone.request,
    salt: saltOf(config.pinKey, phone.id),
    step: stepOf(phone, newest),
    subject: await subjectOf(house, phone.request),
    pinLeft: Math.max(0, mostTries - phone.tries),
    locked,
    ended: phone.endedAt !== null,
    proveBy: newest?.state === 'issued' ? newest.preparedAt + issueTerms.proof : null,
    certificate: issued,
  }
}

function stepOf(phone: EnrolmentRow, newest: CertificateRow | null): EnrolmentStep {
  if (phone.verifier === null) return 'pin'
  if (newest?.state === 'active' || newest?.provedAt) return 'done'
  return newest?.state === 'issued' ? 'proof' : 'key'
}

/** The holder's own data as the CCN version of the order has it. */
async function subjectOf({ store, sealer }: House, request: string): Promise<SubjectView> {
  const order = await orderOf(store, store.read, request)
  const cartorio = order && (await cartorioByCns(store, store.read, order.cns))
  const record = order && (await ccnVersion(store, store.read, order.cns, order.cpfBlind, order.ccnVersion))
  const data = order && record ? openCcn(sealer, order.cns, order.cpfBlind, record).data : { name: '', cpf: '' }
  const { zone: _zone, name, ...where } = cartorio ? place(cartorio) : nowhere(order?.cns ?? '')
  return { name: data.name, cpf: data.cpf, cartorio: name, ...where }
}

/** @param may whether this reader may revoke it now */
export async function certificateView(
  house: House,
  row: CertificateRow,
  as: 'client' | 'staff',
  may: boolean,
): Promise<CertificateView> {
  const { store, sealer, time } = house
  const holder = openHolder(sealer, row)
  const cartorio = await cartorioByCns(store, store.read, row.cns)
  const der = as === 'client' ? openDer(sealer, row) : null
  const now = time.real()
  return {
    now,
    as,
    id: row.id,
    request: row.request,
    state: row.state,
    stateWords: standingWords(row, now),
    holder: holder.socialName ?? holder.name,
    subjectName: as === 'client' ? holder.name : null,
    cartorio: cartorio ? place(cartorio) : nowhere(row.cns),
    mode: row.mode,
    modeWords: modeWords[row.mode],
    notBefore: row.notBefore,
    notAfter: row.notAfter,
    serial: row.serial,
    code: row.code,
    verifyUrl: verifyUrl(house, row.code),
    exclusiveUntil: row.exclusiveUntil,
    freeChoice: freeChoiceWords,
    provedAt: row.provedAt,
    revokedAt: row.revokedAt,
    reason: row.reason,
    reasonWords: row.reason && revocationWords[row.reason],
    enrolment: row.enrolment,
    der: der && base64url(der),
    can: { revoke: may && row.state !== 'revoked' },
  }
}

/** A certificate as its cartório's CCN record shows it. @param now real time (ms) */
export const ccnCertificate = (row: CertificateRow, now: number): CcnCertificate => ({
  id: row.id,
  state: row.state,
  stateWords: standingWords(row, now),
  notAfter: row.notAfter,
  exclusiveUntil: row.exclusiveUntil,
  revokedAt: row.revokedAt,
  reasonWords: row.reason && revocationWords[row.reason],
})
