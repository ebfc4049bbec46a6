import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { nextOpening } from '../domain/calendar.ts'
import { allotted, minute } from '../domain/calendar.ts'
import { whenWords } from '../domain/instant-words.ts'
import { pullersOf } from '../db/cartorios.ts'
import { ufs } from '../domain/uf.ts'
import type { Env, House } from './env.ts'
import { json } from './guard.ts'
import { shiftBody } from './schemas.ts'

const zone = 'America/Sao_Paulo'

/**
 * Demo mode only: a mailbox page with every e-mail and SMS that was sent (sign-in codes too), and a movable clock. The
 * clock moves business time; sessions, codes and leases keep real time.
 */
export function demoRoutes(house: House) {
  const { time, alarms, mailbox } = house

  /** The next moment at which some cartório opens that is closed now. */
  async function nextOpeningAnywhere(): Promise<number | null> {
    const now = time.now()
    const { store, places } = house
    const openings: number[] = []
    for (const code of ufs)
      for (const row of await pullersOf(store, store.read, code)) {
        const calendar = await places.calendar(store.read, row.cns, row.calendarVersion, now)
        const opens = nextOpening(calendar, now)
        if (opens !== null && opens > now) openings.push(opens)
      }
    return openings.length > 0 ? Math.min(...openings) : null
  }

  async function shift(c: Context, by: '1m' | '15m' | 'opening'): Promise<Response> {
    const opens = by === 'opening' ? await nextOpeningAnywhere() : null
    const ms = by === '1m' ? minute : by === '15m' ? allotted : opens === null ? 0 : opens - time.now()
    await house.moveClock(ms)
    await alarms.ring()
    return c.json({ now: time.now() })
  }

  const page = () => {
    const mails = mailbox?.list() ?? []
    const entries = mails.map(
      (mail) =>
        html`<article>
          <header>
            <b>${mail.channel === 'sms' ? 'SMS' : 'E-mail'}</b> para ${mail.to} ·
            ${whenWords(mail.at, time.real(), zone)}
          </header>
          <h2>${mail.subject ?? ''}</h2>
          <p>${mail.text}</p>
        </article>`,
    )
    return html`<!doctype html>
      <html lang="pt-BR">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <title>Mensagens da demonstração</title>
          <link rel="stylesheet" href="/demo/style.css" />
        </head>
        <body>
          <main>
            <h1>Mensagens da demonstração</h1>
            <p>
              Tudo o que o Quinze enviou por e-mail e SMS, a mais nova primeiro. <a href="/demo">Atualizar</a> ·
              <a href="/">Voltar ao aplicativo</a>
            </p>
            <p>Relógio do expediente: <b>${whenWords(time.now(), time.real(), zone)}</b> (Brasília)</p>
            ${entries.length > 0 ? entries : html`<p>Nenhuma mensagem ainda.</p>`}
          </main>
        </body>
      </html>`
  }

  const css = `:root{color-scheme:light dark}body{margin:0;background:light-dark(#F7F5F1,#11131A);color:light-dark(#1B1F2A,#ECEEF4);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:40rem;margin:0 auto;padding:1rem}a{color:light-dark(#23408E,#A3B8FF)}article{background:light-dark(#FFF,#191C26);border:1px solid light-dark(#DCD7CD,#323747);border-radius:14px;padding:1rem;margin:1rem 0;overflow-wrap:anywhere}
article header{color:light-dark(#535968,#AEB5C6)}h2{font-size:1.1rem;margin:.25rem 0}article p{white-space:pre-wrap;margin:.25rem 0}`

  const pages = new Hono<Env>()
    .get('/', (c) => {
      c.header('Cache-Control', 'no-store')
      return c.html(page())
    })
    .get('/style.css', (c) => c.body(css, 200, { 'content-type': 'text/css; charset=utf-8' }))
  const api = new Hono<Env>()
    .get('/mailbox', (c) => c.json({ items: mailbox?.list() ?? [] }))
    .post('/clock', json(shiftBody), (c) => shift(c, c.req.valid('json').by))
  return { pages, api }
}
