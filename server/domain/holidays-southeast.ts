import type { DayEntry, DayRule } from './day-rules.ts'

const closed = { kind: 'closed' } as const
const fromNoon = { kind: 'half', intervals: [[720, 1440]] } as const
// Quotes the acts from the assemblies' own pages, which it names; the pinned version is the one that was read.
const quoted =
  'https://github.com/brazilian-utils/javascript/blob/0093e062f04df29a041491fa6653ab64818a53ef/src/get-holidays/constants.ts'

const carnival2025 = {
  act: 'Decisão/Ofício CGJ-ES nº 2514620/7001598-94.2025.8.08.0000',
  source: 'https://sinoreg-es.org.br/?in=OTYzMQ%3D%3D&pG=X19leGliZV9ub3RpY2lhcw%3D%3D',
}
const norms = {
  act: 'Provimento Conjunto nº 93/2020 (TJMG), art. 70',
  source:
    'https://www.sistemampa.com.br/noticias/divinopolis/funcionamento-dos-cartorios-de-minas-gerais-durante-o-carnaval/',
}

/** Entries of Espírito Santo, Minas Gerais, Rio de Janeiro and São Paulo by UF. */
export const southeast: Readonly<Record<string, readonly DayEntry[]>> = {
  ES: [
    // Only the law closes here (domain.md rule 2): carnival and the last days of the year need an authorisation of each year.
    { rule: { on: 'date', date: '2025-03-03' }, effect: closed, reason: 'Segunda-feira de Carnaval', ...carnival2025 },
    { rule: { on: 'date', date: '2025-03-04' }, effect: closed, reason: 'Terça-feira de Carnaval', ...carnival2025 },
    { rule: { on: 'date', date: '2025-03-05' }, effect: fromNoon, reason: 'Quarta-feira de Cinzas', ...carnival2025 },
    { rule: { on: 'date', date: '2026-02-16' }, effect: closed, reason: 'Segunda-feira de Carnaval', act: null },
    { rule: { on: 'date', date: '2026-02-17' }, effect: closed, reason: 'Terça-feira de Carnaval', act: null },
    { rule: { on: 'date', date: '2026-02-18' }, effect: fromNoon, reason: 'Quarta-feira de Cinzas', act: null },
    {
      rule: { on: 'easter', days: 8 },
      effect: closed,
      reason: 'Nossa Senhora da Penha',
      act: 'Lei estadual nº 11.010/2019, art. 1º, parágrafo único',
      source: quoted,
    },
    unread({ on: 'fixed', month: 12, day: 24 }, 'Véspera de Natal'),
    unread({ on: 'fixed', month: 12, day: 31 }, 'Véspera de Ano-Novo'),
  ],
  MG: [
    { rule: { on: 'easter', days: -48 }, effect: closed, reason: 'Segunda-feira de Carnaval', ...norms },
    { rule: { on: 'easter', days: -47 }, effect: closed, reason: 'Terça-feira de Carnaval', ...norms },
    { rule: { on: 'easter', days: -46 }, effect: fromNoon, reason: 'Quarta-feira de Cinzas', ...norms },
    unread({ on: 'easter', days: -2 }, 'Sexta-feira da Paixão'),
    {
      rule: { on: 'fixed', month: 4, day: 21 },
      effect: closed,
      reason: 'Data Magna de Minas Gerais',
      act: 'Constituição do Estado de Minas Gerais, art. 256, c/c Lei 9.093/1995, art. 1º, II',
      source: 'https://amagis.com.br/posts/pec-que-institui-o-dia-dos-gerais-e-aprovada-na-almg',
    },
    unread({ on: 'fixed', month: 12, day: 24 }, 'Véspera de Natal'),
    unread({ on: 'fixed', month: 12, day: 31 }, 'Véspera de Ano-Novo'),
  ],
  RJ: [
    {
      rule: { on: 'easter', days: -47 },
      effect: closed,
      reason: 'Terça-feira de Carnaval',
      act: 'Lei estadual nº 5.243/2008, art. 1º',
      source: quoted,
    },
    {
      rule: { on: 'fixed', month: 4, day: 23 },
      effect: closed,
      reason: 'São Jorge',
      act: 'Lei estadual nº 5.198/2008',
      source: quoted,
    },
    {
      rule: { on: 'easter', days: 60, years: { first: 2026 } },
      effect: closed,
      reason: 'Corpus Christi',
      act: 'Lei estadual nº 11.002/2025',
      source: 'https://sbtnews.sbt.com.br/noticia/Brasil/rio-de-janeiro-ganha-novo-feriado-estadual-veja-em-qual-data',
    },
  ],
  SP: [
    unread({ on: 'easter', days: -47 }, 'Terça-feira de Carnaval'),
    {
      rule: { on: 'fixed', month: 7, day: 9 },
      effect: closed,
      reason: 'Revolução Constitucionalista de 1932',
      act: 'Lei estadual nº 9.497/1997, art. 1º',
      source: quoted,
    },
    // Ruled apart by art. 3º of the Portaria CGJ nº 77/2000, of which only the beginning could be read.
    unread({ on: 'fixed', month: 10, day: 28 }, 'Dia do Servidor Público'),
    unread({ on: 'fixed', month: 12, day: 8 }, 'Dia da Justiça'),
  ],
}

function unread(rule: DayRule, reason: string): DayEntry {
  return { rule, effect: closed, reason, act: null }
}
