import { Code, Group } from '@mantine/core'
import type { Attribute } from './attributes.ts'

export function AttributeList({ attributes }: { readonly attributes: readonly Attribute[] }) {
  if (attributes.length === 0) return 'None'
  return (
    <Group gap="xs">
      {attributes.map(({ key, value }) => (
        <Code key={key}>{`${key}=${value}`}</Code>
      ))}
    </Group>
  )
}
