import type { DayEntry } from './day-rules.ts'

const act = 'Lei 662/1949, art. 1º, na redação da Lei 10.607/2002'
const source = 'https://www.planalto.gov.br/ccivil_03/leis/l0662.htm'

/** Holidays of the whole country. */
export const nation: readonly DayEntry[] = [
  {
    rule: { on: 'fixed', month: 1, day: 1 },
    effect: { kind: 'closed' },
    reason: 'Confraternização Universal',
    act,
    source,
  },
]
