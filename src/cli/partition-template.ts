import { type Command, InvalidArgumentError } from 'commander'
import type { PartitionPartInput } from '../sdk/index.ts'

/** Adds the options of a partition template. The function returns its parts, in the order of the command line. */
export function withPartitionTemplate(command: Command): () => PartitionPartInput[] | undefined {
  // The three options fill one list, as their order on the command line counts.
  const parts: PartitionPartInput[] = []
  command
    .option('--template-tag <key>', 'partition by a tag; repeatable', (value: string) => {
      parts.push({ kind: 'TAG', value })
    })
    .option('--template-tag-bucket <key,number>', 'partition by a tag in buckets; repeatable', (given: string) => {
      parts.push(parseBucket(given))
    })
    .option(
      '--template-timeformat <format>',
      'partition by %Y-%m-%d, %Y-%m or %Y (default: %Y-%m-%d)',
      (value: string) => {
        parts.push({ kind: 'TIME', value })
      },
    )
  return () => {
    if (parts.length === 0) return undefined
    const hasTime = parts.some(({ kind }) => kind === 'TIME')
    return hasTime ? parts : [...parts, { kind: 'TIME', value: '%Y-%m-%d' }]
  }
}

function parseBucket(given: string): PartitionPartInput {
  const comma = given.lastIndexOf(',')
  const buckets = Number(given.slice(comma + 1))
  if (comma < 1 || !Number.isInteger(buckets)) {
    throw new InvalidArgumentError('Write the tag and the number of buckets, as in customer,100.')
  }
  return { kind: 'TAG_BUCKET', value: given.slice(0, comma), buckets }
}

type Part = { readonly kind: PartitionPartInput['kind']; readonly value: string; readonly buckets: number | null }

/** The template in words, as in `tag room, customer in 100 buckets, time %Y-%m`. */
export const describeTemplate = (parts: readonly Part[]): string =>
  parts
    .map(({ kind, value, buckets }) =>
      kind === 'TAG_BUCKET' ? `${value} in ${buckets} buckets` : `${kind.toLowerCase()} ${value}`,
    )
    .join(', ')
