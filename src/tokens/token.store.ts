import { type RawBuilder, sql } from 'kysely'
import { isInState } from '../clusters/work/sync.store.ts'
import { contains } from '../store/conditions.ts'
import { areAccepted, type TokenListFilter, type TokenTable } from './token.ts'
import type { TokenStatus } from './token.type.ts'

/** The case of a status for a token that has a successor; empty for a kind of token that cannot have one. */
const replaced: Readonly<Record<TokenTable, RawBuilder<unknown>>> = {
  database_tokens: sql`when database_tokens.replaced_by is not null then 'REPLACED'`,
  management_tokens: sql``,
}

/** Whether it is known when a token was used last: of database tokens, where a proxy of their cluster asks for checks. */
const isUseKnown: Readonly<Record<TokenTable, RawBuilder<boolean>>> = {
  database_tokens: sql`exists (
    select 1 from cluster_proxy_secrets as proxies
    where proxies.account_id = database_tokens.account_id and proxies.cluster_id = database_tokens.cluster_id
    and proxies.last_used_at is not null)`,
  management_tokens: sql`1 = 1`,
}

/** The status of a token at a moment, computed from its times; no job has to set it. */
export const statusAt = (table: TokenTable, now: number): RawBuilder<TokenStatus> => sql<TokenStatus>`case
  when ${sql.ref(`${table}.revoked_at`)} is not null then 'REVOKED'
  when ${sql.ref(`${table}.expires_at`)} <= ${now} then 'EXPIRED'
  ${replaced[table]}
  else 'ACTIVE' end`

/** The conditions of a filter that apply to every kind of token, which are all but `databaseIds`. */
export function meets(table: TokenTable, { conditions, now, order }: TokenListFilter): RawBuilder<boolean> {
  const { statuses, search, createdByIds, expiresBefore, unusedSince, syncStates } = conditions
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const all = [statuses.length === 0 ? never : sql<boolean>`${statusAt(table, now)} in (${sql.join(statuses)})`]
  // In this order the expired tokens lie together, so that the index skips them.
  if (order.field === 'EXPIRES_AT' && areAccepted(statuses)) all.push(sql`${column('expiry_key')} > ${now}`)
  if (search !== undefined) all.push(contains(`${table}.folded_description`, search))
  if (createdByIds !== undefined) {
    all.push(createdByIds.length === 0 ? never : sql`${column('created_by')} in (${sql.join(createdByIds)})`)
  }
  if (expiresBefore !== undefined) all.push(sql`${column('expiry_key')} < ${expiresBefore}`)
  if (unusedSince !== undefined) {
    all.push(sql`coalesce(${column('last_used_at')}, ${column('created_at')}) < ${unusedSince}`, isUseKnown[table])
  }
  if (syncStates !== undefined) all.push(isInState(table, syncStates))
  return sql<boolean>`(${sql.join(all, sql` and `)})`
}

/** Holds for no row. */
export const never = sql<boolean>`1 = 0`
