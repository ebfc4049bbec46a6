import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientAddress, limitKey, trustedProxies, unknownAddress } from '../../server/http/address.ts'

const nobody = trustedProxies([])
const proxies = trustedProxies(['10.0.0.0/8', '127.0.0.1', '2001:db8:aaaa::/48', '::1'])

describe('address of a client', () => {
  test.each([
    ['a stranger is who the socket says', '203.0.113.9', '1.2.3.4', nobody, '203.0.113.9'],
    ['nobody is believed without trusted proxies, not even at home', '127.0.0.1', '1.2.3.4', nobody, '127.0.0.1'],
    ['a trusted proxy is believed', '10.1.2.3', '203.0.113.9', proxies, '203.0.113.9'],
    ['what the client wrote itself is not', '10.1.2.3', '1.2.3.4, 203.0.113.9', proxies, '203.0.113.9'],
    [
      'a chain of proxies is walked from the right',
      '10.1.2.3',
      '1.1.1.1, 203.0.113.9, 10.9.9.9, 10.8.8.8',
      proxies,
      '203.0.113.9',
    ],
    ['only proxies: the farthest', '10.1.2.3', '10.9.9.9', proxies, '10.9.9.9'],
    ['no header', '10.1.2.3', undefined, proxies, '10.1.2.3'],
    ['rubbish stops the walk', '10.1.2.3', '203.0.113.9, rubbish', proxies, '10.1.2.3'],
    ['an empty header', '10.1.2.3', '', proxies, '10.1.2.3'],
    ['IPv4 dressed as IPv6', '::ffff:10.1.2.3', '::ffff:203.0.113.9', proxies, '203.0.113.9'],
    ['IPv6', '2001:db8:aaaa::1', '2001:DB8:1::7', proxies, '2001:db8:1::7'],
    ['with port and brackets', '::1', '[2001:db8:1::7]:443', proxies, '2001:db8:1::7'],
    ['IPv4 with port', '::1', '203.0.113.9:5000', proxies, '203.0.113.9'],
    ['no socket', undefined, '203.0.113.9', proxies, unknownAddress],
  ])('%s', (_, peer, forwarded, trusted, expected) => {
    expect(clientAddress(peer, forwarded, trusted)).toBe(expected)
  })

  test('an untrusted peer can write what it wants', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(clientAddress('203.0.113.9', header, proxies)).toBe('203.0.113.9')
      }),
    )
  })

  test.each(['nonsense', '10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0/8', '1.2.3.4/-1', ''])(
    'TRUSTED_PROXIES refuses %j',
    (entry) => {
      expect(() => trustedProxies([entry])).toThrow(RangeError)
    },
  )

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::7', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
    [unknownAddress, unknownAddress],
  ])('%s is limited as %s', (address, key) => {
    expect(limitKey(address)).toBe(key)
  })

  test('addresses of one network share their limit, however they are written', () => {
    expect(limitKey('2001:db8:0:0:1::')).toBe(limitKey('2001:db8::ffff'))
    expect(limitKey('2001:0db8::1')).toBe(limitKey('2001:db8::2'))
    expect(limitKey('2001:db8:0:1::1')).not.toBe(limitKey('2001:db8::1'))
  })
})
