import { Stack, Text } from '@mantine/core'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  readonly title: string
  readonly icon?: LucideIcon
  readonly children?: ReactNode
}

/** The empty state of a list or a page, with what to do next. */
export function Empty({ title, icon: Icon, children }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      {Icon && <Icon size={36} strokeWidth={1.5} color="var(--text-dimmed)" aria-hidden />}
      <Text fw={600}>{title}</Text>
      {children}
    </Stack>
  )
}
