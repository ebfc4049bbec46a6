import type { Logger } from 'pino'
import type { Email } from '../domain/delivery.ts'

export type Layout = (content: { title: string; paragraphs: string[]; code?: string; footer: string }) => {
  html: string
  text: string
}

const tries = 4
const pause = 3_000

/**
 * Sends sign-in codes by e-mail. They live for ten minutes and somebody waits for them, so they don't pass the outbox: a
 * few tries at once, and whoever got none asks for a new one. The code is in no subject and no log line.
 */
export function makeCodeSender(email: Email, layout: Layout, log: Logger): (to: string, code: string) => void {
  let sent = 0
  return (to, code) => {
    const { html, text } = layout({
      title: 'Seu código do Quinze',
      paragraphs: ['Digite este código na tela em que você pediu para entrar. Ele vale por 10 minutos.'],
      code,
      footer: 'Se não foi você que pediu, ignore este e-mail: sem o código ninguém entra.',
    })
    sent += 1
    const messageId = `<code.${Date.now()}.${sent}@quinze.invalid>`
    const message = { to, subject: 'Seu código para entrar no Quinze', html, text, messageId }
    void (async () => {
      for (let n = 1; n <= tries; n += 1) {
        const result = await email.send(message)
        if (result.outcome === 'done') return
        log.warn({ error: result.error, attempt: n }, 'sign-in code not sent')
        if (result.outcome === 'never') return
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    })()
  }
}
