import type { Draft, NoticeAction, Pieces } from './notice-words.ts'
import type { StaffNotice } from './request.ts'

const queue = '/fila'
const pool = '/fila?aba=disponiveis'
const hour = { minutes: 60 }
const day = { minutes: 24 * 60 }
const halfHour = { minutes: 30 }

const decide = ({ path }: Pieces): NoticeAction => ({ action: 'decidir', title: 'Decidir', path })
const seeQueue: NoticeAction = { action: 'fila', title: 'Ver fila', path: queue }

/** What a cartório's people are told, by kind. */
export const staffDrafts: Record<StaffNotice, (p: Pieces) => Draft> = {
  new: (p) => ({
    title: 'Nova solicitação',
    body: [`Certificado digital. Decida${p.until[0] ?? ''} (15 minutos úteis).`],
    more: 'O relógio continua até alguém do cartório decidir.',
    button: 'Decidir',
    sms: `nova solicitação. Decida${p.until[0] ?? ''}.`,
    keep: 'until due',
    actions: [decide(p), seeQueue],
    stays: true,
  }),
  five_minutes: (p) => ({
    title: 'Faltam 5 minutos úteis',
    body: [`A solicitação ${p.which}ainda espera decisão. Vence${p.at || ' em 5 minutos úteis'}.`],
    button: 'Decidir',
    sms: `faltam 5 minutos úteis. Uma solicitação vence${p.at}.`,
    keep: 'until due',
    actions: [decide(p)],
    stays: true,
  }),
  overdue: (p) => ({
    title: 'Prazo vencido',
    body: [`A solicitação ${p.which}passou de 15 minutos úteis. O cliente já pode liberar.`],
    more: 'Ainda dá para decidir enquanto o cliente não liberar. Fica registrado como fora do prazo.',
    button: 'Decidir',
    sms: 'uma solicitação venceu. Ainda dá para decidir.',
    keep: hour,
    actions: [decide(p)],
  }),
  left: (p) => ({
    title: 'Solicitação liberada',
    body: [`O cliente liberou a solicitação ${p.which}a outro cartório. Ela saiu da sua fila.`],
    button: 'Ver fila',
    sms: 'o cliente liberou uma solicitação. Ela saiu da sua fila.',
    keep: hour,
    path: queue,
    urgency: 'normal',
  }),
  cancelled: (p) => ({
    title: 'Solicitação cancelada',
    body: [p.which ? `O cliente cancelou a solicitação ${p.which.trim()}.` : 'O cliente cancelou uma solicitação.'],
    button: 'Ver fila',
    sms: 'o cliente cancelou uma solicitação.',
    keep: hour,
    path: queue,
    urgency: 'normal',
  }),
  available: (p) => ({
    title: p.uf ? `Disponível em ${p.uf}` : 'Disponível no estado',
    body: [
      p.count > 1
        ? `${p.count} solicitações foram liberadas. Atende quem pegar primeiro.`
        : 'Um cliente liberou uma solicitação. Atende quem pegar primeiro.',
    ],
    button: 'Ver disponíveis',
    sms: `solicitação disponível${p.uf ? ` em ${p.uf}` : ''}. Atende quem pegar primeiro.`,
    keep: halfHour,
    path: pool,
    tag: `d-${p.subject ?? p.uf ?? 'todas'}`,
    actions: [{ action: 'ver', title: 'Ver', path: pool }],
  }),
  rescheduled: (p) => ({
    title: 'Novo horário-limite',
    body: [...p.why, ''].map((why) => `A solicitação ${p.which}tem novo prazo.${p.at && ` Vence${p.at}.`}${why}`),
    ...(p.act ? { more: `Ato: ${p.act}.` } : {}),
    button: 'Decidir',
    sms: `uma solicitação tem novo prazo.${p.at && ` Vence${p.at}.`}`,
    keep: 'until due',
    actions: [decide(p)],
    urgency: 'normal',
  }),
  reopened: (p) => ({
    title: 'Expediente aberto',
    body: [`${waiting(p.count)}${p.at && ` ${p.count > 1 ? 'A primeira vence' : 'Vence'}${p.at}.`}`],
    button: 'Ver fila',
    sms: `expediente aberto. ${waiting(p.count)}`,
    keep: halfHour,
    path: queue,
    tag: 'fila',
    actions: [seeQueue],
  }),
  in_room: (p) => ({
    title: 'Cliente na sala',
    body: [`O cliente da ${p.which || 'solicitação '}está esperando no vídeo.`],
    button: 'Entrar agora',
    sms: 'um cliente está esperando no vídeo.',
    keep: { minutes: 5 },
    path: `${p.path}/video`,
    tag: `v-${p.subject ?? ''}`,
    actions: [{ action: 'entrar', title: 'Entrar agora', path: `${p.path}/video` }],
    stays: true,
  }),
  five_more: (p) => ({
    title: 'O cliente pediu 5 minutos',
    body: [`O cliente da ${p.which || 'solicitação '}volta ao vídeo em 5 minutos.`],
    button: 'Ver a sala',
    sms: 'um cliente pediu 5 minutos para o vídeo.',
    keep: { minutes: 5 },
    path: `${p.path}/video`,
    tag: `v-${p.subject ?? ''}`,
    urgency: 'normal',
  }),
  new_phone: (p) => ({
    title: 'Pedido de vídeo: novo celular',
    body: [`O cliente da ${p.which || 'solicitação '}quer emitir em outro celular.`],
    more: 'Chame para um vídeo curto, com o roteiro inteiro. O certificado atual vale até o novo ser ativado.',
    button: 'Abrir solicitação',
    sms: 'um cliente pede um vídeo curto para trocar de celular.',
    keep: day,
    actions: [{ action: 'abrir', title: 'Abrir', path: p.path }],
    urgency: 'normal',
  }),
  no_video: (p) => ({
    title: 'Vídeo ainda não feito',
    body: [`A solicitação ${p.which}está em andamento há 2 dias úteis sem videoconferência.`],
    more: 'Depois de 5 dias úteis sem avanço o cliente pode liberar a solicitação a outros cartórios.',
    button: 'Abrir solicitação',
    sms: 'uma solicitação espera o vídeo há 2 dias úteis.',
    keep: hour,
    actions: [{ action: 'abrir', title: 'Abrir', path: p.path }],
    urgency: 'normal',
  }),
  completed: (p) => ({
    title: 'Certificado emitido',
    body: [`O cliente emitiu e ativou o certificado da solicitação ${p.which}no celular.`],
    button: 'Abrir solicitação',
    sms: 'um certificado foi emitido e ativado.',
    keep: hour,
    actions: [{ action: 'abrir', title: 'Abrir', path: p.path }],
    urgency: 'normal',
  }),
  closed: (p) => ({
    title: 'Emissão não concluída',
    body: [`A solicitação ${p.which}foi encerrada: o celular não confirmou a emissão em 72 horas.`],
    button: 'Abrir solicitação',
    sms: 'uma solicitação foi encerrada sem emissão.',
    keep: hour,
    actions: [{ action: 'abrir', title: 'Abrir', path: p.path }],
    urgency: 'normal',
  }),
  revoked: (p) => ({
    title: 'Certificado revogado',
    body: [`O certificado da solicitação ${p.which}foi revogado. Veja o motivo.`],
    button: 'Abrir solicitação',
    sms: 'um certificado do seu cartorio foi revogado.',
    keep: hour,
    tag: `c-${p.subject ?? ''}`,
    actions: [{ action: 'abrir', title: 'Abrir', path: p.path }],
    urgency: 'normal',
  }),
}

/** "Notificação de teste", sent on one channel at a person's own wish. */
export const testDraft: Draft = {
  title: 'Avisos funcionando',
  body: ['Este aparelho está pronto para receber avisos.'],
  button: 'Ver meus avisos',
  sms: 'avisos funcionando. Este celular está pronto.',
  keep: { minutes: 1 },
  path: '/avisos',
  tag: 'teste',
}

const waiting = (count: number) =>
  count > 1 ? `${count} solicitações esperam decisão.` : 'Uma solicitação espera decisão.'
