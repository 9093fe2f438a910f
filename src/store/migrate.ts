import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { version } from '../version.ts'
import { type Engine, engineOf } from './engine.ts'
import type { Migration, MigrationStep } from './migration.ts'
import { initial } from './migrations/0001-initial.ts'
import { newestTokens } from './migrations/0002-newest-tokens.ts'
import { tokenLives } from './migrations/0003-token-lives.ts'
import { caseFolding } from './migrations/0004-case-folding.ts'
import { signIn } from './migrations/0005-sign-in.ts'
import { invitationSenders } from './migrations/0006-invitation-senders.ts'
import { tokenLines } from './migrations/0007-token-lines.ts'
import { listsAndQuotas } from './migrations/0008-lists-and-quotas.ts'
import { emailChanges } from './migrations/0010-email-changes.ts'
import { writtenMail } from './migrations/0011-written-mail.ts'
import { listOrders } from './migrations/0012-list-orders.ts'
import { sessionEnds } from './migrations/0013-session-ends.ts'
import { tasks } from './migrations/0014-tasks.ts'
import { dataPlane } from './migrations/0015-data-plane.ts'
import { clusterLinks } from './migrations/0016-cluster-links.ts'
import { idempotencyKeys } from './migrations/0017-idempotency-keys.ts'
import { masterKeys } from './migrations/0018-master-keys.ts'
import { databaseLabels } from './migrations/0019-database-labels.ts'
import { customGroups } from './migrations/0020-custom-groups.ts'
import { auditTimes } from './migrations/0021-audit-times.ts'
import type { Sql } from './tables.ts'

const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initial,
  '0002-newest-tokens': newestTokens,
  '0003-token-lives': tokenLives,
  '0004-case-folding': caseFolding,
  '0005-sign-in': signIn,
  '0006-invitation-senders': invitationSenders,
  '0007-token-lines': tokenLines,
  '0008-lists-and-quotas': listsAndQuotas,
  '0010-email-changes': emailChanges,
  '0011-written-mail': writtenMail,
  '0012-list-orders': listOrders,
  '0013-session-ends': sessionEnds,
  '0014-tasks': tasks,
  '0015-data-plane': dataPlane,
  '0016-cluster-links': clusterLinks,
  '0017-idempotency-keys': idempotencyKeys,
  '0018-master-keys': masterKeys,
  '0019-database-labels': databaseLabels,
  '0020-custom-groups': customGroups,
  '0021-audit-times': auditTimes,
}

/** Those of the migrations of a store that only a newer version has. */
export const unknownMigrations = (applied: readonly string[]): readonly string[] =>
  applied.filter((name) => !(name in migrations))

/** The version that has applied the last migration of a store; 0.1.0 did not say. */
const migratedBySetting = 'migrated_by'

/** The names of the migrations that a store still lacks. Throws when a newer version has written it. */
export async function missingMigrations(db: Sql): Promise<readonly string[]> {
  const rows = await db.selectFrom(sql<{ name: string }>`migrations`.as('migrations')).select('name').execute()
  const applied = new Set(rows.map((row) => row.name))
  const unknown = unknownMigrations([...applied])
  if (unknown.length > 0) throw newerStore(unknown, await migratedBy(db))
  return Object.keys(migrations).filter((name) => !applied.has(name))
}

async function migratedBy(db: Sql): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', migratedBySetting).executeTakeFirst()
  return row?.value
}

const newerStore = (unknown: readonly string[], by: string | undefined) =>
  new Error(
    `This is Clustergate ${version}, and the store was brought up to date by ${by ? `Clustergate ${by}` : 'a later version'}: ` +
      `it has ${unknown.join(', ')}, which this version does not know. Nothing was changed. Start ${by ?? 'that version'} ` +
      'or a later one, or restore the backup of before that upgrade.',
  )

const pauseMilliseconds = 500
/** With the wait for locks, two minutes. */
const attemptsMax = 130

/**
 * Applies the missing migrations, for which other starting processes wait. Gateways may be at work on the store
 * meanwhile: so each migration has a transaction of its own, which takes all of its locks before it works, holds them no
 * longer than it must, and steps back and tries again when others hold it up. A store that nobody uses yet is made as a whole.
 */
export async function migrate(db: Sql): Promise<void> {
  while (await patiently(engineOf(db), () => db.transaction().execute(applyNext))) {}
}

async function patiently<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attemptsMax || !engine.isHeldUp(error)) throw error
      await delay(pauseMilliseconds)
    }
  }
}

/** Applies the next migration, or all of them to a new store. Returns whether more are missing. */
async function applyNext(transaction: Sql): Promise<boolean> {
  const engine = engineOf(transaction)
  await engine.lockMigrations(transaction)
  await sql`create table if not exists migrations (name text primary key)`.execute(transaction)
  const missing = await missingMigrations(transaction)
  const isNew = missing.length === Object.keys(migrations).length
  const due = isNew ? missing : missing.slice(0, 1)
  for (const name of due) {
    const steps = (migrations[name] as Migration)(engine.types, engine.name)
    if (!isNew) await engine.lockTables(transaction, tablesOf(steps))
    for (const step of steps) {
      if (typeof step === 'string') await sql.raw(step).execute(transaction)
      else await step(transaction)
    }
    await sql`insert into migrations (name) values (${name})`.execute(transaction)
  }
  if (due.length > 0) await noteVersion(transaction)
  return due.length < missing.length
}

/** The tables of before that the statements of a migration lock, also those that new tables refer to. */
function tablesOf(steps: readonly MigrationStep[]): readonly string[] {
  const text = steps.filter((step) => typeof step === 'string').join(';\n')
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name as string)
  const made = new Set(named(/create table (\w+)/g))
  const locked = named(/(?:alter table|^update|create (?:unique )?index \w+\s+on|references) (\w+)/gm)
  return [...new Set(locked)].filter((name) => !made.has(name)).sort()
}

async function noteVersion(transaction: Sql): Promise<void> {
  await transaction
    .insertInto('settings')
    .values({ key: migratedBySetting, value: version })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: version }))
    .execute()
}
