import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { formatCpf, maskCpf, parseCpf } from '../../server/domain/cpf.ts'

describe('cpf', () => {
  test.each([
    ['40442820135', '40442820135'],
    ['404.428.201-35', '40442820135'],
    [' 404 428 201 35 ', '40442820135'],
    ['63017285995', '63017285995'],
    ['91708635203', '91708635203'],
    ['25774435016', '25774435016'],
  ])('reads %s', (text, cpf) => expect(parseCpf(text)).toBe(cpf))

  test.each([
    '',
    '4044282013',
    '404428201350',
    '40442820136',
    '40442820145',
    'x40442820135',
    '404/428/201-35',
    '４０４４２８２０１３５',
  ])('refuses %j', (text) => expect(parseCpf(text)).toBeNull())

  test('refuses eleven equal digits, whose check digits are right', () => {
    for (let digit = 0; digit <= 9; digit++) expect(parseCpf(String(digit).repeat(11))).toBeNull()
  })

  test('notices any single wrong digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }), (place, step) => {
        const digits = [...'25774435016']
        digits[place] = String((Number(digits[place]) + step) % 10)
        expect(parseCpf(digits.join(''))).toBeNull()
      }),
    )
  })

  test('is formatted and masked', () => {
    const cpf = parseCpf('40442820135')
    expect(cpf && formatCpf(cpf)).toBe('404.428.201-35')
    expect(cpf && maskCpf(cpf)).toBe('•••.428.201-••')
  })
})
