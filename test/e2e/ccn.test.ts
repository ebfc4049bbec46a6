import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { heading, launchChromium, phone, press, see, signInOn, type Phone } from '../kit/browser.ts'
import { wholeInput } from '../kit/ccn.ts'
import { always, cpfOf, form, startWorld, type Session, type World } from '../kit/house.ts'

let world: World
let browser: Browser
let notary: Phone
let colleague: Session
const sent = form(1)

beforeAll(async () => {
  world = await startWorld({ dist: 'dist' })
  await world.office('900001', '3550308', always)
  await world.staff('tabeliao@exemplo.com', '900001', 'tabeliao')
  colleague = await world.staff('escrevente@exemplo.com', '900001', 'escrevente')
  const client = await world.signIn('cliente@exemplo.com')
  await world.call(client, 'POST', '/api/requests', sent)
  browser = await launchChromium()
  notary = await phone(browser)
})
afterAll(async () => {
  await browser.close()
  await world.end()
})

test('decide "criar" → complete the record on a phone, while a colleague saves too → the order lacks nothing of the CCN', async () => {
  const { page, errors } = notary
  await signInOn(page, world, 'tabeliao@exemplo.com')
  await page.goto(`${world.url}/s/${sent.id}`)
  await page.getByText('Criar registro no CCN', { exact: true }).first().click()
  await press(page, /^Confirmar decisão/)
  await see(page, /falta: filiação, nacionalidade, estado civil, profissão/)
  await page.getByRole('link', { name: 'Registro no CCN', exact: true }).click()
  await see(page, 'Para o pedido ainda falta:')
  const record = page.url().split('/').at(-1) ?? ''
  await page.getByRole('link', { name: 'Completar' }).click()

  const fill = (label: string, text: string, nth = 0) => page.getByLabel(label, { exact: true }).nth(nth).fill(text)
  await fill('Nacionalidade', 'brasileira')
  await fill('1º nome', 'Maria Fictícia Nunes')
  await page.getByLabel('Tipo').selectOption('rg')
  await fill('Número', '12.345.678-9')
  await fill('Órgão emissor', 'SSP/SP')
  await fill('Data de emissão', '30062035')
  await page.getByLabel('Estado civil').selectOption('single')
  await fill('Profissão', 'médica')
  await see(page, /Data de emissão inválida/)
  await fill('Data de emissão', '30062015')

  // A colleague saves meanwhile: what was typed stays, what only she changed comes along.
  const bare = { cep: '', street: '', number: '', more: '', district: '', city: '', uf: '' }
  const theirs = wholeInput(1, {
    filiation: ['Marta Fictícia Nunes'],
    maritalStatus: '',
    nationality: '',
    profession: '',
    document: { kind: '', number: '', issuer: '', issuedOn: '' },
    homeAddress: bare,
    pep: '',
    birthPlace: 'Santos/SP',
  })
  const saved = await world.call(colleague, 'POST', `/api/ccn/${record}`, { base: 1, data: theirs })
  expect(saved.body).toMatchObject({ version: 2 })
  await see(page, /salvou a versão 2 enquanto você editava/)
  expect(await page.getByLabel('Naturalidade').inputValue()).toBe('Santos/SP')
  expect(await page.getByLabel('Profissão').inputValue()).toBe('médica')
  await press(page, 'Manter o meu')

  await fill('CEP', '11010001')
  await fill('Rua ou avenida', 'Rua do Comércio')
  await fill('Número', '10', 1)
  await fill('Bairro', 'Centro')
  await page.getByText('Não', { exact: true }).click()
  await press(page, /^Salvar nova versão/)
  await see(page, 'Registro completo.')
  await see(page, 'Versão 3')
  await press(page, /Versão 3/)
  await see(page, 'O que mudou da versão 2 para a 3:')
  await press(page, 'Fechar')

  await page.goto(`${world.url}/s/${sent.id}`)
  await see(page, /Versão 3 · completo para o pedido/)

  await page.goto(`${world.url}/ccn`)
  await heading(page, 'Registro no CCN')
  await page.getByLabel('CPF').fill(cpfOf(2))
  await press(page, /Procurar/)
  await see(page, 'Seu cartório não tem registro deste CPF')
  await page.getByLabel('CPF').fill(cpfOf(1))
  await press(page, /Procurar/)
  await see(page, 'Tem tudo o que um pedido precisa.')
  expect(errors).toEqual([])
})
