import { List } from '@mantine/core'
import type { Refusal } from '../api/refusal.ts'

interface Unmet {
  readonly expected: string
  readonly actual: string
  readonly remedy: string
}

/** The conditions of the viewer’s own groups that did not hold when something was refused, as the gateway tells them. */
export function UnmetList({ of: { details } }: { readonly of: Refusal }) {
  const unmet = Array.isArray(details['unmet']) ? (details['unmet'] as readonly Unmet[]) : []
  return <UnmetClauses unmet={unmet} />
}

/** What does not hold of the conditions of a group, and how it would. */
export function UnmetClauses({ unmet }: { readonly unmet: readonly Unmet[] }) {
  if (unmet.length === 0) return null
  return (
    <List size="sm" mt={4} aria-label="What is not met">
      {unmet.map(({ expected, actual, remedy }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they come once, and stay as they are.
        <List.Item key={at}>
          {`Needed: ${expected}. It is: ${actual}.`}
          {remedy && ` ${remedy}`}
        </List.Item>
      ))}
    </List>
  )
}
