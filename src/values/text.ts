import { badInput } from '../errors.ts'

// Control and format characters (bidi controls among them), separators, lone surrogates, private use, unassigned, and
// invisible letters.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|(?=\p{L})\p{Default_Ignorable_Code_Point}/u

const joined = 'Adlm Arab Beng Deva Gujr Guru Khmr Knda Mlym Mong Mymr Nkoo Orya Sinh Syrc Taml Telu Tibt'
  .split(' ')
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')

/**
 * Format characters that names need: ZWNJ and ZWJ between letters of scripts that join them, such as in علی‌رضا, ZWJ
 * between pictures, and the tags that make the flag of a region out of a black one. Elsewhere they are refused, because
 * they would make two different names look alike.
 */
const needed = new RegExp(
  [
    `(?<=[${joined}])(?<=[\\p{L}\\p{M}])[\u200c\u200d](?=[\\p{L}\\p{M}])(?=[${joined}])`,
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]\\ufe0f?)\u200d(?=\\p{Extended_Pictographic})',
    '(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}',
  ].join('|'),
  'gu',
)

const isPrintable = (text: string): boolean => !unprintable.test(text.replace(needed, ''))

/** Printable text of `min` to `max` characters, trimmed and in NFC; throws BAD_INPUT for `field`. */
export function parseText(value: string, field: string, noun: string, min: number, max: number): string {
  const text = value.normalize('NFC').trim()
  const length = [...text].length
  if (length < min || length > max || !isPrintable(text)) {
    throw badInput(field, `${noun} has ${min} to ${max} printable characters, without line breaks.`)
  }
  return text
}

export const personNameLengthMax = 64
export const descriptionLengthMax = 512

export const parsePersonName = (value: string, field: string) =>
  parseText(value, field, 'A name', 1, personNameLengthMax)

export const parseDescription = (value: string, field: string) =>
  parseText(value, field, 'A description', 1, descriptionLengthMax)

const ignorable = /\p{Default_Ignorable_Code_Point}/gu

/**
 * The form in which texts are searched and sorted, the same on every store: without case, as Unicode defines it (full
 * case folding, canonical equivalence), and without invisible characters, such as joiners.
 * https://www.unicode.org/versions/latest/core-spec/chapter-3/#G34944
 */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(ignorable, '')
    // The dotless i is a letter of its own, and would come back from upper case with a dot.
    .replace(/[^ı]+/gu, (part) => part.toLowerCase().toUpperCase().toLowerCase())
    .replaceAll('ς', 'σ')
    .normalize('NFC')

/**
 * The text to search for, folded, and without unprintable characters, which copied text often contains and no name can;
 * undefined when nothing is left. Throws BAD_INPUT when it is too long.
 */
export function parseSearch(given: string | null | undefined, max = 254): string | undefined {
  const text = visibleText(given, max)
  return text === '' ? undefined : fold(text) || undefined
}

/** As `parseSearch`, for texts that are kept as they are: the letters A to Z alone are made small. */
export const parsePart = (given: string | null | undefined): string | undefined =>
  visibleText(given, descriptionLengthMax).replace(/[A-Z]/g, (letter) => letter.toLowerCase()) || undefined

const allUnprintable = new RegExp(unprintable, 'gu')

const visibleText = (given: string | null | undefined, max: number): string =>
  given ? parseText(given.replace(allUnprintable, ''), 'filter.search', 'A search text', 0, max) : ''

/**
 * Checks the length of a list that a client sends: at most 100 entries unless `max` says otherwise. Throws BAD_INPUT.
 */
export function parseList<T>(list: readonly T[], field: string, noun: string, min: number, max = 100): readonly T[] {
  if (list.length < min || list.length > max) throw badInput(field, `Give ${min} to ${max} ${noun}.`)
  return list
}
