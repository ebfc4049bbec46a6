import './jsdom-gaps.ts'
import { useParams } from '@solidjs/router'
import { fireEvent, screen, waitFor, within } from '@solidjs/testing-library'
import { Show } from 'solid-js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { StaffRequestView } from '../../server/http/views.ts'
import { createKept } from '../../client/kept.ts'
import { sources } from '../../client/keys.ts'
import DecisionPage from '../../client/pages/decision.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { attended, check, order } from './attend-kit.tsx'
import { endPage, fakeServer, now, person, refuse, show } from './staff-kit.tsx'

vi.mock('idb-keyval', () => ({
  createStore: () => ({}),
  get: async () => undefined,
  set: async () => {},
  del: async () => {},
  clear: async () => {},
}))

afterEach(() => {
  endPage()
  toast.clear()
  vi.unstubAllGlobals()
})

function Host() {
  const params = useParams()
  const kept = createKept(() => (params['all'] === 's/r1' ? sources.request('r1') : null))
  return <Show when={kept.data?.as === 'staff' && kept.data}>{(request) => <DecisionPage request={request()} />}</Show>
}

async function open(change: Partial<StaffRequestView> = {}, answers: Parameters<typeof fakeServer>[0] = {}) {
  const server = fakeServer({ '/api/me': person(), '/api/requests/r1': attended(change), ...answers })
  const page = await show(Host, '/s/r1')
  await screen.findByText('Dados enviados pelo cliente')
  return { ...server, ...page }
}

const item = (name: string) => {
  const found = screen.getByRole('heading', { name }).closest('li')
  if (!found) throw new Error(`no item ${name}`)
  return within(found)
}
const place = 'POST /api/requests/r1/order'
const receita = 'Situação do CPF na Receita Federal'
const faceName = 'Rosto na base do Senatran (Datavalid)'

describe('the order', () => {
  it('lists what is missing, each with its way, and offers the video as the one thing to do', async () => {
    await open({
      order: order({
        missing: [
          { what: 'ccn', fields: ['pep'], words: 'x' },
          { what: 'video', words: 'x' },
          { what: 'check', kind: 'face', need: 'override', words: 'x' },
          { what: 'check', kind: 'receita', need: 'tick', words: 'x' },
        ],
        whyNot: 'Ainda falta.',
      }),
    })
    expect(screen.getByText('Faltam 4 coisas para o pedido:')).toBeTruthy()
    const where = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
    expect(where('Completar o registro no CCN')).toBe('/ccn/c1')
    expect(where('Fazer a videoconferência')).toBe('/s/r1/video')
    expect(where('Rosto')).toBe('#check-face')
    expect(where('Situação do CPF')).toBe('#check-receita')
    expect(where('Chamar para o vídeo')).toBe('/s/r1/video')
    expect(document.body.textContent).toContain('confirmar “sem fonte”')
    expect(screen.queryByRole('button', { name: /Fazer pedido/ })).toBeNull()
  })

  it('is placed after a question, and says when', async () => {
    const { sent } = await open(
      { order: order({ canPlace: true }) },
      { [place]: attended({ version: 3, order: order({ placedAt: now }) }) },
    )
    fireEvent.click(screen.getByRole('button', { name: 'Fazer pedido' }))
    const sheet = await screen.findByRole('dialog', { name: 'Fazer o pedido do certificado?' })
    expect(sheet.textContent).toContain('Beatriz Nunes')
    expect(sent).toEqual([])
    fireEvent.click(within(sheet).getByRole('button', { name: /^Fazer pedido/ }))
    expect(await screen.findByText(/^Pedido feito às \d\d:\d\d\.$/)).toBeTruthy()
    expect(sent.map(({ path }) => path)).toEqual(['/api/requests/r1/order'])
    expect(screen.queryByRole('link', { name: /vídeo/ })).toBeNull()
    // Rule 69: a lost code is renewed by the notary in a new short video.
    const again = screen.getByRole('link', { name: 'Chamar para dar outro código' })
    expect(again.getAttribute('href')).toBe('/s/r1/video')
  })

  it('asks for the passkey where a fresh tap is what is missing', async () => {
    const words = 'Confirme agora com a sua chave de acesso (passkey) para fazer isto.'
    await open({ order: order({ canPlace: true }) }, { [place]: () => refuse('needs_tap', words, 403) })
    fireEvent.click(screen.getByRole('button', { name: 'Fazer pedido' }))
    const sheet = await screen.findByRole('dialog')
    fireEvent.click(within(sheet).getByRole('button', { name: /^Fazer pedido/ }))
    expect(await within(sheet).findByText(words)).toBeTruthy()
    fireEvent.click(within(sheet).getByRole('button', { name: 'Confirmar com a chave de acesso' }))
    expect(await screen.findByRole('dialog', { name: 'Entre com a sua chave de acesso' })).toBeTruthy()
  })
})

describe('the checks', () => {
  it('show the five outcomes in words, with when and by whom; a warning and a wait have words of their own', async () => {
    await open({
      checks: [
        check('receita', 'approved', { warning: true }),
        check('face', 'no_source', { waiting: { until: now, pin: null, step: 'pin' } }),
        check('liveness', 'failed', { statement: 'Imagem parada.' }),
      ],
    })
    expect(item(receita).getByText('Aprovado, com aviso')).toBeTruthy()
    expect(item(receita).getByText(/^Receita Federal \(Serpro\) · .+ · Ana Ribeiro$/)).toBeTruthy()
    expect(item(faceName).getByText('Em consulta')).toBeTruthy()
    expect(item('Prova de vida').getByText('Reprovado')).toBeTruthy()
    expect(item('Prova de vida').getByText('Imagem parada.')).toBeTruthy()
  })

  it('are asked, confirmed and shown as answered for', async () => {
    const can = { ask: true, tick: true, override: false }
    const notes = [{ kind: 'tick' as const, by: 'Ana Ribeiro', at: now, text: null }]
    const { sent, answers } = await open({ checks: [check('receita', 'no_source', { need: 'tick', can })] })
    answers['POST /api/requests/r1/checks/receita'] = attended({
      version: 3,
      checks: [check('receita', 'no_source', { need: 'tick', can })],
    })
    answers['POST /api/requests/r1/checks/receita/note'] = attended({
      version: 4,
      checks: [check('receita', 'no_source', { notes })],
    })
    fireEvent.click(item(receita).getByRole('button', { name: /^Consultar de novo/ }))
    await waitFor(() => expect(sent).toHaveLength(1))
    await waitFor(() =>
      expect(
        item(receita)
          .getByRole('button', { name: /^Consultar de novo/ })
          .getAttribute('aria-busy'),
      ).toBeNull(),
    )
    fireEvent.click(item(receita).getByRole('button', { name: /^Confirmar “sem fonte”/ }))
    expect(await item(receita).findByText('Confirmado')).toBeTruthy()
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ['/api/requests/r1/checks/receita', {}],
      ['/api/requests/r1/checks/receita/note', { kind: 'tick', outcome: 'no_source' }],
    ])
  })

  it('are overridden in writing only, for the answer on the screen', async () => {
    const can = { ask: false, tick: false, override: true }
    const text = 'Conheço a pessoa há anos.'
    const notes = [{ kind: 'override' as const, by: 'Ana Ribeiro', at: now, text }]
    const { sent } = await open(
      { checks: [check('receita', 'failed', { need: 'override_with_tap', can })] },
      {
        'POST /api/requests/r1/checks/receita/note': attended({
          version: 3,
          checks: [check('receita', 'failed', { notes })],
        }),
      },
    )
    fireEvent.click(item(receita).getByRole('button', { name: 'Justificar por escrito' }))
    const sheet = await screen.findByRole('dialog', { name: 'Justificar por escrito' })
    expect(sheet.textContent).toContain(`${receita}: reprovado.`)
    const save = () => fireEvent.click(within(sheet).getByRole('button', { name: /^Registrar justificativa/ }))
    fireEvent.input(within(sheet).getByLabelText('Por que o pedido pode seguir'), { target: { value: 'ok' } })
    save()
    expect(await within(sheet).findByText('Escreva o motivo com pelo menos 10 letras.')).toBeTruthy()
    expect(sent).toEqual([])
    fireEvent.input(within(sheet).getByLabelText('Por que o pedido pode seguir'), { target: { value: `  ${text} ` } })
    save()
    expect(await item(receita).findByText(`“${text}”`)).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'override', outcome: 'failed', text }])
  })

  it('of life are stated by choosing what was seen', async () => {
    const can = { ask: true, tick: false, override: false }
    const { sent } = await open(
      { checks: [check('liveness', 'not_run', { can })] },
      { 'POST /api/requests/r1/checks/liveness': attended({ version: 3, checks: [check('liveness', 'approved')] }) },
    )
    fireEvent.click(item('Prova de vida').getByRole('button', { name: /^Declarar/ }))
    const sheet = await screen.findByRole('dialog', { name: 'O que você viu no vídeo?' })
    const save = () => fireEvent.click(within(sheet).getByRole('button', { name: /^Registrar declaração/ }))
    save()
    expect(await within(sheet).findByText('Escolha o que você viu no vídeo.')).toBeTruthy()
    fireEvent.click(within(sheet).getByRole('radio', { name: 'Uma pessoa presente e viva' }))
    save()
    expect(await item('Prova de vida').findByText('Aprovado')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ outcome: 'approved' }])
  })

  it('offer nothing to whoever only sees, and say who may', async () => {
    await open({
      whyNot: 'Seu papel no cartório permite ver, mas não fazer isto.',
      order: order({ missing: [{ what: 'video', words: 'x' }] }),
      checks: [check('receita', 'failed', { need: 'override_with_tap' })],
    })
    expect(screen.getByText('Só o tabelião pode justificar por escrito.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Consultar|Justificar|Confirmar/ })).toBeNull()
    expect(screen.queryByRole('link', { name: /Chamar/ })).toBeNull()
  })
})
