import { dirname } from 'node:path'
import type pg from 'pg'
import { type Facts, readFacts } from './facts.ts'
import { environmentFor, expectAsNewAs, startProgram, withoutPassword } from './postgres-program.ts'
import { withServer } from './postgres-server.ts'

/**
 * Dumps a database by pg_dump, in the snapshot from which the facts are read, so that both are of one state. Changes go
 * on meanwhile. Throws where the role of the URL does not see all rows.
 */
export function copyPostgres(url: string, copy: string, signal: AbortSignal): Promise<Facts> {
  return withServer(url, async ({ client, target, version }) => {
    await expectAsNewAs('pg_dump', version, signal)
    await client.query('begin isolation level repeatable read read only')
    await expectStore(client)
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    const facts = await readFacts(async (sql) => (await client.query(sql)).rows)
    const access = environmentFor(url, target, dirname(copy))
    try {
      const args = ['--format=custom', '--no-password', '--lock-wait-timeout=30s', `--file=${copy}`]
      const dump = startProgram('pg_dump', [...args, `--snapshot=${rows[0]?.id}`], access.environment, signal)
      dump.process.stdin?.end()
      dump.process.stdout?.resume()
      await withoutPassword(client, access, dump)
    } finally {
      await access.remove()
    }
    // The dump is whole, also where the server has cut this connection meanwhile, which waited.
    await client.query('rollback').catch(() => {})
    return { ...facts, server: printVersion(version) }
  })
}

/** Such as 15.4 for 150004. */
export const printVersion = (version: number): string => `${Math.floor(version / 10_000)}.${version % 10_000}`

async function expectStore(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; hasTables: boolean; isWalled: boolean }>(`
    select current_user as "role", found.oid is not null as "hasTables",
      coalesce(row_security_active(found.oid), false) as "isWalled"
    from (select to_regclass('audit_events') as oid) as found`)
  const { role, hasTables, isWalled } = rows[0] as (typeof rows)[number]
  if (!hasTables) throw new Error('The database of DATABASE_URL has no store of Clustergate: check DATABASE_URL.')
  if (isWalled) {
    throw new Error(
      `${role}, the role of DATABASE_URL, sees one account at a time: run this with the DATABASE_URL of the role that ` +
        'owns the tables.',
    )
  }
}
