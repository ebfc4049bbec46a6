import type { Draft, NoticeAction, Pieces } from './notice-words.ts'
import type { ClientNotice } from './request.ts'

const day = { minutes: 24 * 60 }
const hours = { minutes: 4 * 60 }

// An action opens a screen and changes nothing (rule 32).
const see = ({ path }: Pieces, title: string): readonly NoticeAction[] => [{ action: 'ver', title, path }]
const options = ({ path }: Pieces): NoticeAction => ({
  action: 'opcoes',
  title: 'Ver opções',
  path: `${path}?abrir=opcoes`,
})

/** What the client is told, by kind. */
export const clientDrafts: Record<ClientNotice, (p: Pieces) => Draft> = {
  started: (p) => ({
    title: 'O cartório começou a atender',
    body: ['Seus dados foram conferidos. O próximo passo é o vídeo.'],
    button: 'Acompanhar',
    sms: 'o cartório começou a atender sua solicitação.',
    keep: hours,
    actions: see(p, 'Acompanhar'),
  }),
  expired: (p) => ({
    title: 'O prazo passou',
    body: ['O cartório não decidiu em 15 minutos úteis. Você pode liberar a outros cartórios.'],
    more: 'Você também pode continuar esperando, escolher outro cartório ou cancelar. Nada muda até você confirmar no aplicativo.',
    button: 'Ver opções',
    sms: 'o prazo do cartório passou. Veja suas opções no app.',
    keep: day,
    actions: [{ action: 'liberar', title: 'Liberar', path: `${p.path}?abrir=liberar` }, options(p)],
  }),
  pulled: (p) => ({
    title: 'Um cartório pegou sua solicitação',
    body: p.until.map((until) => `Ele tem 15 minutos úteis para decidir${until && `,${until}`}.`),
    button: 'Acompanhar',
    sms: 'um cartório pegou sua solicitação.',
    keep: hours,
    actions: see(p, 'Acompanhar'),
  }),
  rejected: (p) => ({
    title: 'Solicitação rejeitada',
    body: ['O cartório explicou o motivo. Veja o que fazer.'],
    button: 'Ver motivo',
    sms: 'sua solicitação foi rejeitada. Veja o motivo no app.',
    keep: day,
    actions: see(p, 'Ver motivo'),
    urgency: 'normal',
  }),
  given_back: (p) => ({
    title: 'O cartório devolveu sua solicitação',
    body: [`Ela está de novo disponível aos outros cartórios${p.ofUf}. Avisamos quando um deles pegar.`],
    button: 'Acompanhar',
    sms: 'o cartório devolveu sua solicitação. Outro pode pegar.',
    keep: day,
    actions: see(p, 'Acompanhar'),
  }),
  rescheduled: (p) => ({
    title: 'Novo horário-limite',
    body: p.until.map((until) => `O horário do cartório mudou. Ele agora pode decidir${until}.`),
    more: 'O tempo que já tinha contado continua contado.',
    button: 'Ver o prazo',
    sms: 'o prazo do cartório mudou. Veja o novo horário no app.',
    keep: hours,
    actions: see(p, 'Ver o prazo'),
  }),
  nobody_pulled: (p) => ({
    title: 'Nenhum cartório pegou ainda',
    body: ['Você pode esperar mais, escolher um cartório pelo nome ou cancelar.'],
    more: 'Sua solicitação continua disponível a outros cartórios enquanto você não mudar nada.',
    button: 'Ver opções',
    sms: 'nenhum cartório pegou ainda. Veja suas opções no app.',
    keep: day,
    actions: [options(p)],
  }),
  choose_again: (p) => ({
    title: 'Escolha outro cartório',
    body: ['O cartório da sua solicitação não está atendendo. Escolha outro para continuar.'],
    button: 'Escolher cartório',
    sms: 'seu cartório não está atendendo. Escolha outro no app.',
    keep: day,
    actions: see(p, 'Escolher'),
  }),
  call: (p) => ({
    title: 'O tabelião está chamando',
    body: ['Entre no vídeo agora, com seu documento em mãos.'],
    more: 'Se agora não der, toque em “Preciso de 5 min” no aplicativo.',
    button: 'Entrar no vídeo',
    sms: 'o cartório chama para o vídeo. Tenha o documento em mãos.',
    keep: { minutes: 3 },
    path: `${p.path}/video`,
    tag: `v-${p.subject ?? ''}`,
    actions: [
      { action: 'entrar', title: 'Entrar', path: `${p.path}/video` },
      { action: 'cinco', title: 'Preciso de 5 min', path: `${p.path}/video?abrir=5min` },
    ],
    stays: true,
  }),
  video_again: (p) => ({
    title: 'O vídeo terminou sem conclusão',
    body: ['A identificação não foi concluída. O cartório vai chamar você de novo ou explicar o próximo passo.'],
    button: 'Acompanhar',
    sms: 'o vídeo terminou sem conclusão. Acompanhe no app.',
    keep: day,
    actions: see(p, 'Acompanhar'),
    urgency: 'normal',
  }),
  ordered: (p) => ({
    title: 'Pedido do certificado feito',
    body: ['O cartório fez o pedido do seu certificado. Veja o próximo passo no aplicativo.'],
    button: 'Ver próximo passo',
    sms: 'o cartório fez o pedido do seu certificado.',
    keep: day,
    actions: see(p, 'Ver'),
  }),
  stalled: (p) => ({
    title: 'Sua solicitação está parada',
    body: ['O cartório não avançou nos últimos dias úteis. Você pode liberar a outros cartórios.'],
    more: 'Você também pode continuar esperando ou cancelar. Nada muda até você confirmar no aplicativo.',
    button: 'Ver opções',
    sms: 'sua solicitação está parada. Veja suas opções no app.',
    keep: day,
    actions: [{ action: 'liberar', title: 'Liberar', path: `${p.path}?abrir=liberar` }, options(p)],
  }),
  frozen: (p) => ({
    title: 'Solicitação em análise',
    body: ['O cartório precisa conferir alguns dados. Fale com ele para saber o que fazer.'],
    button: 'Acompanhar',
    sms: 'sua solicitação está em análise. Fale com o cartório.',
    keep: day,
    actions: see(p, 'Acompanhar'),
    urgency: 'normal',
  }),
}
