import { attributeKind, parsePairs, valuesByKey } from '../values/pairs.ts'
import type { Attribute } from './user.type.ts'

/** Checks attributes and sorts them by key; an absent list counts as empty. Throws BAD_INPUT. */
export const parseAttributes = (given: readonly Attribute[] | null | undefined, field: string) =>
  parsePairs(given, attributeKind, field)

/** Attributes as JSON text, the form in which they are stored. */
export const printAttributes = (attributes: readonly Attribute[]): string => JSON.stringify(attributes)

/** The values of a user's attributes by their keys. */
export const attributesOf = ({ attributes }: { readonly attributes: string }): ReadonlyMap<string, string> =>
  valuesByKey(readAttributes(attributes))

export const readAttributes = (text: string): Attribute[] => JSON.parse(text) as Attribute[]
