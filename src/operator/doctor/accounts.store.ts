import type { Group } from '../../groups/group.type.ts'
import type { Permission } from '../../policy/permissions.ts'
import { notGone } from '../../restorable/restorable.store.ts'
import { isNotOver } from '../../store/conditions.ts'
import type { Sql } from '../../store/tables.ts'

/** A person who may sign in, with the ids of the groups that they are in now. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly attributes: string
  readonly groupIds: readonly string[]
}

/** A management token that is accepted now. */
export interface Token {
  readonly id: string
  readonly description: string
  readonly permissions: readonly Permission[]
  readonly creatorId: string
}

/** What there is in an account that groups and tokens hang on. */
export interface Surveyed {
  readonly groups: readonly Group[]
  readonly people: readonly Person[]
  readonly tokens: readonly Token[]
  readonly clusterIds: ReadonlySet<string>
  readonly databases: readonly { readonly id: string; readonly name: string }[]
}

export async function activePeople(db: Sql, accountId: string, now: number): Promise<readonly Person[]> {
  const people = await db
    .selectFrom('users')
    .select(['id', 'email', 'attributes'])
    .where('account_id', '=', accountId)
    .where('status', '=', 'ACTIVE')
    .where('removed_at', 'is', null)
    .orderBy('email')
    .execute()
  const memberships = await db
    .selectFrom('user_groups')
    .select(['user_id as userId', 'group_id as groupId'])
    .where('account_id', '=', accountId)
    .where(isNotOver('user_groups.until', now))
    .execute()
  const groupIds = new Map<string, string[]>(people.map(({ id }) => [id, []]))
  for (const { userId, groupId } of memberships) groupIds.get(userId)?.push(groupId)
  return people.map((person) => ({ ...person, groupIds: groupIds.get(person.id) ?? [] }))
}

export async function liveTokens(db: Sql, accountId: string, now: number): Promise<readonly Token[]> {
  const rows = await db
    .selectFrom('management_tokens')
    .select(['id', 'description', 'permissions', 'created_by as creatorId'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where(isNotOver('expires_at', now))
    .orderBy('id')
    .execute()
  return rows.map(({ permissions, ...token }) => ({ ...token, permissions: JSON.parse(permissions) as Permission[] }))
}

export async function clusterIds(db: Sql, accountId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('clusters').select('id').where('account_id', '=', accountId).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Those that are active, and those that can be undeleted. */
export const databases = (db: Sql, accountId: string, now: number) =>
  db
    .selectFrom('databases')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where(notGone('databases', now))
    .execute()
