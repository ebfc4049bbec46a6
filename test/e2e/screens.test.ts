import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, phone, signInOn } from '../kit/browser.ts'
import { wholeInput } from '../kit/ccn.ts'
import { always, cpfOf, form, nineToFive, startWorld, type Session, type World } from '../kit/house.ts'
import { startSerpro, type SerproStandIn } from '../kit/serpro.ts'
import { inspectIn, looks, opens, shown } from '../kit/looks.ts'

/* Every screen in three looks. */
let world: World
let serpro: SerproStandIn
let browser: Browser
const ids: Record<string, string> = {}
const minute = 60_000

async function makeRequests(): Promise<void> {
  const first = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  const second = await world.staff('santos@exemplo.com', '900002', 'tabeliao')
  await world.staff('atendente@exemplo.com', '900001', 'atendente')
  await world.staff('acre@exemplo.com', '900003', 'tabeliao')
  const client = await world.signIn('cliente@exemplo.com')
  let nth = 0
  const ask = async (name: string, more: Record<string, unknown> = {}, who: Session = client) => {
    const sent = form((nth += 1), more)
    const made = await world.call(who, 'POST', '/api/requests', sent)
    if (made.status !== 201) throw new Error(`${name}: ${made.status}`)
    ids[name] = sent.id
    return sent.id
  }
  const act = async (who: Session, id: string | undefined, path: string, body: unknown = {}) => {
    const done = await world.call(who, 'POST', `/api/requests/${id}/${path}`, body)
    if (done.status !== 200) throw new Error(`${path}: ${done.status} ${String(done.body['code'])}`)
  }
  const pass = async (ms: number) => {
    world.clock.now += ms
    await world.house.alarms.ring()
  }
  await act(first, await ask('rejected'), 'decision', {
    kind: 'reject',
    reason: 'other',
    text: 'A data de nascimento não confere.',
  })
  await act(first, await ask('progress'), 'decision', { kind: 'create' })
  const progress = await world.call(first, 'GET', `/api/requests/${ids['progress']}`)
  ids['record'] = (progress.body as { ccn?: { record: string } }).ccn?.record ?? ''
  const part = wholeInput(2, { document: { kind: '', number: '', issuer: '', issuedOn: '' }, pep: '' })
  await world.call(first, 'POST', `/api/ccn/${ids['record']}`, { base: 1, data: part })
  await act(client, await ask('cancelled'), 'cancel')
  await ask('released')
  await ask('expired')
  await pass(15 * minute)
  await act(client, ids['released'], 'release')
  await ask('pulled')
  await pass(9 * minute)
  await ask('waiting', { socialName: 'Bia Nunes', name: 'Benedita Maria Fictícia Nunes de Albuquerque Montenegro' })
  await ask('urgent')
  await pass(6 * minute)
  await act(client, ids['pulled'], 'release')
  const pool = await world.call(second, 'GET', '/api/pool?cartorio=900002')
  const [card] = pool.body.items as { poolId: string }[]
  const pulled = await world.call(second, 'POST', `/api/requests/${card?.poolId}/pull`, { cartorio: '900002' })
  // The longest waiting card stands first.
  ids['released'] = ids['pulled'] ?? ''
  ids['pulled'] = String(pulled.body['id'])
  await ask('paused', { cns: '900003' })
  // Last, since a PIN would not outlive the minutes above.
  const data_hora_expiracao = new Date(Date.now() + 600_000).toISOString()
  serpro.answer('POST /v5/pessoa-fisica/app/pin', { status: 200, body: { pin: 'FC3UAXQXC', data_hora_expiracao } })
  serpro.answer('POST /v5/pessoa-fisica/app/resultado', { status: 422, body: { code: 'DV171' } })
  await act(first, ids['progress'], 'checks/face')
  await act(client, ids['progress'], 'checks/face/consent', { agrees: true })
  await world.signIn('novo@exemplo.com')
}

beforeAll(async () => {
  serpro = await startSerpro()
  world = await startWorld({ dist: 'dist', env: serpro.env({ datavalid: 'v5' }) })
  await world.office('900001', '3550308', always)
  await world.office('900002', '3548500', always)
  await world.office('900003', '1200401', nineToFive)
  await makeRequests()
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await world.end()
  await serpro.down()
})

type Screen = [name: string, path: () => string, settle?: (page: Page) => Promise<unknown>]

const signedOut: Screen[] = [
  ['C1-entrar', () => '/entrar'],
  ['privacidade', () => '/privacidade'],
  ['ajuda', () => '/ajuda'],
]
const clientScreens: Screen[] = [
  ['solicitacoes', () => '/solicitacoes'],
  [
    'C2-lugar',
    () => '/nova',
    (page) =>
      page
        .getByLabel('Município onde você mora')
        .fill('santos')
        .then(() => page.getByText('Santos Dumont/MG').waitFor()),
  ],
  ['C5-aguardando', () => `/s/${ids['waiting']}`],
  ['C5-prazo', () => `/s/${ids['waiting']}`, opens(/^Por que/)],
  ['C5-pausada', () => `/s/${ids['paused']}`],
  ['C6-expirada', () => `/s/${ids['expired']}`],
  ['C6-liberar', () => `/s/${ids['expired']}`, opens(/^Liberar solicitação/)],
  ['C7-liberada', () => `/s/${ids['released']}`],
  ['C5-rejeitada', () => `/s/${ids['rejected']}`],
  ['C5-andamento', () => `/s/${ids['progress']}`],
  ['C5-cancelada', () => `/s/${ids['cancelled']}`],
  ['nao-encontrada', () => '/s/0192f0c1-1111-7abc-8def-0123456789ab'],
  ['C12-avisos', () => '/avisos'],
  ['C13-conta', () => '/conta'],
]
const newcomerScreens: Screen[] = [['vazio', () => '/solicitacoes']]
const staffScreens: Screen[] = [
  ['T1-fila', () => '/fila'],
  ['T1-disponiveis', () => '/fila?aba=disponiveis'],
  ['T2-decisao', () => `/s/${ids['urgent']}`],
  ['T2-vencida', () => `/s/${ids['expired']}`],
  ['T-andamento', () => '/andamento'],
  ['T-em-andamento', () => `/s/${ids['progress']}`],
  [
    'ccn-procura',
    () => '/ccn',
    async (page) => {
      await page.getByLabel('CPF').fill(cpfOf(2))
      await page.getByRole('button', { name: /Procurar/ }).click()
      await page.getByText('Beatriz Fictícia Nunes').waitFor()
    },
  ],
  ['ccn-registro', () => `/ccn/${ids['record']}`],
  ['ccn-versao', () => `/ccn/${ids['record']}`, opens(/Versão 2/)],
  ['ccn-editar', () => `/ccn/${ids['record']}/editar`],
  ['T-consultas', () => `/s/${ids['progress']}`],
  ['T-justificar', () => `/s/${ids['progress']}`, opens(/Justificar/)],
  ['T4-expediente', () => '/expediente'],
  ['credenciamento', () => '/credenciamento'],
  ['T-conta', () => '/conta'],
]
const pullerScreens: Screen[] = [
  ['T1-disponiveis-santos', () => '/fila?aba=disponiveis'],
  ['T2-pega', () => `/s/${ids['pulled']}`],
  ['T2-devolver', () => `/s/${ids['pulled']}`, opens(/Devolver/)],
]

const all: [string | null, Screen[]][] = [
  [null, signedOut],
  ['cliente@exemplo.com', clientScreens],
  ['novo@exemplo.com', newcomerScreens],
  ['tabeliao@exemplo.com', staffScreens],
  ['santos@exemplo.com', pullerScreens],
  ['atendente@exemplo.com', [['T2-atendente', () => `/s/${ids['urgent']}`]]],
]
test.each(all)('%s', { timeout: 300_000 }, async (email, screens) => {
  const { context, page, errors } = await phone(browser)
  if (email) await signInOn(page, world, email)
  for (const [name, path, settle] of screens) {
    await page.goto(world.url + path())
    await shown(page)
    await settle?.(page)
    for (const look of looks) await inspectIn(page, look, name)
  }
  expect(errors).toEqual([])
  await context.close()
})
