import type { DayEntry, DayRule } from './day-rules.ts'

const unread = (rule: DayRule, reason: string): DayEntry => ({ rule, effect: { kind: 'closed' }, reason, act: null })

/** Entries by UF. */
export const southeast: Readonly<Record<string, readonly DayEntry[]>> = {
  ES: [unread({ on: 'easter', days: 8 }, 'Nossa Senhora da Penha')],
  MG: [unread({ on: 'fixed', month: 4, day: 21 }, 'Data Magna do Estado')],
  RJ: [
    unread({ on: 'easter', days: -47 }, 'Terça-feira de Carnaval'),
    unread({ on: 'fixed', month: 4, day: 23 }, 'São Jorge'),
  ],
  SP: [unread({ on: 'fixed', month: 7, day: 9 }, 'Revolução Constitucionalista')],
}
