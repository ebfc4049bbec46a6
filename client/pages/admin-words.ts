import type { FaultCode } from '../../server/domain/fault.ts'
import type { AdminCartorioView } from '../../server/http/admin-views.ts'

const some = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`)

const closedWords: Partial<Record<FaultCode, string>> = {
  not_eligible: 'Não: inativo ou sem atribuição de notas',
  not_credentialed: 'Não: falta o credenciamento',
  suspended: 'Não: está suspenso',
  unreachable: 'Não: ninguém da equipe recebe avisos',
  no_opening: 'Não: sem expediente nos próximos 30 dias',
}

/** Whether clients can choose a cartório, and what stands against it. */
export const choosableWords = (refusal: FaultCode | null): string =>
  refusal === null ? 'Sim' : (closedWords[refusal] ?? 'Não')

/** What a suspension would move, a line each; never empty. */
export function movingWords(moving: AdminCartorioView['moving']): string[] {
  const { waiting, expired, inProgress, ordered } = moving
  const lines = [
    waiting > 0 ? `${some(waiting, 'solicitação aguardando', 'solicitações aguardando')}: o prazo para.` : '',
    expired > 0 ? `${some(expired, 'solicitação expirada', 'solicitações expiradas')}.` : '',
    inProgress > 0
      ? `${some(inProgress, 'solicitação em andamento', 'solicitações em andamento')}: vídeos terminam e pedidos perdem o efeito.`
      : '',
    ordered > 0
      ? `${some(ordered, 'delas tem', 'delas têm')} o pedido feito: certificado ainda não ativado é revogado.`
      : '',
  ].filter(Boolean)
  if (lines.length === 0) return ['Nenhuma solicitação precisa sair daqui agora.']
  return [...lines, 'Cada cliente é avisado e escolhe outro cartório, com os mesmos dados, fotos e protocolo.']
}

/** What a suspension did. */
export const movedWords = (moved: number): string =>
  moved === 0
    ? 'Cartório suspenso.'
    : `Cartório suspenso. ${some(moved, 'cliente avisado para escolher', 'clientes avisados para escolher')} outro.`

/** What became of letters that were tried again. */
export type Retried = { queued: number; dropped: number; more: boolean }

export function retriedWords({ queued, dropped, more }: Retried): string {
  const parts = [
    queued > 0 ? `${some(queued, 'aviso de volta à fila', 'avisos de volta à fila')}.` : '',
    dropped > 0 ? `${some(dropped, 'já não valia e foi descartado', 'já não valiam e foram descartados')}.` : '',
    more ? 'Ainda há outros: repita.' : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : 'Nada a tentar de novo desde esse dia.'
}

/** What an import did. */
export function importedWords({
  added,
  changed,
  missing,
}: {
  added: number
  changed: number
  missing: number
}): string {
  const parts = [
    added > 0 ? some(added, 'cartório novo', 'cartórios novos') : '',
    changed > 0 ? some(changed, 'mudado', 'mudados') : '',
    missing > 0 ? some(missing, 'fora da lista', 'fora da lista') : '',
  ].filter(Boolean)
  return `Diretório importado: ${parts.join(', ')}.`
}
