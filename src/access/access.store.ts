import type { Deadline } from '../deadline.ts'
import { toGroup } from '../groups/group.ts'
import type { Group } from '../groups/group.type.ts'
import type { Held } from '../policy/paths.ts'
import { groupColumns, selected, userColumns } from '../store/columns.ts'
import { isListed, isNotOver } from '../store/conditions.ts'
import { runLongRead } from '../store/long-read.ts'
import { countRows, readLongSlice } from '../store/page.ts'
import type { Sql } from '../store/tables.ts'
import type { Slice, Window } from '../store/window.ts'
import type { User } from '../users/user.type.ts'

/** The memberships of a person, those that are over and still on record as well, sorted by key. */
export async function membershipsOf(db: Sql, accountId: string, userId: string): Promise<readonly Held<Group>[]> {
  const rows = await db
    .selectFrom('user_groups')
    .innerJoin('groups', (join) =>
      join.onRef('groups.account_id', '=', 'user_groups.account_id').onRef('groups.id', '=', 'user_groups.group_id'),
    )
    .select(selected('groups', groupColumns))
    .select('user_groups.until')
    .where('user_groups.account_id', '=', accountId)
    .where('user_groups.user_id', '=', userId)
    .orderBy('groups.key')
    .execute()
  return rows.map(({ until, ...group }) => ({ group: toGroup(group), until }))
}

/** A membership of an active person, with what conditions and selectors ask of them. */
export interface Member {
  readonly userId: string
  readonly groupId: string
  readonly attributes: string
}

/** The active people in some groups at a time: one row for each group of each person. */
export const membersOf = (
  db: Sql,
  accountId: string,
  groupIds: readonly string[],
  at: number,
  deadline: Deadline | undefined,
): Promise<readonly Member[]> =>
  runLongRead(
    db,
    active(db, accountId)
      .innerJoin('user_groups', (join) =>
        join.onRef('user_groups.account_id', '=', 'users.account_id').onRef('user_groups.user_id', '=', 'users.id'),
      )
      .select(['users.id as userId', 'user_groups.group_id as groupId', 'users.attributes'])
      .where(isListed(db, 'user_groups.group_id', JSON.stringify(groupIds)))
      .where(isNotOver('user_groups.until', at)),
    deadline,
  )

/** People who are in one of these groups at a time, or are named. */
export interface Allowed {
  readonly groupIds: readonly string[]
  readonly userIds: readonly string[]
  readonly at: number
}

export const pageOfAllowed = (
  db: Sql,
  accountId: string,
  allowed: Allowed,
  window: Window<User>,
  deadline: Deadline | undefined,
): Promise<Slice<User>> =>
  readLongSlice(db, among(db, accountId, allowed).select(selected('users', userColumns)), window, deadline)

export const countAllowed = (
  db: Sql,
  accountId: string,
  allowed: Allowed,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, among(db, accountId, allowed).select('users.id'), deadline)

const active = (db: Sql, accountId: string) =>
  db
    .selectFrom('users')
    .where('users.account_id', '=', accountId)
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)

const among = (db: Sql, accountId: string, { groupIds, userIds, at }: Allowed) =>
  active(db, accountId).where((where) =>
    where.or([
      where(
        'users.id',
        'in',
        where
          .selectFrom('user_groups')
          .select('user_groups.user_id')
          .where('user_groups.account_id', '=', accountId)
          .where(isListed(db, 'user_groups.group_id', JSON.stringify(groupIds)))
          .where(isNotOver('user_groups.until', at)),
      ),
      isListed(db, 'users.id', JSON.stringify(userIds)),
    ]),
  )
