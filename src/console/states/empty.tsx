import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** The empty state of a list, with what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <Text fw={600}>{title}</Text>
      {children}
    </Stack>
  )
}
