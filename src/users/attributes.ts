import { badInput } from '../errors.ts'
import { parseList, parseText } from '../values/text.ts'
import type { Attribute } from './user.type.ts'

const countMax = 50
const valueLengthMax = 512
const keyPattern = /^[A-Za-z0-9._-]{1,64}$/

/** Checks attributes and sorts them by key; an absent list counts as empty. Throws BAD_INPUT. */
export function parseAttributes(given: readonly Attribute[] | null | undefined, field: string): readonly Attribute[] {
  const seen = new Set<string>()
  const attributes = parseList(given ?? [], field, 'attributes', 0, countMax).map(({ key, value }, at) => {
    if (!keyPattern.test(key)) {
      throw badInput(
        `${field}.${at}.key`,
        'An attribute key has 1 to 64 letters, digits, dots, underscores or hyphens.',
      )
    }
    if (seen.has(key)) throw badInput(`${field}.${at}.key`, 'Each attribute key may be given once.')
    seen.add(key)
    return { key, value: parseText(value, `${field}.${at}.value`, 'An attribute value', 0, valueLengthMax) }
  })
  return attributes.sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Attributes as JSON text, the form in which they are stored. */
export const printAttributes = (attributes: readonly Attribute[]): string => JSON.stringify(attributes)

export const readAttributes = (text: string): Attribute[] => JSON.parse(text) as Attribute[]
