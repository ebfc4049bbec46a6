import './jsdom-gaps.ts'
import { render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import type { ExplainView, RequestView } from '../../server/http/views.ts'
import { Explain } from '../../client/parts/explain.tsx'
import { NewDeadline } from '../../client/parts/moved.tsx'
import { clocks, endPage, minute, now, staffRequest } from './staff-kit.tsx'

afterEach(endPage)

// now is Monday 14:00; the decree came at 12:03.
const noon = now - 120 * minute
const told: ExplainView = {
  now,
  zone: 'America/Sao_Paulo',
  place: 'Santos',
  from: noon - 6 * minute,
  to: Date.UTC(2026, 10, 24, 12, 9),
  stretches: [
    // A calendar that changed in between without changing anything of it: one line on the screen.
    { from: noon - 6 * minute, to: noon - 3 * minute, counted: true, reason: 'aberto', act: null },
    { from: noon - 3 * minute, to: noon, counted: true, reason: 'aberto', act: null },
    { from: noon, to: noon + 300 * minute, counted: false, reason: 'meio expediente', act: 'Decreto 12/2026' },
    { from: noon + 300 * minute, to: Date.UTC(2026, 10, 24, 12), counted: false, reason: 'fechado', act: null },
    {
      from: Date.UTC(2026, 10, 24, 12),
      to: Date.UTC(2026, 10, 24, 12, 9),
      counted: true,
      reason: 'aberto',
      act: null,
    },
  ],
  moves: [
    {
      at: noon + 3 * minute,
      reason: 'meio expediente',
      act: 'Decreto 12/2026',
      from: noon + 9 * minute,
      to: Date.UTC(2026, 10, 24, 12, 9),
    },
  ],
  countedMs: 15 * minute,
  dueAt: Date.UTC(2026, 10, 24, 12, 9),
}

describe('why a deadline is when it is', () => {
  it('says the hour, the sum by day, what moved it and every stretch with its act', () => {
    render(() => <Explain open onClose={() => {}} told={told} />)
    const sheet = screen.getByRole('dialog', { name: /^Por que 09:09/ })
    const text = sheet.textContent ?? ''
    expect(text).toContain('15 min úteis: 6 min hoje + 9 min amanhã')
    expect(text).toContain(
      'Hoje às 12:03 o prazo passou de hoje 12:09 para amanhã 09:09: meio expediente — Decreto 12/2026.',
    )
    expect(text).toContain('hoje, 11:54 – 12:00Conta: cartório aberto6 min')
    expect(text).toContain('hoje, 12:00 – 17:00Não conta: meio expediente — Decreto 12/2026')
    expect(text).toContain('hoje, 17:00 – amanhã, 09:00Não conta: cartório fechado')
  })

  it('names no hour once a decision stopped the clock, and no moves where there were none', () => {
    render(() => <Explain open onClose={() => {}} told={{ ...told, moves: [], dueAt: null }} />)
    const sheet = screen.getByRole('dialog', { name: 'Como o prazo foi contado' })
    expect(sheet.textContent).not.toContain('O que mudou o prazo')
  })
})

describe('a deadline that was moved', () => {
  const moved: RequestView = staffRequest({
    clock: { ...clocks.running(2), state: 'running', dueAt: Date.UTC(2026, 10, 24, 12, 6) } as RequestView['clock'],
    events: [
      { version: 1, at: now, kind: 'submit', words: 'Solicitação enviada' },
      { version: 2, at: now, kind: 'reproject', words: 'Prazo recalculado: feriado municipal' },
    ],
  })

  it('says the new hour and why, and announces it when it comes', () => {
    const [request, setRequest] = createSignal<RequestView>(staffRequest())
    render(() => <NewDeadline request={request()} />)
    expect(document.body.textContent).toBe('')
    setRequest(moved)
    expect(screen.getByRole('status').textContent).toMatch(
      /^Novo horário-limite: (amanhã|terça), .*09:06.*\. Motivo: feriado municipal\.$/,
    )
    expect(document.body.textContent).toMatch(/Motivo: feriado municipal\..*Motivo: feriado municipal\./s)
  })

  it('is silent about the clock of another cartório, and when it no longer runs', () => {
    const pulled = { version: 3, at: now, kind: 'pull' as const, words: 'Pega' }
    render(() => <NewDeadline request={{ ...moved, events: [...moved.events, pulled] }} />)
    render(() => <NewDeadline request={{ ...moved, state: 'in_progress' }} />)
    expect(document.body.textContent).toBe('')
  })
})
