import type { CertificateState, IdentificationMode, RevocationReason } from './certificate.ts'

/** The state of a certificate in one or two words. */
export const certificateWords: Record<CertificateState, string> = {
  prepared: 'Em emissão',
  issued: 'Não ativado',
  active: 'Válido',
  revoked: 'Revogado',
}

/** What a certificate is worth at `now` (ms): its state, or "Vencido" once its time is over. */
export const standingWords = (of: { state: CertificateState; notAfter: number }, now: number): string =>
  of.state === 'active' && now > of.notAfter ? 'Vencido' : certificateWords[of.state]

export const modeWords: Record<IdentificationMode, string> = {
  remote: 'Identificação por videoconferência',
  in_person: 'Identificação presencial',
}

/** Why it was revoked, for its holder, its cartório and whoever verifies it. */
export const revocationWords: Record<RevocationReason, string> = {
  unspecified: 'Outro motivo',
  key_compromise: 'Celular perdido, roubado ou PIN descoberto',
  affiliation_changed: 'Os dados do titular mudaram',
  superseded: 'Substituído por um certificado mais novo',
  cessation: 'O titular não quer mais usar',
  not_proved: 'A emissão não foi concluída no prazo',
}

/** The notice of free choice (Provimento CNJ 200/2025; CNN art. 292 §6). */
export const freeChoiceWords =
  'Você pode, a qualquer momento, escolher outro tabelião de notas para um novo certificado. O atual é revogado quando o novo for ativado.'
