import { type RawBuilder, sql } from 'kysely'
import type { Sql } from '../store/tables.ts'

/** A key, as rows name it. */
export interface KeyRef {
  readonly id: string
  /** Whether rows that name no key are its own. */
  readonly isFirst: boolean
}

/** A live row whose hash was made with a key: without the key it ends. */
export interface Use {
  readonly id: string
  /** What people call it. */
  readonly label: string
  /** When it was used last; null where it never was, or that is not known. */
  readonly lastUsedAt: number | null
}

/**
 * The kinds of rows with a hash: the table, what identifies and names a row, when it was used last, which column names
 * the key, and the condition that it is live at `now`.
 */
const hashed = {
  sessions: {
    table: 'sessions',
    row: ['id', 'client', 'last_seen_at'],
    key: 'secret_key',
    isLive: (now: number) => sql`ended_at is null and expires_at > ${now}`,
  },
  managementTokens: {
    table: 'management_tokens',
    row: ['id', 'description', 'last_used_at'],
    key: 'secret_key',
    isLive: (now: number) => sql`revoked_at is null and (expires_at is null or expires_at > ${now})`,
  },
  invitations: {
    table: 'invitations',
    row: ['id', 'email', null],
    key: 'secret_key',
    isLive: (now: number) => sql`accepted_at is null and revoked_at is null and expires_at > ${now}`,
  },
  earlierInvitationLinks: {
    table: 'invitations',
    row: ['id', 'email', null],
    key: 'earlier_secret_key',
    isLive: (now: number) =>
      sql`earlier_secret_hash is not null and accepted_at is null and revoked_at is null and expires_at > ${now}`,
  },
  passwordResets: {
    table: 'password_resets',
    row: ['id', 'user_id', null],
    key: 'secret_key',
    isLive: (now: number) => sql`expires_at > ${now}`,
  },
  emailChanges: {
    table: 'email_changes',
    row: ['user_id', 'email', null],
    key: 'secret_key',
    isLive: (now: number) => sql`expires_at > ${now}`,
  },
  proxySecrets: {
    table: 'cluster_proxy_secrets',
    row: ['secret_hash', 'cluster_id', 'last_used_at'],
    key: 'secret_key',
    isLive: (now: number) => sql`(expires_at is null or expires_at > ${now})`,
  },
  passwords: {
    table: 'users',
    row: ['id', 'email', 'last_sign_in_at'],
    key: 'password_key',
    isLive: () => sql`password_hash is not null and removed_at is null`,
  },
} as const

export type HashedKind = keyof typeof hashed
export const hashedKinds = Object.keys(hashed) as readonly HashedKind[]

/** The condition that the hash of a row was made with a key. */
export function hangsOn(kind: HashedKind, { id, isFirst }: KeyRef): RawBuilder<boolean> {
  const column = sql.ref(hashed[kind].key)
  return isFirst ? sql<boolean>`(${column} = ${id} or ${column} is null)` : sql<boolean>`${column} = ${id}`
}

/** The live rows of an account that hang on a key, the longest unused first. */
export async function usesOf(
  db: Sql,
  accountId: string,
  kind: HashedKind,
  key: KeyRef,
  now: number,
): Promise<readonly Use[]> {
  const { table, row, isLive } = hashed[kind]
  const [idColumn, label, lastUsed] = row
  const { rows } = await sql<Use>`
    select ${sql.ref(idColumn)} as ${sql.ref('id')}, ${sql.ref(label)} as ${sql.ref('label')},
      ${lastUsed === null ? sql`cast(null as bigint)` : sql.ref(lastUsed)} as ${sql.ref('lastUsedAt')}
    from ${sql.table(table)}
    where account_id = ${accountId} and ${hangsOn(kind, key)} and ${isLive(now)}
    order by 3, 1`.execute(db)
  return rows
}

/** The columns with sealed values, and what identifies a row of the account. */
export const sealedColumns = [
  { table: 'clusters', column: 'jwt_secret', id: 'id' },
  { table: 'cluster_links', column: 'credential', id: 'cluster_id' },
  { table: 'cluster_work', column: 'secret', id: 'id' },
  { table: 'outbox', column: 'message', id: 'id' },
] as const

export type SealedColumn = (typeof sealedColumns)[number]

export interface RowRef {
  readonly accountId: string
  readonly id: string
}

export interface SealedRow {
  readonly id: string
  readonly sealed: string
}

/** The sealed values of an account in one column. */
export async function sealedIn(db: Sql, accountId: string, place: SealedColumn): Promise<readonly SealedRow[]> {
  const { table, column, id } = place
  const { rows } = await sql<SealedRow>`
    select ${sql.ref(id)} as ${sql.ref('id')}, ${sql.ref(column)} as ${sql.ref('sealed')} from ${sql.table(table)}
    where account_id = ${accountId} and ${sql.ref(column)} is not null and ${sql.ref(column)} <> ''
    order by 1`.execute(db)
  return rows
}

/** Replaces a sealed value, unless somebody else has done so since it was read. */
export async function replaceSealed(
  db: Sql,
  accountId: string,
  { table, column, id }: SealedColumn,
  before: SealedRow,
  after: string,
): Promise<void> {
  await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${after}
    where account_id = ${accountId} and ${sql.ref(id)} = ${before.id} and ${sql.ref(column)} = ${before.sealed}`.execute(
    db,
  )
}
