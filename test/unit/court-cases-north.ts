/** Acre, Amazonas, Amapá, Pará, Rondônia, Roraima and Tocantins; the columns are explained in court-cases.ts. */
export const north = `
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-03-26 23:50 | 2027-03-29 08:15 | 2027-03-29T13:15Z | closed 2027-03-26 | night weekend zone | Good Friday night, the office's own closure: nothing runs until Monday | domain.md §3 | cartório fecha 2027-03-26: Sexta-feira da Paixão
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-03-26 10:00 | 2027-03-26 10:15 | 2027-03-26T15:15Z | ordinary 2027-03-26 | zone | Good Friday where nobody closed it | domain.md rule 2
AC 1200401 Rio Branco | seg-sex 8-14 | 2026-11-24 06:05 | 2026-11-24 08:15 | 2026-11-24T13:15Z | - | night zone | 08:05 in Brasília is 06:05 in Acre: runs from the opening | domain.md §3
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-01-17 13:59 | 2025-01-21 08:14 | 2025-01-21T13:14Z | closed 2025-01-20 | weekend zone | 20 January on a Monday stays on Monday | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | seg-sex 8-14 | 2024-01-23 10:00 | 2024-01-23 10:15 | 2024-01-23T15:15Z | ordinary 2024-01-23 | moved zone | 23 January on a Tuesday: an ordinary day | Lei estadual nº 1.538/2004
AC 1200401 Rio Branco | seg-sex 8-14 | 2024-01-25 13:50 | 2024-01-29 08:05 | 2024-01-29T13:05Z | closed 2024-01-26 | moved weekend zone | … kept on Friday the 26th | Lei estadual nº 1.538/2004
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-01-23 13:55 | 2025-01-27 08:10 | 2025-01-27T13:10Z | closed 2025-01-24 | moved weekend zone | 23 January on a Thursday: counts that day, Friday is closed | Lei estadual nº 2.126/2009
AC 1200401 Rio Branco | seg-sex 8-14 | 2029-01-23 13:59 | 2029-01-24 08:14 | 2029-01-24T13:14Z | ordinary 2029-01-23 | moved zone | a Tuesday again, five years later | Lei estadual nº 1.538/2004
AC 1200401 Rio Branco | seg-sex 8-14 | 2030-01-24 13:50 | 2030-01-28 08:05 | 2030-01-28T13:05Z | closed 2030-01-25 | moved weekend zone | 23 January on a Wednesday is kept on Friday the 25th, as in 2013 | Lei nº 2.247/2009
AC 1200203 Cruzeiro do Sul | seg-sex 8-14 | 2026-01-20 09:00 | 2026-01-20 09:15 | 2026-01-20T14:15Z | ordinary 2026-01-20 | moved zone | 20 January on a Tuesday, put off … | Lei estadual nº 3.137/2016
AC 1200203 Cruzeiro do Sul | seg-sex 8-14 | 2026-01-21 13:50 | 2026-01-26 08:05 | 2026-01-26T13:05Z | closed 2026-01-22 | moved weekend zone | … to Thursday, because Friday is a holiday itself: two days in a row | art. 1º, parágrafo único
AC 1200203 Cruzeiro do Sul | seg-sex 8-14 | 2026-01-23 08:00 | 2026-01-26 08:15 | 2026-01-26T13:15Z | closed 2026-01-23 | weekend zone | 23 January on a Friday stays | Lei estadual nº 1.538/2004
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-01-20 08:00 | 2027-01-20 08:15 | 2027-01-20T13:15Z | ordinary 2027-01-20 | moved zone | 20 January on a Wednesday | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-01-21 13:45:01 | 2027-01-25 08:00:01 | 2027-01-25T13:00:01Z | closed 2027-01-22 | moved second weekend zone | … kept on Friday: one second is left for Monday | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | seg-sex 8-14 | 2028-01-20 12:00 | 2028-01-20 12:15 | 2028-01-20T17:15Z | ordinary 2028-01-20 | moved zone | 20 January on a Thursday | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | seg-sex 8-14 | 2028-01-21 09:00 | 2028-01-24 08:15 | 2028-01-24T13:15Z | closed 2028-01-21 | moved weekend zone | … kept on Friday; sent on the holiday itself | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | seg-sáb 8-12 | 2029-01-19 11:50 | 2029-01-22 08:05 | 2029-01-22T13:05Z | closed 2029-01-20 | weekend zone | 20 January on a Saturday stays: an office open on Saturdays is closed | Lei estadual nº 3.137/2016
AC 1200401 Rio Branco | todos 0-24 | 2026-03-07 23:50 | 2026-03-09 00:05 | 2026-03-09T05:05Z | closed 2026-03-08 | 24h night weekend zone | 8 March on a Sunday stays: even a day and night office loses it whole | Lei estadual nº 1.411/2001
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-03-08 10:00 | 2027-03-09 08:15 | 2027-03-09T13:15Z | closed 2027-03-08 | zone | 8 March on a Monday stays | Lei estadual nº 1.411/2001
AC 1200401 Rio Branco | seg-sex 8-14 | 2028-03-08 13:59 | 2028-03-09 08:14 | 2028-03-09T13:14Z | ordinary 2028-03-08 | moved zone | 8 March on a Wednesday: that day and Thursday are open | Lei estadual nº 1.411/2001
AC 1200401 Rio Branco | seg-sex 8-14 | 2028-03-10 08:00 | 2028-03-13 08:15 | 2028-03-13T13:15Z | closed 2028-03-10 | moved weekend zone | … Friday the 10th is closed | Lei estadual nº 1.411/2001
AC 1200401 Rio Branco | seg-sex 8-14 | 2029-03-08 13:50 | 2029-03-12 08:05 | 2029-03-12T13:05Z | closed 2029-03-09 | moved weekend zone | 8 March on a Thursday, kept on Friday | Lei estadual nº 1.411/2001
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-06-14 13:50 | 2027-06-16 08:05 | 2027-06-16T13:05Z | closed 2027-06-15 | zone | 15 June is the exception: a Tuesday stays on Tuesday | Lei estadual nº 14/1964
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-06-18 10:00 | 2027-06-18 10:15 | 2027-06-18T15:15Z | ordinary 2027-06-18 | zone | … and its Friday is an ordinary day | Lei estadual nº 14/1964
AC 1200401 Rio Branco | seg-sex 8-14 | 2026-08-06 08:00 | 2026-08-06 08:15 | 2026-08-06T13:15Z | unread 2026-08-06 | zone | Revolução Acreana: no act was read | a confirmar: Início da Revolução Acreana
AC 1200401 Rio Branco | seg-sex 8-14 | 2024-09-05 13:50 | 2024-09-09 08:05 | 2024-09-09T13:05Z | closed 2024-09-06 | moved weekend zone | 5 September on a Thursday, kept on Friday | Lei estadual nº 243/1968
AC 1200401 Rio Branco | seg-sex 8-14 | 2028-09-06 13:50 | 2028-09-11 08:05 | 2028-09-11T13:05Z | closed 2028-09-08 | moved weekend zone | 5 September on a Tuesday goes to Friday, after Thursday the 7th, as in 2023 | Lei estadual nº 243/1968
AC 1200401 Rio Branco | seg-sex 8-14 | 2029-09-05 13:50 | 2029-09-10 08:05 | 2029-09-10T13:05Z | closed 2029-09-06 | moved weekend zone | on a Wednesday it goes to Thursday, for Friday is the 7th, as in 2012 | art. 1º, parágrafo único
AC 1200401 Rio Branco | seg-sex 8-14 | 2030-09-05 13:50 | 2030-09-09 08:05 | 2030-09-09T13:05Z | closed 2030-09-06 | moved weekend zone | on a Thursday again, the eve of Saturday the 7th | Lei estadual nº 243/1968
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-11-14 13:50 | 2025-11-18 08:05 | 2025-11-18T13:05Z | closed 2025-11-17 | weekend zone | 17 November on a Monday stays | Lei estadual nº 57/1965
AC 1200401 Rio Branco | seg-sex 8-14 | 2027-11-18 13:50 | 2027-11-22 08:05 | 2027-11-22T13:05Z | closed 2027-11-19 | moved weekend zone | 17 November on a Wednesday, kept on Friday | Lei estadual nº 57/1965
AC 1200401 Rio Branco | seg-sex 8-14 | 2026-11-17 10:00 | 2026-11-17 10:15 | 2026-11-17T15:15Z | unread 2026-11-17 | zone | law and calendar of 2026 disagree: neither day closes | a confirmar: Tratado de Petrópolis
AC 1200401 Rio Branco | seg-sex 8-14 | 2026-11-19 13:50 | 2026-11-23 08:05 | 2026-11-23T13:05Z | unread 2026-11-19 | weekend zone | … so Thursday counts and Friday is the nation's | a confirmar: Tratado de Petrópolis
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-03-03 10:00 | 2025-03-05 12:15 | 2025-03-05T17:15Z | half 2025-03-05 | zone | Carnival of 2025, then Ash Wednesday from noon | Portaria nº 3/2025 da Corregedoria-Geral
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-02-28 13:50 | 2025-03-05 12:05 | 2025-03-05T17:05Z | closed 2025-03-03 | month-end weekend zone | … Monday is closed | Portaria nº 3/2025 da Corregedoria-Geral
AC 1200401 Rio Branco | seg-sex 8-14 | 2025-03-04 10:00 | 2025-03-05 12:15 | 2025-03-05T17:15Z | closed 2025-03-04 | zone | … and Tuesday | Portaria nº 3/2025 da Corregedoria-Geral
AC 1200401 Rio Branco | seg-sex 8-14 | 2026-02-17 10:00 | 2026-02-17 10:15 | 2026-02-17T15:15Z | ordinary 2026-02-17 | zone | the order of 2025 says nothing of 2026 | Portaria nº 3/2025
AM 1302603 Manaus | seg-sex 9-17 | 2028-09-04 16:50 | 2028-09-06 09:05 | 2028-09-06T13:05Z | closed 2028-09-05 | zone | 5 September in Manaus, UTC−4 | Lei estadual nº 25/1977
AM 1304062 Tabatinga | seg-sex 9-17 | 2028-09-04 16:50 | 2028-09-06 09:05 | 2028-09-06T14:05Z | closed 2028-09-05 | zone | the same by the wall clock of the west, UTC−5: an hour later | Lei estadual nº 25/1977
AM 1301407 Eirunepé | seg-sex 9-17 | 2026-11-24 16:51 | 2026-11-25 09:06 | 2026-11-25T14:06Z | - | zone | six minutes left at closing, in the west | domain.md rule 3
AM 1300201 Atalaia do Norte | seg-sex 9-17 | 2026-12-31 16:50 | 2027-01-04 09:05 | 2027-01-04T14:05Z | closed 2027-01-01 | year-end month-end weekend zone | the turn of the year in the west | Lei nº 662/1949
AM 1300706 Boca do Acre | seg-sex 9-12 13:30-17 | 2026-11-24 11:55 | 2026-11-24 13:40 | 2026-11-24T17:40Z | - | break zone | near Acre, but on Manaus's hour; lunch | domain.md rule 5
AM 1302603 Manaus | todos 0-24 | 2026-09-04 23:50 | 2026-09-06 00:05 | 2026-09-06T04:05Z | closed 2026-09-05 | 24h night weekend zone | ten minutes of Friday, the holiday on Saturday, five of Sunday | Lei estadual nº 25/1977
AM 1302603 Manaus | seg-sex 9-17 | 2026-12-08 10:00 | 2026-12-08 10:15 | 2026-12-08T14:15Z | unread 2026-12-08 | zone | of the whole state only by the press | a confirmar: Nossa Senhora da Conceição
AM 1302603 Manaus | seg-sex 9-17 | 2027-12-07 16:50 | 2027-12-09 09:05 | 2027-12-09T13:05Z | closed 2027-12-08 | municipal zone | the same feast once the município wrote its act | domain.md rule 2 | município fecha 2027-12-08: Nossa Senhora da Conceição (lei municipal de exemplo)
AP 1600303 Macapá | seg-sex 8-14 | 2026-03-18 13:50 | 2026-03-20 08:05 | 2026-03-20T11:05Z | closed 2026-03-19 | | São José in Amapá | Lei estadual nº 667/2002
AP 1600303 Macapá | seg-sex 8-14 | 2026-05-15 07:00 | 2026-05-18 08:15 | 2026-05-18T11:15Z | closed 2026-05-15 | weekend | Dia de Cabralzinho, a Friday | Lei estadual nº 2.213/2017
AP 1600303 Macapá | seg-sex 8-14 | 2027-09-10 13:50 | 2027-09-14 08:05 | 2027-09-14T11:05Z | closed 2027-09-13 | weekend | the Território, a Monday | Constituição do Estado do Amapá, art. 355
AP 1600303 Macapá | seg-sex 8-14 | 2025-07-25 10:00 | 2025-07-25 10:15 | 2025-07-25T13:15Z | ordinary 2025-07-25 | | São Tiago is no longer a holiday of the state | domain.md rule 2
AP 1600303 Macapá | seg-sex 8-14 | 2025-12-31 13:50 | 2026-01-02 08:05 | 2026-01-02T11:05Z | closed 2026-01-01 | year-end month-end | the turn of the year | Lei nº 662/1949
PA 1501402 Belém | seg-sex 9-17 | 2025-08-14 16:50 | 2025-08-18 09:05 | 2025-08-18T12:05Z | closed 2025-08-15 | weekend | Adesão do Pará, a Friday | Lei estadual nº 5.999/1996
PA 1506807 Santarém | seg-sex 9-17 | 2028-08-14 16:50 | 2028-08-16 09:05 | 2028-08-16T12:05Z | closed 2028-08-15 | zone | western Pará keeps Belém's hour | Lei estadual nº 5.999/1996
PA 1501402 Belém | seg-sex 9-17 | 2026-10-09 16:59 | 2026-10-13 09:14 | 2026-10-13T12:14Z | closed 2026-10-12 | weekend | N. Sra. Aparecida, the day after the Círio | Lei nº 6.802/1980
PA 1501402 Belém | seg-sex 9-17 | 2026-09-04 16:50 | 2026-09-08 09:05 | 2026-09-08T12:05Z | closed 2026-09-07 | weekend | Independência, a Monday | Lei nº 662/1949
PA 1501402 Belém | seg-sex 9-17 | 2026-12-08 10:00 | 2026-12-08 10:15 | 2026-12-08T13:15Z | ordinary 2026-12-08 | | a feast of the capital: ordinary until the município writes its act | domain.md rule 2
PA 1503754 Jacareacanga | seg-sex 9-17 | 2026-11-24 16:45 | 2026-11-24 17:00 | 2026-11-24T20:00Z | - | at-closing zone | due exactly at closing is due today | domain.md rule 4
PA 1500602 Altamira | seg-sex 9-17 | 2026-11-24 16:45:01 | 2026-11-25 09:00:01 | 2026-11-25T12:00:01Z | - | second | one second later is due tomorrow | domain.md §3
RO 1100205 Porto Velho | seg-sex 9-17 | 2026-12-31 16:50 | 2027-01-05 09:05 | 2027-01-05T13:05Z | closed 2027-01-04 | year-end month-end weekend zone | new year on Friday, the state's day on Monday | Lei estadual nº 2.291/2010
RO 1100205 Porto Velho | seg-sex 9-17 | 2028-01-03 16:50 | 2028-01-05 09:05 | 2028-01-05T13:05Z | closed 2028-01-04 | zone | 4 January, a Tuesday | Lei estadual nº 2.291/2010
RO 1100205 Porto Velho | seg-sex 9-17 | 2026-06-18 10:00 | 2026-06-18 10:15 | 2026-06-18T14:15Z | ordinary 2026-06-18 | zone | Dia do Evangélico: its law was struck down | ADI 3940
RO 1100205 Porto Velho | seg-sex 9-17 | 2026-11-19 16:59 | 2026-11-23 09:14 | 2026-11-23T13:14Z | closed 2026-11-20 | weekend zone | eve of 20 November and a weekend | Lei nº 14.759/2023
RO 1100122 Ji-Paraná | seg-sex 7:30-11:30 13-17:30 | 2026-08-11 11:25 | 2026-08-11 13:10 | 2026-08-11T17:10Z | - | break zone | five minutes before lunch, ten after it | domain.md rule 5
RR 1400100 Boa Vista | seg-sex 9-17 | 2026-10-02 16:50 | 2026-10-06 09:05 | 2026-10-06T13:05Z | closed 2026-10-05 | weekend zone | the state's day, a Monday | Constituição do Estado de Roraima, art. 9º
RR 1400100 Boa Vista | seg-sex 9-17 | 2027-10-05 11:00 | 2027-10-06 09:15 | 2027-10-06T13:15Z | closed 2027-10-05 | zone | sent on the holiday itself, a Tuesday | Constituição do Estado de Roraima, art. 9º
RR 1400100 Boa Vista | seg-sex 9-17 | 2026-04-03 16:50 | 2026-04-06 09:05 | 2026-04-06T13:05Z | ordinary 2026-04-03 | weekend zone | Good Friday is no holiday by itself | domain.md rule 2
RR 1400100 Boa Vista | seg-sex 9-17 | 2026-07-09 10:00 | 2026-07-09 10:15 | 2026-07-09T14:15Z | ordinary 2026-07-09 | zone | São Paulo's holiday is none in Roraima | domain.md §4 [HOL]
RR 1400100 Boa Vista | seg-sex 9-17 | 2027-12-31 16:50 | 2028-01-03 09:05 | 2028-01-03T13:05Z | closed 2028-01-01 | year-end month-end weekend zone | new year on a Saturday costs no business day | Lei nº 662/1949
TO 1721000 Palmas | seg-sex 9-17 | 2025-08-14 16:50 | 2025-08-18 09:05 | 2025-08-18T12:05Z | closed 2025-08-15 | weekend | Senhor do Bonfim, for the first time | Lei estadual nº 4.509/2024
TO 1721000 Palmas | seg-sex 9-17 | 2024-08-15 10:00 | 2024-08-15 10:15 | 2024-08-15T13:15Z | ordinary 2024-08-15 | | … and a year before it | Lei estadual nº 4.509/2024
TO 1721000 Palmas | seg-sex 9-17 | 2026-09-04 16:50 | 2026-09-09 09:05 | 2026-09-09T12:05Z | closed 2026-09-08 | weekend | N. Sra. da Natividade, after the 7th | Lei estadual nº 627/1993
TO 1721000 Palmas | seg-sex 9-17 | 2027-10-04 16:50 | 2027-10-06 09:05 | 2027-10-06T12:05Z | closed 2027-10-05 | | the state's creation, a Tuesday | Lei estadual nº 98/1989
TO 1721000 Palmas | seg-sex 9-17 | 2026-03-18 09:00 | 2026-03-18 09:15 | 2026-03-18T12:15Z | ordinary 2026-03-18 | | Dia da Autonomia is only commemorated | Lei 2.013/2009
TO 1702109 Araguaína | seg-sex 8-12 14-18 | 2026-11-24 11:59 | 2026-11-24 14:14 | 2026-11-24T17:14Z | - | break | one minute before lunch | domain.md rule 5
`
