import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'

export type SmsCall = { method: string; path: string; headers: http.IncomingHttpHeaders; body: string }
export type GatewayAnswer = { status: number; headers?: Record<string, string> } | 'hang' | 'drop'

/** A local HTTP gateway: keeps what it took, can be told to refuse, and goes down and up on the same port. */
export async function startSmsGateway() {
  const taken: SmsCall[] = []
  const refused: SmsCall[] = []
  let answer: GatewayAnswer = { status: 202 }
  const server = http.createServer(async (request, response) => {
    const body = await readText(request)
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
    const good = typeof answer === 'object' && answer.status < 300
    ;(good ? taken : refused).push(seen)
    if (answer === 'hang') return
    if (answer === 'drop') return void request.socket.destroy()
    response.writeHead(answer.status, answer.headers).end('{}')
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo

  async function down(): Promise<void> {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${port}/send`,
    taken,
    refused,
    answer(next: GatewayAnswer) {
      answer = next
    },
    down,
    up: () => listen(port),
    stop: down,
  }
}

export type SmsGateway = Awaited<ReturnType<typeof startSmsGateway>>
