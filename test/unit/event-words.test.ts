import { describe, expect, test } from 'vitest'
import { decide } from '../../server/domain/decide.ts'
import { eventWords, isSilent } from '../../server/domain/event-words.ts'
import { isFault } from '../../server/domain/fault.ts'
import type { CommandName, Entry } from '../../server/domain/request.ts'
import { commandCases, stateCases } from './request-cases.ts'

/** One entry of every kind that `decide` can write, by the command that made it. */
const entries = new Map<string, Entry>()
for (const [command, make] of Object.entries(commandCases))
  for (const { request, cns, at } of Object.values(stateCases)) {
    const result = decide(command === 'submit' ? null : request, make(cns, at), at)
    if (!isFault(result)) entries.set(command, { ...result.entry })
  }

const expected: Record<string, string> = {
  submit: 'Solicitação enviada',
  create: 'Atendida: registro no CCN criado',
  use: 'Atendida: registro no CCN usado',
  reject: 'Rejeitada: Outro motivo',
  expire: 'O prazo de 15 minutos úteis passou',
  warn: 'Cartório lembrado: faltavam 5 minutos úteis',
  release: 'Liberada para os cartórios de SP',
  withdraw: 'Liberação desfeita',
  choose: 'Enviada para 2º Tabelionato',
  pull: 'Pega por 2º Tabelionato, com um novo prazo',
  give_back: 'Devolvida: disponível de novo a outros cartórios',
  cancel: 'Cancelada por você',
  pool_hour: 'Uma hora de expediente sem nenhum cartório pegar',
  reproject: 'Prazo recalculado: o expediente do cartório mudou',
  credit: 'Prazo estendido: o sistema ficou fora do ar',
  grant: 'Prazo estendido: rede fora do ar',
  suspend: 'O cartório deixou de atender: escolha outro',
  end_video: 'Videoconferência encerrada: identificado',
  fraud: 'Videoconferência encerrada: em análise',
  place_order: 'Pedido do certificado feito',
  remind: 'Cartório lembrado: a videoconferência ainda não foi feita',
  stall: 'Parada há 5 dias úteis: pode ser liberada',
  complete: 'Certificado emitido e ativado no celular',
  reissue: 'Certificado emitido de novo e ativado em outro celular',
  give_up: 'Desistência depois do pedido, por você',
  confirmed: 'Encerrada pelo cartório depois da análise',
  cleared: 'Análise concluída: a solicitação continua, com um novo vídeo',
  shut: 'Análise concluída: escolha outro cartório',
  unproved: 'Encerrada: a emissão não foi concluída em 72 horas',
}

describe('the history of a request', () => {
  test.each(Object.entries(expected))('%s: %s', (command, words) => {
    const entry = entries.get(command)
    expect(entry && eventWords(entry, '2º Tabelionato')).toBe(words)
  })

  test('every kind of entry is among them', () => {
    const kinds: Record<CommandName, true> = {
      submit: true,
      decide: true,
      expire: true,
      warn: true,
      release: true,
      withdraw: true,
      choose: true,
      pull: true,
      give_back: true,
      cancel: true,
      pool_hour: true,
      reproject: true,
      credit: true,
      grant: true,
      suspend: true,
      end_video: true,
      place_order: true,
      remind: true,
      stall: true,
      complete: true,
      reissue: true,
      close: true,
      resolve: true,
    }
    expect(new Set([...entries.values()].map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)))
  })

  test('a clock that was moved names the public act', () => {
    const moved = entries.get('reproject')
    const cause = { reason: 'feriado municipal', act: 'Decreto 12/2026' }
    expect(moved && eventWords({ ...moved, cause }, null)).toBe(
      'Prazo recalculado: feriado municipal (Decreto 12/2026)',
    )
  })

  test('free text never shows, and a cartório without a known name is another one', () => {
    const [reject, pull] = [entries.get('reject'), entries.get('pull')]
    expect(reject?.note).toBe('Documento de outra pessoa')
    expect(reject && eventWords(reject, null)).not.toContain('Documento')
    expect(pull && eventWords(pull, null)).toBe('Pega por outro cartório, com um novo prazo')
  })
})

test('a projection that kept the due instant is not told; one that moved it, and every other change, is', () => {
  const { kind, state, ...rest } = entries.get('reproject') as Entry
  if (state.name !== 'waiting') throw new Error('a projection is of a running clock')
  const kept: Entry = { ...rest, kind, state }
  const moved: Entry = { ...rest, kind, state: { ...state, clock: { ...state.clock, dueAt: state.clock.dueAt + 1 } } }
  expect(isSilent(kept, kept)).toBe(true)
  expect(isSilent(moved, kept)).toBe(false)
  expect(isSilent({ ...kept, kind: 'warn' }, kept)).toBe(false)
  expect(isSilent(kept, undefined)).toBe(false)
})
