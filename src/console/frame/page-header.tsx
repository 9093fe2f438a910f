import { Group, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useTitle } from './use-title.ts'

/** The heading of a page and its actions. It gets the focus on navigation, for screen readers. */
export function PageHeader({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [path] = useLocation()
  useTitle(title)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page of the same kind has another path.
  useEffect(() => {
    // Not on the first page, where the browser starts at the top.
    if (document.activeElement !== document.body) heading.current?.focus()
  }, [path])
  return (
    <Group justify="space-between" mb="lg" gap="sm">
      <Title order={1} size="h2" ref={heading} tabIndex={-1}>
        {title}
      </Title>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  )
}
