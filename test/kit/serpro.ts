import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'

export type SerproCall = { method: string; path: string; headers: http.IncomingHttpHeaders; body: string }
/** What the stand-in does with a question: answers, keeps silent, breaks the line, breaks it in the middle of the answer, or is slow. */
export type SerproAnswer =
  { status: number; body?: unknown; headers?: Record<string, string>; afterMs?: number } | 'hang' | 'drop' | 'cut'

type Signed = { cpf?: string; pin?: string; seal?: string; more?: Record<string, unknown>; kid?: string }

/** The times of a client under test: everything as in life, only sooner. */
export const quick = {
  tryMs: 400,
  wholeMs: 1_500,
  hurryMs: 500,
  backoffMs: 5,
  waitMs: 200,
  breakMs: 120,
  keysEveryMs: 0,
}

/** The same for whoever is answered: a busy machine must not pass for a source that keeps silent. */
export const patient = { ...quick, tryMs: 8_000, wholeMs: 16_000, hurryMs: 8_000 }

/**
 * Serpro's gateway as far as it is documented: tokens by client credentials, Consulta CPF, Datavalid v4 and v5 with its keys,
 * which can be rotated. Every route answers what the test says, in order, then the last word again.
 */
export async function startSerpro() {
  const taken: SerproCall[] = []
  const answers = new Map<string, SerproAnswer[]>()
  const tokens = { made: 0, seconds: 3600, valid: new Set<string>(), refuse: null as SerproAnswer | null }
  const keys = new Map<string, { secret: CryptoKey; open: JWK; shown: boolean }>()
  let current = ''

  async function rotate(hideOld = true): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS512')
    if (hideOld) for (const key of keys.values()) key.shown = false
    current = `k${keys.size + 1}`
    const open = { ...(await exportJWK(publicKey)), kid: current, alg: 'RS512', use: 'sig' }
    keys.set(current, { secret: privateKey, open, shown: true })
  }
  // Keys are dear to make: only who asks for them gets any.
  const ready = () => (keys.size > 0 ? Promise.resolve() : rotate())

  const routeOf = (method: string, path: string): string => `${method} ${path.replace(/\/cpf\/\d+$/, '/cpf')}`

  async function next(route: string): Promise<SerproAnswer> {
    const [first, ...rest] = answers.get(route) ?? []
    if (rest.length > 0) answers.set(route, rest)
    if (first !== undefined) return first
    if (!route.endsWith('/app/jwks')) return { status: 404, body: { message: 'no such route' } }
    await ready()
    return { status: 200, body: { keys: [...keys.values()].filter(({ shown }) => shown).map(({ open }) => open) } }
  }

  function token(call: SerproCall): SerproAnswer {
    if (tokens.refuse) return tokens.refuse
    const right = `Basic ${Buffer.from('key:secret').toString('base64')}`
    if (call.headers.authorization !== right || call.body !== 'grant_type=client_credentials') return { status: 401 }
    tokens.made += 1
    const value = `token-${tokens.made}`
    tokens.valid.add(value)
    return { status: 200, body: { access_token: value, token_type: 'Bearer', expires_in: tokens.seconds } }
  }

  const server = http.createServer(async (request, response) => {
    const body = await readText(request)
    const call = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body }
    taken.push(call)
    const bearer = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] ?? ''
    const answer =
      call.path === '/token'
        ? token(call)
        : tokens.valid.has(bearer)
          ? await next(routeOf(call.method, call.path))
          : { status: 401, body: { message: 'Invalid Credentials' } }
    if (answer === 'hang') return
    if (answer === 'drop') return void request.socket.destroy()
    if (answer === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"ni":"')
      return void setTimeout(() => request.socket.destroy(), 10)
    }
    const { status, body: sent = '', headers = {}, afterMs = 0 } = answer
    const words = typeof sent === 'string' ? sent : JSON.stringify(sent)
    const type = { 'content-type': typeof sent === 'string' ? 'text/html' : 'application/json' }
    setTimeout(() => response.writeHead(status, { ...type, ...headers }).end(words), afterMs)
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`

  return {
    url,
    tokenUrl: `${url}/token`,
    taken,
    tokens,
    rotate,
    /** The calls of a route, such as 'GET /cpf'. */
    calls: (route: string) => taken.filter((call) => routeOf(call.method, call.path) === route),
    /** What a route answers from now on, one after the other; without any, what it does by itself. */
    answer: (route: string, ...said: SerproAnswer[]) => void answers.set(route, said),
    /** A signed result as Datavalid gives it. */
    async signed({ cpf, pin, seal, more, kid: named }: Signed): Promise<string> {
      await ready()
      const kid = named ?? current
      const key = keys.get(kid)
      if (!key) throw new Error('no such key')
      const payload = { iss: 'Datavalid', pin, selo_biometrico: seal, face_similaridade: 0.98, ...more }
      const token = new SignJWT(payload).setProtectedHeader({ alg: 'RS512', kid, typ: 'JWT' }).setIssuedAt()
      return (cpf ? token.setSubject(cpf) : token).sign(key.secret)
    },
    env: (names: { receita?: boolean; datavalid?: 'v4' | 'v5' }): Record<string, string> => ({
      ...(names.receita
        ? { RECEITA_KEY: 'key', RECEITA_SECRET: 'secret', RECEITA_URL: url, RECEITA_TOKEN_URL: `${url}/token` }
        : {}),
      ...(names.datavalid
        ? {
            DATAVALID_KEY: 'key',
            DATAVALID_SECRET: 'secret',
            DATAVALID_URL: url,
            DATAVALID_TOKEN_URL: `${url}/token`,
            DATAVALID_FLOW: names.datavalid,
            DATAVALID_PRIVACY_TOKEN: 'consent-token',
            DATAVALID_CNPJ: '00000000000191',
          }
        : {}),
    }),
    async down(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    up: () => listen(port),
  }
}

export type SerproStandIn = Awaited<ReturnType<typeof startSerpro>>

/** A record of the Receita as Consulta CPF writes it. */
export const cpfRecord = (cpf: string, code: number | string, more: Record<string, unknown> = {}) => ({
  ni: cpf,
  nome: 'BEATRIZ FICTICIA  NUNES',
  situacao: { codigo: String(code), descricao: 'irrelevante' },
  nascimento: '12031984',
  ...more,
})
