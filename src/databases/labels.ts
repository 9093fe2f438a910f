import type { Json } from '../values/canonical-json.ts'
import { labelKind, parsePairKey, parsePairs, parsePairValue } from '../values/pairs.ts'
import { parseList } from '../values/text.ts'
import type { Label, LabelFilter, LabelInput } from './label.type.ts'

const filtersMax = 10
const valuesMax = 20

/** Checks labels and sorts them by key; an absent list counts as empty. Throws BAD_INPUT. */
export const parseLabels = (given: readonly LabelInput[] | null | undefined, field: string): readonly Label[] =>
  parsePairs(given, labelKind, field)

/** A checked condition on a label: its value is one of these; any value where undefined. */
export interface LabelCondition {
  readonly key: string
  readonly values: readonly string[] | undefined
}

/** Checks the conditions of a filter, all of which must hold. Throws BAD_INPUT. */
export function parseLabelFilter(given: readonly LabelFilter[] | null | undefined): readonly LabelCondition[] {
  const field = 'filter.labels'
  return parseList(given ?? [], field, 'conditions', 0, filtersMax).map(({ key, anyOf }, at) => ({
    key: parsePairKey(key, labelKind, `${field}.${at}.key`),
    values: anyOf
      ? parseList(anyOf, `${field}.${at}.anyOf`, 'values', 0, valuesMax).map((value, index) =>
          parsePairValue(value, labelKind, `${field}.${at}.anyOf.${index}`),
        )
      : undefined,
  }))
}

/** Labels as the audit log records them. */
export const labelsView = (labels: readonly Label[]): Json => labels.map(({ key, value }) => ({ key, value }))
