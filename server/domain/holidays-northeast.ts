import type { DayEntry, DayRule } from './day-rules.ts'

const fixed = (month: number, day: number): DayRule => ({ on: 'fixed', month, day })
const unread = (rule: DayRule, reason: string): DayEntry => ({ rule, effect: { kind: 'closed' }, reason, act: null })

/** Entries by UF. */
export const northeast: Readonly<Record<string, readonly DayEntry[]>> = {
  AL: [
    unread(fixed(6, 24), 'São João'),
    unread(fixed(6, 29), 'São Pedro'),
    unread(fixed(9, 16), 'Emancipação Política de Alagoas'),
    unread(fixed(11, 30), 'Dia do Evangélico'),
  ],
  BA: [unread(fixed(7, 2), 'Independência da Bahia')],
  CE: [unread(fixed(3, 19), 'São José'), unread(fixed(3, 25), 'Data Magna do Ceará')],
  MA: [unread(fixed(7, 28), 'Adesão do Maranhão à Independência do Brasil')],
  PB: [unread(fixed(8, 5), 'Fundação do Estado da Paraíba')],
  PE: [unread(fixed(3, 6), 'Revolução Pernambucana de 1817'), unread(fixed(6, 24), 'São João')],
  PI: [unread(fixed(10, 19), 'Dia do Piauí')],
  RN: [
    unread(fixed(8, 7), 'Dia do Rio Grande do Norte'),
    unread(fixed(10, 3), 'Mártires de Cunhaú e Uruaçu'),
  ],
  SE: [unread(fixed(7, 8), 'Emancipação Política de Sergipe')],
}
