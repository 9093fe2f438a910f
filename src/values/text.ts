import { badInput } from '../errors.ts'

// Control and format characters, line and paragraph separators, lone surrogates, private use.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u

/** Printable text of `min` to `max` characters, trimmed and in NFC; throws BAD_INPUT for `field`. */
export function parseText(value: string, field: string, noun: string, min: number, max: number): string {
  const text = value.normalize('NFC').trim()
  const length = [...text].length
  if (length < min || length > max || unprintable.test(text)) {
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

/** How text is compared in searches, on every store alike. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

const searchLengthMax = 254

/** The text to search for, folded; undefined when there is none. Throws BAD_INPUT. */
export function parseSearch(given: string | null | undefined): string | undefined {
  return fold(parseText(given ?? '', 'filter.search', 'A search text', 0, searchLengthMax)) || undefined
}

/** At most 100 entries in any list that a client sends. */
export function parseList<T>(list: readonly T[], field: string, noun: string, min: number, max = 100): readonly T[] {
  if (list.length < min || list.length > max) throw badInput(field, `Give ${min} to ${max} ${noun}.`)
  return list
}
