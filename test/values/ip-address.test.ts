import { describe, expect, it } from 'vitest'
import { isWithin, networkOf, parseIpAddress, parseIpNetwork } from '../../src/values/ip-address.ts'

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
  ])('%s is told as %s', (text, told) => {
    expect(parseIpAddress(text)?.toString()).toBe(told)
  })

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    '1',
    '127.1',
    '0x7f000001',
    '010.0.0.1',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.4/8',
  ])('is not "%s"', (text) => {
    expect(parseIpAddress(text)).toBeUndefined()
  })
})

describe('a network', () => {
  it.each([
    ['10.0.0.0/8', '10.200.3.4', true],
    ['10.0.0.0/8', '::ffff:10.200.3.4', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['::ffff:10.0.0.0/104', '10.200.3.4', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s, asked about %s: %s', (network, address, expected) => {
    const parsed = parseIpAddress(address)
    expect(parsed && isWithin(parsed, parseIpNetwork(network))).toBe(expected)
  })

  it.each([
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/1x',
    '10.1/8',
    'nginx',
    'fe80::1%eth0/64',
    '::/129',
  ])('is not %s', (text) => {
    expect(() => parseIpNetwork(text)).toThrow(/is no address, such as .* and no network, such as/)
  })

  it.each(['0.0.0.0/0', '::/0', '::ffff:0.0.0.0/96'])('is not everything: %s', (text) => {
    expect(() => parseIpNetwork(text)).toThrow(/is every address there is/)
  })
})

describe('what is counted together', () => {
  it('is an IPv4 address, in whichever form', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  })

  it('is the first half of an IPv6 address, however it is shortened', () => {
    const network = '2001:db8:0:0::/64'
    for (const address of ['2001:db8::1', '2001:db8:0:0:9::', '2001:0db8::a:b:c:d'])
      expect(networkOf(address)).toBe(network)
    expect(networkOf('2001:db8:0:1::1')).not.toBe(network)
  })
})
