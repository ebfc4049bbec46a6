import type {
  AdminApiKeysView,
  AdminCartoriosView,
  AdminCartorioView,
  AdminFeaturesView,
  AdminLegalView,
  AdminOutboxView,
  AdminPeopleView,
} from '../server/http/admin-views.ts'
import type { Source } from './keys.ts'

const part = encodeURIComponent

/** A question with its words in the address; empty ones are left out. */
const asked = (path: string, words: Readonly<Record<string, string>>): string => {
  const query = Object.entries(words)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${part(value)}`)
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** The questions of the administration's pages: nothing of them stays on the device. */
export const adminSources = {
  cartorios: (words: { q: string; uf: string; show: string }): Source<AdminCartoriosView> => ({
    key: 'admin:cartorios',
    path: asked('/api/admin/cartorios', words),
  }),
  cartorio: (cns: string): Source<AdminCartorioView> => ({
    key: `admin:cartorio:${cns}`,
    path: `/api/admin/cartorios/${part(cns)}`,
  }),
  apiKeys: (): Source<AdminApiKeysView> => ({ key: 'admin:api-keys', path: '/api/admin/api-keys', real: true }),
  outbox: (channel: string, n: number): Source<AdminOutboxView> => ({
    key: 'admin:outbox',
    path: asked('/api/admin/outbox', { channel, n: String(n) }),
    real: true,
  }),
  features: (): Source<AdminFeaturesView> => ({ key: 'admin:features', path: '/api/admin/features' }),
  legal: (): Source<AdminLegalView> => ({ key: 'admin:legal', path: '/api/admin/legal' }),
  people: (): Source<AdminPeopleView> => ({ key: 'admin:people', path: '/api/admin/people' }),
}
