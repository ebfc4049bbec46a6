import { fork, type ChildProcess } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { SMTPServer } from 'smtp-server'

/** `rcpt` refuses the recipient, `data` the finished message, `from` the sender, `greeting` the connection. */
export type MailMode = 'ok' | 'hang' | { at: 'greeting' | 'from' | 'rcpt' | 'data'; code: number }
export type Mail = { from: string; to: string[]; raw: string }
type Report = { port: number } | { mail: Mail } | { mode: 'set' }

/**
 * A real SMTP server in a process of its own. It hands a message to this process before it says 250, so that nothing
 * acknowledged is lost when it is killed; `down` kills it and `up` starts it again on the same port.
 */
export async function startMailServer() {
  const mails: Mail[] = []
  let child = await start(0)
  const { port } = child

  async function start(at: number): Promise<{ process: ChildProcess; port: number }> {
    const process = fork(fileURLToPath(import.meta.url), ['serve', String(at)], { execArgv: [] })
    const bound = new Promise<number>((resolve, reject) => {
      process.on('message', (report: Report) => {
        if ('port' in report) resolve(report.port)
        if ('mail' in report) mails.push(report.mail)
      })
      process.once('exit', () => reject(new Error('the mail server ended')))
    })
    return { process, port: await bound }
  }
  async function down(): Promise<void> {
    if (child.process.exitCode !== null || child.process.signalCode !== null) return
    const ended = new Promise((resolve) => child.process.once('exit', resolve))
    child.process.kill('SIGKILL')
    await ended
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async mode(next: MailMode): Promise<void> {
      const set = new Promise<void>((resolve) => {
        const hear = (report: Report) => {
          if (!('mode' in report)) return
          child.process.off('message', hear)
          resolve()
        }
        child.process.on('message', hear)
      })
      child.process.send({ mode: next })
      await set
    },
    down,
    async up(): Promise<void> {
      child = await start(port)
    },
    stop: down,
  }
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>

/** One header of a raw message, unfolded; undefined when absent. */
export function mailHeader(raw: string, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  const line = head.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line?.slice(name.length + 1).trim()
}

function serve(at: number): void {
  let mode: MailMode = 'ok'
  const report = (message: Report, done?: () => void) => process.send?.(message, () => done?.())
  const check = (at: 'greeting' | 'from' | 'rcpt' | 'data', done: (error?: Error | null) => void) => {
    if (mode === 'hang') return
    const refused = mode !== 'ok' && mode.at === at
    done(refused ? Object.assign(new Error('refused'), { responseCode: mode === 'ok' ? 0 : mode.code }) : null)
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onConnect: (_, done) => check('greeting', done),
    onMailFrom: (_, __, done) => check('from', done),
    onRcptTo: (_, __, done) => check('rcpt', done),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () =>
        check('data', (error) => {
          if (error) return done(error)
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          const mail = { from, to: envelope.rcptTo.map((each) => each.address), raw: Buffer.concat(parts).toString() }
          return report({ mail }, () => done())
        }),
      )
    },
  })
  // A client that goes away in mid-sentence is part of the tests.
  server.on('error', () => undefined)
  process.on('message', (message: { mode: MailMode }) => {
    mode = message.mode
    report({ mode: 'set' })
  })
  process.once('disconnect', () => process.exit())
  const listening = server.listen(at, '127.0.0.1', () => report({ port: (listening.address() as AddressInfo).port }))
}

if (process.argv[2] === 'serve' && process.send) serve(Number(process.argv[3]))
