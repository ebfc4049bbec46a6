import { describe, expect, test } from 'vitest'
import {
  ageOn,
  formatPhone,
  maskEmail,
  parseBirthDate,
  parseEmail,
  parsePersonName,
  parsePhone,
} from '../../server/domain/contact.ts'

describe('e-mail', () => {
  test('is trimmed and lower-cased', () =>
    expect(parseEmail(' Bia.Souza+x@Exemplo.COM.br ')).toBe('bia.souza+x@exemplo.com.br'))

  test.each([
    '',
    'bia',
    'bia@',
    '@exemplo.com',
    'bia@exemplo',
    'b ia@exemplo.com',
    'bia@exemplo..com',
    '.bia@exemplo.com',
    'bia@-exemplo.com',
    'bia@exemplo.com,caio@exemplo.com',
    'bia@exemplo.com\r\nBcc: x@exemplo.com',
    'bi\u0000a@exemplo.com',
    'b\u0456a@exemplo.com',
    `${'a'.repeat(65)}@exemplo.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.com`,
  ])('refuses %j', (text) => expect(parseEmail(text)).toBeNull())

  test('is masked', () => {
    const email = parseEmail('bia@exemplo.com')
    expect(email && maskEmail(email)).toBe('b•••@exemplo.com')
  })

  test('a hostile length is refused at once', () => {
    const start = performance.now()
    expect(parseEmail(`${'a.'.repeat(50_000)}@`)).toBeNull()
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('phone', () => {
  test.each(['(11) 98765-4321', '11987654321', '+55 11 98765 4321', '5511987654321', '011987654321', '11 98765.4321'])(
    'reads %s',
    (text) => expect(parsePhone(text)).toBe('+5511987654321'),
  )

  test.each([
    '',
    '1132654321',
    '(11) 3265-4321',
    '987654321',
    '10987654321',
    '20987654321',
    '+1 11987654321',
    '11887654321',
    '11 98765-432a',
    '119876543210',
  ])('refuses %j', (text) => expect(parsePhone(text)).toBeNull())

  test('is formatted', () => {
    const phone = parsePhone('69987654321')
    expect(phone && formatPhone(phone)).toBe('(69) 98765-4321')
  })
})

describe('name', () => {
  test.each([
    ['  Maria   da Silva ', 'Maria da Silva'],
    ['Joana D’Ávila', "Joana D'Ávila"],
    ['José Sant’Anna-Müller', "José Sant'Anna-Müller"],
    ['A\u0301lvaro Nunes', 'Álvaro Nunes'],
    ['Kretã G\u0303ua', 'Kretã G\u0303ua'],
  ])('reads %j', (text, name) => expect(parsePersonName(text)).toBe(name))

  test.each([
    '',
    'Maria',
    'Maria 2',
    'Maria - Silva',
    'Maria <b>Silva</b>',
    'Maria\u202eavliS Souza',
    'Maria\u0007 Silva',
    'Maria\nSilva',
    'Mariа Silva',
    'Mariaª Silva',
    'Mari\u0301\u0301\u0301a Silva',
    `${'a'.repeat(60)} ${'b'.repeat(60)}`,
  ])('refuses %j', (text) => expect(parsePersonName(text)).toBeNull())

  test('a hostile length is refused at once', () => {
    const start = performance.now()
    expect(parsePersonName(`${'a'.repeat(119)}!`)).toBeNull()
    expect(performance.now() - start).toBeLessThan(200)
  })
})

describe('birth date', () => {
  const today = '2026-11-24'
  test.each([
    ['05/03/1990', '1990-03-05'],
    ['1990-03-05', '1990-03-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2000', '2000-02-29'],
    ['24/11/2026', '2026-11-24'],
    ['01/01/1900', '1900-01-01'],
  ])('reads %s', (text, day) => expect(parseBirthDate(text, today)).toBe(day))

  test.each([
    '',
    '5/3/1990',
    '31/04/1990',
    '29/02/1900',
    '29/02/2023',
    '00/01/1990',
    '01/13/1990',
    '25/11/2026',
    '31/12/1899',
    '1990-3-5',
    '03-05-1990',
  ])('refuses %j', (text) => expect(parseBirthDate(text, today)).toBeNull())

  test.each([
    ['2008-11-24', '2026-11-24', 18],
    ['2008-11-25', '2026-11-24', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('born %s is on %s %i years old', (born, on, age) => {
    const birth = parseBirthDate(born, on)
    expect(birth && ageOn(birth, on)).toBe(age)
  })
})
