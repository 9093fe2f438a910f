import { Code, Group } from '@mantine/core'
import type { Pair } from './pairs.ts'

export function PairList({ pairs }: { readonly pairs: readonly Pair[] }) {
  if (pairs.length === 0) return 'None'
  return (
    <Group gap="xs">
      {pairs.map(({ key, value }) => (
        <Code key={key}>{`${key}=${value}`}</Code>
      ))}
    </Group>
  )
}
