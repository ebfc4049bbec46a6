import './jsdom-gaps.ts'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CcnRecordView, CcnVersionView } from '../../server/http/ccn-views.ts'
import { revalidate } from '../../client/kept.ts'
import { hasCcnDraft } from '../../client/pages/ccn-draft.ts'
import CcnEditPage from '../../client/pages/ccn-edit.tsx'
import CcnRecordPage from '../../client/pages/ccn-record.tsx'
import CcnPage from '../../client/pages/ccn.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { validCertificate, wholeInput, wholeRecord } from '../kit/ccn.ts'
import { atendente, cns, endPage, fakeServer, now, person, refuse, show } from './staff-kit.tsx'

vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async () => undefined,
  set: async () => {},
  del: async () => {},
  clear: async () => {},
}))

// Each test has a record of its own: what was typed outlives the page.
let nth = 0
let record = ''
let path = ''

afterEach(() => {
  endPage()
  toast.clear()
  vi.unstubAllGlobals()
})

const view = (change: Partial<CcnRecordView> = {}): CcnRecordView => ({
  now,
  record,
  cartorio: { cns, name: '3º Tabelionato de Notas', zone: 'America/Sao_Paulo' },
  version: 3,
  at: now,
  by: 'Ana Ribeiro',
  data: wholeRecord(),
  lacking: [],
  versions: [
    { version: 3, at: now, by: 'Ana Ribeiro', origin: 'edit', protocol: null },
    { version: 2, at: now, by: null, origin: 'request', protocol: '2026-0000002' },
  ],
  orders: [{ request: 'r1', protocol: '2026-0000382', placedAt: null }],
  certificates: [validCertificate],
  can: { edit: true },
  whyNot: null,
  ...change,
})

async function open(
  page: typeof CcnEditPage,
  route: string,
  change: Partial<CcnRecordView> = {},
  answers: Parameters<typeof fakeServer>[0] = {},
) {
  nth += 1
  record = `c${nth}`
  path = `/api/ccn/${record}`
  const server = fakeServer({ '/api/me': person(), [path]: view(change), ...answers })
  return { ...server, ...(await show(page, route.replace(':record', record), route)) }
}
const edit = async (change: Partial<CcnRecordView> = {}, answers: Parameters<typeof fakeServer>[0] = {}) => {
  const page = await open(CcnEditPage, '/ccn/:record/editar', change, answers)
  await screen.findByText('Identificação')
  return page
}
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const type = (label: string, value: string) => {
  fireEvent.input(field(label), { target: { value } })
  fireEvent.blur(field(label))
}
const save = () => fireEvent.click(screen.getByRole('button', { name: /^Salvar nova versão/ }))

describe('the form of a record', () => {
  it('judges an input when it is left, and sends nothing while something is wrong', async () => {
    const { sent } = await edit()
    fireEvent.input(field('CEP'), { target: { value: '1101' } })
    expect(screen.queryByText('CEP com 8 números.')).toBeNull()
    fireEvent.blur(field('CEP'))
    expect(await screen.findByText('CEP com 8 números.')).toBeTruthy()
    type('Data de emissão', '01012035')
    expect(await screen.findByText(/nem depois de hoje nem antes do nascimento/)).toBeTruthy()
    save()
    await waitFor(() => expect(document.activeElement).toBe(field('Data de emissão')))
    expect(sent).toEqual([])
  })

  it('sends the whole form on the version that was edited, and tells the new one', async () => {
    const { sent, answers, at } = await edit()
    answers[`POST ${path}`] = view({ version: 4, data: { ...wholeRecord(), profession: 'médica' } })
    type('Profissão', 'médica')
    save()
    expect(await screen.findByText('Versão 4 salva.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ base: 3, data: { ...wholeInput(), profession: 'médica' } }])
    await waitFor(() => expect(at()).toBe(`/ccn/${record}`))
  })

  it('asks for a spouse only where there is one, for more names and a work address on a tap', async () => {
    await edit({ data: wholeRecord(1, { maritalStatus: 'single' }) })
    expect(screen.queryByLabelText('Cônjuge ou companheiro(a)')).toBeNull()
    fireEvent.input(field('Estado civil'), { target: { value: 'stable_union' } })
    fireEvent.change(field('Estado civil'), { target: { value: 'stable_union' } })
    expect(await screen.findByLabelText('Cônjuge ou companheiro(a)')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /Adicionar nome/ }))
    fireEvent.click(screen.getByRole('button', { name: /Adicionar nome/ }))
    expect(screen.getByLabelText(/^4º nome/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Adicionar nome/ })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /Adicionar endereço comercial/ }))
    expect(screen.getAllByLabelText('CEP')).toHaveLength(2)
  })

  it('keeps what was typed when another person saved, and lets one choose', async () => {
    const { sent, answers } = await edit()
    type('Profissão', 'médica')
    type('E-mail', 'minha@exemplo.com')
    const theirs = { ...wholeRecord(), profession: 'dentista', nationality: 'portuguesa' }
    const newest = view({ version: 4, by: 'João Batista', data: theirs })
    answers[`POST ${path}`] = () => refuse('ccn_moved', 'Outra pessoa salvou.', 409, { record: newest })
    answers[path] = newest
    save()
    const told = await screen.findByText('João Batista salvou a versão 4 enquanto você editava')
    const card = within(told.closest('article') ?? document.body)
    expect(card.getByText('Nacionalidade').closest('li')?.textContent).toContain('portuguesa')
    expect(card.getByText('Profissão').closest('li')?.textContent).toMatch(/Você digitou médica.*Versão 4 dentista/)
    expect([field('Profissão').value, field('E-mail').value, field('Nacionalidade').value]).toEqual([
      'médica',
      'minha@exemplo.com',
      'portuguesa',
    ])
    save()
    expect(sent).toHaveLength(1)
    fireEvent.click(card.getByRole('button', { name: /Usar o da versão 4/ }))
    await waitFor(() => expect(field('Profissão').value).toBe('dentista'))
    answers[`POST ${path}`] = view({ version: 5 })
    save()
    await screen.findByText('Versão 5 salva.')
    expect(sent[1]?.body).toMatchObject({
      base: 4,
      data: { profession: 'dentista', nationality: 'portuguesa', email: 'minha@exemplo.com' },
    })
  })

  it('follows a version that the stream tells of: in silence while nothing was typed, with a word otherwise', async () => {
    const { answers } = await edit()
    answers[path] = view({ version: 4, data: { ...wholeRecord(), profession: 'dentista' } })
    await revalidate([`ccn:${record}`])
    await waitFor(() => expect(field('Profissão').value).toBe('dentista'))
    expect(screen.queryByText(/enquanto você editava/)).toBeNull()
    type('Nacionalidade', 'chilena')
    answers[path] = view({ version: 5, by: null, data: { ...wholeRecord(), profession: 'piloto' } })
    await revalidate([`ccn:${record}`])
    expect(await screen.findByText('Outra pessoa salvou a versão 5 enquanto você editava')).toBeTruthy()
    expect([field('Profissão').value, field('Nacionalidade').value]).toEqual(['piloto', 'chilena'])
    expect(screen.queryByRole('button', { name: /Manter o meu/ })).toBeNull()
  })

  it('keeps what was typed when the page is left, in memory, until the person leaves', async () => {
    await edit()
    expect(hasCcnDraft(record)).toBe(false)
    type('Profissão', 'médica')
    endPage()
    expect(hasCcnDraft(record)).toBe(true)
    // Showing a page anew signs out first.
    await show(CcnEditPage, `/ccn/${record}/editar`, '/ccn/:record/editar')
    await screen.findByText('Identificação')
    expect([hasCcnDraft(record), field('Profissão').value]).toEqual([false, 'professora'])
    type('Profissão', 'médica')
    fireEvent.click(screen.getByRole('button', { name: /Descartar/ }))
    await waitFor(() => expect(hasCcnDraft(record)).toBe(false))
  })

  it('shows the server’s word about a field, and asks for the passkey where it is missing', async () => {
    const { answers } = await edit()
    type('Profissão', 'médica')
    answers[`POST ${path}`] = () =>
      refuse('invalid', 'Confira os campos marcados.', 422, { fields: { profession: 'Profissão inválida.' } })
    save()
    expect(await screen.findByText('Profissão inválida.')).toBeTruthy()
    answers[`POST ${path}`] = () => refuse('needs_passkey', 'Entre com a chave.', 403)
    save()
    expect(await screen.findByRole('dialog', { name: 'Entre com a sua chave de acesso' })).toBeTruthy()
  })

  it('is not for an atendente', async () => {
    await open(CcnEditPage, '/ccn/:record/editar', { can: { edit: false }, whyNot: 'Seu papel permite ver.' })
    expect(await screen.findByText('Seu papel permite ver.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Salvar/ })).toBeNull()
  })
})

describe('the record', () => {
  it('says what is lacking, calls the person by the social name, and shows what a version changed', async () => {
    const told: CcnVersionView = {
      ...(view().versions[0] ?? { version: 3, at: now, by: null, origin: 'edit', protocol: null }),
      now,
      record: 'c',
      data: wholeRecord(),
      before: 2,
      differences: [{ field: 'profession', label: 'Profissão', before: null, after: 'médica' }],
    }
    const { answers } = await open(CcnRecordPage, '/ccn/:record', {
      data: wholeRecord(1, { socialName: 'Bia Nunes' }),
      lacking: [{ field: 'filiation', label: 'Filiação' }],
    })
    answers[`${path}/versions/3`] = told
    expect(await screen.findByRole('heading', { level: 1, name: 'Bia Nunes' })).toBeTruthy()
    expect(document.body.textContent).toContain('Para o pedido ainda falta: filiação.')
    expect(screen.getByText('Nome civil').closest('div')?.textContent).toContain('Beatriz Fictícia Nunes')
    expect(screen.getByRole('link', { name: 'Completar' }).getAttribute('href')).toBe(`/ccn/${record}/editar`)
    expect(screen.getByText('Certificado: válido')).toBeTruthy()
    expect(screen.getByText('Válido até 25/11/2029.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /Versão 3/ }))
    const sheet = await screen.findByRole('dialog', { name: 'Versão 3' })
    await within(sheet).findByText('O que mudou da versão 2 para a 3:')
    expect(sheet.textContent).toMatch(/Profissão\s*Antes —\s*Depois médica/)
  })

  it('asks for the passkey when the session has none', async () => {
    await open(CcnRecordPage, '/ccn/:record')
    endPage()
    fakeServer({ '/api/me': person(), [path]: () => refuse('needs_passkey', 'Entre com a chave.', 403) })
    await show(CcnRecordPage, `/ccn/${record}`, '/ccn/:record')
    expect(await screen.findByRole('button', { name: /Entrar com a chave de acesso/ })).toBeTruthy()
  })
})

describe('the search', () => {
  it('sends the CPF in the body, and says when there is no record', async () => {
    const none = { now, record: null, summary: null }
    const { sent } = await open(CcnPage, '/ccn', {}, { '/api/me': atendente(), 'POST /api/ccn/search': none })
    type('CPF', '11144477736')
    expect(await screen.findByText('CPF inválido. Confira os 11 números.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /Procurar/ }))
    expect(sent).toEqual([])
    type('CPF', '11144477735')
    fireEvent.click(screen.getByRole('button', { name: /Procurar/ }))
    expect(await screen.findByText('Seu cartório não tem registro deste CPF')).toBeTruthy()
    expect(sent).toMatchObject([{ path: `/api/ccn/search?cartorio=${cns}`, body: { cpf: '11144477735' } }])
  })
})
