import { describe, expect, test } from 'vitest'
import { noticeWords, type Told } from '../../server/domain/notice-words.ts'
import { noticeKinds } from '../../server/domain/request.ts'

const id = '0192f0c1-1111-7abc-8def-0123456789ab'
/** Monday 2026-11-23 14:11 in Brasília. */
const now = Date.UTC(2026, 10, 23, 17, 11)
const minute = 60_000
const protocol = '2026-0000382'
const full = { protocol, dueAt: now + 15 * minute, zone: 'America/Sao_Paulo', place: 'Santos', uf: 'SP', count: 2 }
const tomorrow = { ...full, dueAt: now + 19 * 60 * minute }

const all: Pick<Told, 'to' | 'kind'>[] = [
  ...noticeKinds.client.map((kind) => ({ to: 'client' as const, kind })),
  ...noticeKinds.staff.map((kind) => ({ to: 'staff' as const, kind })),
  { to: 'client', kind: 'test' },
]
const longPlace = { ...full, place: 'Vila Bela da Santíssima Trindade', zone: 'America/Cuiaba', count: 12345 }
const why = { reason: 'feriado municipal', act: 'Decreto 12/2026' }
const longWhy = { reason: 'x'.repeat(200), act: 'Provimento conjunto 123/2026 da Corregedoria-Geral da Justiça' }
const factSets: Record<string, Told['facts']> = {
  full,
  tomorrow,
  longPlace,
  none: {},
  why: { ...tomorrow, ...why },
  longWhy: { ...tomorrow, ...longWhy },
}
const staff = (kind: Told['kind'], facts: Told['facts'] = full) =>
  noticeWords({ to: 'staff', kind, subject: id, facts }, now)
const client = (kind: Told['kind'], facts: Told['facts'] = full, zone?: string) =>
  noticeWords({ to: 'client', kind, subject: id, facts }, now, zone)

describe.each(Object.entries(factSets))('facts: %s', (_, facts) => {
  test.each(all)('$to · $kind fits and is whole', ({ to, kind }) => {
    for (const zone of [undefined, 'America/Rio_Branco']) {
      const words = noticeWords({ to, kind, subject: id, facts }, now, zone)
      expect(words.title.length).toBeGreaterThan(4)
      expect(words.title.length).toBeLessThanOrEqual(40)
      expect(words.body.length).toBeGreaterThan(20)
      expect(words.body.length).toBeLessThanOrEqual(110)
      expect(words.sms).toMatch(/^Quinze: [\x20-\x7e]{10,80}$/)
      expect(words.tag).toMatch(/^[\w-]{1,38}$/)
      expect(words.actions.length).toBeLessThanOrEqual(2)
      expect(words.ttlSeconds).toBeGreaterThanOrEqual(60)
      expect(words.path).toMatch(/^\/[\w/?=-]+$/)
      expect(words.emailSubject.length).toBeLessThanOrEqual(60)
      expect(words.emailParagraphs[0]).toBe(words.body)
      const everything = JSON.stringify(words)
      expect(everything).not.toMatch(/undefined|null|NaN|Infinity| {2}|\.\./)
      expect(everything).not.toMatch(/ [.,]/)
      // "Decidir", never "Atender": opening a request stops nothing.
      expect([words.emailButton, ...words.actions.map((each) => each.title)]).not.toContain('Atender')
    }
  })
})

test('a new request names the deadline as the day needs it', () => {
  expect(staff('new')).toMatchObject({
    title: 'Nova solicitação',
    body: 'Certificado digital. Decida até 14:26 (15 minutos úteis).',
    path: `/s/${id}`,
    tag: `s-${id}`,
    urgency: 'high',
    ttlSeconds: 900,
    requireInteraction: true,
    emailSubject: 'Nova solicitação · 2026-0000382',
    sms: 'Quinze: nova solicitacao. Decida ate 14:26.',
    actions: [
      { action: 'decidir', title: 'Decidir', path: `/s/${id}` },
      { action: 'fila', title: 'Ver fila', path: '/fila' },
    ],
  })
  expect(staff('new', tomorrow).body).toBe('Certificado digital. Decida até amanhã, 09:11 (15 minutos úteis).')
})

test('a deadline that has passed still leaves a push a minute', () => {
  expect(staff('five_minutes', { ...full, dueAt: now - minute }).ttlSeconds).toBe(60)
  expect(staff('five_minutes').body).toBe('A solicitação 2026-0000382 ainda espera decisão. Vence às 14:26.')
  expect(staff('five_minutes', tomorrow).body).toContain('Vence amanhã, 09:11.')
})

test('the client is offered the release and the options, and both only open a screen', () => {
  expect(client('expired').actions).toEqual([
    { action: 'liberar', title: 'Liberar', path: `/s/${id}?abrir=liberar` },
    { action: 'opcoes', title: 'Ver opções', path: `/s/${id}?abrir=opcoes` },
  ])
})

test('another zone than the cartório’s is said beside its own time', () => {
  const acre = { ...full, zone: 'America/Rio_Branco', place: 'Rio Branco' }
  expect(client('pulled', acre, 'America/Sao_Paulo').body).toBe(
    'Ele tem 15 minutos úteis para decidir, até 14:26 (12:26 em Rio Branco).',
  )
  expect(client('pulled', full, 'America/Sao_Paulo').body).toBe('Ele tem 15 minutos úteis para decidir, até 14:26.')
  const far = { ...longPlace, place: 'São José do Vale do Rio Preto do Norte de Minas' }
  expect(client('rescheduled', { ...far, dueAt: now + 40 * 60 * minute }, 'America/Sao_Paulo').body).toBe(
    'O horário do cartório mudou. Ele agora pode decidir até qua, 05:11 no horário do cartório.',
  )
})

test('a rescheduled clock is told to each side in its own words', () => {
  expect(client('rescheduled').body).toBe('O horário do cartório mudou. Ele agora pode decidir até 14:26.')
  expect(staff('rescheduled').body).toBe('A solicitação 2026-0000382 tem novo prazo. Vence às 14:26.')
})

test('a rescheduled clock says why, with the act while it fits and in the e-mail always', () => {
  const told = { ...tomorrow, ...why }
  expect(client('rescheduled', told)).toMatchObject({
    body: 'Novo horário-limite: amanhã, 09:11. Motivo: feriado municipal (Decreto 12/2026).',
    emailParagraphs: [
      'Novo horário-limite: amanhã, 09:11. Motivo: feriado municipal (Decreto 12/2026).',
      'Ato: Decreto 12/2026. O tempo que já tinha contado continua contado.',
    ],
  })
  expect(staff('rescheduled', told).body).toBe(
    'A solicitação 2026-0000382 tem novo prazo. Vence amanhã, 09:11. Motivo: feriado municipal (Decreto 12/2026).',
  )
  const act = 'Decreto 1.234, de 23 de novembro de 2026, do Município de Santos'
  expect(staff('rescheduled', { ...told, act })).toMatchObject({
    body: 'A solicitação 2026-0000382 tem novo prazo. Vence amanhã, 09:11. Motivo: feriado municipal.',
    emailParagraphs: [expect.any(String), `Ato: ${act}.`],
  })
  expect(client('rescheduled', { ...tomorrow, reason: 'Obras no prédio.' }).body).toBe(
    'Novo horário-limite: amanhã, 09:11. Motivo: Obras no prédio.',
  )
  const acre = { ...full, ...why, zone: 'America/Rio_Branco', place: 'Rio Branco' }
  expect(client('rescheduled', acre, 'America/Sao_Paulo').body).toBe(
    'Novo horário-limite: 14:26 (12:26 em Rio Branco). Motivo: feriado municipal (Decreto 12/2026).',
  )
})

test('what waits at the opening is one digest in singular and plural', () => {
  const digest = (facts: Told['facts']) => noticeWords({ to: 'staff', kind: 'reopened', subject: null, facts }, now)
  expect(digest(full)).toMatchObject({
    title: 'Expediente aberto',
    body: '2 solicitações esperam decisão. A primeira vence às 14:26.',
    tag: 'fila',
    path: '/fila',
    ttlSeconds: 1800,
  })
  expect(digest({ ...full, count: 1 }).body).toBe('Uma solicitação espera decisão. Vence às 14:26.')
  expect(digest({ count: 3 }).body).toBe('3 solicitações esperam decisão.')
})

test('the pool is told of without the request, under the card’s tag', () => {
  expect(staff('available', { uf: 'SP' })).toMatchObject({
    title: 'Disponível em SP',
    body: 'Um cliente liberou uma solicitação. Atende quem pegar primeiro.',
    tag: `d-${id}`,
    path: '/fila?aba=disponiveis',
    actions: [{ action: 'ver', title: 'Ver', path: '/fila?aba=disponiveis' }],
  })
  const morning = noticeWords({ to: 'staff', kind: 'available', subject: null, facts: { uf: 'SP', count: 3 } }, now)
  expect(morning.body).toBe('3 solicitações foram liberadas. Atende quem pegar primeiro.')
  expect(morning.tag).toBe('d-SP')
})
