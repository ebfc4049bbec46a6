import { afterAll, beforeAll, expect, test } from 'vitest'
import { callById } from '../../server/db/calls.ts'
import { legalTexts, sectionsOf } from '../../server/domain/legal.ts'
import type { AdminLegalView, LegalView } from '../../server/http/admin-views.ts'
import { auditOf, platformPerson } from '../kit/admin.ts'
import { at, openRoom, startHall, underWay, viewOf, type Hall } from '../kit/call.ts'
import type { Session } from '../kit/house.ts'

let hall: Hall
let admin: Session
beforeAll(async () => {
  hall = await startHall()
  admin = await platformPerson(hall.world, 'administracao@exemplo.com', 'admin')
})
afterAll(() => hall.world.end())

const shown = async (kind: string) =>
  (await hall.world.call(null, 'GET', `/api/legal/${kind}`)).body as unknown as LegalView
const publish = (kind: string, base: number, body: string, who = admin) =>
  hall.world.call(who, 'POST', `/api/admin/legal/${kind}`, { base, body })

test('the delivered text is version 1, each publication the next; every one is kept with author and instant', async () => {
  expect(await shown('privacy')).toEqual({
    kind: 'privacy',
    version: 1,
    body: legalTexts.privacy.builtIn,
    at: null,
  })
  expect((await publish('privacy', 1, '## Novo\nTexto novo.', hall.client)).status).toBe(404)
  expect((await publish('privacy', 1, ' ')).body).toMatchObject({
    code: 'invalid',
    fields: { body: 'Escreva o texto.' },
  })
  expect((await publish('nothing', 1, 'x')).status).toBe(404)
  expect((await publish('privacy', 1, '## Novo\nTexto novo.')).status).toBe(201)
  expect((await publish('privacy', 1, 'De quem não viu.')).body['code']).toBe('stale')
  expect(await shown('privacy')).toMatchObject({ version: 2, body: '## Novo\nTexto novo.' })
  const all = (await hall.world.call(admin, 'GET', '/api/admin/legal')).body as unknown as AdminLegalView
  expect(all.items.find(({ kind }) => kind === 'privacy')?.versions).toMatchObject([
    { version: 2, at: hall.world.clock.now },
    { version: 1, author: null, body: legalTexts.privacy.builtIn },
  ])
  expect(await auditOf(hall.world, 'privacy')).toMatchObject([{ action: 'legal.publish', actor: admin.person }])
  expect((await hall.world.call(null, 'GET', '/api/legal/nothing')).status).toBe(404)
})

test('a consent keeps the version that was read; nobody agrees to a newer one unread, and old ones stay as they were', async () => {
  const { world, client } = hall
  const { store } = world.house
  const versionOf = async (id: string) => (await callById(store, store.read, id))?.consentText
  const first = await openRoom(hall, await underWay(hall, 1))
  expect((await at(hall, client, first, 'consent', { accepted: true, version: 'v1' })).status).toBe(200)
  const second = await openRoom(hall, await underWay(hall, 2))
  expect(viewOf(await world.call(client, 'GET', `/api/calls/${second}`)).consent).toMatchObject({ version: 'v1' })
  expect((await publish('recording', 1, 'Sei que sou gravada.\nDuas linhas')).status).toBe(422)
  await publish('recording', 1, 'Sei que sou gravada, e por quanto tempo.')
  const stale = await at(hall, client, second, 'consent', { accepted: true, version: 'v1' })
  expect(stale.body['code']).toBe('stale')
  expect(await versionOf(second)).toBeNull()
  const now = viewOf(await world.call(client, 'GET', `/api/calls/${second}`)).consent
  expect(now).toMatchObject({ version: 'v2', text: 'Sei que sou gravada, e por quanto tempo.' })
  await at(hall, client, second, 'consent', { accepted: true, version: now.version })
  expect([await versionOf(first), await versionOf(second)]).toEqual(['v1', 'v2'])
  expect(viewOf(await world.call(client, 'GET', `/api/calls/${first}`)).consent.text).toBe(legalTexts.recording.builtIn)
})

test('a text is sections of paragraphs, and nothing in it is markup', () => {
  expect(sectionsOf('Antes.\n\n## Um\nA\nb.\n\nC.\n\n## Dois')).toEqual([
    { title: null, paragraphs: ['Antes.'] },
    { title: 'Um', paragraphs: ['A b.', 'C.'] },
    { title: 'Dois', paragraphs: [] },
  ])
  expect(sectionsOf(legalTexts.privacy.builtIn)).toHaveLength(6)
})
