/** Alagoas, Bahia, Ceará, Maranhão, Paraíba, Pernambuco, Piauí, Rio Grande do Norte and Sergipe. */
export const northeast = `
AL 2704302 Maceió | seg-sex 9-17 | 2027-11-26 16:50 | 2027-11-30 09:05 | 2027-11-30T12:05Z | closed 2027-11-29 | moved weekend | 30 November on a Tuesday is brought forward to Monday … | Lei estadual nº 7.530/2013, art. 2º
AL 2704302 Maceió | seg-sex 9-17 | 2027-11-30 10:00 | 2027-11-30 10:15 | 2027-11-30T13:15Z | ordinary 2027-11-30 | moved | … and Tuesday is ordinary | Lei estadual nº 7.530/2013, art. 2º
AL 2704302 Maceió | seg-sex 9-17 | 2028-11-30 10:00 | 2028-11-30 10:15 | 2028-11-30T13:15Z | ordinary 2028-11-30 | moved | on a Thursday it is ordinary … | Lei estadual nº 7.530/2013, art. 2º
AL 2704302 Maceió | seg-sex 9-17 | 2028-11-30 16:50 | 2028-12-04 09:05 | 2028-12-04T12:05Z | closed 2028-12-01 | moved month-end weekend | … and put off to Friday, 1 December | Lei estadual nº 7.530/2013, art. 2º
AL 2704302 Maceió | seg-sex 9-17 | 2026-11-27 16:50 | 2026-12-01 09:05 | 2026-12-01T12:05Z | closed 2026-11-30 | month-end weekend | on a Monday it stays | Lei estadual nº 7.530/2013
AL 2704302 Maceió | seg-sex 9-17 | 2025-09-15 16:50 | 2025-09-17 09:05 | 2025-09-17T12:05Z | closed 2025-09-16 | | Emancipação Política, a Tuesday | Lei estadual nº 9.358/2024
AL 2704302 Maceió | seg-sex 9-17 | 2026-06-23 16:50 | 2026-06-25 09:05 | 2026-06-25T12:05Z | closed 2026-06-24 | | São João is a holiday of the state here | Lei estadual nº 5.508/1993
AL 2704302 Maceió | seg-sex 9-17 | 2026-06-26 16:50 | 2026-06-30 09:05 | 2026-06-30T12:05Z | closed 2026-06-29 | weekend | and so is São Pedro | Lei estadual nº 5.509/1993
BA 2927408 Salvador | seg-sex 9-17 | 2025-07-01 16:50 | 2025-07-03 09:05 | 2025-07-03T12:05Z | closed 2025-07-02 | | Independência da Bahia, a Wednesday | Constituição do Estado da Bahia, art. 6º, § 3º
BA 2927408 Salvador | seg-sex 9-17 | 2026-07-02 09:00 | 2026-07-03 09:15 | 2026-07-03T12:15Z | closed 2026-07-02 | | sent on the day itself, a Thursday | Constituição do Estado da Bahia, art. 6º, § 3º
BA 2927408 Salvador | seg-sex 9-17 | 2026-06-24 10:00 | 2026-06-24 10:15 | 2026-06-24T13:15Z | unread 2026-06-24 | | São João: no act of the state was read | a confirmar: São João
BA 2927408 Salvador | seg-sex 9-17 | 2027-06-23 16:50 | 2027-06-25 09:05 | 2027-06-25T12:05Z | closed 2027-06-24 | municipal | … a município closes it by its own act | domain.md rule 2 | município fecha 2027-06-24: São João (lei municipal de exemplo)
BA 2927408 Salvador | seg-sex 9-17 | 2027-06-24 10:00 | 2027-06-24 10:15 | 2027-06-24T13:15Z | reopened 2027-06-24 | municipal | … and an office by the court's order opens all the same | domain.md §4 [SP-77] | município fecha 2027-06-24: São João (lei municipal de exemplo); cartório abre 2027-06-24: Plantão (portaria de exemplo)
BA 2927408 Salvador | seg-sex 9-17 | 2026-02-17 10:00 | 2026-02-17 10:15 | 2026-02-17T13:15Z | ordinary 2026-02-17 | | Carnival in Salvador is only optional | domain.md §4 [HOL]
BA 2927408 Salvador | seg-sex 9-17 | 2027-04-20 16:50 | 2027-04-22 09:05 | 2027-04-22T12:05Z | closed 2027-04-21 | | Tiradentes, a Wednesday | Lei nº 662/1949
CE 2304400 Fortaleza | seg-sex 9-17 | 2026-03-24 16:50 | 2026-03-26 09:05 | 2026-03-26T12:05Z | closed 2026-03-25 | | Data Magna, a Wednesday | EC nº 73/2011
CE 2304400 Fortaleza | seg-sex 9-17 | 2026-03-19 10:00 | 2026-03-19 10:15 | 2026-03-19T13:15Z | ordinary 2026-03-19 | | São José closes Amapá, not Ceará | domain.md rule 2
CE 2304400 Fortaleza | seg-sex 9-17 | 2025-08-15 10:00 | 2025-08-15 10:15 | 2025-08-15T13:15Z | ordinary 2025-08-15 | | N. Sra. da Assunção, without an act of the município | domain.md rule 2
CE 2304400 Fortaleza | seg-sex 9-17 | 2028-08-14 16:50 | 2028-08-16 09:05 | 2028-08-16T12:05Z | closed 2028-08-15 | municipal | … and with one | domain.md rule 2 | município fecha 2028-08-15: Nossa Senhora da Assunção (lei municipal de exemplo)
CE 2304400 Fortaleza | seg-sex 9-17 | 2029-12-31 16:50 | 2030-01-02 09:05 | 2030-01-02T12:05Z | closed 2030-01-01 | year-end month-end | into the last year of the table | Lei nº 662/1949
MA 2111300 São Luís | seg-sex 9-17 | 2026-06-03 16:50 | 2026-06-05 09:05 | 2026-06-05T12:05Z | closed 2026-06-04 | | Corpus Christi is a holiday of the state here | Lei estadual nº 11.539/2021
MA 2111300 São Luís | seg-sex 9-17 | 2026-07-27 16:50 | 2026-07-29 09:05 | 2026-07-29T12:05Z | closed 2026-07-28 | | Adesão do Maranhão, a Tuesday | Lei estadual nº 2.457/1964
MA 2111300 São Luís | seg-sex 9-17 | 2027-03-05 16:50 | 2027-03-09 09:05 | 2027-03-09T12:05Z | closed 2027-03-08 | weekend | 8 March, for the first time | Lei estadual nº 12.800/2026
MA 2111300 São Luís | seg-sex 9-17 | 2024-03-08 10:00 | 2024-03-08 10:15 | 2024-03-08T13:15Z | ordinary 2024-03-08 | | … and before its law | Lei estadual nº 12.800/2026
MA 2111300 São Luís | seg-sex 8-12 14-18 | 2026-09-08 11:50 | 2026-09-08 14:05 | 2026-09-08T17:05Z | ordinary 2026-09-08 | break | the capital's birthday without an act, over lunch | domain.md rule 2
MA 2111300 São Luís | seg-sex 9-17 | 2024-05-31 16:45 | 2024-05-31 17:00 | 2024-05-31T20:00Z | ordinary 2024-05-31 | at-closing | the Friday after Corpus Christi is no holiday; due at closing | Lei estadual nº 11.539/2021
PB 2507507 João Pessoa | seg-sex 9-17 | 2026-08-04 16:50 | 2026-08-06 09:05 | 2026-08-06T12:05Z | closed 2026-08-05 | | Data Magna, a Wednesday | Lei estadual nº 10.601/2015
PB 2507507 João Pessoa | seg-sex 9-17 | 2027-07-26 10:00 | 2027-07-26 10:15 | 2027-07-26T13:15Z | ordinary 2027-07-26 | | Morte de João Pessoa: revoked by the law of 5 August | Lei 10.601/2015
PB 2507507 João Pessoa | seg-sex 9-17 | 2025-06-24 10:00 | 2025-06-24 10:15 | 2025-06-24T13:15Z | ordinary 2025-06-24 | | São João is no holiday of Paraíba | domain.md rule 2
PB 2504009 Campina Grande | seg-sex 9-17 | 2026-06-23 16:50 | 2026-06-25 09:05 | 2026-06-25T12:05Z | closed 2026-06-24 | municipal | … but of a município that says so | domain.md rule 2 | município fecha 2026-06-24: São João (lei municipal de exemplo)
PE 2611606 Recife | seg-sex 9-17 | 2026-03-05 16:50 | 2026-03-09 09:05 | 2026-03-09T12:05Z | closed 2026-03-06 | weekend | Data Magna, a Friday, in Recife … | Lei estadual nº 16.241/2017, art. 49
PE 2605459 Fernando de Noronha | seg-sex 9-17 | 2026-03-05 16:50 | 2026-03-09 09:05 | 2026-03-09T11:05Z | closed 2026-03-06 | weekend zone | … and on the island, an hour earlier | Lei estadual nº 16.241/2017, art. 49
PE 2605459 Fernando de Noronha | seg-sex 9-17 | 2028-12-29 16:50 | 2029-01-02 09:05 | 2029-01-02T11:05Z | closed 2029-01-01 | year-end month-end weekend zone | the turn of the year at UTC−2 | Lei nº 662/1949
PE 2605459 Fernando de Noronha | todos 0-24 | 2026-11-24 23:50 | 2026-11-25 00:05 | 2026-11-25T02:05Z | - | 24h night zone | midnight of the island, 23:00 in Recife | domain.md rule 6
PE 2605459 Fernando de Noronha | seg-sex 9-12 13:30-17 | 2026-11-24 12:00 | 2026-11-24 13:45 | 2026-11-24T15:45Z | - | break zone | sent at the beginning of lunch | domain.md rule 4
PE 2611606 Recife | seg-sex 9-17 | 2025-06-24 10:00 | 2025-06-24 10:15 | 2025-06-24T13:15Z | ordinary 2025-06-24 | | São João is no holiday of Pernambuco | domain.md rule 2
PE 2611606 Recife | seg-sex 9-17 | 2026-06-04 16:50 | 2026-06-05 09:05 | 2026-06-05T12:05Z | ordinary 2026-06-04 | | Corpus Christi is only optional | domain.md §4 [HOL]
PE 2611606 Recife | todos 9-12 | 2026-03-01 10:00 | 2026-03-01 10:15 | 2026-03-01T13:15Z | ordinary 2026-03-01 | weekend | the first Sunday of March was the rule until 2017 | Lei 13.835/2009
PI 2211001 Teresina | seg-sex 9-17 | 2026-10-16 16:50 | 2026-10-20 09:05 | 2026-10-20T12:05Z | closed 2026-10-19 | weekend | Dia do Piauí, a Monday | Lei estadual nº 176/1937
PI 2211001 Teresina | seg-sex 9-17 | 2027-10-18 16:50 | 2027-10-20 09:05 | 2027-10-20T12:05Z | closed 2027-10-19 | | … and a Tuesday | Lei estadual nº 176/1937
PI 2211001 Teresina | seg-sex 9-17 | 2026-03-13 10:00 | 2026-03-13 10:15 | 2026-03-13T13:15Z | ordinary 2026-03-13 | | Batalha do Jenipapo is no holiday | domain.md rule 2
PI 2211001 Teresina | seg-sex 8-12 14-18 | 2026-05-14 11:50 | 2026-05-14 14:05 | 2026-05-14T17:05Z | - | break | two hours of lunch | domain.md rule 5
RN 2408102 Natal | seg-sex 9-17 | 2025-10-02 16:50 | 2025-10-06 09:05 | 2025-10-06T12:05Z | closed 2025-10-03 | weekend | Mártires de Cunhaú e Uruaçu, a Friday | Lei estadual nº 8.913/2006
RN 2408102 Natal | seg-sex 9-17 | 2028-10-03 12:00 | 2028-10-04 09:15 | 2028-10-04T12:15Z | closed 2028-10-03 | | sent at noon of the holiday, a Tuesday | Lei estadual nº 8.913/2006
RN 2408102 Natal | seg-sex 9-17 | 2025-08-07 10:00 | 2025-08-07 10:15 | 2025-08-07T13:15Z | ordinary 2025-08-07 | | Dia do Rio Grande do Norte is only commemorated | domain.md rule 2
RN 2408102 Natal | seg-sex 9-17 | 2026-08-07 16:59 | 2026-08-10 09:14 | 2026-08-10T12:14Z | ordinary 2026-08-07 | weekend | … on a Friday too: its last minute counts | domain.md rule 2
RN 2408102 Natal | seg-sex 9-17 | 2026-04-30 16:50 | 2026-05-04 09:05 | 2026-05-04T12:05Z | closed 2026-05-01 | month-end weekend | Dia do Trabalho, a Friday | Lei nº 662/1949
SE 2800308 Aracaju | seg-sex 9-17 | 2026-07-07 16:50 | 2026-07-09 09:05 | 2026-07-09T12:05Z | closed 2026-07-08 | | Independência de Sergipe, a Wednesday | Constituição do Estado de Sergipe, art. 269
SE 2800308 Aracaju | seg-sex 9-17 | 2027-07-08 23:59 | 2027-07-09 09:15 | 2027-07-09T12:15Z | closed 2027-07-08 | night | sent in the last minute of the holiday | Constituição do Estado de Sergipe, art. 269
SE 2800308 Aracaju | seg-sex 9-17 | 2025-10-24 10:00 | 2025-10-24 10:15 | 2025-10-24T13:15Z | ordinary 2025-10-24 | | Sergipanidade is no holiday | domain.md rule 2
SE 2800308 Aracaju | seg-sex 9-17 | 2025-06-24 10:00 | 2025-06-24 10:15 | 2025-06-24T13:15Z | ordinary 2025-06-24 | | São João, a holiday across the river in Alagoas only | domain.md rule 2
`
