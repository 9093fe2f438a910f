import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { groupKeys } from '../policy/groups.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import { type GroupRow, groupColumns, selected } from '../store/columns.ts'
import { countRows, readSlice } from '../store/page.ts'
import type { Sql } from '../store/tables.ts'
import { newId } from '../values/id.ts'
import { toGroup } from './group.ts'
import type { Group } from './group.type.ts'

const ofAccount = (db: Sql, accountId: string) =>
  db.selectFrom('groups').select(selected('groups', groupColumns)).where('groups.account_id', '=', accountId)

export async function find(db: Sql, accountId: string, id: string): Promise<Group | undefined> {
  return (await findMany(db, accountId, [id]))[0]
}

export async function findMany(db: Sql, accountId: string, ids: readonly string[]): Promise<Group[]> {
  const rows = await ofAccount(db, accountId).where('id', 'in', ids).execute()
  return rows.map(toGroup)
}

/** All groups of an account, sorted by key. */
export async function list(db: Sql, accountId: string): Promise<Group[]> {
  const rows = await ofAccount(db, accountId).orderBy('key').execute()
  return rows.map(toGroup)
}

export async function page(db: Sql, accountId: string, window: Window<GroupKey>): Promise<Slice<Group>> {
  const { rows, hasMore } = await readSlice(ofAccount(db, accountId), window)
  return { rows: rows.map(toGroup), hasMore }
}

export const count = (db: Sql, accountId: string, deadline: Deadline | undefined): Promise<number> =>
  countRows(db, ofAccount(db, accountId), deadline)

/** What groups are sorted by. */
export type GroupKey = Pick<GroupRow, 'key' | 'id'>

/** The groups of an account that have one of these keys, sorted by key. */
export async function ofKeys(db: Sql, accountId: string, keys: readonly string[]): Promise<Group[]> {
  const rows = await ofAccount(db, accountId).where('groups.key', 'in', keys).orderBy('key').execute()
  return rows.map(toGroup)
}

/** The groups of each invitation: one list for each id, in the order of the ids. */
export async function ofInvitations(db: Sql, accountId: string, invitationIds: readonly string[]): Promise<Group[][]> {
  const rows = await ofAccount(db, accountId)
    .innerJoin('invitation_groups', (join) =>
      join
        .onRef('invitation_groups.account_id', '=', 'groups.account_id')
        .onRef('invitation_groups.group_id', '=', 'groups.id'),
    )
    .select('invitation_groups.invitation_id as ownerId')
    .where('invitation_groups.invitation_id', 'in', invitationIds)
    .orderBy('groups.key')
    .execute()
  return byOwner(invitationIds, rows)
}

function byOwner(ownerIds: readonly string[], rows: readonly (GroupRow & { readonly ownerId: string })[]): Group[][] {
  const lists = new Map<string, Group[]>(ownerIds.map((id) => [id, []]))
  for (const row of rows) lists.get(row.ownerId)?.push(toGroup(row))
  return ownerIds.map((id) => lists.get(id) as Group[])
}

/** The ids of the accounts that lack a built-in group. */
export async function accountsLackingBuiltIn(db: Sql): Promise<string[]> {
  const rows = await ofEveryAccount(db)
    .selectFrom('accounts')
    .select('accounts.id')
    .where(
      (where) =>
        where
          .selectFrom('groups')
          .select((select) => select.fn.countAll<number>().as('count'))
          .whereRef('groups.account_id', '=', 'accounts.id')
          .where('groups.key', 'in', groupKeys),
      '<',
      groupKeys.length,
    )
    .orderBy('accounts.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Adds the built-in groups that an account lacks. */
export async function insertBuiltIn(db: Sql, accountId: string): Promise<void> {
  await db
    .insertInto('groups')
    .values(groupKeys.map((key) => ({ account_id: accountId, id: newId('group'), key })))
    .onConflict((conflict) => conflict.columns(['account_id', 'key']).doNothing())
    .execute()
}

export interface NewGroup {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
  readonly definition: string
  readonly createdById: string
}

/** Adds a custom group. */
export async function insert(db: Sql, accountId: string, { createdById, ...group }: NewGroup, at: number) {
  const row = { ...group, account_id: accountId, created_at: at, created_by: createdById, updated_at: at }
  return toGroup(
    await db.insertInto('groups').values(row).returning(selected('groups', groupColumns)).executeTakeFirstOrThrow(),
  )
}

export type GroupPatch = Partial<Pick<NewGroup, 'name' | 'description' | 'definition'>>

/** Changes the given columns of a custom group and increments its version. */
export async function update(db: Sql, accountId: string, id: string, patch: GroupPatch, at: number): Promise<Group> {
  return toGroup(
    await db
      .updateTable('groups')
      .set((set) => ({ ...patch, updated_at: at, version: set('version', '+', 1) }))
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .returning(selected('groups', groupColumns))
      .executeTakeFirstOrThrow(),
  )
}

/** Removes a custom group, from people and from invitations as well. */
export async function remove(db: Sql, accountId: string, id: string): Promise<void> {
  for (const table of ['user_groups', 'invitation_groups'] as const) {
    await db.deleteFrom(table).where('account_id', '=', accountId).where('group_id', '=', id).execute()
  }
  await db.deleteFrom('groups').where('account_id', '=', accountId).where('id', '=', id).execute()
}
