import type { Change } from '../changes/changes.ts'
import { notFound } from '../errors.ts'
import type { Grant, GrantInput } from '../policy/definition.ts'
import type { Given } from '../policy/parse-conditions.ts'
import { existing, type NamedTable } from './named-resources.store.ts'

interface Named {
  readonly table: NamedTable
  readonly id: string
  readonly field: string
}

/**
 * Throws NOT_FOUND for the first cluster or database that grants name, and the account lacks. Those that the former
 * grants have named may be gone since.
 */
export async function expectNamed(
  { db, accountId, at: now }: Change,
  grants: readonly GrantInput[],
  former: readonly Grant[],
  field: string,
): Promise<void> {
  const found = new Set(former.flatMap(({ on }) => namedIn(on, '')).map(({ id }) => id))
  const named = grants
    .flatMap(({ on }, at) => namedIn(on, `${field}.grants.${at}.on`))
    .filter(({ id }) => !found.has(id))
  for (const table of ['clusters', 'databases'] as const) {
    const ids = named.filter((one) => one.table === table).map(({ id }) => id)
    if (ids.length > 0) for (const id of await existing(db, accountId, table, ids, now)) found.add(id)
  }
  const absent = named.find(({ id }) => !found.has(id))
  if (absent) throw notFound(absent.table === 'clusters' ? 'cluster' : 'database', absent.field)
}

function namedIn({ clusterIds, databaseIds, databases }: GrantInput['on'], field: string): readonly Named[] {
  const of = (table: NamedTable, ids: Given<readonly string[]>, path: string): readonly Named[] =>
    (ids ?? []).map((id, at) => ({ table, id, field: `${field}.${path}.${at}` }))
  return [
    ...of('clusters', clusterIds, 'clusterIds'),
    ...of('databases', databaseIds, 'databaseIds'),
    ...of('clusters', databases?.clusterIds, 'databases.clusterIds'),
  ]
}
