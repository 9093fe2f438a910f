import { type RawBuilder, sql } from 'kysely'
import type { Change } from '../changes/changes.ts'
import { conflict } from '../errors.ts'
import type { Sql } from '../store/tables.ts'

interface Quota {
  readonly max: number
  /** The objects that are counted, as the error sentence names them. */
  readonly what: string
  readonly advice: string
  /** The table and condition whose rows are counted; an index must cover them. */
  counted(accountId: string, now: number): RawBuilder<unknown>
}

const lives = (now: number) => sql`revoked_at is null and (expires_at is null or expires_at > ${now})`

/**
 * The limits per account on objects that API clients create: far above what an account needs, and low enough that a
 * runaway script cannot fill the disk.
 */
export const quotas = {
  databases: {
    max: 10_000,
    what: 'active databases',
    advice: 'delete one first',
    counted: (accountId) => sql`databases where account_id = ${accountId} and deleted_at is null`,
  },
  databaseTokens: {
    max: 20_000,
    what: 'active database tokens',
    advice: 'revoke one first, or wait until one expires',
    counted: (accountId, now) => sql`database_tokens where account_id = ${accountId} and ${lives(now)}`,
  },
  managementTokens: {
    max: 1_000,
    what: 'active management tokens',
    advice: 'revoke one first, or wait until one expires',
    counted: (accountId, now) => sql`management_tokens where account_id = ${accountId} and ${lives(now)}`,
  },
  invitations: {
    max: 10_000,
    what: 'pending invitations',
    advice: 'revoke one first, or wait until one is accepted or expires',
    counted: (accountId, now) => sql`invitations where account_id = ${accountId}
      and accepted_at is null and revoked_at is null and expires_at > ${now}`,
  },
  groups: {
    max: 100,
    what: 'custom groups',
    advice: 'delete one first',
    counted: (accountId) => sql`groups where account_id = ${accountId} and definition is not null`,
  },
} satisfies Record<string, Quota>

/**
 * Throws CONFLICT when the account is at its limit. Call it in the transaction that creates or restores an object;
 * `replaced` is the number of counted objects that the same transaction takes out of use.
 */
export async function expectRoom(
  { db, accountId, at }: Change,
  name: keyof typeof quotas,
  replaced = 0,
): Promise<void> {
  const { max, counted }: Quota = quotas[name]
  if ((await countUpTo(db, counted(accountId, at), max + replaced)) < max + replaced) return
  throw isFull(name)
}

/** The error for an account that is at its limit. */
export function isFull(name: keyof typeof quotas) {
  const { max, what, advice }: Quota = quotas[name]
  return conflict(`The account has ${max.toLocaleString('en-US')} ${what}, and may have no more: ${advice}.`)
}

/** How many more objects the account may have; those of the same transaction count as soon as they are inserted. */
export async function roomFor({ db, accountId, at }: Change, name: keyof typeof quotas): Promise<number> {
  const { max, counted }: Quota = quotas[name]
  return max - (await countUpTo(db, counted(accountId, at), max))
}

async function countUpTo(db: Sql, counted: RawBuilder<unknown>, max: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from ${counted} limit ${max}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}
