import { List, Text } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import { capital, permissionWords } from './permission-words.ts'

interface Grant {
  readonly permissions: readonly Permission[]
  readonly on: { readonly summary: string }
}

interface Props {
  readonly grants: readonly Grant[]
}

/** What a group grants, in words: what each grant is about, and the permissions. */
export function GrantWords({ grants }: Props) {
  if (grants.length === 0) return <Text size="sm">Grants nothing.</Text>
  return (
    <List size="sm" aria-label="What it grants">
      {grants.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no identity but its position.
        <List.Item key={at}>{grantText(grant)}</List.Item>
      ))}
    </List>
  )
}

/** A grant in a line: `All databases: database read; table read`. */
export const grantText = ({ permissions, on }: Grant): string =>
  `${capital(on.summary)}: ${permissionWords(permissions)}`
