import type { Config, SerproConfig } from './config.ts'

type Get = (name: string) => string | null

const list = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)

/** S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY; without an endpoint a folder under DATA_DIR. */
export function readFiles(get: Get, problems: string[]): Config['files'] {
  const endpoint = get('S3_ENDPOINT')
  if (!endpoint) return { kind: 'folder', path: 'files' }
  if (!isWeb(endpoint)) problems.push('S3_ENDPOINT is not an address, e.g. https://s3.example')
  const need = (name: string): string => {
    const value = get(name)
    if (!value) problems.push(`${name} is missing: S3_ENDPOINT needs it`)
    return value ?? ''
  }
  return {
    kind: 's3',
    endpoint,
    region: get('S3_REGION') ?? 'us-east-1',
    bucket: need('S3_BUCKET'),
    accessKey: need('S3_ACCESS_KEY'),
    secretKey: need('S3_SECRET_KEY'),
  }
}

const serpro = 'https://gateway.apiserpro.serpro.gov.br'
const usual = { RECEITA: `${serpro}/consulta-cpf-df/v2`, DATAVALID: `${serpro}/datavalid` } as const

/** RECEITA_KEY and RECEITA_SECRET (or DATAVALID_…) switch a source on; …_URL and …_TOKEN_URL name another gateway. */
export function readSerpro(name: keyof typeof usual, get: Get, problems: string[]): SerproConfig | null {
  const [key, secret] = [get(`${name}_KEY`), get(`${name}_SECRET`)]
  if (!key && !secret) return null
  if (!key || !secret) problems.push(`${name}_KEY and ${name}_SECRET go together`)
  const url = get(`${name}_URL`) ?? usual[name]
  const tokenUrl = get(`${name}_TOKEN_URL`) ?? `${serpro}/token`
  for (const address of [url, tokenUrl]) if (!isWeb(address)) problems.push(`${name}_URL is not an address`)
  return { url: url.replace(/\/+$/, ''), tokenUrl, key: key ?? '', secret: secret ?? '' }
}

/**
 * DATAVALID_FLOW: v5 (PIN in the gov.br app, asynchronous) or v4 (the photo of the form, at once). v5 also wants what the
 * contract says of the consent: DATAVALID_PRIVACY_TOKEN, DATAVALID_CNPJ and, if there is one, DATAVALID_TEMPLATE.
 */
export function readDatavalid(get: Get, problems: string[]): Config['datavalid'] {
  const found = readSerpro('DATAVALID', get, problems)
  const flow = get('DATAVALID_FLOW') ?? 'v5'
  if (flow !== 'v4' && flow !== 'v5') problems.push('DATAVALID_FLOW is v4 or v5')
  const privacy = {
    template: get('DATAVALID_TEMPLATE') ?? '',
    token: get('DATAVALID_PRIVACY_TOKEN') ?? '',
    cnpj: get('DATAVALID_CNPJ')?.replace(/\D/g, '') ?? '',
  }
  if (found && flow === 'v5' && (!privacy.token || privacy.cnpj.length !== 14))
    problems.push('DATAVALID_PRIVACY_TOKEN and DATAVALID_CNPJ (14 digits) are needed by DATAVALID_FLOW=v5')
  return found && { ...found, flow: flow === 'v4' ? 'v4' : 'v5', privacy }
}

/** STUN_URLS and TURN_URLS, comma separated (stun:host:3478, turns:host:443?transport=tcp), TURN_SECRET, and ICE_RELAY_ONLY=true to hide addresses. */
export function readIce(get: Get, problems: string[]): Config['ice'] {
  const [stun, urls, secret] = [list(get('STUN_URLS')), list(get('TURN_URLS')), get('TURN_SECRET')]
  if (stun.some((url) => !/^stuns?:/.test(url))) problems.push('STUN_URLS: each is stun:host:port')
  if (urls.some((url) => !/^turns?:/.test(url))) problems.push('TURN_URLS: each is turn:host:port or turns:host:port')
  if (urls.length > 0 && !secret) problems.push('TURN_SECRET is missing: TURN_URLS need it')
  return {
    stun,
    turn: urls.length > 0 && secret ? { urls, secret } : null,
    relayOnly: get('ICE_RELAY_ONLY') === 'true',
  }
}
