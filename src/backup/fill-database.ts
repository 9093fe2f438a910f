import { once } from 'node:events'
import { parsePostgresUrl } from '../store/postgres/url.ts'
import { restoringSetting } from '../store/restoring.ts'
import { environmentFor, expectAsNewAs, startProgram, withoutPassword } from './postgres-program.ts'
import { withServer } from './postgres-server.ts'

/** Throws, naming what is there, unless a database has no tables of any schema of its own. */
export function expectEmptyDatabase(url: string, place: string): Promise<void> {
  return withServer(url, async ({ client }) => {
    const { rows } = await client.query<{ name: string; count: string }>(`
      select current_database() as name, count(*) as count from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'S') and nspname not in ('pg_catalog', 'information_schema')
        and nspname not like 'pg_toast%' and nspname not like 'pg_temp%'`)
    const { name, count } = rows[0] as (typeof rows)[number]
    if (Number(count) === 0) return
    throw new Error(
      `${name}, ${place}, is not empty: it has ${count} tables and sequences. Give the URL of a new one, made by ` +
        '`create database`.',
    )
  })
}

/**
 * Restores a dump into an empty database, in one transaction: all of it, or nothing, also where this process is killed.
 * Nothing is restored of owners and privileges: all belongs to the role of the URL. The store is marked as being restored
 * in the same transaction.
 */
export function fillDatabase(url: string, dump: string, directory: string, signal: AbortSignal): Promise<void> {
  return withServer(url, async ({ client: watcher, target, version }) => {
    await expectAsNewAs('pg_restore', version, signal)
    const access = environmentFor(url, target, directory)
    try {
      const script = startProgram(
        'pg_restore',
        ['--no-owner', '--no-privileges', '--exit-on-error', '--file=-', dump],
        {},
        signal,
      )
      const settings = ['--no-psqlrc', '--quiet', '--no-password', '--set=ON_ERROR_STOP=1']
      const client = startProgram('psql', [...settings, '--file=-', '--output=/dev/null'], access.environment, signal)
      const ended = withoutPassword(watcher, access, client)
      ended.catch(() => {})
      client.process.stdout?.resume()
      try {
        await Promise.race([
          pass(script, client),
          client.ended.then(() => Promise.reject(new Error('psql ended early.'))),
        ])
      } catch (error) {
        client.process.kill('SIGKILL')
        script.process.kill('SIGKILL')
        throw error
      }
      await ended
    } finally {
      await access.remove()
    }
  })
}

type Program = ReturnType<typeof startProgram>

/**
 * Passes a script on in a transaction, which ends with the mark once all of it is there. The commit is a part of the input:
 * with `--single-transaction`, psql would commit at the end of its input, which it also finds where this process dies.
 */
async function pass(script: Program, client: Program): Promise<void> {
  const { stdout } = script.process
  const { stdin } = client.process
  if (!stdout || !stdin) throw new Error('A program of PostgreSQL has no streams.')
  stdin.write('begin;\n')
  for await (const chunk of stdout) if (!stdin.write(chunk)) await once(stdin, 'drain')
  await script.ended
  stdin.end(markAsRestoring)
}

/** Whatever the schema is that the tables of the dump are in. */
const markAsRestoring = `
do $mark$
declare place text;
begin
  select format('%I.settings', nspname) into strict place from pg_class
  join pg_namespace on pg_namespace.oid = relnamespace where relname = 'settings' and nspname <> 'pg_catalog';
  execute format('insert into %s (key, value) values (%L, %L)', place, '${restoringSetting}', 'begun');
end $mark$;
commit;
`

/** Ends a restore: gateways may start on the database from now on. */
export const endRestore = (url: string): Promise<void> =>
  withServer(url, async ({ client }) => {
    await client.query('delete from settings where key = $1', [restoringSetting])
  })

/** The role of the gateway, to which migrations grant its rights. */
export interface GatewayRole {
  readonly name: string
  /** Whether this server has such a role. */
  readonly isPresent: boolean
}

/**
 * Has migrations grant nothing to the role of the gateway, so that one that runs cannot read what is not settled;
 * answers with the role.
 */
export const setRoleAside = (url: string): Promise<GatewayRole | undefined> =>
  withServer(url, async ({ client }) => {
    const { rows } = await client.query<GatewayRole>(
      `delete from settings where key = 'gateway_role'
       returning value as name, value in (select rolname from pg_roles) as "isPresent"`,
    )
    return rows[0]
  })

/** Throws while a gateway is connected to a database: it would serve what is put there before that is settled. */
export const expectNoGateway = (url: string): Promise<void> =>
  withServer(url, async ({ client }) => {
    const names = ['clustergate', parsePostgresUrl(url).applicationName].filter((name) => name !== undefined)
    const { rows } = await client.query<{ name: string; role: string }>(
      `select current_database() as name, usename as role from pg_stat_activity
       where datname = current_database() and application_name = any ($1) limit 1`,
      [names],
    )
    if (rows[0])
      throw new Error(`A gateway is connected to ${rows[0].name}, as ${rows[0].role}: stop all gateways first.`)
  })
