import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { gatewayForTest, type TestAccount, type TestGateway } from '../gateway.ts'
import { clustergate, serverForTest, storeForTest } from '../process/command.ts'
import { administrate, onPostgres } from '../store.ts'

/** A connection of somebody who has got hold of the gateway's DATABASE_URL. */
async function intruder({ store }: TestGateway): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: store.databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

async function twoAccounts(): Promise<{ gateway: TestGateway; own: TestAccount; other: TestAccount }> {
  const gateway = await gatewayForTest()
  return { gateway, own: await gateway.account('Own'), other: await gateway.account('Other') }
}

describe.skipIf(!onPostgres)('where another role owns the tables, that of the gateway', () => {
  it('can neither change nor remove what the audit log holds, nor the tables themselves', async () => {
    const { gateway, own } = await twoAccounts()
    const client = await intruder(gateway)
    await client.query(`set app.account = '${own.id}'`)
    for (const statement of [
      "update audit_events set actor_label = 'somebody else'",
      'delete from audit_events',
      'truncate audit_events',
      'alter table audit_events disable row level security',
      'drop policy of_account on users',
      'drop table audit_events',
      'create table planted (id text)',
      "insert into migrations values ('planted')",
      'delete from users',
      'delete from audit_heads',
    ]) {
      await expect(client.query(statement), statement).rejects.toThrow(/permission denied|must be owner/)
    }
    expect(await own.admin.run('{ verifyAuditLog { intact } }')).toEqual({ verifyAuditLog: { intact: true } })
  })

  it('sees and writes nothing of another account in a change', async () => {
    const { gateway, own, other } = await twoAccounts()
    const { store } = gateway.app.core
    const seen = await store.transaction(
      async (db) => {
        await db.updateTable('users').set({ name: 'Renamed' }).where('id', '=', other.admin.id).execute()
        await db.updateTable('users').set({ name: 'Renamed' }).where('account_id', '=', other.id).execute()
        await db.deleteFrom('user_groups').where('account_id', '=', other.id).execute()
        return db.selectFrom('users').select('account_id').execute()
      },
      undefined,
      own.id,
    )
    expect(seen).toEqual([{ account_id: own.id }])
    const planted = {
      account_id: other.id,
      id: 'cluster_x',
      name: 'planted',
      url: 'https://x.example.com',
      created_at: 1,
    }
    const plant = store.transaction((db) => db.insertInto('clusters').values(planted).execute(), undefined, own.id)
    await expect(plant).rejects.toThrow('row-level security')
    expect(await other.admin.run('{ viewer { user { name } } clusters { totalCount } }')).toEqual({
      viewer: { user: { name: 'Ada' } },
      clusters: { totalCount: 2 },
    })
  })

  it('sees nothing in a read that names no account, and one account in a read that forgets it on a table', async () => {
    const { gateway, own } = await twoAccounts()
    const { db } = gateway.app.core.store
    expect(await db.selectFrom('users').selectAll().execute()).toEqual([])
    const joined = await db
      .selectFrom('accounts')
      .innerJoin('users', (join) => join.onTrue())
      .where('accounts.id', '=', own.id)
      .select('users.account_id')
      .execute()
    expect(joined).toEqual([{ account_id: own.id }])
    // What the reads before were about is not left behind on the connection.
    expect((await sql`select 1 from users`.execute(db)).rows).toEqual([])
  })

  it('is walled on every table that has accounts, and has rights on every table that there is', async () => {
    const gateway = await gatewayForTest()
    const { rows } = await sql<{ name: string; isWalled: boolean; isReadable: boolean; hasAccount: boolean }>`
      select relname as name, relrowsecurity as "isWalled",
        has_table_privilege('clustergate_test_gateway', oid, 'select') as "isReadable",
        relname = 'accounts' or exists (
          select from pg_attribute where attrelid = pg_class.oid and attname = 'account_id') as "hasAccount"
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(gateway.db)
    expect(rows.length).toBeGreaterThan(15)
    for (const row of rows) expect(row).toEqual({ ...row, isWalled: row.hasAccount, isReadable: true })
  })

  it('does not start on tables that are not up to date, and says what to run', async () => {
    const gateway = await gatewayForTest()
    await administrate(gateway.store.ownerUrl as string, "delete from migrations where name = '0002-newest-tokens'")
    const { code, stderr } = await clustergate(gateway.store, ['serve'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'The tables of the store are not up to date (0002-newest-tokens), and clustergate_test_gateway may not change ' +
        'them. Run `clustergate migrate --grant-to clustergate_test_gateway` with the DATABASE_URL of the role that ' +
        'owns them, then start again.\n',
    })
  })

  it('starts once the owner has migrated with `clustergate migrate --grant-to`, and then on all later versions', async () => {
    const store = await storeForTest(true)
    const own = new URL(store.databaseUrl as string)
    own.username = 'clustergate_test_gateway'
    const gateway = { ...store, databaseUrl: own.href }
    // A stranger may make no tables in a database of others (PostgreSQL 15).
    expect((await clustergate(gateway, ['serve'])).stderr).toMatch(
      /has no tables of Clustergate, and clustergate_test_gateway may not make them\. Run `clustergate migrate --grant-to/,
    )
    for (const options of [['--grant-to', 'clustergate_test_gateway'], []]) {
      expect(await clustergate(store, ['migrate', ...options])).toEqual({
        code: 0,
        stdout:
          'The tables are up to date.\nclustergate_test_gateway may do with them what the gateway needs, and no more.\n',
        stderr: '',
      })
    }
    const server = await serverForTest(gateway)
    expect((await server.stop('SIGTERM')).stderr).not.toContain('the role of the store may do more than it needs')
  })

  it('is told in the log when it is the owner, or a superuser', async () => {
    const store = await storeForTest()
    const owner = await openStore({ databaseUrl: store.ownerUrl, dataDirectory: store.dataDirectory })
    onTestFinished(() => owner.close())
    expect(owner.roleRisks).toEqual([expect.stringMatching(/is a superuser: it could change the audit log/)])
    const server = await serverForTest({ ...store, databaseUrl: store.ownerUrl })
    await expect.poll(() => server.log()).toContain('the role of the store may do more than it needs')
  })
})

it.skipIf(onPostgres)('migrate on the embedded store makes it, and has no role to grant anything to', async () => {
  const store = await storeForTest()
  expect(await clustergate(store, ['migrate'])).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' })
  expect(await clustergate(store, ['migrate', '--grant-to', 'gateway'])).toEqual({
    code: 1,
    stdout: '',
    stderr: '--grant-to needs DATABASE_URL: the embedded store has no roles.\n',
  })
})
