import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emailMessageId, type Email } from '../../server/domain/delivery.ts'
import { emailLayout, makeEmail } from '../../server/outside/email.ts'
import { makeMailbox } from '../../server/outside/mailbox.ts'
import { mailHeader, startMailServer, type MailServer } from '../kit/mail-server.ts'

let server: MailServer
let email: Email

beforeAll(async () => {
  server = await startMailServer()
  email = makeEmail({ url: server.url, from: 'Quinze <avisos@quinze.example>', timeoutMs: 1000 })
})
beforeEach(async () => {
  await server.mode('ok')
})
afterAll(async () => {
  email.close()
  await server.stop()
})

const content = {
  title: 'O prazo <passou>',
  paragraphs: ['Você pode "liberar" & escolher.'],
  button: { label: 'Ver opções', url: 'https://quinze.example/s/1?a=1&b=2' },
  footer: 'Quinze',
}
const message = (noticeId = '1') => ({
  to: 'cliente@example.org',
  subject: 'O prazo da sua solicitação passou',
  ...emailLayout(content),
  messageId: emailMessageId(noticeId, 'quinze.example'),
})

test('a real server takes HTML and text with our Message-ID', async () => {
  expect(await email.send({ ...message('n-1'), headers: { 'X-Tipo': 'C-venceu' } })).toEqual({ outcome: 'done' })
  const mail = server.mails.at(-1)
  const raw = mail?.raw ?? ''
  expect(mail).toMatchObject({ from: 'avisos@quinze.example', to: ['cliente@example.org'] })
  expect(mailHeader(raw, 'Message-ID')).toBe('<n-1@quinze.example>')
  expect(mailHeader(raw, 'Auto-Submitted')).toBe('auto-generated')
  expect(mailHeader(raw, 'X-Tipo')).toBe('C-venceu')
  expect(mailHeader(raw, 'From')).toBe('Quinze <avisos@quinze.example>')
  expect(mailHeader(raw, 'Content-Type')).toMatch(/^multipart\/alternative/)
  expect(raw).toMatch(/Content-Type: text\/plain/)
  expect(raw).toMatch(/Content-Type: text\/html/)
})

test('a repeat carries the same Message-ID', async () => {
  await email.send(message('n-2'))
  await email.send(message('n-2'))
  const ids = server.mails.slice(-2).map((mail) => mailHeader(mail.raw, 'Message-ID'))
  expect(ids).toEqual(['<n-2@quinze.example>', '<n-2@quinze.example>'])
})

test('one address is one address, and nothing can be slipped into the headers', async () => {
  const before = server.mails.length
  await email.send({ ...message(), to: 'a@example.org, b@example.org' })
  await email.send({ ...message(), to: 'a@example.org\r\nBcc: b@example.org' })
  await email.send({ ...message(), subject: 'Oi\r\nBcc: b@example.org' })
  const mails = server.mails.slice(before)
  expect(mails.flatMap((mail) => mail.to)).not.toContain('b@example.org')
  expect(mails.map((mail) => mailHeader(mail.raw, 'Bcc'))).toEqual(mails.map(() => undefined))
  expect(mails.at(-1)?.to).toEqual(['cliente@example.org'])
})

test.each([
  [
    { at: 'rcpt', code: 451 },
    { outcome: 'later', error: 'smtp 451' },
  ],
  [
    { at: 'rcpt', code: 550 },
    { outcome: 'never', error: 'smtp 550' },
  ],
  [
    { at: 'data', code: 452 },
    { outcome: 'later', error: 'smtp 452' },
  ],
  [
    { at: 'data', code: 554 },
    { outcome: 'never', error: 'smtp 554' },
  ],
  [
    { at: 'from', code: 553 },
    { outcome: 'later', error: 'smtp 553' },
  ],
] as const)('refused %j', async (mode, outcome) => {
  const before = server.mails.length
  await server.mode(mode)
  expect(await email.send(message())).toEqual(outcome)
  expect(server.mails).toHaveLength(before)
  await server.mode('ok')
  expect(await email.send(message())).toEqual({ outcome: 'done' })
})

test('a server that turns everybody away at the door is tried again later', async () => {
  await server.mode({ at: 'greeting', code: 554 })
  const fresh = makeEmail({ url: server.url, from: 'avisos@quinze.example', timeoutMs: 1000 })
  expect(await fresh.send(message())).toEqual({ outcome: 'later', error: 'smtp 554' })
  fresh.close()
})

test('a silent server is tried again later', async () => {
  await server.mode('hang')
  expect(await email.send(message())).toEqual({ outcome: 'later', error: 'smtp timeout' })
})

test('a server that was down takes the same message once it is back', async () => {
  await email.send(message())
  await server.down()
  const sent = await email.send(message('n-3'))
  expect(sent).toMatchObject({ outcome: 'later' })
  expect(sent.outcome !== 'done' && sent.error).toMatch(/^smtp E(CONNECTION|SOCKET)$/)
  await server.up()
  expect(await email.send(message('n-3'))).toEqual({ outcome: 'done' })
  expect(mailHeader(server.mails.at(-1)?.raw ?? '', 'Message-ID')).toBe('<n-3@quinze.example>')
})

test('closing ends a delivery under way as "later"', async () => {
  await server.mode('hang')
  const closing = makeEmail({ url: server.url, from: 'avisos@quinze.example', timeoutMs: 5000 })
  const sending = closing.send(message())
  await new Promise((resolve) => setTimeout(resolve, 200))
  closing.close()
  expect(await sending).toMatchObject({ outcome: 'later' })
})

test('the layout escapes everything and says the same in plain text', () => {
  const { html, text } = emailLayout({ ...content, code: '123456' })
  expect(html).toContain('O prazo &lt;passou&gt;')
  expect(html).toContain('Você pode &quot;liberar&quot; &amp; escolher.')
  expect(html).toContain('href="https://quinze.example/s/1?a=1&amp;b=2"')
  expect(html).toContain('>123456</p>')
  expect(html).not.toMatch(/<img|<script|http:/)
  expect(text).toBe(
    'O prazo <passou>\n\nVocê pode "liberar" & escolher.\n\n123456\n\n' +
      'Ver opções: https://quinze.example/s/1?a=1&b=2\n\n--\nQuinze\n',
  )
})

test('the demo mailbox keeps the last 500, newest first, and a repeat replaces', async () => {
  let now = 0
  const mailbox = makeMailbox(() => now++)
  for (let i = 0; i < 600; i++) await mailbox.sms.send({ to: '+5511999990000', text: `${i}`, id: `${i}` })
  await mailbox.email.send(message('n-4'))
  await mailbox.email.send(message('n-4'))
  expect(mailbox.list()).toHaveLength(500)
  expect(mailbox.list()[0]).toMatchObject({ channel: 'email', id: '<n-4@quinze.example>', at: 601 })
  expect(mailbox.list()[1]).toMatchObject({ channel: 'sms', text: '599', at: 599 })
})
