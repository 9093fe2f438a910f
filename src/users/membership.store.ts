import { sql } from 'kysely'
import { toBuiltIn, toGroup } from '../groups/group.ts'
import type { Group } from '../groups/group.type.ts'
import { isBuiltIn } from '../policy/groups.ts'
import { type GroupRow, groupColumns, readRow, rowOf, selected } from '../store/columns.ts'
import { isListed, isNotOver } from '../store/conditions.ts'
import { engineOf } from '../store/engine.ts'
import { prepared, preparedOne, type Value } from '../store/statement.ts'
import type { Sql } from '../store/tables.ts'
import type { MembershipSource } from './membership.type.ts'

/** On which terms a person is in a group. */
export interface Terms {
  /** When the membership ends; null where it does not. */
  readonly until: number | null
  readonly source: MembershipSource
  /** The person who gave it, perhaps by a management token; null for the operator, and where that is not known. */
  readonly grantedById: string | null
  /** Null where that is not known. */
  readonly grantedAt: number | null
  readonly reason: string | null
}

/** A group that a person is in. */
export interface HeldMembership extends Terms {
  readonly userId: string
  readonly group: Group
}

/** The memberships of each user that have not ended: one list for each id, in the order of the ids, sorted by key. */
export async function ofUsers(
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  now: number,
): Promise<HeldMembership[][]> {
  const lists = new Map<string, HeldMembership[]>(userIds.map((id) => [id, []]))
  for (const row of await current(db, { accountId, userIds: JSON.stringify(userIds), now })) {
    const { userId, until, source, grantedById, grantedAt, reason, ...group } = row
    lists.get(userId)?.push({ userId, until, source, grantedById, grantedAt, reason, group: toGroup(group) })
  }
  return userIds.map((id) => lists.get(id) as HeldMembership[])
}

const current = prepared((db, value: Value<OfUsers>) =>
  currentRows(db, value)
    .select(selected('groups', groupColumns))
    .select([
      'user_groups.user_id as userId',
      'user_groups.until',
      'user_groups.source',
      'user_groups.granted_by as grantedById',
      'user_groups.granted_at as grantedAt',
      'user_groups.reason',
    ])
    .orderBy('groups.key'),
)

/** The groups that each user is in now: one list for each id, in the order of the ids, sorted by key. */
export async function groupsOfUsers(
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  now: number,
): Promise<Group[][]> {
  const lists = new Map<string, Group[]>(userIds.map((id) => [id, []]))
  const found = await currentGroups(db, { accountId, userIds: JSON.stringify(userIds), now })
  for (const [userId, id, key, custom] of JSON.parse(found?.list ?? '[]') as readonly HeldCells[]) {
    const group = isBuiltIn(key) ? toBuiltIn(id, key) : toGroup(readRow<GroupRow>(custom ?? '[]', columnsOfGroup))
    lists.get(userId)?.push(group)
  }
  return userIds.map((id) => sortedByKey(lists.get(id) as Group[]))
}

/** Groups in the order of their keys. Most people are in one, and to sort even one costs as much as to find it. */
const sortedByKey = (groups: Group[]): Group[] =>
  groups.length < 2 ? groups : groups.sort((one, other) => (one.key < other.key ? -1 : 1))

type HeldCells = readonly [userId: string, id: string, key: string, custom: string | null]

const columnsOfGroup = Object.fromEntries(
  Object.entries(groupColumns).map(([name, column]) => [name, `groups.${column}`]),
) as Record<keyof GroupRow, string>

/**
 * All in one cell, which costs half of what rows do. Of a custom group all columns: they are absent for a built-in one,
 * of which the key tells all.
 */
const currentGroups = preparedOne((db, value: Value<OfUsers>) =>
  currentRows(db, value).select(({ ref, case: when }) => {
    // As a text: SQLite would make the row a part of the list, and PostgreSQL would not.
    const row = sql<string>`${rowOf(db, columnsOfGroup)} || ''`
    const custom = when().when('groups.definition', 'is not', null).then(row).end()
    const cells = [ref('user_groups.user_id'), ref('groups.id'), ref('groups.key'), custom]
    return engineOf(db).listOfRows(sql.join(cells)).as('list')
  }),
)

interface OfUsers {
  readonly accountId: string
  /** A list, as JSON. */
  readonly userIds: string
  readonly now: number
}

const currentRows = (db: Sql, value: Value<OfUsers>) =>
  db
    .selectFrom('user_groups')
    .innerJoin('groups', (join) =>
      join.onRef('groups.account_id', '=', 'user_groups.account_id').onRef('groups.id', '=', 'user_groups.group_id'),
    )
    .where('user_groups.account_id', '=', value('accountId'))
    .where(isListed(db, 'user_groups.user_id', value('userIds')))
    .where(isNotOver('user_groups.until', value('now')))

/** Puts a person into groups, or gives what they are in already these terms. */
export async function put(
  db: Sql,
  accountId: string,
  userId: string,
  groupIds: readonly string[],
  { until, source, grantedById, grantedAt, reason }: Terms,
): Promise<void> {
  if (groupIds.length === 0) return
  const terms = { until, source, granted_by: grantedById, granted_at: grantedAt, reason }
  await db
    .insertInto('user_groups')
    .values(groupIds.map((groupId) => ({ account_id: accountId, user_id: userId, group_id: groupId, ...terms })))
    .onConflict((conflict) => conflict.columns(['account_id', 'user_id', 'group_id']).doUpdateSet(terms))
    .execute()
}

/** Takes a person out of groups, of which some may have ended. */
export async function remove(db: Sql, accountId: string, userId: string, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  await ofUser(db, accountId, userId).where('group_id', 'in', groupIds).execute()
}

/** Takes a person out of all groups. */
export async function removeAll(db: Sql, accountId: string, userId: string): Promise<void> {
  await ofUser(db, accountId, userId).execute()
}

const ofUser = (db: Sql, accountId: string, userId: string) =>
  db.deleteFrom('user_groups').where('account_id', '=', accountId).where('user_id', '=', userId)

/** The memberships of a user that have ended and are still on record. */
export const findEnded = (
  db: Sql,
  accountId: string,
  userId: string,
  now: number,
): Promise<{ groupId: string; key: string; until: number; reason: string | null }[]> =>
  db
    .selectFrom('user_groups')
    .innerJoin('groups', (join) =>
      join.onRef('groups.account_id', '=', 'user_groups.account_id').onRef('groups.id', '=', 'user_groups.group_id'),
    )
    .select(['groups.id as groupId', 'groups.key', 'user_groups.until', 'user_groups.reason'])
    .where('user_groups.account_id', '=', accountId)
    .where('user_groups.user_id', '=', userId)
    .where('user_groups.until', '<=', now)
    .orderBy('groups.key')
    .$narrowType<{ until: number }>()
    .execute()

/** When the first of a user’s memberships ends, or has ended; null where none does. */
export async function firstEnd(db: Sql, accountId: string, userId: string): Promise<number | null> {
  const row = await db
    .selectFrom('user_groups')
    .select((select) => select.fn.min<number | null>('until').as('until'))
    .where('account_id', '=', accountId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.until ?? null
}
