import { fault, type Fault } from './fault.ts'

/**
 * What the administration may switch off while it runs: the closed set. Each can be off without anything being lost: what is under
 * way goes on, and the sentence says what to do instead.
 */
export const features = {
  submit: {
    name: 'Novas solicitações',
    hint: 'Se pausada, ninguém envia solicitação nova. As que existem seguem normalmente.',
    off: 'Novas solicitações estão pausadas agora. Seu rascunho fica salvo neste aparelho: tente mais tarde.',
  },
  release: {
    name: 'Liberação a outros cartórios',
    hint: 'Se pausada, ninguém libera. O que já está liberado pode ser pego, e o cliente pode escolher outro pelo nome.',
    off: 'A liberação a outros cartórios está pausada agora. Você pode esperar ou escolher outro cartório pelo nome.',
  },
  face: {
    name: 'Comparação do rosto',
    hint: 'Se pausada, nenhum rosto é comparado fora. O tabelião justifica a consulta, como quando a fonte não responde.',
    off: 'A comparação do rosto está pausada agora. O tabelião pode justificar esta consulta por escrito.',
  },
  issue: {
    name: 'Emissão de certificados',
    hint: 'Se pausada, nenhum celular recebe certificado. Códigos e pedidos esperam; o que já vale continua valendo.',
    off: 'A emissão está pausada agora. Nada se perdeu: tente de novo mais tarde.',
  },
  reissue: {
    name: 'Troca de celular',
    hint: 'Se pausada, ninguém pede o vídeo curto para outro celular. O certificado em vigor continua valendo.',
    off: 'A troca de celular está pausada agora. O certificado continua valendo no celular de hoje.',
  },
  sms: {
    name: 'SMS',
    hint: 'Se pausado, nenhum SMS sai. Quem só tem SMS recebe por e-mail; o que estava na fila fica em Avisos não entregues.',
    off: 'O envio de SMS está pausado agora. Use e-mail ou notificações enquanto isso.',
  },
} as const satisfies Record<string, { name: string; hint: string; off: string }>

export type Feature = keyof typeof features
export const featureNames = Object.keys(features) as readonly Feature[]

export const isFeature = (text: string): text is Feature => Object.hasOwn(features, text)

/** The refusal of what is switched off; it carries its own sentence, so that no page has to know them all. */
export const featureOff = (feature: Feature): Fault => fault('feature_off', { feature, off: features[feature].off })
