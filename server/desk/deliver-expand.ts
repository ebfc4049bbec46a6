import { delayNotice, expand, noticeById, openNotices, type NewDelivery, type NoticeRow } from '../db/outbox.ts'
import { contactsOf, staffOf } from '../db/people.ts'
import type { TellerTools } from './deliver.ts'
import { planOf } from './deliver-plan.ts'

const batch = 50
const hour = 3_600_000

/**
 * Makes the function that gives every waiting notice its deliveries: everyone with an active role at the cartório in that
 * moment, or the one person. A notice that can't be read is put an hour ahead and reported.
 * @param nowhere hears of notices that have nobody to go to
 */
export function makeExpand({ store, sealer, time, channels, log }: TellerTools, nowhere: (notice: string) => void) {
  async function plan(row: NoticeRow): Promise<NewDelivery[]> {
    const people = row.cns === null ? [row.person ?? ''] : await staffOf(store, store.read, row.cns, time.now())
    const contacts = await contactsOf(store, sealer, store.read, people)
    const notice = row.kind === 'test' ? await noticeById(store, sealer, row.id) : null
    const kind = row.kind as Parameters<typeof planOf>[0]['kind']
    const about = { id: row.id, kind, toClient: row.cns === null, testOf: notice?.facts.channel }
    return contacts.flatMap((contact) => planOf(about, contact, channels.sms !== null))
  }

  return async function expandAll(): Promise<void> {
    for (;;) {
      const rows = await openNotices(store, time.now(), batch)
      if (rows.length === 0) return
      const plans: { notice: string; deliveries: NewDelivery[] }[] = []
      for (const row of rows) {
        try {
          plans.push({ notice: row.id, deliveries: await plan(row) })
        } catch (error) {
          log.error({ notice: row.id, error: error instanceof Error ? error.name : 'unknown' }, 'notice failed')
          await delayNotice(store, row.id, time.now() + hour)
        }
      }
      await expand(store, plans, time.real())
      for (const { notice, deliveries } of plans) if (deliveries.length === 0) nowhere(notice)
    }
  }
}
