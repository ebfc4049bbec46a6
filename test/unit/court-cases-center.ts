/** Distrito Federal, Goiás, Mato Grosso do Sul and Mato Grosso. */
export const center = `
DF 5300108 Brasília | seg-sex 9-17 | 2026-02-13 16:50 | 2026-02-18 12:05 | 2026-02-18T15:05Z | half 2026-02-18 | weekend | Carnival closed, Ash Wednesday from noon | Provimento-Geral da Corregedoria da Justiça do DF
DF 5300108 Brasília | seg-sex 9-17 | 2026-02-13 16:50 | 2026-02-18 12:05 | 2026-02-18T15:05Z | closed 2026-02-17 | weekend | … the same clock, asked about Tuesday | Provimento-Geral da Corregedoria da Justiça do DF
DF 5300108 Brasília | seg-sex 9-17 | 2026-02-16 10:00 | 2026-02-18 12:15 | 2026-02-18T15:15Z | closed 2026-02-16 | | … sent on Carnival Monday | Provimento-Geral da Corregedoria da Justiça do DF
DF 5300108 Brasília | seg-sex 8-12 | 2026-02-18 08:00 | 2026-02-19 08:15 | 2026-02-19T11:15Z | half 2026-02-18 | | the half day leaves nothing to an office that closes at noon | Provimento-Geral da Corregedoria da Justiça do DF
DF 5300108 Brasília | seg-sex 9-17 | 2027-03-25 16:50 | 2027-03-29 09:05 | 2027-03-29T12:05Z | closed 2027-03-26 | weekend | Good Friday by the district's law | Lei distrital nº 72/1989, art. 1º, parágrafo único
DF 5300108 Brasília | seg-sex 9-17 | 2026-06-03 16:50 | 2026-06-05 09:05 | 2026-06-05T12:05Z | closed 2026-06-04 | | Corpus Christi too | Lei distrital nº 72/1989, art. 1º, parágrafo único
DF 5300108 Brasília | seg-sex 9-17 | 2026-04-20 16:50 | 2026-04-22 09:05 | 2026-04-22T12:05Z | closed 2026-04-21 | | 21 April: the nation's holiday and the district's, told by the nearer act | Lei distrital nº 72/1989, art. 1º, I
DF 5300108 Brasília | seg-sex 9-17 | 2027-11-29 16:50 | 2027-12-01 09:05 | 2027-12-01T12:05Z | closed 2027-11-30 | month-end | Dia do Evangélico, a Tuesday | Lei distrital nº 963/1995
DF 5300108 Brasília | seg-sex 9-17 | 2026-12-24 16:50 | 2026-12-28 09:05 | 2026-12-28T12:05Z | ordinary 2026-12-24 | year-end weekend | Christmas Eve counts to closing | domain.md §4 [HOL]
GO 5208707 Goiânia | seg-sex 9-17 | 2024-07-19 16:50 | 2024-07-23 09:05 | 2024-07-23T12:05Z | closed 2024-07-22 | moved weekend | 26 July of 2024 by decree on Monday the 22nd … | Decreto estadual nº 10.481/2024
GO 5208707 Goiânia | seg-sex 9-17 | 2024-07-26 10:00 | 2024-07-26 10:15 | 2024-07-26T13:15Z | ordinary 2024-07-26 | moved | … and the date of the law is ordinary | Decreto estadual nº 10.481/2024
GO 5208707 Goiânia | seg-sex 9-17 | 2025-07-25 16:50 | 2025-07-29 09:05 | 2025-07-29T12:05Z | closed 2025-07-28 | moved weekend | in 2025 forward | Decreto estadual nº 10.709/2025
GO 5208707 Goiânia | seg-sex 9-17 | 2026-07-17 16:50 | 2026-07-21 09:05 | 2026-07-21T12:05Z | closed 2026-07-20 | moved weekend | in 2026 back | Decreto estadual nº 10.935/2026
GO 5208707 Goiânia | seg-sex 9-17 | 2027-07-23 16:50 | 2027-07-27 09:05 | 2027-07-27T12:05Z | closed 2027-07-26 | weekend | with no decree yet, the date of the law | Lei estadual nº 20.756/2020, art. 269, II, "a"
GO 5208707 Goiânia | seg-sex 9-17 | 2028-10-23 16:50 | 2028-10-25 09:05 | 2028-10-25T12:05Z | closed 2028-10-24 | | Goiânia's foundation stone, a Tuesday | Lei estadual nº 20.756/2020, art. 269, II, "b"
GO 5208707 Goiânia | seg-sex 9-17 | 2026-04-02 16:50 | 2026-04-06 09:05 | 2026-04-06T12:05Z | closed 2026-04-03 | weekend | Good Friday by the corregedoria | Ofício Circular nº 279/2019
GO 5208707 Goiânia | seg-sex 9-17 | 2026-10-28 10:00 | 2026-10-28 10:15 | 2026-10-28T13:15Z | unread 2026-10-28 | | the servants' day: for notary offices not confirmed … | a confirmar: Dia do Servidor Público
GO 5208707 Goiânia | seg-sex 9-17 | 2026-10-30 16:50 | 2026-11-03 09:05 | 2026-11-03T12:05Z | unread 2026-10-30 | month-end weekend | … nor on the Friday to which the servants moved it; Monday is Finados | a confirmar: Dia do Servidor Público
GO 5208707 Goiânia | seg-sex 9-17 | 2027-11-12 16:50 | 2027-11-16 09:05 | 2027-11-16T12:05Z | closed 2027-11-15 | weekend | Proclamação da República, a Monday | Lei nº 662/1949
MS 5002704 Campo Grande | seg-sex 9-17 | 2027-10-08 16:50 | 2027-10-13 09:05 | 2027-10-13T13:05Z | closed 2027-10-11 | weekend zone | the state's creation on Monday, N. Sra. Aparecida on Tuesday | Lei estadual nº 10/1979
MS 5002704 Campo Grande | seg-sex 9-17 | 2026-08-26 10:00 | 2026-08-26 10:15 | 2026-08-26T14:15Z | ordinary 2026-08-26 | zone | the capital's birthday without an act | domain.md rule 2
MS 5002704 Campo Grande | seg-sex 9-17 | 2026-06-04 10:00 | 2026-06-04 10:15 | 2026-06-04T14:15Z | ordinary 2026-06-04 | zone | Corpus Christi is only optional | domain.md §4 [HOL]
MS 5003207 Corumbá | seg-sex 9-17 | 2026-10-30 16:50 | 2026-11-03 09:05 | 2026-11-03T13:05Z | closed 2026-11-02 | month-end weekend zone | Finados, a Monday, at UTC−4 | Lei nº 662/1949
MT 5103403 Cuiabá | seg-sex 9-17 | 2026-06-24 13:25 | 2026-06-25 09:10 | 2026-06-25T13:10Z | hours 2026-06-24 | zone | special hours of one day, the rest on the next | domain.md §3 | cartório horas 7:30-13:30 2026-06-24: Jogo da seleção (portaria de exemplo)
MT 5103403 Cuiabá | seg-sex 9-17 | 2026-06-24 07:00 | 2026-06-24 07:45 | 2026-06-24T11:45Z | hours 2026-06-24 | zone | special hours also open earlier | domain.md §4 [MT-COPA] | cartório horas 7:30-13:30 2026-06-24: Jogo da seleção (portaria de exemplo)
MT 5103403 Cuiabá | seg-sex 9-17 | 2026-11-19 16:59 | 2026-11-23 09:14 | 2026-11-23T13:14Z | closed 2026-11-20 | weekend zone | 20 November is the nation's since 2024 | Lei nº 14.759/2023
MT 5103403 Cuiabá | seg-sex 9-17 | 2026-12-24 10:00 | 2026-12-24 10:15 | 2026-12-24T14:15Z | unread 2026-12-24 | year-end zone | Christmas Eve | a confirmar: Véspera de Natal
MT 5103403 Cuiabá | seg-sex 9-17 | 2026-12-31 16:50 | 2027-01-04 09:05 | 2027-01-04T13:05Z | unread 2026-12-31 | year-end month-end weekend zone | New Year's Eve | a confirmar: Véspera de Ano-Novo
`
