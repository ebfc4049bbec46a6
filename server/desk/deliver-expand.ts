import { delayNotice, expand, noticeById, openNotices, type NewDelivery, type NoticeRow } from '../db/outbox.ts'
import { contactsOf, staffOf, type Contact } from '../db/people.ts'
import type { TellerTools } from './deliver.ts'
import { planOf } from './deliver-plan.ts'

const batch = 200
const hour = 3_600_000
/** In a burst a notice may wait so long (real ms) for the next turn, which then asks once who works where, for many. */
const usualGap = 100

/** Gives waiting notices their deliveries, turn by turn. */
export type Expand = {
  /** Gives what waits its deliveries, or, right after a turn, sees to it that the next one comes in time. */
  turn(): Promise<void>
  /** Whether a turn was put off. */
  later(): boolean
  stop(): void
}

/**
 * Makes the function that gives every waiting notice its deliveries: everyone on duty at the cartório in that moment, the one
 * of its people that is meant, on duty or not, or the one client. A notice that can't be read is put an hour ahead and reported.
 * @param nowhere hears of notices that have nobody to go to
 * @param wake called when a turn that was put off is due
 */
export function makeExpand(
  { store, sealer, time, channels, log, smsOn = () => true, gapMs = usualGap }: TellerTools,
  nowhere: (notice: string) => void,
  wake: () => void,
): Expand {
  let last = -Infinity
  let timer: NodeJS.Timeout | undefined

  /** Contacts by cartório, good for one batch: a burst of requests at one place asks once who works there. */
  type Teams = Map<string, Contact[]>

  async function onDutyAt(cns: string, teams: Teams): Promise<Contact[]> {
    const known = teams.get(cns)
    if (known) return known
    const ids = await staffOf(store, store.read, cns, time.now(), { onDuty: true })
    const team = await contactsOf(store, sealer, store.read, ids)
    teams.set(cns, team)
    return team
  }

  async function contactsFor({ cns, person }: NoticeRow, teams: Teams): Promise<Contact[]> {
    if (cns === null) return contactsOf(store, sealer, store.read, [person ?? ''])
    if (person === null) return onDutyAt(cns, teams)
    const staff = await staffOf(store, store.read, cns, time.now())
    return staff.includes(person) ? contactsOf(store, sealer, store.read, [person]) : []
  }

  async function plan(row: NoticeRow, teams: Teams): Promise<NewDelivery[]> {
    const contacts = await contactsFor(row, teams)
    const notice = row.kind === 'test' ? await noticeById(store, sealer, row.id) : null
    const kind = row.kind as Parameters<typeof planOf>[0]['kind']
    const about = { id: row.id, kind, toClient: row.cns === null, testOf: notice?.facts.channel }
    return contacts.flatMap((contact) => planOf(about, contact, channels.sms !== null && smsOn()))
  }

  async function expandAll(): Promise<void> {
    for (;;) {
      const rows = await openNotices(store, time.now(), batch)
      if (rows.length === 0) return
      last = performance.now()
      const plans: { notice: string; deliveries: NewDelivery[] }[] = []
      const teams: Teams = new Map()
      for (const row of rows) {
        try {
          plans.push({ notice: row.id, deliveries: await plan(row, teams) })
        } catch (error) {
          log.error({ notice: row.id, error: error instanceof Error ? error.name : 'unknown' }, 'notice failed')
          await delayNotice(store, row.id, time.now() + hour)
        }
      }
      await expand(store, plans, time.real())
      for (const { notice, deliveries } of plans) if (deliveries.length === 0) nowhere(notice)
      if (rows.length < batch) return
    }
  }

  return {
    async turn() {
      const early = last + gapMs - performance.now()
      if (early <= 0) return expandAll()
      timer ??= setTimeout(() => {
        timer = undefined
        wake()
      }, early)
    },
    later: () => timer !== undefined,
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
