import type { Fault, FaultCode, FaultDetail } from './fault.ts'
import type { RejectReason, State, StateName } from './request.ts'

/** What each state is called on screen: to the client and to the cartório (the words of the product text). */
export const stateWords: Record<StateName, { readonly client: string; readonly staff: string }> = {
  waiting: { client: 'Aguardando atendimento', staff: 'Aguardando atendimento' },
  expired: { client: 'Expirada', staff: 'Expirada' },
  released: { client: 'Disponível a outros cartórios', staff: 'Disponível a outros cartórios' },
  choosing: { client: 'Escolha outro cartório', staff: 'Cliente escolhendo outro cartório' },
  in_progress: { client: 'Em andamento', staff: 'Em andamento' },
  rejected: { client: 'Rejeitada', staff: 'Rejeitada' },
  completed: { client: 'Concluída', staff: 'Concluída' },
  closed: { client: 'Encerrada', staff: 'Encerrada' },
  frozen: { client: 'Em análise', staff: 'Suspeita de fraude' },
  cancelled: { client: 'Cancelada', staff: 'Cancelada pelo cliente' },
}

/** What a request's state is called: once ordered, what is still to be done is the client's. */
export function stateWordsOf(state: State, side: 'client' | 'staff'): string {
  if (state.name !== 'in_progress' || state.orderedAt === undefined) return stateWords[state.name][side]
  return side === 'client' ? 'Pronta para emitir' : 'Aguardando emissão'
}

export const rejectWords: Record<RejectReason, string> = {
  data_mismatch: 'Dados não conferem',
  document_unreadable: 'Documento ilegível ou vencido',
  photo_mismatch: 'Foto não corresponde',
  other: 'Outro motivo',
}

/** What the request has become, for whoever lost the race (rules 0 and 16). */
const becomeWords: Record<StateName, string> = {
  waiting: 'Ela está aguardando atendimento.',
  expired: 'O prazo dela venceu.',
  released: 'O cliente liberou a solicitação para outros cartórios.',
  choosing: 'O cliente está escolhendo outro cartório.',
  in_progress: 'O cartório acabou de atender esta solicitação: ela está em andamento.',
  rejected: 'O cartório rejeitou esta solicitação.',
  completed: 'Ela já foi concluída.',
  closed: 'Ela já foi encerrada.',
  frozen: 'Ela está em análise.',
  cancelled: 'O cliente cancelou esta solicitação.',
}

const become = (detail: FaultDetail): string => {
  const state = detail['state']
  return typeof state === 'string' && Object.hasOwn(becomeWords, state)
    ? becomeWords[state as StateName]
    : 'Mostramos a versão nova.'
}

const seconds = (detail: FaultDetail): string => {
  const n = Number(detail['seconds'] ?? 60)
  return n >= 120 ? `${Math.ceil(n / 60)} minutos` : `${n} segundos`
}

const sentence = (why: unknown, usual: string): string =>
  typeof why === 'string' && why !== '' ? why.charAt(0).toUpperCase() + why.slice(1) : usual

const leftWords = (detail: FaultDetail): string => {
  const left = Number(detail['left'] ?? 0)
  return left === 1 ? 'Resta 1 tentativa.' : `Restam ${left} tentativas.`
}
const renewWords = 'Peça ao cartório uma nova videoconferência curta.'

type Words = string | ((detail: FaultDetail) => string)

const faultSentences: Record<FaultCode, Words> = {
  malformed: 'Não entendemos o que foi enviado. Atualize o aplicativo e tente de novo.',
  invalid: 'Confira os campos marcados.',
  too_large: 'O que foi enviado é grande demais.',
  unsupported_type: 'Este tipo de envio não é aceito aqui.',
  unauthenticated: 'Sua sessão terminou. Entre de novo para continuar.',
  cross_site: 'Este pedido não veio do Quinze. Abra o aplicativo e tente de novo.',
  too_many: (d) => `Muitas tentativas. Aguarde ${seconds(d)}.`,
  not_found: 'Não encontramos esta página ou solicitação.',
  forbidden_role: (d) =>
    `Seu papel no cartório permite ver, mas não fazer isto. Peça ${typeof d['ask'] === 'string' ? d['ask'] : 'a um escrevente, substituto ou tabelião'}.`,
  needs_passkey: 'Para fazer isto, entre com a sua chave de acesso (passkey) neste aparelho.',
  internal: (d) => `O erro foi nosso. Já registramos (código ${String(d['id'] ?? '—')}). Tente de novo.`,
  unavailable: 'O serviço está ocupado. Tente de novo em instantes; nada se perdeu.',
  already_open: 'Você já tem uma solicitação aberta para este CPF.',
  different_body: 'Esta solicitação já foi enviada com outros dados. Abra a solicitação para ver o que foi enviado.',
  changed: (d) => `Alguém atualizou esta solicitação antes. ${become(d)}`,
  already_decided: (d) =>
    d['who'] && d['when']
      ? `${String(d['who'])} decidiu às ${String(d['when'])}: ${String(d['what'])}.`
      : `Já foi decidida. ${become(d)}`,
  taken: 'Outro cartório acabou de pegar esta solicitação.',
  excluded: 'Seu cartório já teve esta solicitação e não pode pegá-la de novo nesta rodada.',
  other_uf: 'Esta solicitação está disponível só para cartórios do estado do cliente.',
  cap_reached: (d) =>
    `Seu cartório já tem ${String(d['cap'])} solicitações pegas sem decisão. Decida uma delas para pegar outra.`,
  not_expired: 'O prazo do cartório ainda está correndo. Você pode liberar quando ele passar.',
  not_pulled: 'Só uma solicitação pega de outro cartório pode ser devolvida.',
  same_cartorio: 'A solicitação já estava com este cartório. Escolha outro.',
  reason_needed: 'Escreva o motivo para continuar.',
  ccn_missing: 'Seu cartório ainda não tem registro deste CPF no CCN. Escolha Criar registro no CCN.',
  ccn_moved: (d) =>
    d['edit']
      ? 'Outra pessoa salvou uma versão nova deste registro enquanto você editava. Compare e salve de novo.'
      : 'O registro no CCN mudou enquanto você decidia. Confira a versão nova e confirme de novo.',
  ccn_today: 'Seu cartório já criou hoje uma versão deste CPF no CCN. Compare as duas e prefira Usar registro no CCN.',
  ccn_unchecked: 'Marque “Conferi os dados hoje com o documento apresentado” para usar o registro.',
  minor: 'O certificado é emitido só para maiores de 18 anos.',
  not_credentialed: 'Este cartório ainda não atende pelo Quinze. Escolha outro.',
  suspended: (d) =>
    d['own']
      ? 'Seu cartório está suspenso no Quinze e não pode pegar solicitações. Veja o motivo na fila.'
      : 'Este cartório não está atendendo agora. Escolha outro.',
  unreachable: (d) =>
    d['test']
      ? 'O aviso de teste não chegou. Confira este canal e tente de novo.'
      : 'Este cartório está sem ninguém para receber avisos agora. Escolha outro.',
  last_on_duty:
    'Só esta pessoa recebe os avisos do cartório agora. Peça a outra que entre em plantão e ligue um canal de aviso antes.',
  no_opening: 'Este cartório não tem expediente nos próximos 30 dias. Escolha outro.',
  not_eligible: 'Este cartório não emite certificado notarizado. Escolha outro.',
  code_wrong: (d) =>
    d['left'] === undefined
      ? 'Código incorreto. Confira os 6 números.'
      : `Código incorreto. Confira as 8 letras e números. ${leftWords(d)}`,
  code_expired: (d) =>
    d['enrolment'] ? `Esse código não vale mais. ${renewWords}` : 'Esse código venceu. Peça um novo.',
  code_locked: (d) =>
    d['enrolment']
      ? `Muitas tentativas com este código. ${renewWords}`
      : 'Muitas tentativas com este código. Peça um novo.',
  passkey_failed: 'Não deu para confirmar a chave de acesso. Tente de novo.',
  invitation_gone: 'Este convite não vale mais. Peça um novo a quem convidou você.',
  phone_taken: 'Este celular ainda não foi confirmado. Confirme-o com o código do SMS.',
  push_host: 'Este navegador usa um serviço de avisos que não conhecemos. Use Chrome, Firefox, Edge ou Safari.',
  needs_tap: 'Confirme agora com a sua chave de acesso (passkey) para fazer isto.',
  order_missing: (d) => `Ainda falta para o pedido: ${String(d['what'] ?? 'confira a lista')}.`,
  order_elsewhere:
    'Já existe um pedido de certificado aberto para este CPF, em outra solicitação. Este pode ser feito quando aquele terminar.',
  order_placed: 'O pedido do certificado já foi feito. Isto não pode mais ser mudado por aqui.',
  call_over: 'Esta sala de vídeo já foi encerrada.',
  call_busy: (d) =>
    `${typeof d['who'] === 'string' ? d['who'] : 'Outra pessoa do cartório'} já está na sala com este cliente.`,
  consent_needed: 'Para entrar, o cliente precisa aceitar a gravação e o uso da imagem na identificação.',
  image_type: 'Envie uma foto em JPEG, PNG ou WebP.',
  image_pixels: 'A resolução da foto é grande demais. Tire outra com a câmera do celular.',
  image_broken: 'Não deu para ler a foto. Tire outra.',
  upload_moved: 'O envio já estava em outro ponto. Continuamos de onde parou.',
  upload_full: 'Há fotos demais esperando o envio. Envie a solicitação ou apague as fotos que não vai usar.',
  file_damaged: (d) =>
    `O arquivo guardado está danificado e não foi aberto (código ${String(d['id'] ?? '—')}). Avise o suporte.`,
  cpf_stopped: 'Não é possível seguir com este CPF pelo aplicativo. Procure um cartório para saber o que fazer.',
  cpf_limit: 'Você já pediu para 3 CPFs diferentes hoje. Tente de novo amanhã.',
  check_running: 'Esta consulta ainda está em andamento.',
  check_off: 'Esta consulta não está configurada neste sistema.',
  code_shown: 'O código já foi mostrado. Se ele se perdeu, peça ao cartório uma nova videoconferência curta.',
  not_ordered: 'O cartório ainda não fez o pedido do certificado. Avisamos quando ele ficar pronto para emitir.',
  pin_wrong: (d) => `PIN incorreto. ${leftWords(d)}`,
  pin_locked: 'PIN bloqueado por tentativas erradas. Peça ao cartório uma nova identificação para emitir outro.',
  pin_needed: 'Escolha primeiro o PIN neste celular.',
  csr_invalid: 'Não deu para ler a chave criada neste celular. Recomece este passo; nada se perdeu.',
  proof_wrong: 'A prova de posse não confere com o certificado. Tente de novo neste celular.',
  nonce_gone: 'O tempo desta confirmação passou. Tente de novo.',
  certificate_gone: 'Este certificado não vale mais. Veja em Certificado o que fazer.',
  challenge_gone: 'Este pedido de prova venceu. Peça outro a quem quer conferir.',
  issue_off: 'A emissão está fora do ar agora. Nada se perdeu: tente de novo mais tarde.',
  api_key: 'Chave de programa ausente, incorreta ou revogada.',
  api_scope: 'Esta chave de programa não vale a partir deste endereço.',
  photo_missing: 'A solicitação não tem foto do cliente: o rosto não pode ser conferido. O tabelião pode justificar.',
  newer_elsewhere:
    'Este CPF tem um certificado mais novo, de outra solicitação. Para trocar de celular, use aquela solicitação.',
  feature_off: (d) => (typeof d['off'] === 'string' ? d['off'] : 'Isto está pausado agora. Tente mais tarde.'),
  stale: 'Isto mudou enquanto você olhava. Confira como está agora e tente de novo.',
  calendar_moved:
    'Outra pessoa mudou este calendário enquanto você editava. Mostramos a versão nova: confira e confirme.',
  calendar_refused: (d) => `O calendário não foi mudado. ${sentence(d['why'], 'Confira as datas e os horários.')}`,
  closed_already: 'O cartório já está fechado agora.',
  outage_refused: (d) => `A queda não foi registrada. ${sentence(d['why'], 'Confira o início e o fim.')}`,
  video_needed: 'A prova de vida é declarada no vídeo. Chame o cliente para o vídeo antes.',
}

/** The one Portuguese sentence of a refusal: what happened and what to do. */
export function faultWords({ fault, detail = {} }: Fault): string {
  const words = faultSentences[fault]
  return typeof words === 'string' ? words : words(detail)
}

/** Problems of single fields, by the code that the parsers give. */
export const fieldWords = {
  cpf: 'CPF inválido. Confira os 11 números.',
  name: 'Informe nome e sobrenome, como no documento.',
  socialName: 'Nome social inválido. Use até 120 letras.',
  birthDate: 'Data de nascimento inválida. Use dia/mês/ano.',
  phone: 'Celular com DDD, só números.',
  email: 'E-mail incompleto. Ex.: nome@provedor.com.br.',
  ibge: 'Escolha o município onde você mora.',
  cns: 'Escolha o cartório que vai atender você.',
  code: 'Código incorreto. Confira os 6 números.',
  id: 'Identificador inválido. Recomece a solicitação.',
  reason: 'Escreva o motivo em até 500 letras.',
  hours: 'Confira os horários: o fim vem depois do início e os períodos não se cruzam.',
  week: 'Confira o horário de cada dia da semana.',
  later: 'Confira a data e os horários da mudança de horário.',
  own: 'Confira as datas: cada uma precisa de dia, efeito e motivo.',
  entries: 'Confira as datas: cada uma precisa de dia, efeito, motivo e ato legal.',
  act: 'Escreva o ato legal em até 200 letras, ou deixe em branco.',
  base: 'Atualize a página e tente de novo.',
  from: 'Informe quando começou.',
  to: 'Informe quando terminou.',
  other: 'Confira este campo.',
} as const
export type FieldWord = keyof typeof fieldWords
