import type { CheckCode } from './check-answers.ts'
import type { CheckKind } from './checks.ts'

/** What a question came to, for the cartório. Never what a source holds, only how it compares with the form (rule 68). */
export const codeWords: Record<CheckCode, string> = {
  regular: 'CPF regular; nome e nascimento conferem com a Receita.',
  suspended: 'CPF suspenso na Receita; nome e nascimento conferem. Não impede o pedido: avise o cliente.',
  pending:
    'CPF pendente de regularização na Receita; nome e nascimento conferem. Não impede o pedido: avise o cliente.',
  deceased: 'A Receita registra o titular deste CPF como falecido.',
  duplicated: 'CPF cancelado na Receita por multiplicidade.',
  void: 'CPF nulo na Receita.',
  cancelled: 'CPF cancelado de ofício pela Receita.',
  mismatch: 'Nome ou nascimento não conferem com a Receita.',
  withheld: 'A Receita não confirma os dados deste CPF.',
  unregistered: 'A Receita não encontrou este CPF. Confira o número com o documento.',
  partial: 'A Receita respondeu só em parte, sem nome ou nascimento. Consulte de novo.',
  down: 'A fonte não respondeu. Consulte de novo daqui a pouco.',
  interrupted: 'A consulta foi interrompida antes da resposta. Consulte de novo.',
  face_match: 'O rosto corresponde ao da base oficial.',
  face_differs: 'O rosto não corresponde ao da base oficial.',
  face_refused: 'O app gov.br não confirmou o rosto em nenhuma das tentativas.',
  no_portrait: 'Não há foto desta pessoa na base oficial. É comum: cerca de metade dos adultos não tem.',
  no_photo: 'Não deu para ler a foto da solicitação.',
  pin_expired: 'O PIN venceu antes de ser usado no app gov.br. Peça outro.',
  consent_refused: 'O cliente não autorizou a conferência do rosto.',
  consent_late: 'O cliente não respondeu se autoriza a conferência do rosto. Peça de novo.',
  left: 'A solicitação saiu do cartório antes da resposta.',
  alive: 'O cartório declarou no vídeo que a pessoa está presente e viva.',
  not_alive: 'O cartório declarou no vídeo que não reconhece uma pessoa presente e viva.',
}

/** A check that nobody has asked for yet: what there is to do, or why nothing can be asked. */
export const unaskedWords = (kind: CheckKind, configured: boolean): string => {
  if (kind === 'liveness') return 'Declare depois do vídeo se a pessoa estava presente e viva.'
  return configured ? 'Ainda não consultado.' : 'Esta consulta não está ligada neste sistema.'
}

/** While an answer is awaited. */
export const waitingWords: Record<CheckKind, { asking: string; consent: string; pin: string }> = {
  receita: { asking: 'Consultando a Receita…', consent: '', pin: '' },
  face: {
    asking: 'Consultando o Datavalid…',
    consent: 'Esperando o cliente autorizar a conferência do rosto.',
    pin: 'O cliente recebeu um PIN para usar no app gov.br.',
  },
  liveness: { asking: '', consent: '', pin: '' },
}

/** The sources by the name that a screen shows. */
export const sourceWords: Record<string, string> = {
  receita: 'Receita Federal (Serpro)',
  datavalid_v4: 'Datavalid (foto da solicitação)',
  datavalid_v5: 'Datavalid (app gov.br)',
  tabelionato: 'Declaração do cartório',
}

/** What the client is told after sending, when the CPF has a blemish that stops nothing (rule 39). */
export const blemishWords =
  'Seu CPF tem uma pendência na Receita Federal. Isso não impede a solicitação, mas vale regularizar no site da Receita.'

/** What a client agrees to before a face is compared; the version is kept with the answer, field by field. */
export const faceConsent = {
  version: '2026-11-25',
  fields: ['cpf', 'biometria_facial'],
  fieldWords: ['seu CPF', 'a imagem do seu rosto'],
  text: {
    v4: 'Para confirmar que é você, o cartório compara a foto da sua solicitação com a base oficial da CNH (Senatran), pelo Datavalid do Serpro.',
    v5: 'Para confirmar que é você, o app gov.br compara o seu rosto com a base oficial da CNH (Senatran), pelo Datavalid do Serpro. O cartório recebe só o resultado.',
  },
} as const
