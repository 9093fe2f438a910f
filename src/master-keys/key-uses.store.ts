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

interface HashedRows {
  readonly table: string
  /** What identifies and names a row, and when it was used last. */
  readonly row: readonly [id: string, label: string, lastUsedAt: string | null]
  /** The column that names the key. */
  readonly key: string
  readonly isLive: (now: number) => RawBuilder<unknown>
  /** Begins the statement that ends rows; undefined where more ends with them than the row. */
  readonly end?: (at: number) => RawBuilder<unknown>
}

/** The kinds of rows with a hash. */
const hashed = {
  sessions: {
    table: 'sessions',
    row: ['id', 'client', 'last_seen_at'],
    key: 'secret_key',
    isLive: (now: number) => sql`ended_at is null and expires_at > ${now}`,
    end: (at: number) => sql`update sessions set ended_at = ${at}`,
  },
  managementTokens: {
    table: 'management_tokens',
    row: ['id', 'description', 'last_used_at'],
    key: 'secret_key',
    isLive: (now: number) => sql`revoked_at is null and (expires_at is null or expires_at > ${now})`,
    end: (at: number) => sql`update management_tokens set revoked_at = ${at}, revoked_by = null`,
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
    end: () => sql`update invitations set earlier_secret_hash = null, earlier_secret_key = null`,
  },
  passwordResets: {
    table: 'password_resets',
    row: ['id', 'user_id', null],
    key: 'secret_key',
    isLive: (now: number) => sql`expires_at > ${now}`,
    end: () => sql`delete from password_resets`,
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
    end: () => sql`delete from cluster_proxy_secrets`,
  },
  passwords: {
    table: 'users',
    row: ['id', 'email', 'last_sign_in_at'],
    key: 'password_key',
    isLive: () => sql`password_hash is not null and removed_at is null`,
    end: () => sql`update users set password_hash = null, password_seal = null, password_key = null`,
  },
} as const satisfies Readonly<Record<string, HashedRows>>

export type HashedKind = keyof typeof hashed
/** The kinds whose rows end by one statement. */
export type EndedKind = {
  [Kind in HashedKind]: (typeof hashed)[Kind] extends { end: unknown } ? Kind : never
}[HashedKind]
export const hashedKinds = Object.keys(hashed) as readonly HashedKind[]

/** The condition that the hash of a row was made with a key. */
function hangsOn(kind: HashedKind, { id, isFirst }: KeyRef): RawBuilder<boolean> {
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

/**
 * Ends rows by their ids, as far as they still are live and hang on the key: what was used meanwhile has moved on. Answers
 * with the ids of those that ended.
 */
export async function end(
  db: Sql,
  accountId: string,
  kind: EndedKind,
  ids: readonly string[],
  key: KeyRef,
  at: number,
): Promise<ReadonlySet<string>> {
  const { row, isLive, end: statement } = hashed[kind]
  const id = sql.ref(row[0])
  const { rows } = await sql<{ id: string }>`${statement(at)}
    where account_id = ${accountId} and ${id} in (${sql.join(ids)}) and ${hangsOn(kind, key)} and ${isLive(at)}
    returning ${id} as ${sql.ref('id')}`.execute(db)
  return new Set(rows.map((ended) => ended.id))
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
