import type { OfficeView } from '../../server/http/views.ts'
import { cns, now, zone } from './staff-kit.tsx'

export const officeView = (change: Partial<OfficeView> = {}): OfficeView => ({
  cns,
  name: '3º Tabelionato de Notas',
  zone,
  credentialed: true,
  missing: [],
  week: [[[540, 720]], [[540, 1020]], [[0, 1440]], [], [], [], []],
  special: [],
  calendarVersion: 1,
  team: [
    {
      id: 'role-joao',
      name: 'João Batista',
      role: 'tabeliao',
      since: now,
      until: null,
      onDuty: true,
      me: false,
      passkeys: 1,
      reach: [
        { channel: 'push', on: true, last: now, failed: false },
        { channel: 'email', on: true, last: now, failed: true },
        { channel: 'sms', on: false, last: null, failed: false },
      ],
    },
    {
      id: 'role-ana',
      name: 'Ana Ribeiro',
      role: 'escrevente',
      since: now,
      until: null,
      onDuty: false,
      me: true,
      passkeys: 0,
      reach: [],
    },
  ],
  invitations: [],
  former: [],
  pulls: { undecided: 2, cap: 5, most: 5 },
  canManage: true,
  ...change,
})
