import type { DayEffect, DayEntry, DayRule } from './day-rules.ts'

const closed = { kind: 'closed' } as const
const quoted =
  'https://github.com/brazilian-utils/javascript/blob/0093e062f04df29a041491fa6653ab64818a53ef/src/get-holidays/constants.ts'
const later = 'https://github.com/brazilian-utils/javascript/blob/main/src/get-holidays/constants.ts'
const fixed = (month: number, day: number): DayRule => ({ on: 'fixed', month, day })
const entry = (rule: DayRule, reason: string, act: string, source: string, effect: DayEffect = closed): DayEntry => ({
  rule,
  effect,
  reason,
  act,
  source,
})
const unread = (rule: DayRule, reason: string): DayEntry => ({ rule, effect: closed, reason, act: null })

/**
 * Acre keeps a state holiday that falls on a Tuesday, Wednesday or Thursday on the Friday, but for 15 June; with another
 * holiday in that week the two are kept on days in a row, which the entries by date below say where it happens.
 */
const friday = { from: [2, 3, 4], to: 5 }
const delay = 'adiamento: Lei estadual nº 2.126/2009, art. 1º (redação da Lei nº 2.247/2009)'
const inRow = 'Lei estadual nº 2.126/2009, art. 1º, parágrafo único'
const delayed = (on: DayRule & { on: 'fixed' }, reason: string, law: string, source: string): DayEntry =>
  entry({ ...on, moved: friday }, reason, `${law}; ${delay}`, source)

const catolico = (years: { first?: number; last?: number }): DayEntry =>
  delayed(
    { on: 'fixed', month: 1, day: 20, years },
    'Dia do Católico',
    'Lei estadual nº 3.137/2016',
    `${later} (cita a lei, transcreve a do adiamento)`,
  )
const amazonia = (years: { first?: number; last?: number }): DayEntry =>
  delayed(
    { on: 'fixed', month: 9, day: 5, years },
    'Dia da Amazônia',
    'Lei estadual nº 243/1968, art. 2º',
    `${later} (transcreve as duas leis)`,
  )
const petropolis = (years: { first?: number; last?: number }): DayEntry =>
  delayed(
    { on: 'fixed', month: 11, day: 17, years },
    'Tratado de Petrópolis',
    'Lei estadual nº 57/1965',
    `${later} (cita a lei, transcreve a do adiamento)`,
  )
const carnival = 'Portaria nº 3/2025 da Corregedoria-Geral da Justiça do Acre'
const carnivalSource =
  'https://tjac.jus.br/2025/02/confira-o-funcionamento-das-serventias-extrajudiciais-durante-o-carnaval-e-quarta-feira-de-cinzas (notícia do tribunal)'

const acre: readonly DayEntry[] = [
  catolico({ last: 2025 }),
  entry(
    { on: 'date', date: '2026-01-22' },
    'Dia do Católico',
    `Lei estadual nº 3.137/2016; ${inRow}`,
    'https://agazetadoacre.com/2026/01/noticias/geral/feriadao-janeiro-tera-dois-feriados-no-acre-com-quatro-dias-de-folga-veja-quais-sao/?noamp=mobile (calendário oficial de 2026, Decreto nº 11.809/2025)',
  ),
  catolico({ first: 2027 }),
  delayed(
    { on: 'fixed', month: 1, day: 23 },
    'Dia do Evangélico',
    'Lei estadual nº 1.538/2004',
    'https://www.acrelandia.ac.gov.br/feriados (decreto municipal que cita as leis estaduais)',
  ),
  entry({ on: 'date', date: '2025-03-03' }, 'Segunda-feira de Carnaval', carnival, carnivalSource),
  entry({ on: 'date', date: '2025-03-04' }, 'Terça-feira de Carnaval', carnival, carnivalSource),
  entry({ on: 'date', date: '2025-03-05' }, 'Quarta-feira de Cinzas, a partir das 12h', carnival, carnivalSource, {
    kind: 'half',
    intervals: [[720, 1440]],
  }),
  delayed(
    { on: 'fixed', month: 3, day: 8 },
    'Dia Internacional da Mulher',
    'Lei estadual nº 1.411/2001',
    'https://www.acrelandia.ac.gov.br/feriados (decreto municipal que cita as leis estaduais)',
  ),
  entry(
    fixed(6, 15),
    'Aniversário do Estado do Acre',
    'Lei estadual nº 14/1964',
    'https://www.acrelandia.ac.gov.br/feriados (decreto municipal que cita a lei)',
  ),
  unread(fixed(8, 6), 'Início da Revolução Acreana'),
  amazonia({ last: 2028 }),
  entry(
    { on: 'date', date: '2029-09-06' },
    'Dia da Amazônia',
    `Lei estadual nº 243/1968, art. 2º; ${inRow}`,
    `${later} (transcreve as duas leis)`,
  ),
  amazonia({ first: 2030 }),
  petropolis({ last: 2025 }),
  // The law puts it next to Friday the 20th, the calendar of that year (Decreto nº 11.809/2025) left it on its date.
  unread({ on: 'date', date: '2026-11-17' }, 'Tratado de Petrópolis'),
  unread({ on: 'date', date: '2026-11-19' }, 'Tratado de Petrópolis'),
  petropolis({ first: 2027 }),
]

/** Entries by UF. */
export const north: Readonly<Record<string, readonly DayEntry[]>> = {
  AC: acre,
  AM: [
    entry(
      fixed(9, 5),
      'Elevação do Amazonas à categoria de Província',
      'Lei estadual nº 25/1977',
      `${later} (transcreve a ementa)`,
    ),
    unread(fixed(12, 8), 'Nossa Senhora da Conceição'),
  ],
  AP: [
    entry(fixed(3, 19), 'São José', 'Lei estadual nº 667/2002, art. 1º, parágrafo único', `${quoted} (cita a lei)`),
    entry(fixed(5, 15), 'Dia de Cabralzinho', 'Lei estadual nº 2.213/2017', `${quoted} (transcreve a lei)`),
    entry(
      fixed(9, 13),
      'Criação do Território Federal do Amapá',
      'Constituição do Estado do Amapá, art. 355',
      `${quoted} (transcreve o artigo)`,
    ),
  ],
  PA: [
    entry(
      fixed(8, 15),
      'Adesão do Pará à Independência do Brasil',
      'Lei estadual nº 5.999/1996',
      'https://portalrdn.com.br/2023/08/10/prefeitura-de-santarem-faculta-o-ponto-na-vespera-do-feriado-da-adesao-do-para-a-independencia/ (cita a lei)',
    ),
  ],
  RO: [
    entry(
      fixed(1, 4),
      'Criação e instalação do Estado de Rondônia',
      'Lei estadual nº 2.291/2010, art. 1º',
      'https://rondoniagora.com/politica/ja-e-lei-4-de-janeiro-e-a-data-magna-de-rondonia (texto da lei)',
    ),
  ],
  RR: [
    entry(
      fixed(10, 5),
      'Criação do Estado de Roraima',
      'Constituição do Estado de Roraima, art. 9º',
      `${quoted} (transcreve o artigo)`,
    ),
  ],
  TO: [
    entry(
      { on: 'fixed', month: 8, day: 15, years: { first: 2025 } },
      'Senhor do Bonfim',
      'Lei estadual nº 4.509/2024',
      'https://portalveredao.com.br/tocantins-cria-feriado-estadual-em-15-de-agosto-para-celebrar-o-senhor-do-bonfim (notícia que cita a lei)',
    ),
    entry(fixed(9, 8), 'Nossa Senhora da Natividade', 'Lei estadual nº 627/1993', `${quoted} (cita a lei)`),
    entry(fixed(10, 5), 'Criação do Estado do Tocantins', 'Lei estadual nº 98/1989', `${quoted} (cita a lei)`),
  ],
}
