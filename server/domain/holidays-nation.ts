import type { DayEntry, DayRule } from './day-rules.ts'

const closed = { kind: 'closed' } as const
const fixed = (month: number, day: number): DayRule => ({ on: 'fixed', month, day })
const listed = (month: number, day: number, reason: string): DayEntry => ({
  rule: fixed(month, day),
  effect: closed,
  reason,
  act: 'Lei nº 662/1949, art. 1º (redação da Lei nº 10.607/2002)',
  source:
    'https://livrozilla.com/doc/1030657/feriados-de-acordo-com-a-legisla%C3%A7%C3%A3o--leia-aqui...- (texto da Lei nº 10.607/2002)',
})

/**
 * Holidays of the whole country. Not among them: Good Friday, which Lei 9.093/1995, art. 2º, leaves to the municípios
 * (domain.md rule 2), and election days, always Sundays.
 */
export const nation: readonly DayEntry[] = [
  listed(1, 1, 'Confraternização Universal'),
  listed(4, 21, 'Tiradentes'),
  listed(5, 1, 'Dia do Trabalho'),
  listed(9, 7, 'Independência do Brasil'),
  {
    rule: fixed(10, 12),
    effect: closed,
    reason: 'Nossa Senhora Aparecida',
    act: 'Lei nº 6.802/1980, art. 1º',
    source: 'https://www.legjur.com/legislacao/art/lei_00068021980-1 (texto do art. 1º)',
  },
  listed(11, 2, 'Finados'),
  listed(11, 15, 'Proclamação da República'),
  {
    rule: { on: 'fixed', month: 11, day: 20, years: { first: 2024 } },
    effect: closed,
    reason: 'Dia Nacional de Zumbi e da Consciência Negra',
    act: 'Lei nº 14.759/2023, art. 1º',
    source: 'https://legisweb.com.br/legislacao/?legislacao=453626 (texto da lei)',
  },
  listed(12, 25, 'Natal'),
]
