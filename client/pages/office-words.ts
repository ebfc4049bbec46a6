import type { Role, StaffRole } from '../../server/domain/cartorio.ts'

/** The roles as they are called on a screen. */
export const roleWords: Record<Role, string> = {
  tabeliao: 'Tabelião',
  substituto: 'Substituto',
  escrevente: 'Escrevente',
  atendente: 'Atendente',
  admin: 'Administração',
  inspetor: 'Corregedoria',
}

/** What a role may do, for who invites. */
export const roleHints: Record<StaffRole, string> = {
  tabeliao: 'Tabelião — decide e cuida do expediente e da equipe',
  substituto: 'Substituto — decide e cuida do expediente e da equipe',
  escrevente: 'Escrevente — decide e pega solicitações',
  atendente: 'Atendente — vê, mas não decide',
}

/** The ways of a notice. */
export const channelWords = { push: 'Notificação', email: 'E-mail', sms: 'SMS' } as const
