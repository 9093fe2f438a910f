import { describe, expect, it } from 'vitest'
import { EmailAddress, parseEmailAddress } from '../../src/values/email-address.ts'

describe('an e-mail address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace+Work@EXAMPLE.com', 'ada.lovelace+work@example.com'],
    [' ada@example.com ', 'ada@example.com'],
    ["o'neill@sub-domain.example.co", "o'neill@sub-domain.example.co"],
    ['root@localhost', 'root@localhost'],
    ['Ada@Bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@faß.example', 'ada@xn--fa-hia.example'],
  ])('is kept in lower case, in ASCII, without space around it: %j', (text, expected) => {
    expect(parseEmailAddress(text)).toBe(expected)
  })

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@@example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@example.com.',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada lovelace@example.com',
    '"ada"@example.com',
    'Ada <ada@example.com>',
    'ada@example.com, eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\u0000@example.com',
    'ada(comment)@example.com',
    'ada@[127.0.0.1]',
    'adá@example.com',
    'ada@exa\u202emple.com',
    'ada@bü cher.example',
    'ada@xn--\u00fc.example',
    // The Kelvin sign, which becomes an ordinary k in lower case.
    '\u212Aay@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'example.'.repeat(32)}com`,
  ])('is refused when it is %j', (text) => {
    expect(() => parseEmailAddress(text)).toThrow('one address of at most 254 characters')
  })

  it('is text and nothing else', () => {
    for (const value of [1, null, {}]) expect(() => EmailAddress.parseValue(value)).toThrow('e-mail')
  })
})
