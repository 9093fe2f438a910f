import { Anchor, List, Text } from '@mantine/core'
import { Link } from 'wouter'
import type { DataAction } from '../../sdk/generated.ts'
import { listed } from '../counts/count-words.ts'
import { Section } from '../frame/section.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { byDatabase } from './permissions-text.ts'
import type { PageToken } from './token-of-page.ts'

/** What a token may do, in words: a line for each database. */
export function TokenPermissions({ token }: { readonly token: PageToken }) {
  const { permissions, reachesMore, danglingPermissions, cluster } = token
  return (
    <Section title="What it may do">
      {permissions.length === 0 ? (
        <Text c="dimmed">Nothing: it has no permissions.</Text>
      ) : (
        <List spacing="xs">
          {byDatabase(permissions).map(({ key, actions, database }) => (
            <List.Item key={key}>
              {verbs(actions)} <Target database={database} cluster={cluster.name} />
            </List.Item>
          ))}
        </List>
      )}
      {reachesMore && (
        <Text size="sm" c="dimmed" mt="sm">
          It also reaches databases that you may not see, so you cannot change it.
        </Text>
      )}
      {danglingPermissions.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          On {cluster.name} it may also do this, on names that are no databases here:{' '}
          {listed(danglingPermissions.map((permission) => permission.toLowerCase()))}.
        </Text>
      )}
    </Section>
  )
}

const words = { READ: 'reads', WRITE: 'writes to' } as const

/** `Reads and writes to`. */
function verbs(actions: readonly DataAction[]): string {
  const text = listed(actions.map((action) => words[action]))
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

interface TargetProps {
  readonly database: PageToken['permissions'][number]['database'] | 'all'
  readonly cluster: string
}

function Target({ database, cluster }: TargetProps) {
  const { may } = useSignedIn()
  if (database === 'all') return `all databases of ${cluster}, including future ones`
  if (!database) return 'a removed database'
  if (!may('DATABASE_READ')) return database.name
  return (
    <Anchor component={Link} href={`/databases/${database.id}`} inherit>
      {database.name}
    </Anchor>
  )
}
