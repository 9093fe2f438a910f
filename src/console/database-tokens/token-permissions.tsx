import { Anchor, List, Text } from '@mantine/core'
import { Link } from 'wouter'
import { listed } from '../counts/count-words.ts'
import { Section } from '../frame/section.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
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

type Permission = PageToken['permissions'][number]

interface OfDatabase {
  readonly key: string
  readonly actions: readonly Permission['action'][]
  /** Null for one that was removed, or that the viewer may not read. */
  readonly database: Permission['database'] | 'all'
}

function byDatabase(permissions: readonly Permission[]): readonly OfDatabase[] {
  const found = new Map<string, OfDatabase>()
  for (const { action, allDatabases, database } of permissions) {
    const key = allDatabases ? '*' : (database?.id ?? '')
    const known = found.get(key)
    const actions = [...(known?.actions ?? []), action]
    found.set(key, { key, actions, database: allDatabases ? 'all' : database })
  }
  return [...found.values()]
}

const words = { READ: 'reads', WRITE: 'writes to' } as const

/** `Reads and writes to`. */
function verbs(actions: readonly Permission['action'][]): string {
  const text = listed([...actions].sort().map((action) => words[action]))
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

function Target({ database, cluster }: Pick<OfDatabase, 'database'> & { readonly cluster: string }) {
  const { may } = useSignedIn()
  if (database === 'all') return `all databases of ${cluster}, including future ones`
  if (!database) return 'a database that was removed'
  if (!may('DATABASE_READ')) return database.name
  return (
    <Anchor component={Link} href={`/databases/${database.id}`} inherit>
      {database.name}
    </Anchor>
  )
}
