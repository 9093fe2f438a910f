import { clustersWithin, type Reach, wholeAccount } from '../../policy/reach.ts'
import { isOneOf } from '../../store/conditions.ts'
import type { Sql } from '../../store/tables.ts'
import type { Grant, Known } from '../drivers/driver.ts'
import { type Wish, type WorkRef, wantedAgain } from './work.store.ts'

/** What an imported token may do on a database that is not managed here. */
export interface ForeignGrant {
  readonly action: 'READ' | 'WRITE'
  /** The name of the database on the cluster. */
  readonly name: string
  /** Whether the cluster had a database of this name when the token was imported. */
  readonly exists: boolean
}

export const printForeignGrants = (grants: readonly ForeignGrant[]): string | null =>
  grants.length === 0 ? null : JSON.stringify(grants)

export const readForeignGrants = (text: string | null): readonly ForeignGrant[] =>
  text === null ? [] : (JSON.parse(text) as ForeignGrant[])

/** The same as a driver takes them. */
export const foreignClusterGrants = (grants: readonly ForeignGrant[]): readonly Grant[] =>
  grants.map(({ action, name }) => ({ action, database: { name, externalId: null } }))

/** An object that was taken over from its cluster. */
export interface Adopted {
  readonly ref: WorkRef
  readonly known: Known
  readonly foreignGrants: readonly ForeignGrant[]
}

const adoptedRow = (accountId: string, { ref, known, foreignGrants }: Adopted, { requestId, at }: Wish) => ({
  account_id: accountId,
  cluster_id: ref.clusterId,
  kind: ref.kind,
  id: ref.id,
  wanted: 1,
  applied: 1,
  state: 'APPLIED' as const,
  since: at,
  applied_at: at,
  external_id: known.externalId,
  external_name: known.externalName,
  attempts: 0,
  foreign_grants: printForeignGrants(foreignGrants),
  request_id: requestId,
})

/** How many rows one statement inserts. */
const rowsMax = 500

/** Notes of new objects that they are on their cluster as they are recorded here. */
export async function adoptNew(db: Sql, accountId: string, adopted: readonly Adopted[], wish: Wish): Promise<void> {
  for (let at = 0; at < adopted.length; at += rowsMax) {
    const rows = adopted.slice(at, at + rowsMax).map((one) => adoptedRow(accountId, one, wish))
    await db.insertInto('cluster_work').values(rows).execute()
  }
}

/** The same of one that may have a row of work already. */
export async function adopt(db: Sql, accountId: string, adopted: Adopted, wish: Wish): Promise<void> {
  const { account_id, cluster_id, kind, id, ...row } = adoptedRow(accountId, adopted, wish)
  const { wanted } = wantedAgain(wish)
  const forgotten = {
    ...{ create_started_at: null, next_attempt_at: null, error_code: null, error: null, error_at: null },
    ...{ differences: null, secret: null },
  }
  await db
    .insertInto('cluster_work')
    .values({ account_id, cluster_id, kind, id, ...row })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'id']).doUpdateSet({ ...row, ...forgotten, wanted, applied: wanted }),
    )
    .execute()
}

/** A token with grants on databases that are not managed here. */
export interface ForeignTokens {
  readonly id: string
  readonly foreignGrants: readonly ForeignGrant[]
}

/** The imported tokens of a cluster that hold such grants. */
export async function foreignTokens(db: Sql, accountId: string, clusterId: string): Promise<ForeignTokens[]> {
  const rows = await db
    .selectFrom('cluster_work')
    .select(['id', 'foreign_grants as foreignGrants'])
    .where('account_id', '=', accountId)
    .where('cluster_id', '=', clusterId)
    .where('foreign_grants', 'is not', null)
    .execute()
  return rows.map(({ id, foreignGrants }) => ({ id, foreignGrants: readForeignGrants(foreignGrants) }))
}

/**
 * The grants on databases that are not managed here of each of these tokens, in their order; none for a token of a cluster
 * that is not within reach as a whole.
 */
export async function foreignGrantsOf(
  db: Sql,
  reach: Reach,
  ids: readonly string[],
): Promise<(readonly ForeignGrant[])[]> {
  const rows = await db
    .selectFrom('cluster_work')
    .select(['id', 'foreign_grants as foreignGrants'])
    .where('account_id', '=', reach.accountId)
    .where('id', 'in', ids)
    .where('foreign_grants', 'is not', null)
    .$call((query) => {
      const clusterIds = clustersWithin(reach)
      return clusterIds ? query.where(isOneOf('cluster_id', clusterIds)) : query
    })
    .execute()
  const byId = new Map(rows.map(({ id, foreignGrants }) => [id, readForeignGrants(foreignGrants)]))
  return ids.map((id) => byId.get(id) ?? [])
}

/** Replaces the grants that a token holds on databases that are not managed here. */
export async function setForeignGrants(
  db: Sql,
  accountId: string,
  id: string,
  grants: readonly ForeignGrant[],
): Promise<void> {
  await db
    .updateTable('cluster_work')
    .set({ foreign_grants: printForeignGrants(grants) })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/**
 * Takes away what a token holds on names that are no databases on the cluster; with `all`, what it holds on the
 * databases there that are not managed here, too.
 */
export async function loseForeignGrants(db: Sql, accountId: string, id: string, all: boolean): Promise<void> {
  const [held = []] = await foreignGrantsOf(db, wholeAccount(accountId), [id])
  if (held.length === 0) return
  await setForeignGrants(db, accountId, id, all ? [] : held.filter(({ exists }) => exists))
}
