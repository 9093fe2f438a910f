import { describe, expect, it } from 'vitest'
import { fold, parsePersonName, parseSearch } from '../../src/values/text.ts'

describe('a name', () => {
  it.each([
    ['Persian, with a ZWNJ', 'علی\u200cرضا'],
    ['Hindi, with a ZWNJ', 'राम\u200cनाथ'],
    ['Hindi, with a ZWJ', 'शक्\u200dति'],
    ['Sinhala, with a ZWJ', 'ශ්\u200dරී'],
    ['Bengali, with a ZWJ', 'র\u200d্যাব'],
    ['Malayalam, with a ZWJ', 'അവന്\u200dമ'],
    ['an emoji joined of two', 'Ada 👩\u200d💻'],
    ['an emoji joined of four', 'Us 👨\u200d👩\u200d👧\u200d👦'],
    ['an emoji with a colour of skin', 'Ada 👩🏽\u200d💻'],
    ['an emoji with a selector of its form', 'Bow 🏳\ufe0f\u200d🌈'],
    ['the flag of a region', 'Nessie 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'],
    ['Japanese, with a variation selector', '葛\u{e0100}城'],
    ['Mongolian, with a variation selector', 'ᠮᠣᠩ\u180bᠭᠣᠯ'],
  ])('may be %s', (_, name) => {
    expect(parsePersonName(name, 'name')).toBe(name.normalize('NFC'))
  })

  it.each([
    ['a joiner among Latin letters', 'Ad\u200da'],
    ['a joiner at its end', 'علی\u200c'],
    ['two joiners in a row', 'علی\u200c\u200cرضا'],
    ['a joiner between a picture and a letter', '👩\u200dAda'],
    ['tags behind no flag', 'Ada\u{e0067}\u{e0062}\u{e007f}'],
    ['a control of direction', 'Ada\u202ecba'],
    ['a mark of direction', 'Ada\u200f'],
    ['a space of no width', 'A\u200bda'],
    ['a byte order mark', '\u{feff}Ada\u{feff}x'],
    ['a soft hyphen', 'A\u00adda'],
    ['a letter that shows nothing', '\u3164'],
    ['a line break', 'Ada\nAdmin'],
  ])('may not hold %s', (_, name) => {
    expect(() => parsePersonName(name, 'name')).toThrow('printable')
  })
})

describe('texts are the same but for case', () => {
  // From Unicode's CaseFolding.txt, statuses C and F.
  it.each([
    ['Straße', 'STRASSE'],
    ['STRAẞE', 'strasse'],
    ['ΣΊΣΥΦΟΣ', 'Σίσυφος'],
    ['ς', 'Σ'],
    ['ﬁn', 'FIN'],
    ['ŉ', 'ʼN'],
    ['ǅ', 'ǆ'],
    ['\u212A', 'k'],
    ['ſ', 's'],
    ['µ', 'Μ'],
    ['İ', 'i\u0307'],
    ['ᾳ', 'ΑΙ'],
    ['և', 'ԵՒ'],
    ['Ꭰ', 'ꭰ'],
    ['Ა', 'ა'],
    ['𐐀', '𐐨'],
    ['é', 'E\u0301'],
    ['علی\u200cرضا', 'علیرضا'],
  ])('%s and %s', (one, other) => {
    expect(fold(one)).toBe(fold(other))
  })

  it.each([
    ['ı', 'i'],
    ['e', 'é'],
    ['ss', 's'],
  ])('but not %s and %s', (one, other) => {
    expect(fold(one)).not.toBe(fold(other))
  })
})

it('a search drops what no name can hold', () => {
  expect(parseSearch('\u{feff}\u200eAda\u202c\n')).toBe('ada')
  expect(parseSearch('\u200b')).toBeUndefined()
  expect(() => parseSearch('x'.repeat(255))).toThrow('A search text')
})
