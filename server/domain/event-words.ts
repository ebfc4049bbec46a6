import { endWords } from './call.ts'
import { rejectWords } from './words.ts'
import { markOf, type Entry, type State } from './request.ts'

/** One line of the request's history in Portuguese. @param name of the cartório that the new state belongs to, if any */
export function eventWords(entry: Entry, name: string | null): string {
  const { state } = entry
  switch (entry.kind) {
    case 'submit':
      return 'Solicitação enviada'
    case 'decide':
      if (state.name === 'rejected') return `Rejeitada: ${rejectWords[state.reason]}`
      return state.name === 'in_progress' && state.how === 'use'
        ? 'Atendida: registro no CCN usado'
        : 'Atendida: registro no CCN criado'
    case 'expire':
      return 'O prazo de 15 minutos úteis passou'
    case 'warn':
      return 'Cartório lembrado: faltavam 5 minutos úteis'
    case 'release':
      return `Liberada para os cartórios de ${entry.uf}`
    case 'withdraw':
      return 'Liberação desfeita'
    case 'choose':
      return `Enviada para ${name ?? 'outro cartório'}`
    case 'pull':
      return `Pega por ${name ?? 'outro cartório'}, com um novo prazo`
    case 'give_back':
      return 'Devolvida: disponível de novo a outros cartórios'
    case 'cancel':
      return 'Cancelada por você'
    case 'pool_hour':
      return 'Uma hora de expediente sem nenhum cartório pegar'
    case 'reproject':
      return `Prazo recalculado: ${causeWords(entry) ?? 'o expediente do cartório mudou'}`
    case 'credit':
    case 'grant':
      return `Prazo estendido: ${entry.cause?.reason ?? 'o sistema ficou fora do ar'}`
    case 'suspend':
      return 'O cartório deixou de atender: escolha outro'
    case 'end_video':
      return videoWords(state)
    case 'place_order':
      return 'Pedido do certificado feito'
    case 'remind':
      return 'Cartório lembrado: a videoconferência ainda não foi feita'
    case 'stall':
      return 'Parada há 5 dias úteis: pode ser liberada'
    case 'complete':
      return 'Certificado emitido e ativado no celular'
    case 'reissue':
      return 'Certificado emitido de novo e ativado em outro celular'
    case 'close':
      return state.name === 'closed' && state.why === 'no_proof'
        ? 'Encerrada: a emissão não foi concluída em 72 horas'
        : 'Desistência depois do pedido, por você'
    case 'resolve':
      return resolvedWords(state)
    default:
      return entry.kind satisfies never
  }
}

/** Why a clock was moved, with the public act. */
const causeWords = ({ cause }: Entry): string | undefined =>
  cause && `${cause.reason}${cause.act ? ` (${cause.act})` : ''}`

/** One neutral sentence for both sides; why is the cartório's own note. */
function resolvedWords(state: State): string {
  if (state.name === 'closed') return 'Encerrada pelo cartório depois da análise'
  return state.name === 'choosing'
    ? 'Análise concluída: escolha outro cartório'
    : 'Análise concluída: a solicitação continua, com um novo vídeo'
}

function videoWords(state: State): string {
  const mark = markOf(state)
  const words = mark && mark.reason !== 'fraud' ? endWords[mark.reason].toLowerCase() : 'em análise'
  return `Videoconferência encerrada: ${words}`
}

/** A new projection that kept the due instant moved nothing that anybody sees: it stays in the journal alone. */
export const isSilent = (entry: Entry, before: Entry | undefined): boolean =>
  entry.kind === 'reproject' &&
  entry.state.name === 'waiting' &&
  before?.state.name === 'waiting' &&
  entry.state.clock.dueAt === before.state.clock.dueAt
