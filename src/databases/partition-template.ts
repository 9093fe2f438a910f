import { badInput } from '../errors.ts'
import { parseList, parseText } from '../values/text.ts'
import type { PartitionPart, PartitionPartInput } from './partition-template.type.ts'

const partsMax = 8
const tagKeyLengthMax = 200
const bucketsMax = 1000
const timeFormats = ['%Y-%m-%d', '%Y-%m', '%Y']

/** By day: what holds where no template is given. */
export const partitionTemplateDefault: readonly PartitionPart[] = [{ kind: 'TIME', value: '%Y-%m-%d', buckets: null }]

/** A valid template of the given parts, in their order; throws BAD_INPUT at the path of the part at fault. */
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

/** A key is refused rather than mended: the template is for ever, and must match the tag as it is written. */
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

/** How a template lies in the store. */
export const printPartitionTemplate = (template: readonly PartitionPart[]): string => JSON.stringify(template)

const defaultText = printPartitionTemplate(partitionTemplateDefault)

/** Most databases have the default, which needs no reading. */
export const readPartitionTemplate = (text: string): readonly PartitionPart[] =>
  text === defaultText ? partitionTemplateDefault : (JSON.parse(text) as PartitionPart[])
