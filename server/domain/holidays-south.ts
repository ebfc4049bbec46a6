import type { DayEntry } from './day-rules.ts'

const closed = { kind: 'closed' } as const
const open = { kind: 'open' } as const
const fromNoon = { kind: 'half', intervals: [[720, 1440]] } as const
const toSunday = { from: [1, 2, 3, 4, 5, 6], to: 7 } as const
// Quotes the acts from the assemblies' own pages, which it names; the pinned version is the one that was read.
const quoted =
  'https://github.com/brazilian-utils/javascript/blob/0093e062f04df29a041491fa6653ab64818a53ef/src/get-holidays/constants.ts'

const gauchoNorms = {
  act: 'Consolidação Normativa Notarial e Registral (CGJ-RS), art. 5º, § 6º, II',
  source:
    'https://10tab.com.br/noticias/2022/saiba-como-sera-o-funcionamento-dos-cartorios-gauchos-durante-o-carnaval?page=717',
}
const code = {
  act: 'Provimento CGJ-SC nº 34/2023, art. 218',
  source:
    'https://jornalsul.com.br/pjsc-atendera-em-sistema-de-plantao-nas-112-comarcas-e-no-tribunal-de-justica-durante-o-carnaval-2',
}
// The court's own news gives this resolution's content, not its number.
const resolution = {
  act: 'Resolução do TJSC sobre o expediente do foro extrajudicial',
  source:
    'domain.md [SC-HORA]: https://irib.org.br/noticias/detalhes/judiciario-de-sc-define-regras-para-o-horario-de-expediente-dos-cartorios-extrajudiciais',
}

/** Entries of Paraná, Rio Grande do Sul and Santa Catarina by UF. */
export const south: Readonly<Record<string, readonly DayEntry[]>> = {
  PR: [
    {
      rule: { on: 'fixed', month: 12, day: 19 },
      effect: open,
      reason: 'Emancipação Política do Paraná',
      act: 'Lei estadual nº 18.384/2014',
      source:
        'https://gazetadopovo.com.br/vida-e-cidadania/governador-sanciona-lei-que-revoga-feriado-em-19-de-dezembro-ehi1rgrx9l75nfiqe6j1getzi',
    },
  ],
  RS: [
    { rule: { on: 'easter', days: -48 }, effect: closed, reason: 'Segunda-feira de Carnaval', ...gauchoNorms },
    { rule: { on: 'easter', days: -47 }, effect: closed, reason: 'Terça-feira de Carnaval', ...gauchoNorms },
    { rule: { on: 'easter', days: -46 }, effect: fromNoon, reason: 'Quarta-feira de Cinzas', ...gauchoNorms },
    {
      rule: { on: 'fixed', month: 9, day: 20 },
      effect: closed,
      reason: 'Revolução Farroupilha',
      act: 'Constituição do Estado do Rio Grande do Sul, art. 6º, § 1º (EC nº 11/1995)',
      source: quoted,
    },
  ],
  SC: [
    { rule: { on: 'easter', days: -48 }, effect: closed, reason: 'Segunda-feira de Carnaval', ...code },
    { rule: { on: 'easter', days: -47 }, effect: closed, reason: 'Terça-feira de Carnaval', ...code },
    { rule: { on: 'easter', days: -46 }, effect: open, reason: 'Quarta-feira de Cinzas', ...code },
    { rule: { on: 'easter', days: -3 }, effect: open, reason: 'Quinta-feira Santa', ...resolution },
    { rule: { on: 'easter', days: -2 }, effect: closed, reason: 'Sexta-feira da Paixão', ...resolution },
    {
      rule: { on: 'fixed', month: 8, day: 11, moved: toSunday },
      effect: closed,
      reason: 'Data Magna de Santa Catarina',
      act: 'Lei estadual nº 18.531/2022, Anexo Único',
      source: quoted,
    },
    { rule: { on: 'fixed', month: 10, day: 28 }, effect: open, reason: 'Dia do Servidor Público', ...resolution },
    {
      rule: { on: 'fixed', month: 11, day: 25, moved: toSunday },
      effect: closed,
      reason: 'Santa Catarina de Alexandria',
      act: 'Lei estadual nº 18.531/2022, Anexo Único',
      source: quoted,
    },
    { rule: { on: 'fixed', month: 12, day: 8 }, effect: open, reason: 'Dia da Justiça', ...resolution },
    { rule: { on: 'fixed', month: 12, day: 24 }, effect: closed, reason: 'Véspera de Natal', ...resolution },
    // Open on the year's last business day only when banks serve the public; elsewhere in these years that day is the 31st.
    { rule: { on: 'date', date: '2028-12-29' }, effect: closed, reason: 'Último dia útil do ano', act: null },
    { rule: { on: 'fixed', month: 12, day: 31 }, effect: closed, reason: 'Véspera de Ano-Novo', ...resolution },
  ],
}
