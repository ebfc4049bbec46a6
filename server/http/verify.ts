import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { formatCns, type Cns } from '../domain/cns.ts'
import { modeWords, standingWords } from '../domain/certificate-words.ts'
import { parseCode } from '../domain/short-code.ts'
import { faultWords } from '../domain/words.ts'
import { cartorioByCns } from '../db/cartorios.ts'
import { certificateByCode, openHolder, type CertificateRow } from '../db/certificates.ts'
import { maskedName } from './certificate-view.ts'
import { limitKey } from './address.ts'
import type { Env, House } from './env.ts'
import { addressReader } from './guard.ts'
import { verifyStyle } from './verify-style.ts'

type Fact = readonly [term: string, value: string]
type Tone = 'bom' | 'mau' | 'neutro'
type Outcome = { tone: Tone; title: string; text: string; facts: readonly Fact[]; status: 200 | 404 | 429 }

const longest = 40

/**
 * `/verificar`: anybody with a code learns whether the certificate is valid, since when and from which cartório (rule 52). One
 * page without JavaScript, the same for every outcome. Never the CPF, and of the name the first word and initials: enough to
 * recognise whom one already knows, too little to make use of a code found somewhere.
 */
export function verifyRoutes(house: House) {
  const { store, sealer, time, limits } = house
  const address = addressReader(house.config)

  async function outcomeOf(c: Context<Env>, typed: string): Promise<{ code: string; outcome: Outcome }> {
    const code = parseCode(typed.slice(0, longest), 16)
    const refused = await limits.take('verify', limitKey(address(c)))
    if (refused) return { code: code ?? '', outcome: { ...tooMany, text: faultWords(refused) } }
    const row = code === null ? null : await certificateByCode(store, store.read, code)
    // Before it was signed there is nothing that anybody could show.
    if (!row || row.der === null) return { code: code ?? typed.slice(0, longest), outcome: unknown }
    return { code: row.code, outcome: await describe(row) }
  }

  async function describe(row: CertificateRow): Promise<Outcome> {
    const cartorio = await cartorioByCns(store, store.read, row.cns)
    const zone = cartorio?.zone ?? 'America/Sao_Paulo'
    const now = time.real()
    const day = (at: number) => instant(at, zone)
    const words = standingWords(row, now)
    const since: Fact[] = row.provedAt === null ? [] : [['Válido desde', day(row.provedAt)]]
    const ended: Fact[] = row.revokedAt === null ? [] : [['Revogado em', day(row.revokedAt)]]
    const facts: Fact[] = [
      ['Titular', maskedName(openHolder(sealer, row))],
      ['Cartório emissor', cartorio ? `${cartorio.name}, ${cartorio.municipio}/${cartorio.uf}` : ''],
      ['CNS', formatCns(row.cns as Cns)],
      ...since,
      ['Válido até', day(row.notAfter)],
      ...ended,
      ['Como foi identificado', modeWords[row.mode]],
      ['Número de série', row.serial.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')],
    ]
    const valid = row.state === 'active' && now <= row.notAfter
    const tone: Tone = valid ? 'bom' : row.state === 'issued' ? 'neutro' : 'mau'
    return { tone, title: `Certificado ${words.toLowerCase()}`, text: says[tone], facts, status: 200 }
  }

  const show = (c: Context<Env>, code: string, outcome: Outcome | null): Response | Promise<Response> => {
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex, nofollow')
    const at = instant(time.real(), 'America/Sao_Paulo')
    return c.html(page(code, outcome, at), outcome?.status ?? 200)
  }

  async function answer(c: Context<Env>, typed: string): Promise<Response> {
    const { code, outcome } = await outcomeOf(c, typed)
    return show(c, code, outcome)
  }

  return new Hono<Env>()
    .get('/estilo.css', (c) => {
      c.header('Cache-Control', 'public, max-age=3600')
      return c.body(verifyStyle, 200, { 'content-type': 'text/css; charset=utf-8' })
    })
    .get('/', (c) => {
      const typed = c.req.query('codigo')?.slice(0, longest).trim()
      if (!typed) return show(c, '', null)
      const code = parseCode(typed, 16)
      // Anything else makes no address of its own: ".." would lead away from here.
      return code === null ? answer(c, typed) : c.redirect(`/verificar/${code}`, 303)
    })
    .get('/:code', (c) => answer(c, c.req.param('code')))
}

const says: Record<Tone, string> = {
  bom: 'O titular provou que a chave está no celular dele, e ninguém revogou este certificado.',
  neutro: 'O certificado foi emitido, mas o titular ainda não o ativou no celular. Ele não vale por enquanto.',
  mau: 'Este certificado não vale mais. Não aceite o que foi assinado com ele depois desta data.',
}
const unknown: Outcome = {
  tone: 'neutro',
  title: 'Código não encontrado',
  text: 'Nenhum certificado tem este código. Confira as 16 letras e números e tente de novo.',
  facts: [],
  status: 404,
}
const tooMany: Outcome = { tone: 'neutro', title: 'Muitas consultas', text: '', facts: [], status: 429 }

const instant = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeStyle: 'short', timeZone: zone }).format(at)

const signs: Record<Tone, string> = { bom: '✓', mau: '✕', neutro: '?' }

const page = (code: string, outcome: Outcome | null, at: string) =>
  html`<!doctype html>
    <html lang="pt-BR">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${outcome ? `${outcome.title} · Quinze` : 'Verificar certificado · Quinze'}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/verificar/estilo.css" />
      </head>
      <body>
        <header><a href="/verificar">Quinze</a> <span>Verificação de certificado notarizado</span></header>
        <main>
          ${outcome ? resultOf(outcome, code, at) : html`<h1>Verificar certificado</h1>`}
          <form action="/verificar" method="get" class="cartao">
            <label for="codigo">Código do certificado</label>
            <p id="ajuda">São 16 letras e números, como XXXX-XXXX-XXXX-XXXX. Ele está no certificado e no QR.</p>
            <input
              id="codigo"
              name="codigo"
              value="${outcome ? code : ''}"
              aria-describedby="ajuda"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck="false"
              maxlength="${longest}"
              required
            />
            <button type="submit">Verificar</button>
          </form>
          <p class="nota">
            Esta página nunca mostra o CPF e mostra só o primeiro nome e as iniciais do titular. Para ter certeza de que
            o certificado está com quem fala com você, peça a ele a prova de posse no aplicativo.
          </p>
        </main>
      </body>
    </html>`

const resultOf = ({ tone, title, text, facts }: Outcome, code: string, at: string) =>
  html`<section class="cartao ${tone}" aria-labelledby="resultado">
    <h1 id="resultado"><span class="sinal" aria-hidden="true">${signs[tone]}</span>${title}</h1>
    <p>${text}</p>
    <dl>
      ${[['Código', code] as const, ...facts, ['Consultado em', `${at} (Brasília)`] as const].map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
