import nodemailer, { type NodemailerError } from 'nodemailer'
import type { Email, EmailMessage, Sent } from '../domain/delivery.ts'

export type EmailOptions = {
  /** smtp:// or smtps:// with user and password; settings such as `?requireTLS=true` in the query. */
  url: string
  /** "Quinze <avisos@example.org>" */
  from: string
  /** For the whole conversation, in ms. */
  timeoutMs: number
}

/** E-mail over pooled SMTP connections. `send` never throws; `close` ends a delivery under way as "later". */
export function makeEmail({ url, from, timeoutMs }: EmailOptions): Email {
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs }
  // The outbox repeats with backoff, so the pool itself does not.
  const repeats = { maxRequeues: 0 }
  const safety = { disableFileAccess: true, disableUrlAccess: true }
  const transport = nodemailer.createTransport({ pool: true, url, ...timeouts, ...repeats, ...safety })
  // A broken idle connection is reported here too; each delivery gets its own error anyway.
  transport.on('error', () => undefined)

  async function send({ to, subject, text, html, messageId, headers }: EmailMessage): Promise<Sent> {
    const signal = AbortSignal.timeout(timeoutMs)
    const kept = { ...headers, 'Auto-Submitted': 'auto-generated' }
    const recipient = { name: '', address: to }
    try {
      await transport.sendMail({ from, to: recipient, subject, text, html, messageId, headers: kept, signal })
      return { outcome: 'done' }
    } catch (error) {
      return outcomeOf(error as NodemailerError, signal.aborted)
    }
  }

  return { send, close: () => transport.close({ force: true }) }
}

/** Only a refusal of this recipient or of this text is permanent; a refused login or sender is ours to mend. */
function outcomeOf({ code, command, responseCode, permanent }: NodemailerError, late: boolean): Sent {
  if (late || code === 'ETIMEDOUT') return { outcome: 'later', error: 'smtp timeout' }
  if (responseCode !== undefined) {
    const error = `smtp ${responseCode}`
    const final = permanent === true && (command === 'RCPT TO' || command === 'DATA')
    return final ? { outcome: 'never', error } : { outcome: 'later', error }
  }
  if (code === 'EENVELOPE') return { outcome: 'never', error: 'smtp address' }
  return { outcome: 'later', error: `smtp ${code ?? 'error'}` }
}

export type EmailContent = {
  title: string
  paragraphs: string[]
  /** A code to type, set large. */
  code?: string
  button?: { label: string; url: string }
  footer: string
}

/** Our one e-mail layout: no image, no tracking, everything escaped, readable in dark mode and as plain text. */
export function emailLayout({ title, paragraphs, code, button, footer }: EmailContent): { html: string; text: string } {
  const link = button ? `${button.label}: ${button.url}` : undefined
  const lines = [title, ...paragraphs, code, link, `--\n${footer}`].filter((line) => line !== undefined)
  const inner = [
    `<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:1.3;color:#1b1f2a">${escape(title)}</h1>`,
    ...paragraphs.map((each) => `<p class="ink" style="margin:0 0 16px;color:#1b1f2a">${escape(each)}</p>`),
    code === undefined ? '' : `<p class="ink" style="${codeStyle}">${escape(code)}</p>`,
    button ? `<p style="margin:24px 0"><a class="button" href="${escape(button.url)}" style="${buttonStyle}">` : '',
    button ? `${escape(button.label)}</a></p>` : '',
    `<p class="soft" style="margin:32px 0 0;font-size:14px;color:#535968">${escape(footer)}</p>`,
  ]
  return { text: `${lines.join('\n\n')}\n`, html: page(escape(title), inner.join('')) }
}

const codeStyle = 'margin:0 0 16px;font:700 32px/1.3 ui-monospace,monospace;letter-spacing:6px;color:#1b1f2a'
const buttonStyle =
  'display:inline-block;padding:14px 24px;border-radius:12px;background:#23408e;color:#ffffff;font-weight:600;text-decoration:none'
const darkRules =
  '.paper{background:#11131a!important}.ink{color:#eceef4!important}.soft{color:#aeb5c6!important}' +
  '.button{background:#a3b8ff!important;color:#0d1530!important}'

function page(title: string, inner: string): string {
  return (
    `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">' +
    `<style>@media (prefers-color-scheme:dark){${darkRules}}</style></head>` +
    '<body class="paper" style="margin:0;background:#f7f5f1">' +
    '<div class="paper" role="article" lang="pt-BR" style="max-width:480px;margin:0 auto;padding:32px 20px;background:#f7f5f1;' +
    `font:17px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">${inner}</div></body></html>\n`
  )
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char)
}
