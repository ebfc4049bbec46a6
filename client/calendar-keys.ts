import type { OfficeCalendarView } from '../server/http/calendar-views.ts'
import type { Source } from './keys.ts'

const part = encodeURIComponent

/** The questions about calendars: apart from the others, since no client's phone asks them. */
export const calendars = {
  office: (cns: string): Source<OfficeCalendarView> => ({
    key: `office:${cns}`,
    path: `/api/office/calendar?cartorio=${part(cns)}`,
  }),
}
