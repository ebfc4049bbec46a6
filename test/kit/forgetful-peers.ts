import http, { type RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { makeCertificate } from './certificate.ts'
import { mailHeader } from './mail-server.ts'
import { makeDevice } from './push-crypto.ts'

/** How a message names itself, so that a repeat can be told from another message. */
export type Taken = { channel: 'push' | 'email' | 'sms'; identity: string }

/** Peers that keep what they get and, while `silent`, never say so: the moment in which a crash makes a duplicate. */
export async function startForgetfulPeers() {
  const taken: Taken[] = []
  let silent = false
  const { cert, key } = makeCertificate()
  const devices = new Map<string, ReturnType<typeof makeDevice>>()

  const onPush: RequestListener = async (request, response) => {
    const body = await buffer(request)
    const { tag } = JSON.parse(devices.get(request.url ?? '')?.decrypt(body) ?? '{}').notification
    taken.push({ channel: 'push', identity: `${request.url} ${String(request.headers.topic)} ${tag}` })
    if (!silent) response.writeHead(201).end()
  }
  const onSms: RequestListener = async (request, response) => {
    taken.push({ channel: 'sms', identity: JSON.parse((await buffer(request)).toString()).id })
    if (!silent) response.writeHead(202).end()
  }
  const pushServer = https.createServer({ cert, key }, onPush)
  const smsServer = http.createServer(onSms)
  const mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    async onData(stream, { envelope }, done) {
      const id = mailHeader((await buffer(stream)).toString(), 'Message-ID')
      taken.push({ channel: 'email', identity: `${envelope.rcptTo[0]?.address} ${id}` })
      if (!silent) done()
    },
  })
  // Clients that are killed in mid-sentence are what these peers are for.
  mailServer.on('error', () => undefined)
  const [pushPort, smsPort, mailPort] = await Promise.all([
    port(pushServer),
    port(smsServer),
    port(mailServer.server, (done) => mailServer.listen(0, '127.0.0.1', done)),
  ])

  return {
    taken,
    silence(next: boolean) {
      silent = next
    },
    smtp: `smtp://127.0.0.1:${mailPort}`,
    sms: `http://127.0.0.1:${smsPort}/`,
    push: { host: `localhost:${pushPort}`, ca: cert },
    subscribe(name: string) {
      const device = makeDevice()
      devices.set(`/${name}`, device)
      return { endpoint: `https://localhost:${pushPort}/${name}`, p256dh: device.p256dh, auth: device.auth }
    },
    async stop() {
      pushServer.closeAllConnections()
      smsServer.closeAllConnections()
      await Promise.all([
        new Promise((done) => pushServer.close(done)),
        new Promise((done) => smsServer.close(done)),
        new Promise<void>((done) => mailServer.close(done)),
      ])
    },
  }
}

async function port(server: Server, listen = (done: () => void): void => void server.listen(0, '127.0.0.1', done)) {
  await new Promise<void>((resolve) => listen(resolve))
  return (server.address() as AddressInfo).port
}
