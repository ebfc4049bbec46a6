import { consentTexts } from './call.ts'
import { faceConsent } from './check-words.ts'

/** How clients are told what happens to their data, as the app is delivered with it; "## " begins a section. */
const privacy = `## Para que usamos
Usamos seus dados só para emitir o certificado digital notarizado e cumprir as regras notariais: nome, CPF, data de nascimento, celular, e-mail e o município onde você mora.

## Quem vê
Só o cartório que está com a sua solicitação vê seu nome, seu CPF e seu contato. Cada leitura fica registrada.

Se você liberar a solicitação, o cartório anterior deixa de ver seus dados. Os outros veem apenas a cidade e há quanto tempo você espera; nos municípios pequenos, só o estado.

## Onde ficam
Seus dados são guardados cifrados. Neste aparelho fica só o rascunho (por 24 horas) e a última situação das suas solicitações. Ao sair da conta, apagamos os dois.

## Avisos
As notificações nunca mostram seu nome, seu CPF ou o motivo de uma rejeição: a tela bloqueada pode ser vista por outras pessoas.

E-mail, SMS e notificações são escolha sua e podem ser desligados em Conta, Avisos.

## Cookies
Usamos só o cookie necessário para manter você dentro. Não há rastreamento nem propaganda.

## Seus direitos
Você pode pedir a correção ou a exclusão dos seus dados ao cartório que atendeu você. O que a lei manda guardar, como o registro no CCN, o cartório guarda e explica por quê.`

/**
 * The texts that clients are told or agree to. Version 1 is the one that the app is delivered with; later ones are published by the
 * administration and never changed. `most` is in characters: a consent stands beside a box to tick.
 */
export const legalTexts = {
  privacy: { name: 'Privacidade', where: 'Página “Como tratamos seus dados”', most: 20_000, builtIn: privacy },
  recording: {
    name: 'Gravação do vídeo',
    where: 'Autorização antes da videoconferência',
    most: 600,
    builtIn: consentTexts.v1 as string,
  },
  face_v4: {
    name: 'Comparação do rosto pela foto',
    where: 'Autorização do cliente, quando o Datavalid compara a foto enviada',
    most: 600,
    builtIn: faceConsent.text.v4 as string,
  },
  face_v5: {
    name: 'Comparação do rosto pelo gov.br',
    where: 'Autorização do cliente, quando o app gov.br compara o rosto',
    most: 600,
    builtIn: faceConsent.text.v5 as string,
  },
} as const

export type LegalKind = keyof typeof legalTexts
export const legalKinds = Object.keys(legalTexts) as readonly LegalKind[]
export const isLegalKind = (text: string): text is LegalKind => Object.hasOwn(legalTexts, text)

/** A text as a screen shows it: sections with an own title, each of paragraphs. */
export type LegalSection = { title: string | null; paragraphs: string[] }

/** Splits a text at its "## " lines and its blank lines; no other mark means anything. */
export function sectionsOf(body: string): LegalSection[] {
  const sections: LegalSection[] = []
  for (const block of body.replaceAll('\r\n', '\n').split(/\n\s*\n/)) {
    let text = block.trim()
    const title = /^## (.+)(?:\n|$)/.exec(text)
    if (title) {
      sections.push({ title: title[1]?.trim() ?? '', paragraphs: [] })
      text = text.slice(title[0].length).trim()
    }
    if (text === '') continue
    if (sections.length === 0) sections.push({ title: null, paragraphs: [] })
    sections.at(-1)?.paragraphs.push(text.replaceAll(/\s*\n\s*/g, ' '))
  }
  return sections
}

/** Why a text can't be published, in Portuguese, or null. */
export function legalFault(kind: LegalKind, body: string): string | null {
  const text = body.trim()
  const { most } = legalTexts[kind]
  if (text === '') return 'Escreva o texto.'
  if (text.length > most) return `O texto passa de ${most} letras.`
  if (kind !== 'privacy' && /\n|^## /.test(text)) return 'Use um parágrafo só: ele fica ao lado da caixa de aceite.'
  return null
}
