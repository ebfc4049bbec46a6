import type { DayEffect, DayEntry, DayRule } from './day-rules.ts'

const closed = { kind: 'closed' } as const
const quoted =
  'https://github.com/brazilian-utils/javascript/blob/0093e062f04df29a041491fa6653ab64818a53ef/src/get-holidays/constants.ts'
const later = 'https://github.com/brazilian-utils/javascript/blob/main/src/get-holidays/constants.ts'
const fixed = (month: number, day: number): DayRule => ({ on: 'fixed', month, day })
const easter = (days: number): DayRule => ({ on: 'easter', days })
const entry = (rule: DayRule, reason: string, act: string, source: string, effect: DayEffect = closed): DayEntry => ({
  rule,
  effect,
  reason,
  act,
  source,
})
const unread = (rule: DayRule, reason: string): DayEntry => ({ rule, effect: closed, reason, act: null })

const dfCarnival =
  'Provimento-Geral da Corregedoria da Justiça do DF aplicado aos Serviços Notariais e de Registro, na aplicação do TJDFT ao Carnaval de 2022'
const dfCarnivalSource =
  'https://adalbertobarros.adv.br/confira-como-sera-o-funcionamento-do-tjdft-durante-o-feriado-de-carnaval (notícia do tribunal)'
const goias = (letter: string) => `Lei estadual nº 20.756/2020, art. 269, II, "${letter}"`
const goiasMoved = (number: string) => `${goias('a')} e § 1º; Decreto estadual nº ${number}`

/** Entries by UF. */
export const center: Readonly<Record<string, readonly DayEntry[]>> = {
  DF: [
    entry(easter(-48), 'Segunda-feira de Carnaval', dfCarnival, dfCarnivalSource),
    entry(easter(-47), 'Terça-feira de Carnaval', dfCarnival, dfCarnivalSource),
    entry(easter(-46), 'Quarta-feira de Cinzas, a partir das 12h', dfCarnival, dfCarnivalSource, {
      kind: 'half',
      intervals: [[720, 1440]],
    }),
    entry(
      easter(-2),
      'Sexta-feira da Paixão',
      'Lei distrital nº 72/1989, art. 1º, parágrafo único; Provimento-Geral da Corregedoria da Justiça do DF aplicado aos Serviços Notariais e de Registro, art. 2º, § 1º, II, "e"',
      'https://abras.com.br/clipping/juridico/94795/confira-o-funcionamento-do-tjdft-durante-o-feriado-da-semana-santa (notícia do tribunal)',
    ),
    entry(fixed(4, 21), 'Fundação de Brasília', 'Lei distrital nº 72/1989, art. 1º, I', `${quoted} (cita o inciso)`),
    entry(
      easter(60),
      'Corpus Christi',
      'Lei distrital nº 72/1989, art. 1º, parágrafo único',
      `${quoted} (transcreve o parágrafo)`,
    ),
    entry(
      fixed(11, 30),
      'Dia do Evangélico',
      'Lei distrital nº 963/1995',
      'https://agenciabrasil.ebc.com.br/geral/noticia/2022-11/amanha-sera-ponto-facultativo-nos-orgaos-federais-sediados-em-brasilia (cita a lei)',
    ),
  ],
  GO: [
    entry(
      easter(-2),
      'Sexta-feira da Paixão',
      'Ofício Circular nº 279/2019 da Corregedoria-Geral da Justiça do Estado de Goiás',
      'https://www.tjgo.jus.br/index.php/institucional/centro-de-comunicacao-social/148-noticias-corregedoria/19546-semana-santa-expediente-forense-nos-cartorios-extrajudiciais-esta-suspenso-na-sexta-feira-10 (notícia do tribunal)',
    ),
    // The governor may move the 26th, and did so by a decree of each of these years.
    ...(
      [
        ['2024-07-22', '10.481/2024'],
        ['2025-07-28', '10.709/2025'],
        ['2026-07-20', '10.935/2026'],
      ] as const
    ).map(([date, decree]) =>
      entry(
        { on: 'date', date },
        'Fundação da Cidade de Goiás',
        goiasMoved(decree),
        `${later} (transcreve a lei, cita os decretos)`,
      ),
    ),
    entry(
      { on: 'fixed', month: 7, day: 26, years: { first: 2027 } },
      'Fundação da Cidade de Goiás',
      goias('a'),
      `${quoted} (transcreve o artigo)`,
    ),
    entry(fixed(10, 24), 'Pedra fundamental de Goiânia', goias('b'), `${quoted} (transcreve o artigo)`),
    // A day of the servants, moved by decrees whose numbers were not read.
    unread(fixed(10, 28), 'Dia do Servidor Público'),
    unread({ on: 'date', date: '2025-10-27' }, 'Dia do Servidor Público'),
    unread({ on: 'date', date: '2026-10-30' }, 'Dia do Servidor Público'),
  ],
  MS: [
    entry(
      fixed(10, 11),
      'Criação do Estado de Mato Grosso do Sul',
      'Lei estadual nº 10/1979, art. 1º',
      'https://blog.feriados.com.br/2019/10/07/11-de-outubro-feriado-no-mato-grosso-do-sul/ (texto da lei)',
    ),
  ],
  // The state's only holiday, 20 November (Lei nº 7.879/2002), has been the nation's since 2024.
  MT: [unread(fixed(12, 24), 'Véspera de Natal'), unread(fixed(12, 31), 'Véspera de Ano-Novo')],
}
