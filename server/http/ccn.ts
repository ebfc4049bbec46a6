import { Hono, type Context } from 'hono'
import { describeRoute } from 'hono-openapi'
import { mayDecide } from '../domain/cartorio.ts'
import { differences } from '../domain/ccn-compare.ts'
import { readRecord } from '../domain/ccn-read.ts'
import { ccnFaultWords, ccnLabels } from '../domain/ccn-words.ts'
import { lacking, type CcnRecord, type Holder } from '../domain/ccn.ts'
import { parseCpf } from '../domain/cpf.ts'
import { fault, isFault, type Fault } from '../domain/fault.ts'
import { dayOf } from '../domain/instant-words.ts'
import { faultWords, fieldWords } from '../domain/words.ts'
import { editRecord } from '../desk/ccn.ts'
import { appendAudit } from '../db/audit.ts'
import { cartorioByCns, type CartorioRow } from '../db/cartorios.ts'
import { ordersUnderWay, type CcnStamp } from '../db/ccn.ts'
import { certificatesOfCpf } from '../db/certificates.ts'
import { peopleById } from '../db/people.ts'
import { requestById } from '../db/requests.ts'
import type { CcnFound, CcnRecordView, CcnStampView, CcnVersionView } from './ccn-views.ts'
import { ccnCertificate } from './certificate-view.ts'
import type { House, SignedIn } from './env.ts'
import { json, limited, staffAt, type Staff } from './guard.ts'
import { toolsOf } from './intent.ts'
import { problem } from './problem.ts'
import { ccnEditBody, ccnSearchBody } from './schemas.ts'

type Ctx = Context<SignedIn>
type Found = { record: string; holder: Holder; staff: Staff; cartorio: CartorioRow }

/** The CCN of the own cartório: every role reads, those who decide write, in sessions opened with a passkey (rules 37, 60, 67). */
export function ccnRoutes(house: House) {
  const { store, sealer, time, registry } = house
  const tools = toolsOf(house)

  /** Another cartório's record is not found, like one that does not exist. */
  async function found(c: Ctx, needs: 'open' | 'decide'): Promise<Found | Fault> {
    const record = c.req.param('record') ?? ''
    const holder = await registry.holderOf(store.read, record)
    if (!holder) return fault('not_found')
    const staff = await staffAt(house, c, needs, holder.cns)
    if (isFault(staff)) return staff
    const cartorio = await cartorioByCns(store, store.read, holder.cns)
    return cartorio ? { record, holder, staff, cartorio } : fault('not_found')
  }

  /** Rule 60: each version that is opened is a row. */
  const opened = (c: Ctx, { record, holder }: Found, versions: readonly number[]) =>
    store.inTransaction(async (tx) => {
      const read = { at: time.now(), actor: c.var.me.person, action: 'ccn.read', subject: record }
      for (const version of versions) await appendAudit(tx, store, { ...read, detail: `${holder.cns}:${version}` })
    })

  const lacks = (data: CcnRecord) => lacking(data).map((field) => ({ field, label: ccnLabels[field] }))

  async function stamps(holder: Holder): Promise<CcnStampView[]> {
    const history = await registry.history(store.read, holder)
    const authors = [...new Set(history.map(({ author }) => author))]
    const people = await peopleById(store, sealer, store.read, authors)
    const names = new Map(people.map(({ id, name }) => [id, name]))
    return history.map(({ version, at, author, origin, protocol }: CcnStamp) => {
      return { version, at, by: names.get(author) ?? null, origin, protocol }
    })
  }

  async function view(c: Ctx, at: Found): Promise<CcnRecordView | Fault> {
    const { holder, staff, cartorio, record } = at
    const latest = await registry.latest(store.read, holder)
    if (!latest) return fault('not_found')
    await opened(c, at, [latest.version])
    const versions = await stamps(holder)
    const decides = mayDecide(staff.role)
    const blind = sealer.blind('cpf', holder.cpf)
    const under = await ordersUnderWay(store, store.read, holder.cns, blind)
    const issued = await certificatesOfCpf(store, holder.cns, blind)
    return {
      now: time.now(),
      record,
      cartorio: { cns: cartorio.cns, name: cartorio.name, zone: cartorio.zone },
      version: latest.version,
      at: latest.at,
      by: versions.find(({ version }) => version === latest.version)?.by ?? null,
      data: latest.data,
      lacking: lacks(latest.data),
      versions,
      orders: under.map(({ request, protocol, placedAt }) => ({ request, protocol, placedAt })),
      certificates: issued.map((row) => ccnCertificate(row, time.real())),
      can: { edit: decides },
      whyNot: decides ? null : faultWords(fault('forbidden_role')),
    }
  }

  async function versionView(c: Ctx, at: Found, n: number): Promise<CcnVersionView | Fault> {
    const { holder, record } = at
    const one = await registry.version(store.read, holder, n)
    if (!one) return fault('not_found')
    const before = n > 1 ? await registry.version(store.read, holder, n - 1) : null
    await opened(c, at, before ? [n, before.version] : [n])
    const [author] = await peopleById(store, sealer, store.read, [one.author])
    const from = one.request === null ? null : await requestById(store, store.read, one.request)
    return {
      now: time.now(),
      record,
      version: n,
      at: one.at,
      by: author?.name ?? null,
      origin: one.origin,
      protocol: from?.protocol ?? null,
      data: one.data,
      before: before?.version ?? null,
      differences: before ? differences(before.data, one.data) : [],
    }
  }

  const answer = (c: Ctx, told: object | Fault) => (isFault(told) ? problem(c, told) : c.json(told))

  return new Hono<SignedIn>()
    .post(
      '/ccn/search',
      describeRoute({ summary: 'The record of a CPF at the own cartório' }),
      limited(house, 'ccnSearch', (c) => c.var.me.person),
      json(ccnSearchBody),
      async (c) => {
        const staff = await staffAt(house, c, 'open')
        if (isFault(staff)) return problem(c, staff)
        const cpf = parseCpf(c.req.valid('json').cpf)
        if (!cpf) return problem(c, 'invalid', { fields: { cpf: fieldWords.cpf } })
        const holder = { cns: staff.cns, cpf }
        const latest = await registry.latest(store.read, holder)
        await store.inTransaction((tx) =>
          appendAudit(tx, store, {
            at: time.now(),
            actor: c.var.me.person,
            action: 'ccn.search',
            subject: staff.cns,
            // Whom was looked for, also when nothing was found.
            detail: sealer.blind('cpf', cpf),
          }),
        )
        const now = time.now()
        if (!latest) return c.json({ now, record: null, summary: null } satisfies CcnFound)
        const { version, at, data, record } = latest
        const summary = { name: data.socialName ?? data.name, version, at, lacking: lacks(data) }
        return c.json({ now, record, summary } satisfies CcnFound)
      },
    )
    .get('/ccn/:record', describeRoute({ summary: 'A record in its newest version, and its history' }), async (c) => {
      const at = await found(c, 'open')
      return answer(c, isFault(at) ? at : await view(c, at))
    })
    .get('/ccn/:record/versions/:n', describeRoute({ summary: 'One version, and what it changed' }), async (c) => {
      const at = await found(c, 'open')
      const n = /^[1-9]\d{0,8}$/.test(c.req.param('n')) ? Number(c.req.param('n')) : 0
      return answer(c, isFault(at) ? at : n === 0 ? fault('not_found') : await versionView(c, at, n))
    })
    .post(
      '/ccn/:record',
      describeRoute({ summary: 'Alter or complete a record as a new version, made on version `base`' }),
      json(ccnEditBody),
      async (c) => {
        const at = await found(c, 'decide')
        if (isFault(at)) return problem(c, at)
        const { base, data } = c.req.valid('json')
        const read = readRecord(data, dayOf(time.now(), at.cartorio.zone))
        if ('faults' in read)
          return problem(c, 'invalid', {
            fields: Object.fromEntries(read.faults.map((path) => [path, ccnFaultWords(path)])),
          })
        const { holder } = at
        const done = await editRecord(tools, { actor: c.var.me.person, holder, base, data: read.record })
        const now = isFault(done) && done.fault === 'not_found' ? done : await view(c, at)
        if (isFault(done)) return problem(c, done, isFault(now) ? {} : { record: now })
        return answer(c, now)
      },
    )
}
