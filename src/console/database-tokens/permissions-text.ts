import type { DataAction } from '../../sdk/generated.ts'
import type { DatabaseToken } from './edit-database-token.tsx'

type Permission = DatabaseToken['permissions'][number]

/** What a token may do with one database, or with all of them. */
interface OfDatabase {
  readonly key: string
  readonly actions: readonly DataAction[]
  /** Null for one that was removed, or that the viewer may not read. */
  readonly database: Permission['database'] | 'all'
}

/** The permissions of a token, a piece for each database. */
export function byDatabase(permissions: readonly Permission[]): readonly OfDatabase[] {
  const found = new Map<string, OfDatabase>()
  for (const { action, allDatabases, database } of permissions) {
    const key = allDatabases ? '*' : (database?.id ?? '')
    const actions = [...(found.get(key)?.actions ?? []), action].sort()
    found.set(key, { key, actions, database: allDatabases ? 'all' : database })
  }
  return [...found.values()]
}

/** The permissions of a token in a line, by database: `read and write telemetry; read all databases`. */
export const permissionsText = ({ permissions }: Pick<DatabaseToken, 'permissions'>): string =>
  byDatabase(permissions)
    .map(({ actions, database }) => {
      const name = database === 'all' ? 'all databases' : (database?.name ?? 'a removed database')
      return `${actions.map((action) => action.toLowerCase()).join(' and ')} ${name}`
    })
    .join('; ') || 'None'
