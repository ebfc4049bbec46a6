import { describe, expect, test } from 'vitest'
import { parseUf, ufs } from '../../server/domain/uf.ts'
import {
  findMunicipio,
  formerNames,
  municipioByIbge,
  searchMunicipios,
  showsMunicipio,
} from '../../server/outside/municipios.ts'
import { largeMunicipios } from '../../server/outside/data/large-municipios.ts'

const names = (q: string, uf?: 'SP' | 'RN' | 'AC' | 'DF', limit?: number): string[] =>
  searchMunicipios(q, uf, limit).map(({ name, uf: of }) => `${name}/${of}`)

describe('municípios', () => {
  test('5,571 of them, each found by its code and its name, in a zone that the runtime knows', () => {
    const all = ufs.flatMap((uf) => searchMunicipios('', uf, 9_999))
    expect(all).toHaveLength(5_571)
    for (const it of all) {
      expect(it.ibge).toMatch(/^\d{7}$/)
      expect(municipioByIbge(it.ibge)).toBe(it)
      expect(findMunicipio(it.uf, it.name)).toBe(it)
      expect(findMunicipio(it.uf, it.name.toUpperCase())).toBe(it)
    }
    for (const zone of new Set(all.map((it) => it.zone)))
      expect(new Intl.DateTimeFormat('pt-BR', { timeZone: zone }).resolvedOptions().timeZone).toBeTruthy()
  })

  test.each([
    ['SP', 'SANTA BARBARA D OESTE', "Santa Bárbara d'Oeste"],
    ['SP', 'Santa Bárbara D´Oeste', "Santa Bárbara d'Oeste"],
    ['RN', 'Olho Dágua do Borges', "Olho d'Água do Borges"],
    ['RJ', 'Parati', 'Paraty'],
    ['SP', 'MOJI MIRIM', 'Mogi Mirim'],
    ['SP', 'Embu', 'Embu das Artes'],
    ['RN', 'Açu', 'Assú'],
    ['PB', 'Santarém', 'Joca Claudino'],
    ['TO', 'Fortaleza do Tabocão', 'Tabocão'],
    ['GO', 'Bom Jesus', 'Bom Jesus de Goiás'],
  ] as const)('%s %s is %s', (uf, text, name) => expect(findMunicipio(uf, text)?.name).toBe(name))

  test('a former name leads to a name of today and hides none', () => {
    for (const [old, name] of Object.entries(formerNames)) {
      const uf = parseUf(old.slice(0, 2))
      expect(uf && findMunicipio(uf, old.slice(3))?.name, old).toBe(name)
    }
  })

  test('a name belongs to its UF', () => {
    expect(findMunicipio('SP', 'Salvador')).toBeNull()
    expect(findMunicipio('BA', 'salvador')?.ibge).toBe('2927408')
    expect(municipioByIbge('9999999')).toBeNull()
    expect(municipioByIbge('')).toBeNull()
  })

  test('search: whole name, then beginning, then a later word; large ones first; accents and case never matter', () => {
    expect(names('sao paulo')[0]).toBe('São Paulo/SP')
    expect(names('CAMPINAS')[0]).toBe('Campinas/SP')
    expect(names('campi').slice(0, 2)).toEqual(['Campina Grande/PB', 'Campinas/SP'])
    expect(names('branco', 'AC')).toEqual(['Rio Branco/AC'])
    expect(names('olho dagua', 'RN')).toEqual(["Olho d'Água do Borges/RN"])
    expect(names('a', 'SP', 5)).toHaveLength(5)
    expect(names('', 'DF')).toEqual(['Brasília/DF'])
    expect(names('')).toEqual([])
    expect(names('zzz')).toEqual([])
  })

  test('a card names only a município known to be large (rule 26)', () => {
    expect(largeMunicipios.size).toBe(425)
    for (const ibge of largeMunicipios) expect(municipioByIbge(ibge), ibge).not.toBeNull()
    expect(showsMunicipio('3550308')).toBe(true)
    // Serra da Saudade, 833 people in the census of 2022, and a code that is none.
    expect(showsMunicipio('3166600')).toBe(false)
    expect(showsMunicipio('9999999')).toBe(false)
  })

  test('every capital may be named', () => {
    const capitals =
      '1100205 1200401 1302603 1400100 1501402 1600303 1721000 2111300 2211001 2304400 2408102 2507507 2611606 2704302 2800308 2927408 3106200 3205309 3304557 3550308 4106902 4205407 4314902 5002704 5103403 5208707 5300108'
    expect(capitals.split(' ').filter((ibge) => !showsMunicipio(ibge))).toEqual([])
  })
})
