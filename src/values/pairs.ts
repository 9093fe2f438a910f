import { badInput } from '../errors.ts'
import { parseList, parseText } from './text.ts'

/** A key and a value that describe a person or a thing. */
export interface Pair {
  readonly key: string
  readonly value: string
}

/** The values of pairs by their keys. */
export const valuesByKey = (pairs: readonly Pair[]): ReadonlyMap<string, string> =>
  new Map(pairs.map(({ key, value }) => [key, value]))

/** What pairs of one kind are called, how many a list has at most, and how long their values are. */
export interface PairKind {
  readonly one: 'An attribute' | 'A label'
  readonly many: string
  readonly countMax: number
  readonly valueLengthMin: number
  readonly valueLengthMax: number
}

/** The attributes of people. */
export const attributeKind: PairKind = {
  one: 'An attribute',
  many: 'attributes',
  countMax: 50,
  valueLengthMin: 0,
  valueLengthMax: 512,
}

/** The labels of databases. */
export const labelKind: PairKind = {
  one: 'A label',
  many: 'labels',
  countMax: 20,
  valueLengthMin: 1,
  valueLengthMax: 64,
}

const keyPattern = /^[A-Za-z0-9._-]{1,64}$/

/** Checks a key and answers with it unchanged. Throws BAD_INPUT. */
export function parsePairKey(key: string, { one }: PairKind, field: string): string {
  if (keyPattern.test(key)) return key
  throw badInput(field, `${one} key has 1 to 64 letters, digits, dots, underscores or hyphens.`)
}

/** Checks a value and answers with it trimmed and in NFC. Throws BAD_INPUT. */
export const parsePairValue = (value: string, { one, valueLengthMin, valueLengthMax }: PairKind, field: string) =>
  parseText(value, field, `${one} value`, valueLengthMin, valueLengthMax)

/** Checks pairs and sorts them by key; an absent list counts as empty. Throws BAD_INPUT. */
export function parsePairs(given: readonly Pair[] | null | undefined, kind: PairKind, field: string): readonly Pair[] {
  const seen = new Set<string>()
  const pairs = parseList(given ?? [], field, kind.many, 0, kind.countMax).map(({ key, value }, at) => {
    parsePairKey(key, kind, `${field}.${at}.key`)
    if (seen.has(key)) throw badInput(`${field}.${at}.key`, `Each ${kind.one.split(' ')[1]} key may be given once.`)
    seen.add(key)
    return { key, value: parsePairValue(value, kind, `${field}.${at}.value`) }
  })
  return pairs.sort((a, b) => (a.key < b.key ? -1 : 1))
}
