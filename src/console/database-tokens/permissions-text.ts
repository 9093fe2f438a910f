import type { DatabaseToken } from './edit-database-token.tsx'

/** The permissions of a token in a line, by database: `read and write telemetry; read all databases`. */
export function permissionsText({ permissions }: Pick<DatabaseToken, 'permissions'>): string {
  const byDatabase = new Map<string, { readonly name: string; readonly actions: string[] }>()
  for (const { action, allDatabases, database } of permissions) {
    const key = allDatabases ? '*' : (database?.id ?? '')
    const name = allDatabases ? 'all databases' : (database?.name ?? 'a removed database')
    const known = byDatabase.get(key)
    if (known) known.actions.push(action.toLowerCase())
    else byDatabase.set(key, { name, actions: [action.toLowerCase()] })
  }
  return [...byDatabase.values()].map(({ name, actions }) => `${actions.join(' and ')} ${name}`).join('; ') || 'None'
}
