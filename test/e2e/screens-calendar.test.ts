import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../server/db/uuid.ts'
import { launchChromium, phone, press, see, signInOn } from '../kit/browser.ts'
import { form, startWorld, type World } from '../kit/house.ts'
import { inspectIn, looks } from '../kit/looks.ts'

/* The screens of the calendars in three looks, of a cartório that manages, one that only reads, and the administration. */
let world: World
let browser: Browser
const calendar = '/api/office/calendar'

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office('900001', '3548500')
  const staff = await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  await world.staff('atendente@exemplo.com', '900001', 'atendente')
  const { person } = await world.signIn('admin@exemplo.com')
  const { store } = world.house
  const role = { id: uuidv7(), person, cns: null, role: 'admin' as const, since: 0, until: null, by: 'system' }
  await store.inTransaction(async (tx) => void (await tx.insert(store.tables.role).values(role)))
  await world.call(await world.signIn('cliente@exemplo.com'), 'POST', '/api/requests', form(1))
  const usual = [[540, 1020]]
  const own = [
    { rule: { on: 'date', date: '2026-12-18' }, effect: { kind: 'closed' }, reason: 'Balanço', act: 'Portaria 3/2026' },
    {
      rule: { on: 'fixed', month: 12, day: 24 },
      effect: { kind: 'half', intervals: [[0, 720]] },
      reason: 'Véspera de Natal',
      act: null,
    },
  ]
  const week = [usual, usual, usual, usual, usual, [], []]
  const later = [
    {
      from: '2027-01-04',
      week: [
        [
          [480, 720],
          [780, 960],
        ],
        ...week.slice(1),
      ],
      act: 'Portaria 9/2026',
    },
  ]
  const body = { base: 1, week, later, own, reason: 'Datas de dezembro', act: 'Portaria 3/2026' }
  const saved = await world.call(staff, 'PUT', `${calendar}?cartorio=900001`, body)
  expect(saved.status).toBe(200)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await world.end()
})

type Screen = [name: string, path: string, settle: (page: Page) => Promise<unknown>]
const summary = (page: Page, text: string) => page.locator('summary').filter({ hasText: text }).first().click()

const staffScreens: Screen[] = [
  [
    'T4-calendario',
    '/expediente',
    async (page) => {
      await see(page, 'Balanço')
      await summary(page, 'com ato')
      await summary(page, 'Histórico do calendário')
      await summary(page, 'Segunda-feira')
      await page.getByText('Usar de segunda a sexta').first().click()
      await page.getByText('A partir de uma data').click()
    },
  ],
  [
    'T4-data',
    '/expediente',
    async (page) => {
      await press(page, 'Adicionar data')
      await page.getByLabel('Quando').selectOption('easter')
      await page.getByText('Meio expediente', { exact: true }).click()
      await press(page, 'Ver o que muda')
      await see(page, 'Diga o motivo.')
    },
  ],
  [
    'T4-fechar',
    '/expediente',
    async (page) => {
      await press(page, 'Fechar agora')
      await page.getByLabel('Motivo').fill('Falta de energia')
      await press(page, 'Ver o que muda')
      await see(page, '1 prazo em andamento muda.')
    },
  ],
]
const adminScreens: Screen[] = [
  ['A-painel', '/admin', (page) => see(page, 'Indisponibilidades')],
  ['A-calendario', '/admin/calendario', (page) => see(page, 'São Paulo')],
  ['A-nivel', '/admin/calendario/uf/SP', (page) => see(page, 'Nível estadual')],
  [
    'A-data',
    '/admin/calendario/nation/-',
    async (page) => {
      await press(page, 'Adicionar data')
      await page.getByText('Horário especial', { exact: true }).click()
    },
  ],
  ['A-quedas', '/admin/indisponibilidades', (page) => see(page, 'No ar')],
  [
    'A-queda',
    '/admin/indisponibilidades',
    async (page) => {
      await press(page, 'Registrar indisponibilidade')
      await press(page, 'Ver o que muda')
      await see(page, 'Diga o motivo.')
    },
  ],
]

const all: [string, Screen[]][] = [
  ['tabeliao@exemplo.com', staffScreens],
  ['atendente@exemplo.com', [['T4-leitura', '/expediente', (page) => see(page, /^Só o tabelião e o substituto/)]]],
  ['admin@exemplo.com', adminScreens],
]
test.each(all)('%s', async (email, screens) => {
  const { context, page, errors } = await phone(browser)
  await signInOn(page, world, email)
  for (const [name, path, settle] of screens) {
    await page.goto(world.url + path)
    await settle(page)
    for (const look of looks) await inspectIn(page, look, name)
  }
  expect(errors).toEqual([])
  await context.close()
})
