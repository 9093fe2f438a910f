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
export const foreignClusterGrants = (text: string | null): readonly Grant[] =>
  readForeignGrants(text).map(({ action, name }) => ({ action, database: { name, externalId: null } }))

/** Notes that an object is on its cluster as it is recorded here, since it was taken over from there. */
export async function adopt(
  db: Sql,
  accountId: string,
  { clusterId, kind, id }: WorkRef,
  { externalId, externalName }: Known,
  foreignGrants: readonly ForeignGrant[],
  wish: Wish,
): Promise<void> {
  const { requestId, at } = wish
  const identity = { account_id: accountId, cluster_id: clusterId, kind, id, request_id: requestId }
  const adopted = {
    applied_at: at,
    since: at,
    external_id: externalId,
    external_name: externalName,
    create_started_at: null,
    attempts: 0,
    next_attempt_at: null,
    error_code: null,
    error: null,
    error_at: null,
    differences: null,
    secret: null,
    foreign_grants: printForeignGrants(foreignGrants),
    request_id: requestId,
  }
  const { wanted } = wantedAgain(wish)
  await db
    .insertInto('cluster_work')
    .values({ ...identity, ...adopted, wanted: 1, applied: 1, state: 'APPLIED' })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'id']).doUpdateSet({ ...adopted, wanted, applied: wanted, state: 'APPLIED' }),
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

/** The grants on databases that are not managed here of each of these tokens, in their order. */
export async function foreignGrantsOf(
  db: Sql,
  accountId: string,
  ids: readonly string[],
): Promise<(readonly ForeignGrant[])[]> {
  const rows = await db
    .selectFrom('cluster_work')
    .select(['id', 'foreign_grants as foreignGrants'])
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
    .where('foreign_grants', 'is not', null)
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
  const [held = []] = await foreignGrantsOf(db, accountId, [id])
  if (held.length === 0) return
  await setForeignGrants(db, accountId, id, all ? [] : held.filter(({ exists }) => exists))
}
