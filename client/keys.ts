import type { FeaturesView, LegalView } from '../server/http/admin-views.ts'
import type { CcnRecordView, CcnVersionView } from '../server/http/ccn-views.ts'
import type { CertificatesView, CertificateView, ClientsView } from '../server/http/certificate-views.ts'
import type {
  CartorioView,
  ClientRequestView,
  ExplainView,
  MeView,
  MunicipioView,
  OfficeView,
  PoolView,
  PreferencesView,
  QueueView,
  StaffRequestView,
} from '../server/http/views.ts'

/** A page's question to the server: where to ask, and which live key says that the answer has changed. */
export interface Source<T> {
  readonly key: string
  readonly path: string
  /** Whether this answer may stay on the phone to be read offline; another person's data never may. */
  readonly keep?: (answer: T) => boolean
  /** Its `now` is real time: it says nothing of the clock that countdowns follow. */
  readonly real?: true
}

export type SessionView = { id: string; device: string; seenAt: number; passkey: boolean; here: boolean }
type ClientList = { now: number; items: ClientRequestView[] }
type Cartorios = { now: number; items: CartorioView[] }

const own = () => true
const part = encodeURIComponent

export const sources = {
  me: (): Source<MeView> => ({ key: 'me', path: '/api/me', keep: own }),
  sessions: (): Source<{ sessions: SessionView[] }> => ({ key: 'me', path: '/api/sessions' }),
  preferences: (): Source<PreferencesView> => ({ key: 'me', path: '/api/preferences' }),
  requests: (): Source<ClientList> => ({ key: 'requests', path: '/api/requests', keep: own }),
  request: (id: string): Source<ClientRequestView | StaffRequestView> => ({
    key: `request:${id}`,
    path: `/api/requests/${part(id)}`,
    keep: (answer) => answer.as === 'client',
  }),
  features: (): Source<FeaturesView> => ({ key: 'features', path: '/api/features' }),
  legal: (kind: LegalView['kind']): Source<LegalView> => ({ key: `legal:${kind}`, path: `/api/legal/${kind}` }),
  explain: (id: string): Source<ExplainView> => ({
    key: `request:${id}`,
    path: `/api/requests/${part(id)}/explain`,
  }),
  municipios: (q: string): Source<{ items: MunicipioView[] }> => ({
    key: 'municipios',
    path: `/api/municipios?q=${part(q)}`,
  }),
  /** Without a text the município's own UF, its own cartórios first; with one the whole country. */
  cartorios: (place: MunicipioView, q: string): Source<Cartorios> => ({
    key: 'cartorios',
    path: q ? `/api/cartorios?q=${part(q)}` : `/api/cartorios?uf=${part(place.uf)}&municipio=${part(place.ibge)}`,
  }),
  /** One cartório with what it can promise now. */
  cartorio: (one: { name: string; uf: string }, place: MunicipioView | null): Source<Cartorios> => ({
    key: 'cartorios',
    path: `/api/cartorios?uf=${part(one.uf)}&municipio=${part(place?.ibge ?? '')}&q=${part(one.name)}`,
  }),
  queue: (cns: string): Source<QueueView> => ({ key: `queue:${cns}`, path: `/api/queue?cartorio=${part(cns)}` }),
  pool: (cns: string, uf: string): Source<PoolView> => ({ key: `pool:${uf}`, path: `/api/pool?cartorio=${part(cns)}` }),
  ccn: (record: string): Source<CcnRecordView> => ({ key: `ccn:${record}`, path: `/api/ccn/${part(record)}` }),
  /** A version never changes: nobody tells of it. */
  ccnVersion: (record: string, n: number): Source<CcnVersionView> => ({
    key: `ccn:${record}:${n}`,
    path: `/api/ccn/${part(record)}/versions/${n}`,
  }),
  certificates: (): Source<CertificatesView> => ({
    key: 'certificates',
    path: '/api/certificates',
    keep: own,
    real: true,
  }),
  certificate: (id: string): Source<CertificateView> => ({
    key: `certificate:${id}`,
    path: `/api/certificates/${part(id)}`,
    keep: (answer) => answer.as === 'client',
    real: true,
  }),
  clients: (cns: string): Source<ClientsView> => ({
    key: `clients:${cns}`,
    path: `/api/clients?cartorio=${part(cns)}`,
  }),
  office: (cns: string): Source<OfficeView> => ({ key: `office:${cns}`, path: `/api/office?cartorio=${part(cns)}` }),
}
