import { badInput } from '../errors.ts'
import { parseList, parseText } from '../values/text.ts'
import type { PartitionPart, PartitionPartInput } from './partition-template.type.ts'

const partsMax = 8
const tagKeyLengthMax = 200
const bucketsMax = 1000
const timeFormats = ['%Y-%m-%d', '%Y-%m', '%Y']

/** The template when none is given: one partition for each day. */
export const partitionTemplateDefault: readonly PartitionPart[] = [{ kind: 'TIME', value: '%Y-%m-%d', buckets: null }]

/**
 * Checks the parts of a template, and answers with them in their order. Throws BAD_INPUT with the path of the faulty
 * part.
 */
export function parsePartitionTemplate(parts: readonly PartitionPartInput[], field: string): readonly PartitionPart[] {
  parseList(parts, field, 'parts', 1, partsMax)
  const tagKeys = new Set<string>()
  let hasTime = false
  const template = parts.map(({ kind, value, buckets = null }, at): PartitionPart => {
    const path = `${field}.${at}`
    if (kind === 'TIME') {
      if (hasTime) throw badInput(`${path}.kind`, 'A partition template has exactly one TIME part.')
      hasTime = true
      checkTimeFormat(value, `${path}.value`)
    } else {
      checkTagKey(value, `${path}.value`)
      if (tagKeys.has(value)) throw badInput(`${path}.value`, 'Each tag key may appear once in a partition template.')
      tagKeys.add(value)
    }
    checkBuckets(kind, buckets, `${path}.buckets`)
    return { kind, value, buckets }
  })
  if (!hasTime) throw badInput(field, 'A partition template has exactly one TIME part; add one.')
  return template
}

function checkTimeFormat(value: string, field: string): void {
  if (!timeFormats.includes(value)) throw badInput(field, 'A time format is `%Y-%m-%d`, `%Y-%m` or `%Y`.')
}

/**
 * Refuses a key that is not in its normal form, and does not correct it: the template can never be changed, and must
 * match the tag exactly as clients write it.
 */
function checkTagKey(value: string, field: string): void {
  if (parseText(value, field, 'A tag key', 1, tagKeyLengthMax) !== value) {
    throw badInput(
      field,
      'A tag key neither begins nor ends with white space, and is in Unicode’s composed form (NFC).',
    )
  }
  if (value === 'time') throw badInput(field, '`time` is reserved and no tag key; use a TIME part.')
}

function checkBuckets(kind: PartitionPart['kind'], buckets: number | null, field: string): void {
  if (kind !== 'TAG_BUCKET') {
    if (buckets !== null) throw badInput(field, 'Only a TAG_BUCKET part has buckets.')
  } else if (buckets === null || !Number.isInteger(buckets) || buckets < 1 || buckets > bucketsMax) {
    throw badInput(field, `A TAG_BUCKET part has 1 to ${bucketsMax} buckets.`)
  }
}

/** A template as JSON text, the form in which it is stored. */
export const printPartitionTemplate = (template: readonly PartitionPart[]): string => JSON.stringify(template)

const defaultText = printPartitionTemplate(partitionTemplateDefault)

/** Reads a stored template. Most are the default, which need not be parsed. */
export const readPartitionTemplate = (text: string): readonly PartitionPart[] =>
  text === defaultText ? partitionTemplateDefault : (JSON.parse(text) as PartitionPart[])
