/** Paraná, Rio Grande do Sul and Santa Catarina. */
export const south = `
PR 4106902 Curitiba | seg-sex 9-17 | 2025-12-19 10:00 | 2025-12-19 10:15 | 2025-12-19T13:15Z | reopened 2025-12-19 | | Emancipação do Paraná: a law says that it is no holiday | Lei estadual nº 18.384/2014
PR 4106902 Curitiba | seg-sex 9-17 | 2028-12-19 16:50 | 2028-12-20 09:05 | 2028-12-20T12:05Z | reopened 2028-12-19 | | … in no year | Lei estadual nº 18.384/2014
PR 4106902 Curitiba | seg-sex 9-17 | 2026-02-17 10:00 | 2026-02-17 10:15 | 2026-02-17T13:15Z | ordinary 2026-02-17 | | Carnival is only optional | domain.md §4 [HOL]
PR 4106902 Curitiba | seg-sex 9-17 | 2023-11-20 10:00 | 2023-11-20 10:15 | 2023-11-20T13:15Z | ordinary 2023-11-20 | | 20 November before it was the nation's … | Lei nº 14.759/2023
PR 4106902 Curitiba | seg-sex 9-17 | 2024-11-19 16:50 | 2024-11-21 09:05 | 2024-11-21T12:05Z | closed 2024-11-20 | | … and the first year | Lei nº 14.759/2023
PR 4106902 Curitiba | seg-sex 9-17 | 2024-02-28 16:50 | 2024-02-29 09:05 | 2024-02-29T12:05Z | - | leap-day | the leap day of 2024, a Thursday | domain.md rule 3
PR 4106902 Curitiba | seg-sex 9-17 | 2024-02-29 16:50 | 2024-03-01 09:05 | 2024-03-01T12:05Z | - | leap-day month-end | … and over its end | domain.md rule 3
PR 4106902 Curitiba | seg-sex 9-17 | 2026-09-08 10:00 | 2026-09-08 10:15 | 2026-09-08T13:15Z | ordinary 2026-09-08 | | N. Sra. da Luz, without an act of the município | domain.md rule 2
PR 4106902 Curitiba | seg-sex 9-17 | 2027-09-06 16:50 | 2027-09-09 09:05 | 2027-09-09T12:05Z | closed 2027-09-08 | municipal | … and with one, after the 7th | domain.md rule 2 | município fecha 2027-09-08: Nossa Senhora da Luz (lei municipal de exemplo)
PR 4106902 Curitiba | seg-sex 9-17 | 2026-12-09 11:50 | 2026-12-10 09:05 | 2026-12-10T12:05Z | half 2026-12-09 | municipal | a half day decreed by the município: from noon the minutes wait | domain.md rule 8 | município meio 9-12 2026-12-09: Luto oficial (decreto de exemplo)
PR 4106902 Curitiba | seg-sex 9-17 | 2026-12-09 11:45 | 2026-12-09 12:00 | 2026-12-09T15:00Z | half 2026-12-09 | at-closing municipal | … due exactly at the decreed noon | domain.md rule 8 | município meio 9-12 2026-12-09: Luto oficial (decreto de exemplo)
RS 4314902 Porto Alegre | seg-sex 9-17 | 2027-09-17 16:50 | 2027-09-21 09:05 | 2027-09-21T12:05Z | closed 2027-09-20 | weekend | Revolução Farroupilha, a Monday | Constituição do Estado do Rio Grande do Sul, art. 6º, § 1º
RS 4314902 Porto Alegre | seg-sex 9-17 | 2026-02-13 16:50 | 2026-02-18 12:05 | 2026-02-18T15:05Z | closed 2026-02-16 | weekend | Carnival Monday, and Tuesday after it | art. 5º, § 6º, II
RS 4314902 Porto Alegre | seg-sex 9-17 | 2027-02-08 10:00 | 2027-02-10 12:15 | 2027-02-10T15:15Z | closed 2027-02-09 | | … a year later, sent on the Monday | art. 5º, § 6º, II
RS 4314902 Porto Alegre | seg-sex 9-17 | 2026-02-17 23:50 | 2026-02-18 12:15 | 2026-02-18T15:15Z | half 2026-02-18 | night | sent in the night to Ash Wednesday: from noon | art. 5º, § 6º, II
RS 4314902 Porto Alegre | seg-sex 8:30-11:30 13:30-17 | 2026-02-18 08:30 | 2026-02-18 13:45 | 2026-02-18T16:45Z | half 2026-02-18 | | … from noon is from after lunch | art. 5º, § 6º, II
RS 4314902 Porto Alegre | seg-sex 9-17 | 2026-04-03 10:00 | 2026-04-03 10:15 | 2026-04-03T13:15Z | ordinary 2026-04-03 | | Good Friday, without an act of the município | domain.md rule 2
RS 4314902 Porto Alegre | seg-sex 9-17 | 2027-02-02 10:00 | 2027-02-02 10:15 | 2027-02-02T13:15Z | ordinary 2027-02-02 | | N. Sra. dos Navegantes, without one | domain.md rule 2
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-08-11 10:00 | 2026-08-11 10:15 | 2026-08-11T13:15Z | ordinary 2026-08-11 | moved | Data Magna on a Tuesday is an ordinary day … | Lei estadual nº 18.531/2022, Anexo Único
SC 4205407 Florianópolis | todos 9-12 | 2026-08-16 10:00 | 2026-08-17 09:15 | 2026-08-17T12:15Z | closed 2026-08-16 | moved weekend | … kept on the Sunday after it | Lei estadual nº 18.531/2022, Anexo Único
SC 4209102 Joinville | seg-sex 9-17 | 2027-11-25 16:50 | 2027-11-26 09:05 | 2027-11-26T12:05Z | ordinary 2027-11-25 | moved | Santa Catarina on a Thursday counts … | Lei estadual nº 18.531/2022, Anexo Único
SC 4209102 Joinville | todos 0-24 | 2027-11-27 23:55 | 2027-11-29 00:10 | 2027-11-29T03:10Z | closed 2027-11-28 | moved 24h night weekend | … and takes the Sunday of a day and night office | Lei estadual nº 18.531/2022, Anexo Único
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-02-13 16:50 | 2026-02-18 09:05 | 2026-02-18T12:05Z | closed 2026-02-17 | weekend | Carnival closed, Ash Wednesday whole | Provimento CGJ-SC nº 34/2023, art. 218
SC 4205407 Florianópolis | seg-sex 9-17 | 2025-02-28 16:50 | 2025-03-05 09:05 | 2025-03-05T12:05Z | closed 2025-03-03 | month-end weekend | … and so a year before | Provimento CGJ-SC nº 34/2023, art. 218
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-02-18 10:00 | 2026-02-18 10:15 | 2026-02-18T13:15Z | reopened 2026-02-18 | | Ash Wednesday is open, by the code | Provimento CGJ-SC nº 34/2023, art. 218
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-04-02 10:00 | 2026-04-02 10:15 | 2026-04-02T13:15Z | reopened 2026-04-02 | | Maundy Thursday is open | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-04-02 16:50 | 2026-04-06 09:05 | 2026-04-06T12:05Z | closed 2026-04-03 | weekend | Good Friday is not | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-10-28 10:00 | 2026-10-28 10:15 | 2026-10-28T13:15Z | reopened 2026-10-28 | | the servants' day is open | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-12-08 10:00 | 2026-12-08 10:15 | 2026-12-08T13:15Z | reopened 2026-12-08 | | Dia da Justiça is open | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-12-23 16:50 | 2026-12-28 09:05 | 2026-12-28T12:05Z | closed 2026-12-24 | year-end weekend | Christmas Eve is closed, and Christmas | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-12-23 09:00 | 2026-12-28 17:00 | 2026-12-28T20:00Z | closed 2026-12-24 | year-end weekend at-closing | sixteen hours: two whole days, four lie between them | domain.md [SC-HORA] | prazo 960 min
SC 4205407 Florianópolis | seg-sex 9-17 | 2026-12-30 16:50 | 2027-01-04 09:05 | 2027-01-04T12:05Z | closed 2026-12-31 | year-end month-end weekend | New Year's Eve is closed, and the new year | domain.md [SC-HORA]
SC 4205407 Florianópolis | seg-sex 9-17 | 2028-12-29 10:00 | 2028-12-29 10:15 | 2028-12-29T13:15Z | unread 2028-12-29 | year-end | the year's last business day: open only if the banks are | a confirmar: Último dia útil do ano
`
