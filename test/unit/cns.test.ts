import { describe, expect, test } from 'vitest'
import { formatCns, parseCns } from '../../server/domain/cns.ts'

describe('cns', () => {
  test.each([
    ['09.602-4', '096024'],
    ['096024', '096024'],
    ['  000001 ', '000001'],
  ])('reads %s', (text, cns) => expect(parseCns(text)).toBe(cns))

  test.each(['', '96024', '0960240', '09602-4', '09.6024', 'ab.cde-f', '０９６０２４', '096 024', '096024\n1'])(
    'refuses %j',
    (text) => expect(parseCns(text)).toBeNull(),
  )

  test('is printed as the CNJ prints it', () => {
    const cns = parseCns('001966')
    expect(cns && formatCns(cns)).toBe('00.196-6')
  })
})
