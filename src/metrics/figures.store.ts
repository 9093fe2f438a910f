import { type RawBuilder, sql } from 'kysely'
import { adminGroup } from '../policy/groups.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import { startOfId } from '../values/id.ts'

/**
 * Every count reads so many entries of an index at most, however much there is, and whether or not they are counted.
 * Accounts beyond the first of them are left out.
 */
export const countMax = 10_000
const accountsMax = 1_000

const day = 86_400_000
/** Ids begin with the time of the machine that made them, whose clock may be off. */
const doubtMilliseconds = 600_000

export interface AccountFigures {
  readonly accounts: number
  readonly withOneAdmin: number
  readonly auditEvents: number
  readonly sessions: number
  readonly mailsGivenUp: number
  readonly databaseTokensIn7Days: number
  readonly databaseTokensIn30Days: number
  readonly managementTokensIn7Days: number
  readonly managementTokensIn30Days: number
}

/** The number of rows that a query answers with, up to the limit of all counts; an index must hold its whole condition. */
const countOf = (query: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select count(*) from (select 1 from ${query} limit ${sql.lit(countMax)}) as counted)`

/** How many of the first rows of an index, in its order, meet a condition that the index does not hold. */
const countWhere = (columns: string, rows: RawBuilder<unknown>, condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`(select count(*) from
    (select ${sql.raw(columns)} from ${rows} limit ${sql.lit(countMax)}) as counted where ${condition})`

/** The sums over all accounts. Each account is read by its own parts of indexes. */
export async function ofAccounts(db: Sql, now: number, sessionMilliseconds: number): Promise<AccountFigures> {
  const ofAccount = sql`account_id = accounts.id`
  const sessionsSince = startOfId('session', Date.now() - sessionMilliseconds - doubtMilliseconds)
  const mailsSince = startOfId('mail', Date.now() - 7 * day)
  const ending = (table: 'database_tokens' | 'management_tokens', days: number) => {
    const rows = sql`${sql.table(table)} where ${ofAccount} and revoked_at is null
      and expires_at > ${now} and expires_at <= ${now + days * day}`
    if (table === 'management_tokens') return countOf(rows)
    return countWhere('replaced_by', sql`${rows} order by expires_at`, sql`replaced_by is null`)
  }
  const admins = countWhere(
    'user_groups.account_id, user_groups.user_id, user_groups.until',
    sql`groups
      join user_groups on user_groups.account_id = groups.account_id and user_groups.group_id = groups.id
      where groups.account_id = accounts.id and groups.key = ${adminGroup}
      order by user_groups.user_id`,
    sql`until is null and exists (select 1 from users where users.account_id = counted.account_id
      and users.id = counted.user_id and users.status = 'ACTIVE' and users.removed_at is null)`,
  )
  const sum = (column: string) => sql<number>`cast(coalesce(sum(${sql.ref(column)}), 0) as bigint)`
  const each = ofEveryAccount(db)
    .selectFrom('accounts')
    .select([
      sql<number>`(select sequence from audit_heads where ${ofAccount})`.as('audit_events'),
      sql<number>`case when ${admins} = 1 then 1 else 0 end`.as('with_one_admin'),
      countWhere(
        'ended_at, expires_at',
        sql`sessions where ${ofAccount} and id > ${sessionsSince} order by id desc`,
        sql`ended_at is null and expires_at > ${now}`,
      ).as('sessions'),
      countWhere(
        'status, failure',
        sql`outbox where ${ofAccount} and id > ${mailsSince} order by id desc`,
        sql`status = 'FAILED' and failure <> 'WITHDRAWN'`,
      ).as('mails_given_up'),
      ending('database_tokens', 7).as('database_7'),
      ending('database_tokens', 30).as('database_30'),
      ending('management_tokens', 7).as('management_7'),
      ending('management_tokens', 30).as('management_30'),
    ])
    .orderBy('id')
    .limit(accountsMax)
  return ofEveryAccount(db)
    .selectFrom(each.as('each'))
    .select([
      sql<number>`cast(count(*) as bigint)`.as('accounts'),
      sum('with_one_admin').as('withOneAdmin'),
      sum('audit_events').as('auditEvents'),
      sum('sessions').as('sessions'),
      sum('mails_given_up').as('mailsGivenUp'),
      sum('database_7').as('databaseTokensIn7Days'),
      sum('database_30').as('databaseTokensIn30Days'),
      sum('management_7').as('managementTokensIn7Days'),
      sum('management_30').as('managementTokensIn30Days'),
    ])
    .executeTakeFirstOrThrow()
}

export interface OutboxFigures {
  readonly queued: number
  /** When the oldest queued mail was queued; null without one. */
  readonly oldestAt: number | null
}

export const ofOutbox = (db: Sql): Promise<OutboxFigures> =>
  ofEveryAccount(db)
    .selectFrom((from) =>
      from
        .selectFrom('outbox')
        .select('created_at')
        // In the statement's text, so that SQLite knows the index for it.
        .where('status', '=', sql.lit('QUEUED'))
        .limit(countMax)
        .as('queued'),
    )
    .select([sql<number>`cast(count(*) as bigint)`.as('queued'), sql<number | null>`min(created_at)`.as('oldestAt')])
    .executeTakeFirstOrThrow()

export interface TaskFigures {
  readonly kind: string
  readonly tasks: number
  readonly due: number
  /** When the task that has been due longest, or will be due next, was or is due; null without any. */
  readonly firstAt: number | null
}

/** A claimed task is due when its claim ends. */
export function ofTasks(db: Sql, kinds: readonly string[], now: number): Promise<TaskFigures[]> {
  const across = ofEveryAccount(db)
  const [first, ...others] = kinds.map((kind) =>
    across.selectNoFrom([
      sql<string>`${sql.lit(kind)}`.as('kind'),
      countOf(sql`tasks where kind = ${kind}`).as('tasks'),
      countOf(sql`tasks where kind = ${kind} and next_attempt_at <= ${now}`).as('due'),
      sql<number | null>`(select min(next_attempt_at) from tasks where kind = ${kind})`.as('firstAt'),
    ]),
  )
  if (!first) return Promise.resolve([])
  return others.reduce((union, other) => union.unionAll(other), first).execute()
}

export interface ClusterFigures {
  readonly health: string
  readonly clusters: number
  readonly pending: number
  readonly creating: number
  readonly failed: number
  readonly drifted: number
}

export function ofClusters(db: Sql): Promise<ClusterFigures[]> {
  const work = (state: string) =>
    countOf(
      sql`cluster_work where cluster_work.account_id = cluster_links.account_id
        and cluster_work.cluster_id = cluster_links.cluster_id and state = ${state}`,
    )
  const sum = (column: string) => sql<number>`cast(sum(${sql.ref(column)}) as bigint)`
  const each = ofEveryAccount(db)
    .selectFrom('cluster_links')
    .select([
      'health',
      work('PENDING').as('pending'),
      work('CREATING').as('creating'),
      work('FAILED').as('failed'),
      work('DRIFTED').as('drifted'),
    ])
    .limit(accountsMax)
  return ofEveryAccount(db)
    .selectFrom(each.as('each'))
    .select([
      'health',
      sql<number>`cast(count(*) as bigint)`.as('clusters'),
      sum('pending').as('pending'),
      sum('creating').as('creating'),
      sum('failed').as('failed'),
      sum('drifted').as('drifted'),
    ])
    .groupBy('health')
    .execute()
}
