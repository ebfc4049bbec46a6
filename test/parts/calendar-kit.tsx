import type {
  EntryView,
  LayerView,
  LayersView,
  OfficeCalendarView,
  OutagesView,
  PreviewView,
} from '../../server/http/calendar-views.ts'
import { cns, minute, now } from './staff-kit.tsx'

const zone = 'America/Sao_Paulo'
const builtIn = 'tabela do Quinze'

export const entry = (change: Partial<EntryView> = {}): EntryView => ({
  rule: { on: 'date', date: '2026-12-08' },
  effect: { kind: 'closed' },
  reason: 'Aniversário do cartório',
  act: 'Portaria 3/2026',
  layer: 'cartorio',
  source: null,
  author: 'Ana Ribeiro',
  at: now - 86_400_000,
  when: '08/12/2026',
  what: 'fechado',
  next: '2026-12-08',
  acting: true,
  ...change,
})

export const christmas = entry({
  rule: { on: 'fixed', month: 12, day: 25 },
  reason: 'Natal',
  act: 'Lei 662/1949',
  source: 'https://www.planalto.gov.br/ccivil_03/leis/l0662.htm',
  layer: 'nation',
  author: builtIn,
  at: null,
  when: 'todo 25 de dezembro',
  next: '2026-12-25',
})

/** No act was read: it closes nothing. */
export const doubtful = entry({
  rule: { on: 'fixed', month: 7, day: 9 },
  reason: 'Data magna do estado',
  act: null,
  layer: 'uf',
  author: builtIn,
  at: null,
  when: 'todo 9 de julho',
  next: '2027-07-09',
  acting: false,
})

const version = (n: number, reason = 'Horário de verão', author = 'Ana Ribeiro') => ({
  version: n,
  at: now - minute,
  author,
  act: null,
  reason,
})

export const officeCalendar = (change: Partial<OfficeCalendarView> = {}): OfficeCalendarView => ({
  now,
  today: '2026-11-23',
  cns,
  zone,
  version: 4,
  week: [[[540, 720]], [[540, 1020]], [[0, 1440]], [], [], [], []],
  later: [],
  own: [entry()],
  inherited: [christmas, doubtful],
  upcoming: [
    { date: '2026-12-08', intervals: [], reason: 'Aniversário do cartório', act: 'Portaria 3/2026', layer: 'cartorio' },
    { date: '2026-12-24', intervals: [[540, 720]], reason: 'Véspera de Natal', act: null, layer: 'municipio' },
  ],
  history: [version(4)],
  closing: { at: now + 180 * minute, now: now + minute },
  canManage: true,
  ...change,
})

export const theirVersion = version(5, 'Luto oficial', 'João Batista')

export const preview = (change: Partial<PreviewView> = {}): PreviewView => ({
  now,
  running: 7,
  moving: 1,
  moves: [
    {
      protocol: '2026-0000382',
      cartorio: '3º Tabelionato de Notas',
      zone,
      from: now + 26 * minute,
      to: Date.UTC(2026, 10, 24, 12, 6),
    },
  ],
  cartorios: 1,
  days: [{ date: '2026-12-08', before: [[540, 1020]], after: [], reason: 'Feriado municipal' }],
  daysOf: null,
  closesAt: null,
  ...change,
})

export const layerView = (change: Partial<LayerView> = {}): LayerView => ({
  now,
  layer: 'municipio',
  scope: '3548500',
  name: 'Santos/SP',
  version: 2,
  entries: [entry({ layer: 'municipio', reason: 'Aniversário da cidade', act: 'Lei 1.234/1990' })],
  cartorios: 9,
  running: 200,
  history: [version(2, 'Aniversário da cidade')],
  ...change,
})

export const layersView = (): LayersView => ({
  now,
  layers: [
    { layer: 'nation', scope: '-', name: 'Brasil', unconfirmed: 0, entries: 12, cartorios: 9, running: 200 },
    { layer: 'uf', scope: 'SP', name: 'São Paulo', unconfirmed: 1, entries: 3, cartorios: 9, running: 200 },
    { layer: 'municipio', scope: '3548500', name: 'Santos/SP', unconfirmed: 0, entries: 1, cartorios: 9, running: 200 },
  ].map((one) => ({ ...one, layer: one.layer as 'nation' | 'uf' | 'municipio', version: 1, at: null })),
})

export const outagesView = (change: Partial<OutagesView> = {}): OutagesView => ({
  now,
  uptime: [{ from: now - 300 * minute, to: now }],
  outages: [
    {
      id: 'o1',
      from: now - 400 * minute,
      to: now - 300 * minute,
      found: 'heartbeat',
      reason: 'sistema fora do ar',
      author: 'system',
      at: now - 299 * minute,
      clocks: 3,
    },
  ],
  ...change,
})
