import { describe, expect, test } from 'vitest'
import type { FaultCode, FaultDetail } from '../../server/domain/fault.ts'
import { rejectReasons, type StateName } from '../../server/domain/request.ts'
import { faultWords, fieldWords, rejectWords, stateWords } from '../../server/domain/words.ts'

// Every code, by the compiler's word; with what its sentence is made of.
const details: Record<FaultCode, FaultDetail> = {
  malformed: {},
  invalid: {},
  too_large: {},
  unsupported_type: {},
  unauthenticated: {},
  cross_site: {},
  too_many: { seconds: 90 },
  not_found: {},
  forbidden_role: {},
  needs_passkey: {},
  internal: { id: 'A1B2' },
  unavailable: {},
  already_open: { id: 'x' },
  different_body: {},
  changed: { state: 'released' },
  already_decided: { who: 'Ana Lima', when: '14:26', what: 'Criar registro no CCN' },
  taken: {},
  excluded: {},
  other_uf: {},
  cap_reached: { cap: 5 },
  not_expired: { dueAt: 1 },
  not_pulled: {},
  same_cartorio: {},
  reason_needed: {},
  ccn_missing: {},
  ccn_moved: { latest: 3 },
  ccn_today: {},
  ccn_unchecked: {},
  minor: {},
  not_credentialed: {},
  suspended: {},
  unreachable: {},
  no_opening: {},
  not_eligible: {},
  code_wrong: {},
  code_expired: {},
  code_locked: {},
  passkey_failed: {},
  invitation_gone: {},
  phone_taken: {},
  push_host: {},
  needs_tap: {},
  order_missing: { what: 'a videoconferência com resultado Identificado' },
  order_elsewhere: {},
  order_placed: {},
  call_over: {},
  call_busy: {},
  consent_needed: {},
  image_type: {},
  image_pixels: {},
  image_broken: {},
  upload_moved: {},
  upload_full: {},
  file_damaged: { id: 'a1b2c3d4' },
  cpf_stopped: {},
  cpf_limit: {},
  check_running: {},
  check_off: {},
  code_shown: {},
  not_ordered: {},
  pin_wrong: { left: 3 },
  pin_locked: {},
  pin_needed: {},
  csr_invalid: {},
  proof_wrong: {},
  nonce_gone: {},
  certificate_gone: {},
  challenge_gone: {},
  issue_off: {},
  api_key: {},
  api_scope: {},
  photo_missing: {},
  video_needed: {},
  newer_elsewhere: {},
  stale: {},
  feature_off: { feature: 'submit', off: 'Novas solicitações estão pausadas agora.' },
  calendar_moved: {},
  calendar_refused: { why: 'segunda: os intervalos se sobrepõem.' },
  closed_already: {},
  outage_refused: { why: 'O fim vem antes do início.' },
  last_on_duty: {},
}
const codes = Object.keys(details) as FaultCode[]
const states: Record<StateName, true> = {
  waiting: true,
  expired: true,
  released: true,
  choosing: true,
  in_progress: true,
  rejected: true,
  completed: true,
  closed: true,
  frozen: true,
  cancelled: true,
}

describe('refusals in Portuguese', () => {
  test.each(codes)('%s has a whole sentence, with its facts and without', (fault) => {
    for (const detail of [details[fault], undefined]) {
      const words = faultWords(detail ? { fault, detail } : { fault })
      expect(words).toMatch(/^[A-ZÁÉÍÓÚÂÊÔÃÕÇ].*\.$/)
      expect(words).not.toMatch(/NaN|null|\[object|_/)
      if (detail && Object.keys(detail).length > 0) expect(words).not.toContain('undefined')
    }
  })

  test('no two refusals say the same', () => {
    const all = codes.map((fault) => faultWords({ fault, detail: details[fault] }))
    expect(new Set(all).size).toBe(all.length)
  })

  test('say what the request has become, for every state, in words of its own (rule 0)', () => {
    const all = Object.keys(states).map((state) => faultWords({ fault: 'changed', detail: { state } }))
    expect(new Set(all).size).toBe(all.length)
    for (const words of all) expect(words).toMatch(/^Alguém atualizou esta solicitação antes\. .+\.$/)
    expect(faultWords({ fault: 'changed', detail: { state: 'nonsense' } })).toContain('Mostramos a versão nova.')
  })

  test('name who decided, when and what (rule 17)', () => {
    expect(faultWords({ fault: 'already_decided', detail: details.already_decided })).toBe(
      'Ana Lima decidiu às 14:26: Criar registro no CCN.',
    )
    expect(faultWords({ fault: 'already_decided', detail: { state: 'rejected' } })).toBe(
      'Já foi decidida. O cartório rejeitou esta solicitação.',
    )
  })

  test.each([
    [5, '5 segundos'],
    [119, '119 segundos'],
    [120, '2 minutos'],
    [121, '3 minutos'],
  ])('a wait of %i s is said as %s', (seconds, words) => {
    expect(faultWords({ fault: 'too_many', detail: { seconds } })).toBe(`Muitas tentativas. Aguarde ${words}.`)
  })

  test('the pool never learns who took it (rule 24)', () => {
    expect(faultWords({ fault: 'taken' })).toBe('Outro cartório acabou de pegar esta solicitação.')
  })
})

test('every state has words for both sides, every reason and field has its own', () => {
  for (const state of Object.keys(states) as StateName[])
    for (const words of Object.values(stateWords[state])) expect(words).toMatch(/^[A-Z]\p{L}/u)
  expect(new Set(rejectReasons.map((reason) => rejectWords[reason])).size).toBe(rejectReasons.length)
  for (const words of Object.values(fieldWords)) expect(words).toMatch(/\.$/)
})

test('the words of the product text (domain.md §1)', () => {
  const client = Object.fromEntries(Object.entries(stateWords).map(([state, words]) => [state, words.client]))
  expect(client).toMatchObject({
    waiting: 'Aguardando atendimento',
    expired: 'Expirada',
    released: 'Disponível a outros cartórios',
    choosing: 'Escolha outro cartório',
    in_progress: 'Em andamento',
    rejected: 'Rejeitada',
    completed: 'Concluída',
    closed: 'Encerrada',
    cancelled: 'Cancelada',
  })
})
