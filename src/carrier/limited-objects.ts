import type { SignedIn } from '../auth/caller.ts'
import type { GuardedChange, LimitedObjects } from '../changes/changes.ts'
import * as databaseTokenStore from '../database-tokens/database-token.store.ts'
import { decideOnHeld } from '../database-tokens/decide-on-token.ts'
import * as databaseStore from '../databases/database.store.ts'
import { decideOnDatabase } from '../databases/decide-on-database.ts'
import { notFound } from '../errors.ts'
import type { Node } from '../nodes/node.type.ts'
import { changePermissions } from '../policy/operations.ts'
import type { Permission } from '../policy/permissions.ts'
import { type Reach, reachOf, wholeAccount } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import * as tableStore from '../tables/table.store.ts'
import { kindOfId } from '../values/id.ts'

/** An object that a cluster may have to know of. */
export type Synced = Node & { readonly createdAt: number; readonly version: number }

/** The kinds of object that rights may be limited to; a cluster may have to know of each of them. */
export type SyncedKind = keyof typeof changePermissions

export const isSynced = (kind: string | undefined): kind is SyncedKind =>
  kind !== undefined && Object.hasOwn(finders, kind)

type Find = (change: GuardedChange, id: string, permission?: Permission) => Promise<Synced | undefined>

/**
 * Finds an object of a kind where the caller may read it, and decides on it: on a permission, or on all that the operation
 * requires.
 */
export const finders: Readonly<Record<SyncedKind, Find>> = {
  async database(change, id, permission) {
    const { db, at, decisions } = change
    const database = await databaseStore.find(db, decisions.reach('DATABASE_READ', permission), id, at)
    if (database) await decideOnDatabase(change, database, permission)
    return database
  },
  async table(change, id, permission) {
    const { db, accountId, at, decisions } = change
    const table = await tableStore.find(db, decisions.reach('TABLE_READ', permission), id, at)
    const database = table && (await databaseStore.find(db, wholeAccount(accountId), table.databaseId, at))
    if (database) await decideOnDatabase(change, database, permission)
    return database && table
  },
  async database_token(change, id, permission) {
    const { db, at, decisions } = change
    const token = await databaseTokenStore.find(db, decisions.reach('DATABASE_TOKEN_READ', permission), id, at)
    if (token) await decideOnHeld(change, token, permission)
    return token
  },
}

type FindMany = (db: Sql, reach: Reach, ids: readonly string[], now: number) => Promise<readonly Node[]>

const readers: Readonly<Record<SyncedKind, { readonly findMany: FindMany; readonly permission: Permission }>> = {
  database: { findMany: databaseStore.findMany, permission: 'DATABASE_READ' },
  table: { findMany: tableStore.findMany, permission: 'TABLE_READ' },
  database_token: { findMany: databaseTokenStore.findMany, permission: 'DATABASE_TOKEN_READ' },
}

/** What changes ask about databases, tables and database tokens, of which callers may see some only. */
export const limitedObjects: LimitedObjects = {
  async decideAgain(change, answer) {
    for (const id of idsIn(answer)) {
      const kind = kindOfId(id)
      if (!isSynced(kind)) continue
      const permission = change.decisions.isAnyEnough ? changePermissions[kind] : undefined
      if (!(await finders[kind](change, id, permission))) throw notFound(kind.replace('_', ' '))
    }
  },

  async hiddenAmong(db, caller, ids, now) {
    const kinds = Object.keys(readers) as SyncedKind[]
    const hidden = await Promise.all(kinds.map((kind) => hiddenOfKind(db, caller, kind, ids, now)))
    return new Set(hidden.flat())
  },
}

async function hiddenOfKind(
  db: Sql,
  caller: SignedIn,
  kind: SyncedKind,
  ids: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const { findMany, permission } = readers[kind]
  const own = ids.filter((id) => kindOfId(id) === kind)
  const reach = reachOf(caller, permission)
  if (own.length === 0 || !reach.selectors) return []
  const seen = new Set((await findMany(db, reach, own, now)).map(({ id }) => id))
  return own.filter((id) => !seen.has(id))
}

/** The ids of the objects that an answer tells of: of itself, or of the database, table or token that it holds. */
function idsIn(answer: unknown): readonly string[] {
  if (typeof answer !== 'object' || answer === null) return []
  const { id, database, table, token } = answer as Readonly<Record<string, unknown>>
  return [{ id }, database, table, token].flatMap((one) => {
    const found = (one as { readonly id?: unknown } | null | undefined)?.id
    return typeof found === 'string' ? [found] : []
  })
}
