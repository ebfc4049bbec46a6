import type { DayEntry } from './day-rules.ts'

const closed = { kind: 'closed' } as const
// Quotes the acts from the assemblies' own pages, which it names; the pinned version is the one that was read.
const quoted =
  'https://github.com/brazilian-utils/javascript/blob/0093e062f04df29a041491fa6653ab64818a53ef/src/get-holidays/constants.ts'

const evangelical = {
  effect: closed,
  reason: 'Dia Estadual do Evangélico',
  act: 'Lei estadual nº 7.530/2013, art. 2º e parágrafo único',
  source: quoted,
} as const

/** Entries of Alagoas, Bahia, Ceará, Maranhão, Paraíba, Pernambuco, Piauí, Rio Grande do Norte and Sergipe by UF. */
export const northeast: Readonly<Record<string, readonly DayEntry[]>> = {
  AL: [
    {
      rule: { on: 'fixed', month: 6, day: 24 },
      effect: closed,
      reason: 'São João',
      act: 'Lei estadual nº 5.508/1993',
      source: quoted,
    },
    {
      rule: { on: 'fixed', month: 6, day: 29 },
      effect: closed,
      reason: 'São Pedro',
      act: 'Lei estadual nº 5.509/1993',
      source: quoted,
    },
    {
      rule: { on: 'fixed', month: 9, day: 16, years: { first: 2024 } },
      effect: closed,
      reason: 'Emancipação Política de Alagoas',
      act: 'Lei estadual nº 9.358/2024',
      source: quoted,
    },
    // Its parágrafo único puts a Thursday off to Friday and brings a Tuesday forward to Monday. A rule can't move back, so
    // the one Tuesday until 2031, that of 2027, is a date.
    { rule: { on: 'fixed', month: 11, day: 30, years: { last: 2026 }, moved: { from: [4], to: 5 } }, ...evangelical },
    { rule: { on: 'date', date: '2027-11-29' }, ...evangelical },
    {
      rule: { on: 'fixed', month: 11, day: 30, years: { first: 2028, last: 2031 }, moved: { from: [4], to: 5 } },
      ...evangelical,
    },
  ],
  BA: [
    { rule: { on: 'fixed', month: 6, day: 24 }, effect: closed, reason: 'São João', act: null },
    {
      rule: { on: 'fixed', month: 7, day: 2 },
      effect: closed,
      reason: 'Independência da Bahia',
      act: 'Constituição do Estado da Bahia, art. 6º, § 3º',
      source: quoted,
    },
  ],
  CE: [
    {
      rule: { on: 'fixed', month: 3, day: 25 },
      effect: closed,
      reason: 'Data Magna do Ceará',
      act: 'Constituição do Estado do Ceará, art. 18, parágrafo único (EC nº 73/2011), c/c Lei 9.093/1995, art. 1º, II',
      source: quoted,
    },
  ],
  MA: [
    {
      rule: { on: 'fixed', month: 3, day: 8, years: { first: 2027 } },
      effect: closed,
      reason: 'Dia Internacional da Mulher',
      act: 'Lei estadual nº 12.800/2026, art. 1º',
      source:
        'https://github.com/brazilian-utils/javascript/blob/main/src/get-holidays/constants.ts (transcreve o artigo)',
    },
    {
      // Suspended by the state court until its judgment of 6 March 2024.
      rule: { on: 'easter', days: 60, years: { first: 2024 } },
      effect: closed,
      reason: 'Corpus Christi',
      act: 'Lei estadual nº 11.539/2021, art. 1º',
      source: quoted,
    },
    {
      rule: { on: 'fixed', month: 7, day: 28 },
      effect: closed,
      reason: 'Adesão do Maranhão à Independência do Brasil',
      act: 'Lei estadual nº 2.457/1964, art. 1º',
      source: 'https://lealjunior.com.br/entenda-se-dia-28-de-julho-e-feriado',
    },
  ],
  PB: [
    {
      rule: { on: 'fixed', month: 8, day: 5 },
      effect: closed,
      reason: 'Data Magna da Paraíba',
      act: 'Lei estadual nº 10.601/2015, art. 1º',
      source:
        'https://www.pbagora.com.br/noticia/paraiba/e-lei-feriado-do-dia-05-de-agosto-esta-mantido-em-toda-a-paraiba/amp',
    },
  ],
  PE: [
    {
      rule: { on: 'fixed', month: 3, day: 6 },
      effect: closed,
      reason: 'Data Magna de Pernambuco',
      act: 'Lei estadual nº 16.241/2017, art. 49',
      source: quoted,
    },
  ],
  PI: [
    {
      rule: { on: 'fixed', month: 10, day: 19 },
      effect: closed,
      reason: 'Dia do Piauí',
      act: 'Lei estadual nº 176/1937',
      source: quoted,
    },
  ],
  RN: [
    {
      rule: { on: 'fixed', month: 10, day: 3 },
      effect: closed,
      reason: 'Mártires de Cunhaú e Uruaçu',
      act: 'Lei estadual nº 8.913/2006',
      source: quoted,
    },
  ],
  SE: [
    {
      rule: { on: 'fixed', month: 7, day: 8 },
      effect: closed,
      reason: 'Independência de Sergipe',
      act: 'Constituição do Estado de Sergipe, art. 269 (EC nº 20/2000)',
      source: quoted,
    },
  ],
}
