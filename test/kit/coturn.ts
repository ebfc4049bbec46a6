import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './house.ts'

const programs = ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver']

export type Coturn = {
  port: number
  /** What the server under test is configured with: TURN_URLS and TURN_SECRET. */
  env: { TURN_URLS: string; TURN_SECRET: string }
  log(): string
  stop(): Promise<void>
}

/**
 * A real TURN server on loopback, with credentials under a shared secret. Rejects with its log when it does not come up.
 * @param transport of the URL that browsers get; the server listens on both
 */
export async function startCoturn(transport: 'udp' | 'tcp' = 'udp'): Promise<Coturn> {
  const program = process.env['TURNSERVER_PATH'] ?? programs.find((path) => existsSync(path))
  if (!program) throw new Error('turnserver is missing: install the package "coturn" or set TURNSERVER_PATH')
  const folder = mkdtempSync(join(tmpdir(), 'quinze-coturn-'))
  const port = await freePort()
  const secret = 'a shared secret for tests only'
  const logFile = join(folder, 'turn.log')
  const low = 20_000 + (port % 20_000)
  const child = spawn(
    program,
    [
      '-n',
      '--use-auth-secret',
      `--static-auth-secret=${secret}`,
      '--realm=quinze.test',
      `--listening-port=${port}`,
      '--listening-ip=127.0.0.1',
      '--relay-ip=127.0.0.1',
      `--min-port=${low}`,
      `--max-port=${low + 200}`,
      '--allow-loopback-peers',
      '--no-tls',
      '--no-dtls',
      '--no-cli',
      '--fingerprint',
      `--pidfile=${join(folder, 'turn.pid')}`,
      `--userdb=${join(folder, 'turn.db')}`,
      `--log-file=${logFile}`,
      '--simple-log',
      '--verbose',
    ],
    { stdio: 'ignore' },
  )
  const log = () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '')
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }
  const ended = once(child, 'exit').then(() => false)
  if (!(await Promise.race([answers(port), ended]))) {
    const said = log()
    await stop()
    throw new Error(`turnserver did not come up:\n${said}`)
  }
  const env = { TURN_URLS: `turn:127.0.0.1:${port}?transport=${transport}`, TURN_SECRET: secret }
  return { port, env, log, stop }
}

/** Whether something answers a STUN binding request (RFC 8489 §5) there within ten seconds. */
async function answers(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const heard = once(socket, 'message').then(() => true)
  const ask = () => socket.send(Buffer.from('000100002112a442000000000000000000000001', 'hex'), port, '127.0.0.1')
  const again = setInterval(ask, 100)
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), 10_000)
  // Before the server listens the system answers with "port unreachable".
  socket.on('error', () => undefined)
  try {
    ask()
    return await Promise.race([heard, late.promise])
  } finally {
    clearInterval(again)
    clearTimeout(timer)
    socket.close()
  }
}
