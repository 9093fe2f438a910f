import type { Capabilities, Grant } from '../clusters/drivers/driver.ts'
import type { Sql } from '../store/tables.ts'

interface GrantedDatabase {
  readonly name: string
  readonly externalId: string | null
  readonly externalName: string
  readonly createStartedAt: number | null
}

/**
 * What a token may do on its cluster now. Databases that are deleted, or that the cluster does not have yet, are left
 * out: a grant on a name would open whatever is created under it. While a database is being renamed, its tokens reach it
 * by the old and the new name, so that nothing is refused meanwhile; by the new one once that is known to be free.
 */
export async function grantsOf(
  db: Sql,
  accountId: string,
  token: { readonly id: string; readonly clusterId: string },
  { everyDatabase }: Capabilities,
): Promise<Grant[]> {
  const permissions = await db
    .selectFrom('database_token_permissions')
    .select(['action', 'database_id as databaseId'])
    .where('account_id', '=', accountId)
    .where('token_id', '=', token.id)
    .orderBy('position')
    .execute()
  const reachesAll = permissions.some(({ databaseId }) => databaseId === null)
  const ids = permissions.flatMap(({ databaseId }) => databaseId ?? [])
  const isFannedOut = reachesAll && everyDatabase === 'FAN_OUT'
  const databases = await databasesOf(db, accountId, token.clusterId, isFannedOut ? undefined : ids)
  return grantsBy(permissions, databases, everyDatabase === 'FAN_OUT')
}

/** The same for every token of a cluster, by its id; a token without permissions has no entry. */
export async function grantsOfCluster(
  db: Sql,
  accountId: string,
  clusterId: string,
  { everyDatabase }: Capabilities,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  const permissions = await db
    .selectFrom('database_token_permissions')
    .select(['token_id as tokenId', 'action', 'database_id as databaseId'])
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .orderBy('token_id')
    .orderBy('position')
    .execute()
  const databases = await databasesOf(db, accountId, clusterId, undefined)
  const byToken = new Map<string, Permission[]>()
  for (const { tokenId, ...permission } of permissions) {
    byToken.set(tokenId, [...(byToken.get(tokenId) ?? []), permission])
  }
  return new Map([...byToken].map(([id, ofToken]) => [id, grantsBy(ofToken, databases, everyDatabase === 'FAN_OUT')]))
}

interface Permission {
  readonly action: Grant['action']
  readonly databaseId: string | null
}

function grantsBy(
  permissions: readonly Permission[],
  databases: ReadonlyMap<string, GrantedDatabase>,
  isFannedOut: boolean,
): Grant[] {
  const grants = permissions.flatMap(({ action, databaseId }): Grant[] => {
    if (databaseId === null && !isFannedOut) return [{ action, database: null }]
    const reached = databaseId === null ? [...databases.values()] : [databases.get(databaseId)]
    return reached.flatMap((database) => namesOf(database).map((named) => ({ action, database: named })))
  })
  return unique(grants)
}

/** The active databases that the cluster has, by id: those named, or all. */
async function databasesOf(
  db: Sql,
  accountId: string,
  clusterId: string,
  ids: readonly string[] | undefined,
): Promise<ReadonlyMap<string, GrantedDatabase>> {
  if (ids?.length === 0) return new Map()
  let query = db
    .selectFrom('databases')
    .innerJoin('cluster_work as work', (join) =>
      join.onRef('work.account_id', '=', 'databases.account_id').onRef('work.id', '=', 'databases.id'),
    )
    .select([
      'databases.id',
      'databases.name',
      'work.external_id as externalId',
      'work.external_name as externalName',
      'work.create_started_at as createStartedAt',
    ])
    .where('databases.account_id', '=', accountId)
    .where('databases.cluster_id', '=', clusterId)
    .where('databases.deleted_at', 'is', null)
    .where('work.external_name', 'is not', null)
    // What is gone from the cluster leaves its name to whatever is created under it.
    .where((where) => where.or([where('work.error_code', 'is', null), where('work.error_code', '<>', 'MISSING')]))
    .$narrowType<{ externalName: string }>()
    .orderBy('databases.name')
  if (ids) query = query.where('databases.id', 'in', ids)
  return new Map((await query.execute()).map((row) => [row.id, row]))
}

function namesOf(database: GrantedDatabase | undefined): NonNullable<Grant['database']>[] {
  if (!database) return []
  const { name, externalName, externalId, createStartedAt } = database
  const names = createStartedAt === null ? [externalName] : [externalName, name]
  return [...new Set(names)].map((each) => ({ name: each, externalId }))
}

/** A token may hold READ on one database and on `*`, which are one grant where `*` is fanned out. */
function unique(grants: readonly Grant[]): Grant[] {
  const byText = new Map(grants.map((grant) => [`${grant.action} ${grant.database?.name ?? ''}`, grant]))
  return [...byText.values()]
}
