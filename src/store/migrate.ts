import { sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Migration } from './migration.ts'
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
}

/** Those of the migrations of a store that only a newer version has. */
export const unknownMigrations = (applied: readonly string[]): readonly string[] =>
  applied.filter((name) => !(name in migrations))

/** The names of the migrations that a store still lacks. Throws when a newer version has written it. */
export async function missingMigrations(db: Sql): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(db)
  const applied = new Set(rows.map((row) => row.name))
  const unknown = unknownMigrations([...applied])
  if (unknown.length > 0) {
    throw new Error(`The store was written by a newer version of Clustergate (${unknown.join(', ')}). Start that one.`)
  }
  return Object.keys(migrations).filter((name) => !applied.has(name))
}

/** Applies the missing migrations in one transaction, for which other starting processes wait. */
export async function migrate(db: Sql): Promise<void> {
  const engine = engineOf(db)
  await db.transaction().execute(async (transaction) => {
    await engine.lockMigrations(transaction)
    await sql`create table if not exists migrations (name text primary key)`.execute(transaction)
    for (const name of await missingMigrations(transaction)) {
      const migration = migrations[name] as Migration
      for (const step of migration(engine.types, engine.name)) {
        if (typeof step === 'string') await sql.raw(step).execute(transaction)
        else await step(transaction)
      }
      await sql`insert into migrations (name) values (${name})`.execute(transaction)
    }
  })
}
