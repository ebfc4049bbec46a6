/** Espírito Santo, Minas Gerais, Rio de Janeiro and São Paulo. */
export const southeast = `
ES 3205309 Vitória | seg-sex 9-18 | 2025-03-05 08:00 | 2025-03-05 12:15 | 2025-03-05T15:15Z | half 2025-03-05 | | Ash Wednesday from noon, by authorisation | nº 2514620
ES 3205309 Vitória | seg-sex 9-18 | 2025-02-28 17:50 | 2025-03-05 12:05 | 2025-03-05T15:05Z | closed 2025-03-04 | month-end weekend | Carnival of 2025 | nº 2514620
ES 3205309 Vitória | seg-sex 9-18 | 2025-03-03 10:00 | 2025-03-05 12:15 | 2025-03-05T15:15Z | closed 2025-03-03 | | … sent on its Monday | nº 2514620
ES 3205309 Vitória | seg-sex 9-18 | 2026-02-17 10:00 | 2026-02-17 10:15 | 2026-02-17T13:15Z | unread 2026-02-17 | | … that of 2026 was not read | a confirmar: Terça-feira de Carnaval
ES 3205309 Vitória | seg-sex 9-18 | 2026-02-18 09:00 | 2026-02-18 09:15 | 2026-02-18T12:15Z | unread 2026-02-18 | | … nor its half day | a confirmar: Quarta-feira de Cinzas
ES 3205309 Vitória | seg-sex 9-18 | 2026-04-10 17:50 | 2026-04-14 09:05 | 2026-04-14T12:05Z | closed 2026-04-13 | weekend | N. Sra. da Penha, eight days after Easter | Lei estadual nº 11.010/2019
ES 3205309 Vitória | seg-sex 9-18 | 2026-04-03 10:00 | 2026-04-03 10:15 | 2026-04-03T13:15Z | ordinary 2026-04-03 | | Good Friday is an ordinary day in Espírito Santo | domain.md §4 [ES-FER]
ES 3205309 Vitória | seg-sex 9-18 | 2026-06-04 17:59 | 2026-06-05 09:14 | 2026-06-05T12:14Z | ordinary 2026-06-04 | | and so is Corpus Christi | domain.md §4 [ES-FER]
ES 3205309 Vitória | seg-sex 9-18 | 2026-12-31 17:50 | 2027-01-04 09:05 | 2027-01-04T12:05Z | unread 2026-12-31 | year-end month-end weekend | New Year's Eve is not closed by itself | a confirmar: Véspera de Ano-Novo
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2025-03-04 10:00 | 2025-03-05 12:15 | 2025-03-05T15:15Z | closed 2025-03-04 | | Carnival Tuesday | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2025-03-05 09:00 | 2025-03-05 12:15 | 2025-03-05T15:15Z | half 2025-03-05 | | Ash Wednesday from noon | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3170206 Uberlândia | seg-sex 8-11 13-17 | 2026-02-18 07:00 | 2026-02-18 13:15 | 2026-02-18T16:15Z | half 2026-02-18 | | the half day leaves the afternoon after lunch | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 9-12 | 2027-02-10 09:00 | 2027-02-11 09:15 | 2027-02-11T12:15Z | half 2027-02-10 | | … and nothing to an office of the morning | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 8-12:30 14-17 | 2026-02-18 12:20 | 2026-02-18 14:05 | 2026-02-18T17:05Z | half 2026-02-18 | break | … and is itself cut by lunch | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2024-02-09 16:50 | 2024-02-14 12:05 | 2024-02-14T15:05Z | closed 2024-02-12 | weekend | Carnival Monday of 2024 | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2026-02-16 10:00 | 2026-02-16 10:15 | 2026-02-16T13:15Z | reopened 2026-02-16 | | Carnival Monday, reopened by the office | domain.md rule 7 | cartório abre 2026-02-16: Mutirão (portaria de exemplo)
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2028-02-25 16:50 | 2028-03-01 12:05 | 2028-03-01T15:05Z | closed 2028-02-29 | leap-day month-end weekend | Carnival Tuesday on the leap day, Ash Wednesday in March | Provimento Conjunto nº 93/2020 (TJMG), art. 70
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2026-04-03 10:00 | 2026-04-03 10:15 | 2026-04-03T13:15Z | unread 2026-04-03 | | Good Friday: no act was read | a confirmar: Sexta-feira da Paixão
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2026-04-20 16:50 | 2026-04-22 09:05 | 2026-04-22T12:05Z | closed 2026-04-21 | | 21 April is the state's day too | Constituição do Estado de Minas Gerais, art. 256
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2026-07-16 10:00 | 2026-07-16 10:15 | 2026-07-16T13:15Z | ordinary 2026-07-16 | | the day of the state is no holiday | domain.md rule 2
MG 3106200 Belo Horizonte | seg-sex 9-17 | 2026-12-24 16:45:01 | 2026-12-28 09:00:01 | 2026-12-28T12:00:01Z | unread 2026-12-24 | second year-end weekend | a second too many on Christmas Eve | a confirmar: Véspera de Natal
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2026-02-16 10:00 | 2026-02-16 10:15 | 2026-02-16T13:15Z | ordinary 2026-02-16 | | Carnival Monday is no holiday of Rio | domain.md §4 [HOL]
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2026-02-16 16:50 | 2026-02-18 09:05 | 2026-02-18T12:05Z | closed 2026-02-17 | | … Tuesday is, by law; Wednesday is whole | Lei estadual nº 5.243/2008
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2027-02-09 12:00 | 2027-02-10 09:15 | 2027-02-10T12:15Z | closed 2027-02-09 | | … and follows Easter | Lei estadual nº 5.243/2008
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2026-04-22 16:50 | 2026-04-24 09:05 | 2026-04-24T12:05Z | closed 2026-04-23 | | São Jorge, a Thursday | Lei estadual nº 5.198/2008
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2025-06-19 10:00 | 2025-06-19 10:15 | 2025-06-19T13:15Z | ordinary 2025-06-19 | | Corpus Christi, the year before its law held | Lei estadual nº 11.002/2025
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2026-06-03 16:50 | 2026-06-05 09:05 | 2026-06-05T12:05Z | closed 2026-06-04 | | … and its first year | Lei estadual nº 11.002/2025
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2026-01-20 10:00 | 2026-01-20 10:15 | 2026-01-20T13:15Z | ordinary 2026-01-20 | | São Sebastião, without an act of the município | domain.md rule 2
RJ 3304557 Rio de Janeiro | seg-sex 9-17 | 2027-01-19 16:50 | 2027-01-21 09:05 | 2027-01-21T12:05Z | closed 2027-01-20 | municipal | … and with one | domain.md rule 2 | município fecha 2027-01-20: São Sebastião (lei municipal de exemplo)
RJ 3304557 Rio de Janeiro | todos 22-24 | 2026-12-24 23:50 | 2026-12-26 22:05 | 2026-12-27T01:05Z | closed 2026-12-25 | night year-end weekend | an office of the night keeps Christmas; due on the 27th by UTC | Lei nº 662/1949
SP 3550308 São Paulo | seg-sex 9-17 | 2026-11-24 16:51 | 2026-11-25 09:06 | 2026-11-25T12:06Z | - | | six minutes left at closing run from the next opening | domain.md §3
SP 3550308 São Paulo | seg-sex 9-17 | 2026-11-24 16:45 | 2026-11-24 17:00 | 2026-11-24T20:00Z | - | at-closing | exactly at closing | domain.md §3
SP 3550308 São Paulo | seg-sex 9-17 | 2026-11-24 16:45:01 | 2026-11-25 09:00:01 | 2026-11-25T12:00:01Z | - | second | one second later | domain.md §3
SP 3550308 São Paulo | seg-sex 9-17 | 2026-11-24 17:00 | 2026-11-25 09:15 | 2026-11-25T12:15Z | - | | sent exactly at closing is sent too late for today | domain.md rule 4
SP 3550308 São Paulo | seg-sex 9-12 13:30-17 | 2026-11-24 11:55 | 2026-11-24 13:40 | 2026-11-24T16:40Z | - | break | lunch | domain.md §3
SP 3550308 São Paulo | seg-sex 9-12 13:30-17 | 2026-11-24 11:45 | 2026-11-24 12:00 | 2026-11-24T15:00Z | - | at-closing | due exactly when lunch begins | domain.md rule 4
SP 3550308 São Paulo | todos 0-24 | 2026-11-24 23:50 | 2026-11-25 00:05 | 2026-11-25T03:05Z | - | 24h night | a day of 24 hours knows no midnight | domain.md §3
SP 3550308 São Paulo | todos 0-24 | 2026-12-24 23:50 | 2026-12-26 00:05 | 2026-12-26T03:05Z | closed 2026-12-25 | 24h night year-end weekend | Christmas from midnight to midnight | Lei nº 662/1949
SP 3550308 São Paulo | seg-sáb 0-2 22-24 | 2026-11-24 01:50 | 2026-11-24 22:05 | 2026-11-25T01:05Z | - | night break | an office of the night: the hour before two, then from ten | domain.md rule 5
SP 3550308 São Paulo | seg-sáb 0-2 22-24 | 2026-11-24 23:50 | 2026-11-25 00:05 | 2026-11-25T03:05Z | - | night | … begun the night before, it runs through midnight | domain.md rule 5
SP 3550308 São Paulo | seg-sáb 0-2 22-24 | 2026-12-24 23:50 | 2026-12-26 00:05 | 2026-12-26T03:05Z | closed 2026-12-25 | night year-end weekend | … but the hours after midnight belong to Christmas | Lei nº 662/1949
SP 3550308 São Paulo | seg-sex 9-17 | 2026-12-23 16:50 | 2026-12-28 09:05 | 2026-12-28T12:05Z | closed 2026-12-24 | year-end weekend | Christmas: the 24th by the office, the 25th by law | domain.md §3 | cartório fecha 2026-12-24: Véspera de Natal
SP 3550308 São Paulo | seg-sex 9-17 | 2026-07-08 16:50 | 2026-07-10 09:05 | 2026-07-10T12:05Z | closed 2026-07-09 | | 9 July, a Thursday | Lei estadual nº 9.497/1997
SP 3550308 São Paulo | seg-sex 9-17 | 2026-07-09 10:00 | 2026-07-09 10:15 | 2026-07-09T13:15Z | reopened 2026-07-09 | | … reopened by the office | domain.md §4 [SP-77] | cartório abre 2026-07-09: Mutirão (portaria de exemplo)
SP 3509502 Campinas | seg-sex 9-17 | 2026-07-09 10:00 | 2026-07-10 09:15 | 2026-07-10T12:15Z | closed 2026-07-09 | municipal | a município without an act reopens nothing | Lei estadual nº 9.497/1997 | município abre 2026-07-09: Dia útil, segundo um jornal
SP 3550308 São Paulo | seg-sex 9-17 | 2026-02-17 10:00 | 2026-02-17 10:15 | 2026-02-17T13:15Z | unread 2026-02-17 | | Carnival Tuesday | a confirmar: Terça-feira de Carnaval
SP 3550308 São Paulo | seg-sex 9-17 | 2026-10-28 10:00 | 2026-10-28 10:15 | 2026-10-28T13:15Z | unread 2026-10-28 | | the servants' day | a confirmar: Dia do Servidor Público
SP 3550308 São Paulo | seg-sex 9-17 | 2026-12-08 10:00 | 2026-12-08 10:15 | 2026-12-08T13:15Z | unread 2026-12-08 | | Dia da Justiça | a confirmar: Dia da Justiça
SP 3550308 São Paulo | seg-sex 9-17 | 2028-02-28 16:50 | 2028-02-29 09:05 | 2028-02-29T12:05Z | unread 2028-02-29 | leap-day | the leap day counts, although it is Carnival | a confirmar: Terça-feira de Carnaval
SP 3550308 São Paulo | seg-sex 9-17 | 2027-01-22 16:50 | 2027-01-26 09:05 | 2027-01-26T12:05Z | closed 2027-01-25 | municipal weekend | the capital's birthday, by its município … | domain.md §4 [HOL] | município fecha 2027-01-25: Aniversário da Cidade (lei municipal de exemplo)
SP 3509502 Campinas | seg-sex 9-17 | 2027-01-22 16:50 | 2027-01-25 09:05 | 2027-01-25T12:05Z | ordinary 2027-01-25 | weekend | … is ordinary in Campinas | domain.md §4 [HOL]
SP 3550308 São Paulo | seg-sex 9-17 | 2026-11-24 10:00 | 2026-11-25 09:15 | 2026-11-25T12:15Z | half 2026-11-24 | municipal | a day of mourning cut short at ten: sent at that moment, it waits for tomorrow | domain.md rule 8 | município meio 9-10 2026-11-24: Luto (decreto de exemplo)
SP 3550308 São Paulo | seg-sex 9-17 | 2026-12-23 09:00 | 2026-12-24 17:00 | 2026-12-24T20:00Z | ordinary 2026-12-24 | year-end at-closing | sixteen hours: two whole days, Christmas Eve is one of them | domain.md §4 [HOL] | prazo 960 min
SP 3550308 São Paulo | seg-sex 9-17 | 2018-11-02 10:00 | 2018-11-05 09:15 | 2018-11-05T11:15Z | closed 2018-11-02 | weekend zone | the last summer time began that Sunday: nine o'clock came an hour earlier | Lei nº 662/1949
`
