import type { TemplatePart } from '../driver.ts'

/** A partition template in the words of the Management API. */
export const printTemplate = (template: readonly TemplatePart[]) =>
  template.map(({ kind, value, buckets }) => {
    if (kind === 'TAG_BUCKET') return { type: 'bucket', value: { tagName: value, numberOfBuckets: buckets } }
    return { type: kind === 'TIME' ? 'time' : 'tag', value }
  })
