import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { WebSocketServer, type WebSocket } from 'ws'
import { makeCertificate } from './certificate.ts'
import { makeDevice, vapidFault } from './push-crypto.ts'

export type Received = {
  channelId: string
  version: string
  authorization: string
  ttlSeconds: number
  topic: string | undefined
  urgency: string | undefined
  body: Buffer
  acked: boolean
}
/** What the endpoint says instead of taking the message. */
export type Refusal = { status: number; headers?: Record<string, string> } | 'hang' | 'drop'
type Channel = { uaid: string; vapidKey: string | undefined }

/**
 * A push service in this process: a WebSocket as Firefox's client speaks to autopush, and the HTTPS endpoint of
 * RFC 8030 that checks VAPID, TTL, Topic and encoding, keeps what a device has not acknowledged, and replaces by topic.
 */
export async function startPushService() {
  const { cert, key } = makeCertificate()
  const folder = await mkdtemp(join(tmpdir(), 'push-'))
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, cert)

  const channels = new Map<string, Channel>()
  const sockets = new Map<string, WebSocket>()
  const received: Received[] = []
  let waiting: Received[] = []
  let refusal: Refusal | undefined
  const faults: string[] = []

  const endpoint = https.createServer({ cert, key }, (request, response) => void accept(request, response))
  const plain = http.createServer()
  const socketServer = new WebSocketServer({ server: plain })
  socketServer.on('connection', (socket) => speak(socket))
  const [port, socketPort] = await Promise.all([listen(endpoint), listen(plain)])
  const origin = `https://localhost:${port}`

  function register(uaid: string, channelId: string, vapidKey: string | undefined): string {
    channels.set(channelId, { uaid, vapidKey })
    return `${origin}/wpush/v2/${channelId}`
  }

  function forward(message: Received): void {
    const socket = sockets.get(channels.get(message.channelId)?.uaid ?? '')
    const data = message.body.toString('base64url')
    const headers = { encoding: 'aes128gcm' }
    const { channelId: channelID, version } = message
    socket?.send(JSON.stringify({ messageType: 'notification', channelID, version, data, headers }))
  }

  function speak(socket: WebSocket): void {
    let uaid = ''
    const say = (message: object) => socket.send(JSON.stringify(message))
    const hear = {
      hello(message: { uaid?: string }) {
        const known = [...channels.values()].some((channel) => channel.uaid === message.uaid)
        uaid = known && message.uaid ? message.uaid : randomUUID().replaceAll('-', '')
        sockets.set(uaid, socket)
        say({ messageType: 'hello', status: 200, uaid, use_webpush: true, broadcasts: {} })
        waiting.filter((message) => channels.get(message.channelId)?.uaid === uaid).forEach(forward)
      },
      register({ channelID, key }: { channelID: string; key?: string }) {
        say({ messageType: 'register', status: 200, channelID, pushEndpoint: register(uaid, channelID, unpadded(key)) })
      },
      unregister({ channelID }: { channelID: string }) {
        channels.delete(channelID)
        say({ messageType: 'unregister', status: 200, channelID })
      },
      ack({ updates }: { updates: { version: string }[] }) {
        const versions = new Set(updates.map((update) => update.version))
        for (const message of received) if (versions.has(message.version)) message.acked = true
        waiting = waiting.filter((message) => !message.acked)
      },
    }
    socket.on('message', (raw) => {
      const message = JSON.parse(String(raw))
      const type: string | undefined = message.messageType
      if (type === undefined || type === 'ping') return socket.send('{}')
      if (Object.hasOwn(hear, type)) hear[type as keyof typeof hear](message)
    })
    socket.on('close', () => sockets.get(uaid) === socket && sockets.delete(uaid))
  }

  async function accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.from(await readText(request.setEncoding('latin1')), 'latin1')
    const answer = (status: number, headers: Record<string, string> = {}) => response.writeHead(status, headers).end()
    if (refusal === 'hang') return
    if (refusal === 'drop') return void request.socket.destroy()
    if (refusal) return void answer(refusal.status, refusal.headers)
    const channelId = /^\/wpush\/v2\/([\w-]+)$/.exec(request.url ?? '')?.[1] ?? ''
    const channel = channels.get(channelId)
    if (!channel) return void answer(410)
    const header = (name: string) => request.headers[name]?.toString()
    const unsigned = vapidFault(header('authorization'), origin, channel.vapidKey)
    const fault = requestFault(request, body) ?? unsigned
    if (fault) {
      faults.push(fault)
      return void answer(fault !== unsigned ? 400 : fault === 'no vapid header' ? 401 : 403)
    }
    const message: Received = {
      channelId,
      version: randomUUID(),
      authorization: header('authorization') ?? '',
      ttlSeconds: Number(header('ttl')),
      topic: header('topic'),
      urgency: header('urgency'),
      body,
      acked: false,
    }
    received.push(message)
    const same = (other: Received) => other.channelId === channelId && other.topic === message.topic
    waiting = [...waiting.filter((other) => message.topic === undefined || !same(other)), message]
    forward(message)
    answer(201, { Location: `${origin}/m/${message.version}`, TTL: String(message.ttlSeconds) })
  }

  return {
    /** Host and port, for PUSH_EXTRA_HOSTS. */
    host: `localhost:${port}`,
    /** For Firefox's dom.push.serverURL. */
    socketUrl: `ws://127.0.0.1:${socketPort}/`,
    ca: cert,
    /** The certificate as a file, for NODE_EXTRA_CA_CERTS of another process. */
    caFile,
    /** Every message taken, in order. */
    received,
    /** Why messages were refused as malformed. */
    faults,
    /** What a device coming back online would get now. */
    waiting: () => waiting,
    refuse(next: Refusal | undefined) {
      refusal = next
    },
    /** Forgets every subscription, so that all endpoints answer 410. */
    forgetAll: () => channels.clear(),
    /** A subscription without a browser; `messages` decrypts what came for it. */
    subscribe(vapidKey?: string) {
      const channelId = randomUUID()
      const { p256dh, auth, decrypt } = makeDevice()
      const subscription = { endpoint: register(randomUUID(), channelId, vapidKey), p256dh, auth }
      const mine = () => received.filter((message) => message.channelId === channelId)
      return { subscription, messages: () => mine().map((message) => decrypt(message.body)) }
    },
    async stop() {
      for (const socket of socketServer.clients) socket.terminate()
      await Promise.all([close(endpoint), close(plain)])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type PushService = Awaited<ReturnType<typeof startPushService>>

function requestFault({ method, headers }: IncomingMessage, body: Buffer): string | undefined {
  if (method !== 'POST') return 'not POST'
  if (headers['content-encoding'] !== 'aes128gcm') return 'no aes128gcm'
  if (!/^\d+$/.test(headers.ttl?.toString() ?? '')) return 'no TTL'
  if (headers.topic !== undefined && !/^[\w-]{1,32}$/.test(headers.topic.toString())) return 'malformed Topic'
  if (body.length > 4096) return 'too large'
  return undefined
}

const unpadded = (key: string | undefined) => key?.replaceAll('=', '')

async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function close(server: http.Server | https.Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
