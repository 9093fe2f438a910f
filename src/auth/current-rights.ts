import type { ExpressionBuilder, RawBuilder } from 'kysely'
import type { Environment } from '../policy/conditions.ts'
import { delegated, type HeldGroup, type Holdings, heldAlways, holdingsOf } from '../policy/holdings.ts'
import type { Permission } from '../policy/permissions.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import { listOf, partOf, readList, sessionColumns, userColumns } from '../store/columns.ts'
import { isListed, isNotOver } from '../store/conditions.ts'
import { preparedOne, type Value } from '../store/statement.ts'
import { storeNow } from '../store/store-clock.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { cacheByText } from '../values/cache-by-text.ts'
import { type Pair, valuesByKey } from '../values/pairs.ts'
import type { Origin, Person, TokenCaller } from './caller.ts'
import { type CredentialHashes, isHashOf, listOfHashes } from './credential-hashes.ts'
import type { SessionEndReason } from './session-lifetime.ts'
import { surroundingsOf, withoutRequest } from './surroundings.ts'

/**
 * A credential of a request is looked up by its hashes, at the store's own time plus `shift`; a caller whom a request
 * has authenticated already, by id and at `now`.
 */
type By = Presented | { readonly accountId: string; readonly id: string }

interface Presented {
  readonly hashes: CredentialHashes
  readonly shift: number
}

type Now = number | RawBuilder<number>

const heldGroupColumns = {
  id: 'groups.id',
  key: 'groups.key',
  name: 'groups.name',
  definition: 'groups.definition',
  until: 'user_groups.until',
} as const

/** The groups of a person as a list in one cell, so that a caller is read as one row. */
const groupList = (db: Sql, { selectFrom }: ExpressionBuilder<Tables, 'users'>, now: Now) =>
  selectFrom('user_groups')
    .innerJoin('groups', (join) =>
      join.onRef('groups.account_id', '=', 'user_groups.account_id').onRef('groups.id', '=', 'user_groups.group_id'),
    )
    .whereRef('user_groups.account_id', '=', 'users.account_id')
    .whereRef('user_groups.user_id', '=', 'users.id')
    .where(isNotOver('user_groups.until', now))
    .select(listOf(db, heldGroupColumns).as('list'))

interface HeldGroups {
  readonly groups: readonly HeldGroup[]
  /** What they grant to every request; undefined where that depends on the request. */
  readonly always: Holdings | undefined
}

/** By the text of its cell, so that no entry can be out of date: the people of an account share a few lists. */
const heldGroups = cacheByText<HeldGroups>()

const readGroups = (cell: string | null): HeldGroups =>
  heldGroups(cell ?? '[]', (text) => {
    const groups = readList<HeldGroup>(text, heldGroupColumns).sort((a, b) => (a.key < b.key ? -1 : 1))
    return { groups, always: heldAlways(groups) }
  })

const holdingsIn = ({ groups, always }: HeldGroups, environment: () => Environment): Holdings =>
  always ?? holdingsOf(groups, environment)

/** By the permissions of the token and the cell of its creator’s groups, which are two lists, one after the other. */
const delegations = cacheByText<Holdings>()

const readValues = (attributes: string) => valuesByKey(JSON.parse(attributes) as Pair[])

const session = partOf('sessions', sessionColumns, 'session_')
const user = partOf('users', userColumns, 'user_')

/** A query for live sessions, joined with their users. */
const sessionRows = (db: Sql, now: Now) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', (join) =>
      join.onRef('users.account_id', '=', 'sessions.account_id').onRef('users.id', '=', 'sessions.user_id'),
    )
    .select((users) => [
      'sessions.account_id as accountId',
      ...session.columns,
      ...user.columns,
      groupList(db, users, now).as('groups'),
    ])
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)

const sessionByHash = preparedOne((db, value: Value<{ hash: string; now: number; shift: number }>) =>
  sessionRows(db, storeNow(db, value('now'), value('shift'))).where('sessions.secret_hash', '=', value('hash')),
)
/** The same while the gateway has several keys. */
const sessionByHashes = preparedOne((db, value: Value<{ hashes: string; now: number; shift: number }>) =>
  sessionRows(db, storeNow(db, value('now'), value('shift'))).where(
    isListed(db, 'sessions.secret_hash', value('hashes')),
  ),
)
const sessionById = preparedOne((db, value: Value<{ accountId: string; id: string; now: number }>) =>
  sessionRows(db, value('now'))
    .where('sessions.account_id', '=', value('accountId'))
    .where('sessions.id', '=', value('id')),
)

const sessionOf = (db: Sql, { hashes, shift }: Presented, now: number) =>
  hashes.others.length === 0
    ? sessionByHash(db, { hash: hashes.hash, now, shift })
    : sessionByHashes(db, { hashes: listOfHashes(hashes), now, shift })

/**
 * The person of a live session, with their current groups; undefined when the session has ended or the person is not
 * active.
 */
export async function findLiveSession(db: Sql, by: By, now: number, origin: Origin): Promise<Person | undefined> {
  const row = await ('hashes' in by ? sessionOf(ofEveryAccount(db), by, now) : sessionById(db, { ...by, now }))
  if (!row) return undefined
  const held = readGroups(row.groups)
  const { permissions, scopes, counting, dormant } = holdingsIn(held, () => ({
    ...surroundingsOf(now, origin.ip, { createdAt: row.session_createdAt }),
    attributes: readValues(row.user_attributes),
  }))
  // Member by member: a literal that spreads another object costs several times as much.
  return {
    kind: 'person',
    id: row.user_id,
    origin,
    accountId: row.accountId,
    label: row.user_email,
    permissions,
    scopes,
    counting,
    dormant,
    user: user.of(row),
    groups: held.groups,
    session: session.of(row),
  }
}

/** Why a session ended; null where no reason is recorded, or there is no such session. */
export async function findEndReason(db: Sql, by: By): Promise<SessionEndReason | null> {
  const query = ('hashes' in by ? ofEveryAccount(db) : db).selectFrom('sessions').select('end_reason as reason')
  const row = await ('hashes' in by
    ? query.where(isHashOf('secret_hash', by.hashes))
    : query.where('account_id', '=', by.accountId).where('id', '=', by.id)
  ).executeTakeFirst()
  return row?.reason ?? null
}

/** A query for live management tokens, joined with their creators and the groups of these. */
const tokenRows = (db: Sql, now: Now) =>
  db
    .selectFrom('management_tokens')
    .innerJoin('users', (join) =>
      join
        .onRef('users.account_id', '=', 'management_tokens.account_id')
        .onRef('users.id', '=', 'management_tokens.created_by'),
    )
    .select((users) => [
      'management_tokens.account_id as accountId',
      'management_tokens.id',
      'management_tokens.description',
      'management_tokens.permissions',
      'management_tokens.last_used_at as lastUsedAt',
      'management_tokens.expires_at as expiresAt',
      'users.id as creatorId',
      'users.email',
      'users.attributes',
      groupList(db, users, now).as('groups'),
    ])
    .where('management_tokens.revoked_at', 'is', null)
    .where((where) =>
      where.or([where('management_tokens.expires_at', 'is', null), where('management_tokens.expires_at', '>', now)]),
    )
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null)

const tokenByHash = preparedOne((db, value: Value<{ hash: string; now: number; shift: number }>) =>
  tokenRows(db, storeNow(db, value('now'), value('shift'))).where('management_tokens.secret_hash', '=', value('hash')),
)
/** The same while the gateway has several keys. */
const tokenByHashes = preparedOne((db, value: Value<{ hashes: string; now: number; shift: number }>) =>
  tokenRows(db, storeNow(db, value('now'), value('shift'))).where(
    isListed(db, 'management_tokens.secret_hash', value('hashes')),
  ),
)
const tokenById = preparedOne((db, value: Value<{ accountId: string; id: string; now: number }>) =>
  tokenRows(db, value('now'))
    .where('management_tokens.account_id', '=', value('accountId'))
    .where('management_tokens.id', '=', value('id')),
)

const tokenOf = (db: Sql, { hashes, shift }: Presented, now: number) =>
  hashes.others.length === 0
    ? tokenByHash(db, { hash: hashes.hash, now, shift })
    : tokenByHashes(db, { hashes: listOfHashes(hashes), now, shift })

/**
 * A live management token, with those of its permissions that its creator still holds; undefined when it is revoked or
 * expired, or its creator is not active.
 */
export async function findLiveToken(
  db: Sql,
  by: By,
  now: number,
  origin: Origin,
): Promise<{ caller: TokenCaller; lastUsedAt: number | null } | undefined> {
  const row = await ('hashes' in by ? tokenOf(ofEveryAccount(db), by, now) : tokenById(db, { ...by, now }))
  if (!row) return undefined
  const held = readGroups(row.groups)
  const part = (all: Holdings) => delegated(all, JSON.parse(row.permissions) as Permission[])
  const { always } = held
  const { permissions, scopes, counting, dormant } = always
    ? delegations(`${row.permissions}${row.groups}`, () => part(always))
    : part(
        holdingsOf(held.groups, () => ({
          ...surroundingsOf(now, origin.ip, undefined),
          attributes: readValues(row.attributes),
        })),
      )
  return {
    lastUsedAt: row.lastUsedAt,
    caller: {
      kind: 'token',
      id: row.id,
      origin,
      accountId: row.accountId,
      label: `management token “${row.description}” of ${row.email}`,
      permissions,
      scopes,
      counting,
      dormant,
      creatorId: row.creatorId,
      expiresAt: row.expiresAt,
    },
  }
}

/** The conditions of a person's groups by what is known of them without a request: none on network or sign-in holds. */
export const environmentOf = (attributes: string, now: number): Environment => ({
  ...withoutRequest(now),
  attributes: readValues(attributes),
})

const activePerson = preparedOne((db, value: Value<{ accountId: string; id: string; now: number }>) =>
  db
    .selectFrom('users')
    .select((users) => ['users.attributes', groupList(db, users, value('now')).as('groups')])
    .where('users.account_id', '=', value('accountId'))
    .where('users.id', '=', value('id'))
    .where('users.status', '=', 'ACTIVE')
    .where('users.removed_at', 'is', null),
)

/** What a person holds while they send no request; undefined when they are not active. */
export async function findHoldings(db: Sql, by: { accountId: string; id: string }, now: number) {
  const row = await activePerson(db, { ...by, now })
  return row && holdingsIn(readGroups(row.groups), () => environmentOf(row.attributes, now))
}
