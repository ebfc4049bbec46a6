const table = {
  AC: ['Acre', 'do', 'America/Rio_Branco'],
  AL: ['Alagoas', 'de', 'America/Maceio'],
  AM: ['Amazonas', 'do', 'America/Manaus'],
  AP: ['Amapá', 'do', 'America/Belem'],
  BA: ['Bahia', 'da', 'America/Bahia'],
  CE: ['Ceará', 'do', 'America/Fortaleza'],
  DF: ['Distrito Federal', 'do', 'America/Sao_Paulo'],
  ES: ['Espírito Santo', 'do', 'America/Sao_Paulo'],
  GO: ['Goiás', 'de', 'America/Sao_Paulo'],
  MA: ['Maranhão', 'do', 'America/Fortaleza'],
  MG: ['Minas Gerais', 'de', 'America/Sao_Paulo'],
  MS: ['Mato Grosso do Sul', 'de', 'America/Campo_Grande'],
  MT: ['Mato Grosso', 'de', 'America/Cuiaba'],
  PA: ['Pará', 'do', 'America/Belem'],
  PB: ['Paraíba', 'da', 'America/Fortaleza'],
  PE: ['Pernambuco', 'de', 'America/Recife'],
  PI: ['Piauí', 'do', 'America/Fortaleza'],
  PR: ['Paraná', 'do', 'America/Sao_Paulo'],
  RJ: ['Rio de Janeiro', 'do', 'America/Sao_Paulo'],
  RN: ['Rio Grande do Norte', 'do', 'America/Fortaleza'],
  RO: ['Rondônia', 'de', 'America/Porto_Velho'],
  RR: ['Roraima', 'de', 'America/Boa_Vista'],
  RS: ['Rio Grande do Sul', 'do', 'America/Sao_Paulo'],
  SC: ['Santa Catarina', 'de', 'America/Sao_Paulo'],
  SE: ['Sergipe', 'de', 'America/Maceio'],
  SP: ['São Paulo', 'de', 'America/Sao_Paulo'],
  TO: ['Tocantins', 'do', 'America/Araguaina'],
} as const

export type Uf = keyof typeof table

/** The 27 units of the federation, by code. */
export const ufs = Object.keys(table) as readonly Uf[]

export const isUf = (text: string): text is Uf => Object.hasOwn(table, text)

/** Reads a two-letter code in any case. */
export function parseUf(text: string): Uf | null {
  const code = text.trim().toUpperCase()
  return isUf(code) ? code : null
}

export const ufName = (uf: Uf): string => table[uf][0]

/** "da Bahia", "de São Paulo": to follow a noun on screen. */
export const ofUf = (uf: Uf): string => `${table[uf][1]} ${table[uf][0]}`

/** "na Bahia", "em São Paulo": to say where. */
export const inUf = (uf: Uf): string => `${{ da: 'na', de: 'em', do: 'no' }[table[uf][1]]} ${table[uf][0]}`

/** UTC−2 by Decreto 2.784/1913 art. 2; tzdata has America/Noronha for it. */
const noronha = { '2605459': 'Fernando de Noronha' }

/**
 * The Amazonas municípios on Acre's hour (UTC−5). Lei 12.876/2013 draws a line from Tabatinga to Porto Acre; which seats
 * keep that hour is the TRE-AM's list of 2022 and 2024 (g1, 26-Aug-2024; Resolução TSE 23.736/2024 art. 231). Boca do
 * Acre, Lábrea and Pauini, in many older lists, lie east of the line and are not in it.
 */
const westernAmazonas = {
  '1300060': 'Amaturá',
  '1300201': 'Atalaia do Norte',
  '1300607': 'Benjamin Constant',
  '1301407': 'Eirunepé',
  '1301506': 'Envira',
  '1301654': 'Guajará',
  '1301803': 'Ipixuna',
  '1301951': 'Itamarati',
  '1302306': 'Jutaí',
  '1303908': 'São Paulo de Olivença',
  '1304062': 'Tabatinga',
}

/** Pará's west: the same clock as Belém since Lei 11.662/2008, told apart because tzdata does (seats checked on its map). */
const westernPara = {
  '1500404': 'Alenquer',
  '1500503': 'Almeirim',
  '1501451': 'Belterra',
  '1502855': 'Curuá',
  '1503002': 'Faro',
  '1503606': 'Itaituba',
  '1503754': 'Jacareacanga',
  '1503903': 'Juruti',
  '1504752': 'Mojuí dos Campos',
  '1504802': 'Monte Alegre',
  '1505106': 'Óbidos',
  '1505304': 'Oriximiná',
  '1506005': 'Prainha',
  '1506807': 'Santarém',
  '1507979': 'Terra Santa',
}

/** Municípios on another zone than their UF's, with their names: what the tests compare with the IBGE's. */
export const zoneExceptions: readonly { readonly zone: string; readonly names: Readonly<Record<string, string>> }[] = [
  { zone: 'America/Noronha', names: noronha },
  { zone: 'America/Eirunepe', names: westernAmazonas },
  { zone: 'America/Santarem', names: westernPara },
]

/** IANA zone by município, not by UF (rule 6): the UF's zone of tzdata with our own exceptions. */
export const zoneOf = (ibge: string, uf: Uf): string =>
  zoneExceptions.find(({ names }) => Object.hasOwn(names, ibge))?.zone ?? table[uf][2]
