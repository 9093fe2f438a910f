import { listOf, readList } from '../store/columns.ts'
import { isNotOver } from '../store/conditions.ts'
import type { Sql } from '../store/tables.ts'

interface Held {
  readonly id: string
  readonly key: string
  readonly definition: string | null
  /** When the membership ends; null where it does not. */
  readonly until: number | null
}

/** A person in a group, with all groups that they are in. */
export interface Member {
  readonly id: string
  /** JSON: a list of attributes. */
  readonly attributes: string
  readonly groups: readonly Held[]
}

const heldColumns = {
  id: 'groups.id',
  key: 'groups.key',
  definition: 'groups.definition',
  until: 'user_groups.until',
} as const

/** The people in a group whose membership has not ended, deactivated ones included. */
export async function membersOf(db: Sql, accountId: string, groupId: string, now: number): Promise<Member[]> {
  const rows = await db
    .selectFrom('user_groups as mine')
    .innerJoin('users', (join) =>
      join.onRef('users.account_id', '=', 'mine.account_id').onRef('users.id', '=', 'mine.user_id'),
    )
    .select((row) => [
      'users.id',
      'users.attributes',
      row
        .selectFrom('user_groups')
        .innerJoin('groups', (join) =>
          join
            .onRef('groups.account_id', '=', 'user_groups.account_id')
            .onRef('groups.id', '=', 'user_groups.group_id'),
        )
        .whereRef('user_groups.account_id', '=', 'users.account_id')
        .whereRef('user_groups.user_id', '=', 'users.id')
        .where(isNotOver('user_groups.until', now))
        .select(listOf(db, heldColumns).as('list'))
        .as('groups'),
    ])
    .where('mine.account_id', '=', accountId)
    .where('mine.group_id', '=', groupId)
    .where(isNotOver('mine.until', now))
    .where('users.removed_at', 'is', null)
    .execute()
  return rows.map(({ groups, ...user }) => ({ ...user, groups: readList<Held>(groups, heldColumns) }))
}

/** Whether a pending invitation is to put somebody into a group. */
export async function isOfPendingInvitation(
  db: Sql,
  accountId: string,
  groupId: string,
  now: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('invitation_groups')
    .innerJoin('invitations', (join) =>
      join
        .onRef('invitations.account_id', '=', 'invitation_groups.account_id')
        .onRef('invitations.id', '=', 'invitation_groups.invitation_id'),
    )
    .select('invitations.id')
    .where('invitation_groups.account_id', '=', accountId)
    .where('invitation_groups.group_id', '=', groupId)
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.revoked_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
