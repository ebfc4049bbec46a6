import { createHash, hkdfSync } from 'node:crypto'
import type { SealKeys } from './db/seal.ts'
import { readDatavalid, readFiles, readIce, readSerpro } from './config-parties.ts'

/** Everything that the environment decides, parsed once. */
export type Config = {
  demo: boolean
  port: number
  host: string
  dataDir: string
  publicUrl: string
  trustedProxies: string[]
  authSecret: string
  sealing: SealKeys
  /** K of rule 46, without which neither a phone's storage nor the whole database tells a PIN. */
  pinKey: Buffer
  /** Opens the issuing key of the certificate authority. */
  caPassphrase: string
  smtp: { url: string; from: string } | null
  sms: { url: string; method: 'POST' | 'PUT'; headers: Record<string, string>; template: string } | null
  pushExtraHosts: string[]
  vapidSubject: string
  logLevel: string
  /** Business days without progress until a reminder, and until the client may release again (rule 22). */
  stall: { remindDays: number; releaseDays: number }
  /** How long pictures of cancelled, rejected or never-taken requests stay, and recordings (days). */
  retention: { imageDays: number; recordingDays: number }
  /** Where sealed files lie: a folder under DATA_DIR unless an S3-compatible store is named. */
  files: { kind: 'folder'; path: string } | ({ kind: 's3' } & S3Config)
  /** Serpro's gateway for the CPF and Datavalid; null asks nobody, and every check reads "não consultado". */
  receita: SerproConfig | null
  datavalid: (SerproConfig & { flow: 'v4' | 'v5' }) | null
  /** ICE servers of the video; TURN with short-lived credentials under a shared secret (coturn's use-auth-secret). */
  ice: { stun: string[]; turn: { urls: string[]; secret: string } | null; relayOnly: boolean }
}

export type S3Config = { endpoint: string; region: string; bucket: string; accessKey: string; secretKey: string }

/** @property url of the API's base, with its version; `tokenUrl` gives the bearer tokens to key and secret */
export type SerproConfig = { url: string; tokenUrl: string; key: string; secret: string }

export type ConfigRead = { config: Config } | { problems: string[] }

const smallest = 32

/**
 * Reads the environment; pure. In production every missing or weak secret is named; in demo mode secrets come from the
 * demo itself, and anything that smells of production is refused.
 * @param demoSecret the demo data folder's own random secret, null in production
 */
export function readConfig(env: Record<string, string | undefined>, demoSecret: string | null): ConfigRead {
  const problems: string[] = []
  const get = (name: string): string | null => env[name]?.trim() || null
  const secret = (name: string): string => {
    const given = get(name)
    if (!given) problems.push(`${name} is missing: set it to a random text of at least ${smallest} characters`)
    else if (given.length < smallest) problems.push(`${name} is too short: it needs at least ${smallest} characters`)
    return given ?? ''
  }
  const days = (name: string, usual: number): number => {
    const n = Number(get(name) ?? usual)
    if (!Number.isInteger(n) || n < 1) problems.push(`${name} is a whole number of days, 1 or more`)
    return n
  }
  const port = Number(get('PORT') ?? 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push('PORT is not a port number')
  const demo = demoSecret !== null
  const publicUrl = readUrl(get('PUBLIC_URL') ?? (demo ? `http://localhost:${port}` : null), demo, problems)
  const host = get('HOST') ?? (demo ? '127.0.0.1' : '0.0.0.0')
  if (demo && !isLoopback(host)) problems.push(`The demo listens on this machine only: HOST=${host} is refused`)
  if (demo && get('DATABASE_URL')) problems.push('The demo never touches a real database: unset DATABASE_URL')
  if (!demo && get('PUSH_EXTRA_HOSTS')) problems.push('PUSH_EXTRA_HOSTS is for tests and refused in production')
  const authSecret = demo ? derived(demoSecret, 'auth').toString('hex') : secret('AUTH_SECRET')
  const sealing = demo ? demoKeys(demoSecret) : productionKeys(secret('SEALING_KEYS'), secret('INDEX_KEY'), problems)
  const pinKey = demo ? derived(demoSecret, 'pin') : createHash('sha256').update(secret('PIN_KEY')).digest()
  const caPassphrase = demo ? derived(demoSecret, 'ca').toString('hex') : secret('CA_PASSPHRASE')
  const smtpUrl = get('SMTP_URL')
  if (!demo && !smtpUrl)
    problems.push('SMTP_URL is missing: without it nobody can sign in, e.g. smtps://user:password@host:465')
  const config: Config = {
    demo,
    port,
    host,
    dataDir: get('DATA_DIR') ?? (demo ? 'data/demo' : 'data'),
    publicUrl,
    trustedProxies: list(get('TRUSTED_PROXIES')),
    authSecret,
    sealing,
    pinKey,
    caPassphrase,
    smtp: smtpUrl ? { url: smtpUrl, from: get('SMTP_FROM') ?? `Quinze <nao-responda@${hostOf(publicUrl)}>` } : null,
    sms: readSms(get, problems),
    pushExtraHosts: list(get('PUSH_EXTRA_HOSTS')),
    vapidSubject:
      get('VAPID_SUBJECT') ?? (publicUrl.startsWith('https:') ? publicUrl : 'mailto:quinze@localhost.invalid'),
    logLevel: get('LOG_LEVEL') ?? 'info',
    stall: { remindDays: days('STALL_REMIND_DAYS', 2), releaseDays: days('STALL_RELEASE_DAYS', 5) },
    retention: { imageDays: days('IMAGE_DAYS', 30), recordingDays: days('RECORDING_DAYS', 1826) },
    files: readFiles(get, problems),
    receita: readSerpro('RECEITA', get, problems),
    datavalid: readDatavalid(get, problems),
    ice: readIce(get, problems),
  }
  return problems.length > 0 ? { problems } : { config }
}

const list = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host)
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : 'localhost')
const derived = (secret: string, label: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'quinze', label, 32))

function readUrl(text: string | null, demo: boolean, problems: string[]): string {
  if (!text || !URL.canParse(text)) {
    problems.push('PUBLIC_URL is missing or not an address, e.g. https://quinze.example')
    return ''
  }
  const url = new URL(text)
  if (demo && !isLoopback(url.hostname))
    problems.push(`The demo is for this machine only: PUBLIC_URL=${url.origin} is refused`)
  if (!demo && url.protocol !== 'https:' && !isLoopback(url.hostname)) problems.push('PUBLIC_URL must be https')
  return url.origin
}

const demoKeys = (secret: string): SealKeys => ({
  keys: [{ id: 'demo', key: derived(secret, 'seal') }],
  indexKey: derived(secret, 'index'),
})

/** SEALING_KEYS: `id:base64(32 bytes)`, comma separated, the current one first, so that keys can be rotated. */
function productionKeys(keys: string, index: string, problems: string[]): SealKeys {
  const parsed = list(keys).map((pair) => {
    const [id = '', key = ''] = pair.split(':')
    const bytes = Buffer.from(key, 'base64')
    if (!/^[A-Za-z0-9_-]{1,16}$/.test(id) || bytes.length !== 32)
      problems.push('SEALING_KEYS: each key is id:base64 of 32 bytes, e.g. k1:$(openssl rand -base64 32)')
    return { id, key: bytes }
  })
  return { keys: parsed, indexKey: createHash('sha256').update(index).digest() }
}

/** SMS_URL, SMS_METHOD, SMS_HEADERS (a JSON object) and SMS_TEMPLATE (JSON with {{to}}, {{text}}, {{id}}). */
function readSms(get: (name: string) => string | null, problems: string[]): Config['sms'] {
  const url = get('SMS_URL')
  if (!url) return null
  const method = get('SMS_METHOD') ?? 'POST'
  const template = get('SMS_TEMPLATE') ?? '{"to":"{{to}}","text":"{{text}}","id":"{{id}}"}'
  let headers: Record<string, string> = {}
  try {
    headers = JSON.parse(get('SMS_HEADERS') ?? '{}') as Record<string, string>
  } catch {
    problems.push('SMS_HEADERS is not a JSON object')
  }
  if (method !== 'POST' && method !== 'PUT') problems.push('SMS_METHOD is POST or PUT')
  return { url, method: method === 'PUT' ? 'PUT' : 'POST', headers, template }
}
