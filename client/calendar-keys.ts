import type { LayersView, LayerView, OfficeCalendarView, OutagesView } from '../server/http/calendar-views.ts'
import type { Source } from './keys.ts'

const part = encodeURIComponent

/** The questions about calendars: apart from the others, since no client's phone asks them. */
export const calendars = {
  office: (cns: string): Source<OfficeCalendarView> => ({
    key: `office:${cns}`,
    path: `/api/office/calendar?cartorio=${part(cns)}`,
  }),
  layers: (): Source<LayersView> => ({ key: 'calendars', path: '/api/admin/calendar' }),
  /** @param scope '-' for the nation, a UF, or the IBGE code of a município */
  layer: (layer: string, scope: string): Source<LayerView> => ({
    key: 'calendars',
    path: `/api/admin/calendar/${part(layer)}/${part(scope)}`,
  }),
  outages: (): Source<OutagesView> => ({ key: 'outages', path: '/api/admin/outages' }),
}
