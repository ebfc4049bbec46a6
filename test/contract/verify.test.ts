import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealHolder } from '../../server/db/certificates.ts'
import { startWorld, type Session, type World } from '../kit/house.ts'
import { activePhone, cns, identified, Phone, placeOrder, signed } from '../kit/phone.ts'

let world: World
let notary: Session
let nth = 0
beforeAll(async () => {
  world = await startWorld({ limits: { verify: { points: 12, seconds: 60 }, challenge: null, write: null } })
  await world.office(cns, '3548500')
  notary = await world.staff('tabeliao@exemplo.com', cns, 'tabeliao')
})
afterAll(() => world.end())
const someone = () => world.signIn(`cliente${(nth += 1)}@exemplo.com`)

async function page(path: string) {
  const response = await fetch(`${world.url}${path}`, { redirect: 'manual' })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

describe('/verificar', () => {
  test('says valid and since when, then revoked, with cartório and CNS; never the CPF or the whole name', async () => {
    const client = await someone()
    const made = await activePhone(world, client, notary, nth)
    const code = String(made.view['code'])
    const { status, html, headers } = await page(`/verificar/${code}`)
    expect(status).toBe(200)
    for (const words of ['Certificado válido', 'Beatriz F. N.', 'CNS', '90.000-1', 'Válido desde', 'videoconferência'])
      expect(html).toContain(words)
    expect(html).not.toMatch(new RegExp(`${made.cpf}|Fictícia|<script`))
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('content-security-policy')).toContain("style-src 'self'")
    expect((await page('/verificar/estilo.css')).headers.get('content-type')).toContain('text/css')
    await made.phone.post(`/certificates/${String(made.view['id'])}/revoke`, { reason: 'key_compromise' })
    const after = (await page(`/verificar/${code.toLowerCase().replaceAll('-', '')}`)).html
    for (const words of ['Certificado revogado', 'Revogado em']) expect(after).toContain(words)
    // Why is between holder and cartório; here it is enough that it is.
    expect(after).not.toContain('Celular perdido')
  })

  test('until the proof it is not activated; before the signature and for nonsense there is one same answer', async () => {
    const client = await someone()
    const made = await identified(world, client, notary, nth)
    await placeOrder(world, made.request)
    const phone = new Phone(world, client)
    await phone.enrol(made.request, String((await phone.post(`/calls/${made.call}/code`)).body['code']))
    await phone.pin('284913')
    await phone.certify()
    expect((await page(`/verificar/${String(phone.certificate['code'])}`)).html).toContain('Certificado não ativado')
    const unknown = await page('/verificar/0000-0000-0000-0000')
    const nonsense = await page(`/verificar/${encodeURIComponent('<img src=x>')}`)
    expect([unknown.status, nonsense.status]).toEqual([404, 404])
    for (const { html } of [unknown, nonsense]) expect(html).toContain('Código não encontrado')
    expect(nonsense.html).not.toContain('<img')
    const form = await page('/verificar?codigo=0000%200000%200000%200000')
    expect([form.status, form.headers.get('location')]).toEqual([303, '/verificar/0000-0000-0000-0000'])
    expect((await page('/verificar')).html).toContain('<form')
    expect((await page('/verificar/')).headers.get('location')).toBe('/verificar')
    const elsewhere = await page('/verificar?codigo=..')
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([404, null])
  })

  test('a name is text, whatever is in it', async () => {
    const client = await someone()
    const made = await activePhone(world, client, notary, nth)
    // No form lets such a name in; a record from elsewhere might.
    const { store, sealer } = world.house
    const { certificate } = store.tables
    const id = String(made.view['id'])
    const subject = sealHolder(sealer, id, { name: '<script>alert(1)</script> "&', socialName: null, cpf: made.cpf })
    await store.inTransaction(
      async (tx) => void (await tx.update(certificate).set({ subject }).where(eq(certificate.id, id))),
    )
    const { html } = await page(`/verificar/${String(made.view['code'])}`)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script')
  })

  test('is limited by address, and says so', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 14; i += 1) statuses.push((await page('/verificar/0000-0000-0000-0000')).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await page('/verificar/0000-0000-0000-0000')).html).toContain('Muitas tentativas')
  })
})

describe('"provar que está comigo"', () => {
  test('whoever asks sees the proof, and only that key can give it', async () => {
    const client = await someone()
    const { phone, view } = await activePhone(world, client, notary, nth)
    const asked = (await world.call(null, 'POST', '/api/challenges', {})).body
    const path = `/challenges/${String(asked['id'])}`
    expect(asked['url']).toBe(`${world.house.config.publicUrl}/provar/${String(asked['id'])}`)
    const waiting = await world.call(null, 'GET', `/api${path}`)
    expect(waiting.body).toMatchObject({ state: 'waiting', certificate: null, nonce: asked['nonce'] })
    const answer = (purpose: string) => ({
      certificate: view['id'],
      signature: signed(phone.key, purpose, Buffer.from(String(asked['nonce']), 'base64url'), String(asked['origin'])),
    })
    expect((await phone.post(`${path}/answer`, answer('quinze proof'))).body['code']).toBe('proof_wrong')
    const stranger = new Phone(world, await someone())
    expect((await stranger.post(`${path}/answer`, answer('quinze challenge'))).status).toBe(404)
    expect((await world.call(null, 'POST', `/api${path}/answer`, answer('quinze challenge'))).status).toBe(401)
    expect((await phone.post(`${path}/answer`, answer('quinze challenge'))).body['state']).toBe('proved')
    const shown = (await world.call(null, 'GET', `/api${path}`)).body
    expect(shown).toMatchObject({ state: 'proved', certificate: { holder: 'Beatriz F. N.', stateWords: 'Válido' } })
    await phone.post(`/certificates/${String(view['id'])}/revoke`, { reason: 'cessation' })
    const next = (await world.call(null, 'POST', '/api/challenges', {})).body
    const late = await phone.post(`/challenges/${String(next['id'])}/answer`, answer('quinze challenge'))
    expect(late.body['code']).toBe('certificate_gone')
    expect((await world.call(null, 'GET', '/api/challenges/unknown')).body['code']).toBe('challenge_gone')
  })
})
