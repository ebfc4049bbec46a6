import { describe, expect, test } from 'vitest'
import { getMunicipalities } from '@brazilian-utils/brazilian-utils/get-municipalities'
import { getTimezoneByState } from '@brazilian-utils/brazilian-utils/get-timezone-by-state'
import { inUf, ofUf, parseUf, ufName, ufs, zoneExceptions, zoneOf } from '../../server/domain/uf.ts'

const hourIn = (zone: string): string => Temporal.Instant.from('2026-11-24T12:00:00Z').toZonedDateTimeISO(zone).offset

describe('uf', () => {
  test('there are 27, each with the zone that the IBGE package gives its state', () => {
    expect(ufs).toHaveLength(27)
    for (const uf of ufs) expect(zoneOf('0', uf), uf).toBe(getTimezoneByState(uf))
  })

  test('reads codes in any case and nothing else', () => {
    expect(parseUf(' sp ')).toBe('SP')
    for (const text of ['', 'XX', 'São Paulo', 'toString', '__proto__']) expect(parseUf(text)).toBeNull()
  })

  test('speaks Portuguese', () => {
    expect([ufName('BA'), ofUf('BA'), inUf('BA')]).toEqual(['Bahia', 'da Bahia', 'na Bahia'])
    expect([ofUf('SP'), inUf('SP')]).toEqual(['de São Paulo', 'em São Paulo'])
    expect([ofUf('RJ'), inUf('RJ')]).toEqual(['do Rio de Janeiro', 'no Rio de Janeiro'])
  })

  test('the names beside the exceptions are the names of their codes', () => {
    const names = new Map(getMunicipalities().map(({ code, name }) => [code, name]))
    for (const { names: listed } of zoneExceptions)
      for (const [code, name] of Object.entries(listed)) expect(names.get(code)).toBe(name)
  })

  test.each([
    ['2605459', 'PE', '-02:00'],
    ['2611606', 'PE', '-03:00'],
    ['1304062', 'AM', '-05:00'],
    ['1302603', 'AM', '-04:00'],
    ['1300706', 'AM', '-04:00'],
    ['1200401', 'AC', '-05:00'],
    ['1506807', 'PA', '-03:00'],
    ['5103403', 'MT', '-04:00'],
  ] as const)('%s in %s is at UTC%s', (ibge, uf, offset) => expect(hourIn(zoneOf(ibge, uf))).toBe(offset))
})
