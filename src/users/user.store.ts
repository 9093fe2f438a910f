import type { SelectQueryBuilder } from 'kysely'
import type { HashedPassword } from '../auth/password.ts'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { adminGroup } from '../policy/groups.ts'
import { columnsFor, type Fields, selected, userColumns } from '../store/columns.ts'
import { contains, isNotOver, isOneOf } from '../store/conditions.ts'
import { countRows, preparedSlice, readLongSlice, readSlices } from '../store/page.ts'
import type { Value } from '../store/statement.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { inAddresses } from '../values/email-address.ts'
import { fold } from '../values/text.ts'
import * as membershipStore from './membership.store.ts'
import type { User, UserStatus } from './user.type.ts'

const servedFields = {
  // What a person holds may depend on them.
  attributes: ['attributes', 'permissions', 'partialPermissions'],
  lastSignInAt: 'lastSignInAt',
  version: 'version',
} as const

const columnsOf = (fields: Fields) => selected('users', columnsFor(userColumns, servedFields, fields))

/** The users of an account who have not been removed. */
const ofAccount = (db: Sql, accountId: string, fields?: Fields) =>
  db
    .selectFrom('users')
    .select(columnsOf(fields))
    .where('users.account_id', '=', accountId)
    .where('users.removed_at', 'is', null)

export const find = (db: Sql, accountId: string, id: string): Promise<User | undefined> =>
  ofAccount(db, accountId).where('users.id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[]): Promise<User[]> =>
  ofAccount(db, accountId).where('users.id', 'in', ids).execute()

export const findByEmail = (db: Sql, accountId: string, email: string): Promise<User | undefined> =>
  ofAccount(db, accountId).where('users.email', '=', email).executeTakeFirst()

/** The checked filter of a list of users; every condition must hold, and undefined means any. */
export interface UserListFilter {
  /** Folded, see `fold`. */
  readonly search: string | undefined
  readonly statuses: readonly UserStatus[] | undefined
  readonly memberOf: { readonly groupIds: readonly string[]; readonly now: number } | undefined
}

export const page = (
  db: Sql,
  accountId: string,
  filter: UserListFilter,
  window: Window<User>,
  deadline: Deadline | undefined,
  fields?: Fields,
): Promise<Slice<User>> =>
  Object.values(filter).every((condition) => condition === undefined)
    ? pageOfAll(fields)(db, { accountId }, window)
    : readLongSlice(db, filtered(ofAccount(db, accountId, fields), filter), window, deadline)

type PageOfAll = (db: Sql, values: { accountId: string }, window: Window<User>) => Promise<Slice<User>>

/** One for each set of columns; there are as many as `servedFields` has subsets. */
const pagesOfAll = new Map<string, PageOfAll>()
/** The same by the fields of a plan, so that their columns are not named anew for each request. */
const pagesByFields = new WeakMap<NonNullable<Fields>, PageOfAll>()

function pageOfAll(fields: Fields): PageOfAll {
  const known = fields && pagesByFields.get(fields)
  if (known) return known
  const page = pageOfColumns(fields)
  if (fields) pagesByFields.set(fields, page)
  return page
}

function pageOfColumns(fields: Fields): PageOfAll {
  const name = Object.keys(columnsFor(userColumns, servedFields, fields)).join()
  let page = pagesOfAll.get(name)
  if (!page) {
    page = preparedSlice((db, value: Value<{ accountId: string }>) => ofAccount(db, value('accountId'), fields))
    pagesOfAll.set(name, page)
  }
  return page
}

export const count = (
  db: Sql,
  accountId: string,
  filter: UserListFilter,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, filtered(ofAccount(db, accountId), filter), deadline)

type Member = User & { readonly parentId: string }

const members = (db: Sql, accountId: string, now: number) =>
  ofAccount(db, accountId)
    .innerJoin('user_groups', (join) =>
      join.onRef('user_groups.account_id', '=', 'users.account_id').onRef('user_groups.user_id', '=', 'users.id'),
    )
    .select('user_groups.group_id as parentId')
    .where(isNotOver('user_groups.until', now))

export const pagesOfGroups = (
  db: Sql,
  accountId: string,
  groupIds: readonly string[],
  now: number,
  window: Window<Member>,
  deadline: Deadline | undefined,
): Promise<Slice<Member>[]> =>
  readSlices(db, members(db, accountId, now), 'user_groups.group_id', groupIds, window, deadline)

export const countOfGroup = (
  db: Sql,
  accountId: string,
  groupId: string,
  now: number,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, members(db, accountId, now).where('user_groups.group_id', '=', groupId), deadline)

function filtered<Row>(
  query: SelectQueryBuilder<Tables, 'users', Row>,
  { search, statuses, memberOf }: UserListFilter,
): SelectQueryBuilder<Tables, 'users', Row> {
  let narrowed = query
  if (search) {
    narrowed = narrowed.where((where) =>
      where.or([contains('users.email', inAddresses(search)), contains('users.folded_name', search)]),
    )
  }
  if (statuses) narrowed = narrowed.where(isOneOf('users.status', statuses))
  if (memberOf) {
    narrowed = narrowed.where((where) =>
      where.exists(
        where
          .selectFrom('user_groups')
          .select('user_groups.user_id')
          .whereRef('user_groups.account_id', '=', 'users.account_id')
          .whereRef('user_groups.user_id', '=', 'users.id')
          .where(isOneOf('user_groups.group_id', memberOf.groupIds))
          .where(isNotOver('user_groups.until', memberOf.now)),
      ),
    )
  }
  return narrowed
}

/** The number of active Admins of the account besides one user; a membership with an end makes none. */
export async function countOtherAdmins(db: Sql, accountId: string, exceptId: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .innerJoin('user_groups', (join) =>
      join.onRef('user_groups.account_id', '=', 'users.account_id').onRef('user_groups.user_id', '=', 'users.id'),
    )
    .innerJoin('groups', (join) =>
      join.onRef('groups.account_id', '=', 'user_groups.account_id').onRef('groups.id', '=', 'user_groups.group_id'),
    )
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('users.account_id', '=', accountId)
    .where('users.id', '!=', exceptId)
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)
    .where('groups.key', '=', adminGroup)
    .where('user_groups.until', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

export interface NewUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly attributes: string
  /** Null for a person who has set none yet. */
  readonly password: HashedPassword | null
}

export async function insert(db: Sql, accountId: string, user: NewUser, at: number): Promise<void> {
  const { id, email, name, attributes, password } = user
  await db
    .insertInto('users')
    .values({
      account_id: accountId,
      id,
      email,
      name,
      folded_name: fold(name),
      status: 'ACTIVE',
      attributes,
      password_hash: password?.hash ?? null,
      password_key: password?.keyId ?? null,
      created_at: at,
      version: 1,
    })
    .execute()
}

export interface UserPatch {
  readonly name?: string
  readonly attributes?: string
  readonly status?: UserStatus
}

/** Changes the given columns and increments the version, even when none is given. */
export async function update(db: Sql, accountId: string, id: string, patch: UserPatch): Promise<User> {
  return db
    .updateTable('users')
    .set((set) => ({
      ...patch,
      ...(patch.name !== undefined && { folded_name: fold(patch.name) }),
      version: set('version', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning(columnsOf(undefined))
    .executeTakeFirstOrThrow()
}

export async function recordSignIn(db: Sql, accountId: string, id: string, at: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ last_sign_in_at: at })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** The hash must have been made for this user, because it is bound to account and user id. */
export async function setPassword(db: Sql, accountId: string, id: string, password: HashedPassword): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: password.hash, password_seal: null, password_key: password.keyId })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Changes the address and increments the version. */
export async function setEmail(db: Sql, accountId: string, id: string, email: string): Promise<void> {
  await db
    .updateTable('users')
    .set((set) => ({ email, version: set('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/**
 * Marks a user removed, and erases their password, attributes and groups. The row stays, because other rows refer to
 * it.
 */
export async function remove(db: Sql, accountId: string, id: string, at: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ removed_at: at, password_hash: null, password_seal: null, password_key: null, attributes: '[]' })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
  await membershipStore.removeAll(db, accountId, id)
}
