import { InvalidArgumentError } from 'commander'
import type { AttributeInput, LabelFilter } from '../sdk/index.ts'

export type { LabelFilter }

/** An attribute of a person, or a label of a database. */
export type Pair = AttributeInput

/** Reads `team=ops`, for a repeatable option or argument; a later value replaces an earlier one with the same key. */
export function collectPair(given: string, before: readonly Pair[] = []): readonly Pair[] {
  const at = given.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as key=value, as in team=ops.')
  const pair = { key: given.slice(0, at), value: given.slice(at + 1) }
  return [...before.filter(({ key }) => key !== pair.key), pair]
}

/** Reads `team=ops`, or `team` for any value; one of the values that are given for a key must hold. */
export function collectLabelFilter(given: string, before: readonly LabelFilter[] = []): readonly LabelFilter[] {
  const [key = '', ...rest] = given.split('=')
  if (rest.length === 0) return [...before, { key }]
  const value = rest.join('=')
  const same = before.find((filter) => filter.key === key && filter.anyOf)
  if (!same) return [...before, { key, anyOf: [value] }]
  return before.map((filter) => (filter === same ? { key, anyOf: [...(same.anyOf ?? []), value] } : filter))
}

export const describePairs = (pairs: readonly Pair[]): string =>
  pairs.map(({ key, value }) => `${key}=${value}`).join(', ')

/** The pairs after some are set and others are removed. */
export function changedPairs(present: readonly Pair[], set: readonly Pair[], removed: readonly string[]): Pair[] {
  const gone = [...removed, ...set.map(({ key }) => key)]
  return [...present.filter(({ key }) => !gone.includes(key)), ...set]
}
