import {
  declarativePayload,
  emailMessageId,
  pushTopic,
  type EmailMessage,
  type PushMessage,
} from '../domain/delivery.ts'
import type { NoticeWords } from '../domain/notice-words.ts'

/** What the e-mail layout is made of; `button.url` is absolute. */
export type EmailParts = {
  title: string
  paragraphs: string[]
  button?: { label: string; url: string }
  footer: string
}
export type EmailLayout = (parts: EmailParts) => { html: string; text: string }

export type Letterhead = { publicUrl: string; layout: EmailLayout }

const absolute = (publicUrl: string, path: string): string => new URL(path, publicUrl).href

/** The push of a notice: Topic and tag come from its subject, so that a repeat replaces instead of doubling (rule 36). */
export function pushOf(
  words: NoticeWords,
  subject: string | null,
  badge: number | undefined,
  publicUrl: string,
): Omit<PushMessage, 'subscription'> {
  const { title, body, path, tag, requireInteraction, renotify, ttlSeconds, urgency } = words
  const actions = words.actions.map(({ action, title, path }) => {
    return { action, title, navigate: absolute(publicUrl, path) }
  })
  const payload = declarativePayload({
    title,
    body,
    navigate: absolute(publicUrl, path),
    tag,
    requestPath: path,
    actions,
    requireInteraction,
    renotify,
    ...(badge === undefined ? {} : { badge }),
  })
  return { payload, ttlSeconds, urgency, topic: subject === null ? tag : pushTopic(subject) }
}

/** The e-mail of a notice: its Message-ID is made of the notice and the person and is the same in every repeat. */
export function emailOf(
  words: NoticeWords,
  ids: { notice: string; person: string },
  to: string,
  { publicUrl, layout }: Letterhead,
): EmailMessage {
  const { html, text } = layout({
    title: words.title,
    paragraphs: [...words.emailParagraphs],
    button: { label: words.emailButton, url: absolute(publicUrl, words.path) },
    footer: `Quinze · Certificado digital notarizado. Para mudar os avisos que você recebe: ${absolute(publicUrl, '/avisos')}`,
  })
  const messageId = emailMessageId(`${ids.notice}.${ids.person}`, new URL(publicUrl).hostname)
  return { to, subject: words.emailSubject, html, text, messageId }
}

/** The invitation to somebody who has no account yet; the cartório's name stands in the letter only. */
export function invitationOf(
  invitation: { id: string; email: string; cartorio: string | null },
  { publicUrl, layout }: Letterhead,
): EmailMessage {
  const where = invitation.cartorio === null ? 'do Quinze' : `de ${invitation.cartorio} no Quinze`
  const { html, text } = layout({
    title: 'Você tem um convite',
    paragraphs: [
      `Você foi convidado para a equipe ${where}.`,
      'Entre com este e-mail. O convite aparece na sua conta, e você decide se aceita.',
    ],
    button: { label: 'Entrar no Quinze', url: absolute(publicUrl, '/entrar') },
    footer: 'Quinze · Certificado digital notarizado. Se você não esperava este convite, ignore este e-mail.',
  })
  const messageId = emailMessageId(invitation.id, new URL(publicUrl).hostname)
  return { to: invitation.email, subject: 'Convite para o Quinze', html, text, messageId }
}

/** The text of an SMS, with the link where the two fit into the 160 letters of one message. */
export function smsOf(words: NoticeWords, publicUrl: string): string {
  const linked = `${words.sms} ${absolute(publicUrl, words.path)}`
  return linked.length <= 160 ? linked : words.sms
}
