import { type RawBuilder, sql } from 'kysely'
import { type CredentialHashes, isHashOf, renewedHash } from '../auth/credential-hashes.ts'
import type { Deadline } from '../deadline.ts'
import type { Reach } from '../policy/reach.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import { runLongRead } from '../store/long-read.ts'
import type { Sql } from '../store/tables.ts'
import { within } from './database-token.store.ts'
import type { UsageDay } from './token-usage.type.ts'

/** How often a token was used on one day. */
interface DayOfUse extends Readonly<UsageDay> {
  readonly tokenId: string
}

/** The same as one process has counted it, in total since its start, with the time of the last use. */
export interface CountedUse extends DayOfUse {
  readonly processId: string
  readonly lastUsedAt: number | undefined
}

const total = (column: 'reads' | 'writes' | 'denials') =>
  sql<number>`cast(sum(${sql.ref(column)}) as bigint)`.as(column)
const totals = [total('reads'), total('writes'), total('denials')]

/** The uses of tokens since a day, by day, the latest last; a day without any has no entry. */
export async function usageOf(
  db: Sql,
  accountId: string,
  tokenIds: readonly string[],
  since: number,
): Promise<readonly DayOfUse[]> {
  return db
    .selectFrom('database_token_usage')
    .select(['token_id as tokenId', 'day'])
    .select(totals)
    .where('account_id', '=', accountId)
    .where('token_id', 'in', tokenIds)
    .where('day', '>=', since)
    .groupBy(['token_id', 'day'])
    .orderBy('token_id')
    .orderBy('day')
    .execute()
}

/** The same for all tokens within reach together, or for those of one cluster. */
export function usageWithin(
  db: Sql,
  reach: Reach,
  clusterId: string | undefined,
  since: number,
  now: number,
  deadline: Deadline | undefined,
): Promise<readonly UsageDay[]> {
  const tokens = within(db, reach, now).clearSelect().select('database_tokens.id')
  const ofCluster = clusterId === undefined ? tokens : tokens.where('database_tokens.cluster_id', '=', clusterId)
  const isEvery = clusterId === undefined && reach.selectors === undefined
  const query = db
    .selectFrom('database_token_usage')
    .select('day')
    .select(totals)
    .where('account_id', '=', reach.accountId)
    .where('day', '>=', since)
    .$if(!isEvery, (counted) => counted.where('token_id', 'in', ofCluster))
    .groupBy('day')
    .orderBy('day')
  return runLongRead(db, query, deadline)
}

/** Those of the tokens whose use is known: a proxy of their cluster has had a request checked. */
export async function reportedOf(
  db: Sql,
  accountId: string,
  tokenIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('database_tokens')
    .innerJoin('cluster_proxy_secrets as proxy', (join) =>
      join
        .onRef('proxy.account_id', '=', 'database_tokens.account_id')
        .onRef('proxy.cluster_id', '=', 'database_tokens.cluster_id'),
    )
    .select('database_tokens.id')
    .distinct()
    .where('database_tokens.account_id', '=', accountId)
    .where('database_tokens.id', 'in', tokenIds)
    .where('proxy.last_used_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether the use of tokens is known on one cluster, or on any that has tokens within reach. */
export async function isReported(db: Sql, reach: Reach, clusterId: string | undefined, now: number): Promise<boolean> {
  const clusters = within(db, reach, now).clearSelect().select('database_tokens.cluster_id')
  const row = await db
    .selectFrom('cluster_proxy_secrets')
    .select('cluster_id')
    .where('account_id', '=', reach.accountId)
    .where('last_used_at', 'is not', null)
    .$if(clusterId !== undefined, (query) => query.where('cluster_id', '=', clusterId as string))
    .$if(reach.selectors !== undefined, (query) => query.where('cluster_id', 'in', clusters))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Writes totals of a process over its earlier ones. */
export async function write(db: Sql, accountId: string, totals: readonly CountedUse[]): Promise<void> {
  for (const part of inParts(totals)) {
    await db
      .insertInto('database_token_usage')
      .values(
        part.map(({ tokenId, day, processId, reads, writes, denials }) => ({
          account_id: accountId,
          token_id: tokenId,
          day,
          process_id: processId,
          reads,
          writes,
          denials,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['account_id', 'token_id', 'day', 'process_id']).doUpdateSet((set) => ({
          reads: set.ref('excluded.reads'),
          writes: set.ref('excluded.writes'),
          denials: set.ref('excluded.denials'),
        })),
      )
      .execute()
  }
}

/** Sets when tokens were last used, unless a later time is known. */
export async function writeLastUse(db: Sql, accountId: string, uses: readonly CountedUse[]): Promise<void> {
  const latest = new Map<string, number>()
  for (const { tokenId, lastUsedAt } of uses) {
    if (lastUsedAt !== undefined) latest.set(tokenId, Math.max(lastUsedAt, latest.get(tokenId) ?? 0))
  }
  for (const part of inParts([...latest])) {
    await sql`update database_tokens set last_used_at = used.column2 from ${timesById(part)} as used
      where database_tokens.account_id = ${accountId} and database_tokens.id = used.column1
      and coalesce(database_tokens.last_used_at, 0) < used.column2`.execute(db)
  }
}

/** Sets when proxies asked last, by the hashes of their secrets, unless a later time is known. */
export async function writeLastCheck(
  db: Sql,
  accountId: string,
  proxies: readonly { readonly secret: CredentialHashes; readonly at: number }[],
): Promise<void> {
  const times = proxies.flatMap(({ secret, at }) => [secret.hash, ...secret.others].map((hash) => [hash, at] as const))
  for (const part of inParts(times)) {
    await sql`update cluster_proxy_secrets set last_used_at = used.column2 from ${timesById(part)} as used
      where cluster_proxy_secrets.account_id = ${accountId} and cluster_proxy_secrets.secret_hash = used.column1
      and coalesce(cluster_proxy_secrets.last_used_at, 0) < used.column2`.execute(db)
  }
}

/** Gives a proxy's secret, which is in use, its hash under the current master key. */
export async function renewProxySecret(db: Sql, accountId: string, secret: CredentialHashes): Promise<void> {
  if (secret.outdated.length === 0) return
  await db
    .updateTable('cluster_proxy_secrets')
    .set(renewedHash(secret))
    .where('account_id', '=', accountId)
    .where(isHashOf('secret_hash', secret))
    .execute()
}

/** The accounts that have counts from before a day. */
export async function accountsWithCountsBefore(db: Sql, day: number): Promise<readonly string[]> {
  const rows = await ofEveryAccount(db)
    .selectFrom('database_token_usage')
    .select('account_id as accountId')
    .distinct()
    .where('day', '<', day)
    .execute()
  return rows.map(({ accountId }) => accountId)
}

export async function removeBefore(db: Sql, accountId: string, day: number): Promise<void> {
  await db.deleteFrom('database_token_usage').where('account_id', '=', accountId).where('day', '<', day).execute()
}

/** A table of texts and times, whose columns both engines call `column1` and `column2`. */
const timesById = (times: readonly (readonly [id: string, at: number])[]): RawBuilder<unknown> =>
  sql`(values ${sql.join(times.map(([id, at]) => sql`(cast(${id} as text), cast(${at} as bigint))`))})`

/** Keeps the number of parameters of one statement below the limits of both engines. */
const rowsPerStatement = 500

function* inParts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += rowsPerStatement) yield list.slice(start, start + rowsPerStatement)
}
