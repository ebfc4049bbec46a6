import { afterAll, beforeAll, expect, test } from 'vitest'
import { endWith, liveCall, tickAll, type Hall } from '../kit/call.ts'
import { phone, press, see } from '../kit/browser.ts'
import { carrySession, choosePin, issueOn, startIssuing } from '../kit/holder.ts'

let house: Awaited<ReturnType<typeof startIssuing>>
beforeAll(async () => void (house = await startIssuing()))
afterAll(() => house.end())

test('the certificate moves to a new phone: asked for, a short video, and the old one serves until then', async () => {
  const { world, notary, browser } = house
  const { client, ready, holder, page: first } = await house.next()
  const path = `${world.url}/s/${ready.request}`
  await issueOn(first, world, ready.request, ready.code)
  await first.getByRole('link', { name: 'Ver certificado' }).click()
  await first.getByText('Trocar de celular ou emitir de novo').click()
  const certificate = first.url()
  await press(first, 'Pedir vídeo curto ao cartório')
  await see(first, 'O cartório foi avisado.')

  const hall: Hall = { world, client, staff: notary }
  const desk = await phone(browser)
  await carrySession(desk, world, notary)
  await desk.page.goto(path)
  const way = desk.page.getByRole('link', { name: 'Chamar para o vídeo (novo celular)' })
  expect(await way.getAttribute('href')).toBe(`/s/${ready.request}/video`)

  const second = await phone(browser)
  await carrySession(second, world, client)
  const call = await liveCall(hall, ready.request)
  await second.page.goto(path)
  await second.page.getByRole('link', { name: 'Entrar no vídeo' }).waitFor()
  await tickAll(hall, call)
  await endWith(hall, call, 'identified')
  const shown = await world.call(client, 'POST', `/api/calls/${call}/code`, {})

  await second.page.getByRole('link', { name: 'Emitir neste celular' }).click()
  await second.page.getByLabel('Não estou em aba anônima e quero emitir aqui.').check()
  await second.page.getByLabel('Código de emissão').fill(String(shown.body['code']))
  await press(second.page, 'Continuar')
  await see(second.page, 'Crie um PIN de 6 números')
  await first.goto(path)
  await first.getByText('Válido', { exact: true }).first().waitFor()
  expect(await first.getByRole('link', { name: 'Emitir neste celular' }).count()).toBe(0)
  await choosePin(second.page, '517302')
  await see(second.page, 'Certificado emitido')
  await first.goto(certificate)
  await see(first, 'Apagar a chave deste aparelho')
  expect([...holder.errors, ...desk.errors, ...second.errors]).toEqual([])
  for (const { context } of [holder, desk, second]) await context.close()
})
