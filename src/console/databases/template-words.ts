import type { PartitionPartInput } from '../../sdk/generated.ts'

/** The lengths of time by which a template may part rows. */
export const templateTimes = [
  { value: '%Y-%m-%d', label: 'Day' },
  { value: '%Y-%m', label: 'Month' },
  { value: '%Y', label: 'Year' },
] as const

interface Part {
  readonly kind: PartitionPartInput['kind']
  readonly value: string
  readonly buckets: number | null
}

/** A partition template in words: `tag room, tag customer in 100 buckets, month`. */
export const templateText = (parts: readonly Part[]): string =>
  parts
    .map(({ kind, value, buckets }) => {
      if (kind === 'TAG') return `tag ${value}`
      if (kind === 'TAG_BUCKET') return `tag ${value} in ${buckets} buckets`
      return templateTimes.find((time) => time.value === value)?.label.toLowerCase() ?? value
    })
    .join(', ')
