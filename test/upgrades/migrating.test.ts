import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openPostgres } from '../../src/store/postgres/connect.ts'
import { version } from '../../src/version.ts'
import { eventually, gatewayForTest } from '../gateway.ts'
import { clustergate, storeForTest } from '../process/command.ts'
import { makeStore, migratedByOwner, onPostgres, type TestStore } from '../store.ts'
import { catalogueOf } from './catalogue.ts'
import { putBack, versions } from './fixtures.ts'

/** Migrates a store in a process of its own, which is killed after its statement of that number. */
async function killedAt({ ownerUrl, dataDirectory }: TestStore, statement: number): Promise<NodeJS.Signals | null> {
  const [path, open] = ownerUrl
    ? ['postgres/connect', `openPostgres(${JSON.stringify(ownerUrl)}, onStatement)`]
    : ['sqlite/store', `openSqlite(${JSON.stringify(dataDirectory)}, onStatement)`]
  const script = `
    import * as engine from ${moduleOf(path as string)}
    import { migrate } from ${moduleOf('migrate')}
    let left = ${statement}
    const onStatement = () => { if (left-- === 0) process.kill(process.pid, 'SIGKILL') }
    await migrate(engine.${open}.db)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' })
  const [, signal] = await once(child, 'close')
  return signal
}

const moduleOf = (path: string): string => JSON.stringify(pathToFileURL(`dist/store/${path}.js`).href)

describe.each(versions)('the migration of a store of %s', (released) => {
  it('goes on where it was when its process is killed', async () => {
    const store = await putBack(released)
    onTestFinished(() => store.remove())
    for (const statement of [12, 30, 30]) expect(await killedAt(store, statement)).toBe('SIGKILL')
    const gateway = await gatewayForTest({ store: await migratedByOwner(store) })
    const other = await makeStore()
    onTestFinished(() => other.remove())
    const fresh = await gatewayForTest({ store: other })
    expect(await catalogueOf(gateway.db)).toEqual(await catalogueOf(fresh.db))
  })
})

/** What 0020 has done, undone. */
const groupsUndone = [
  ...['name', 'description', 'definition', 'created_at', 'created_by', 'updated_at', 'version'].map(
    (column) => `alter table groups drop column ${column}`,
  ),
  ...['until', 'granted_by', 'granted_at', 'reason', 'source'].map(
    (column) => `alter table user_groups drop column ${column}`,
  ),
  'alter table audit_events drop column decided_by',
  "delete from migrations where name = '0020-custom-groups'",
]

it.skipIf(!onPostgres)('a migration gives way to readers, also to those that wait for what it has locked', async () => {
  const store = await storeForTest()
  const statements: string[] = []
  const { db } = openPostgres(store.ownerUrl as string, (statement) => statements.push(statement))
  onTestFinished(() => db.destroy())
  for (const statement of groupsUndone) await sql.raw(statement).execute(db)
  const attempts = () => statements.filter((statement) => statement.startsWith('lock table')).length

  let migrating: Promise<void> = Promise.resolve()
  await db.transaction().execute(async (reader) => {
    await sql`select count(*) from user_groups`.execute(reader)
    migrating = migrate(db)
    for (const least of [1, 2, 3]) {
      await eventually(() => attempts() >= least)
      // What the migration locks before it waits for the other table.
      await sql`select count(*) from groups`.execute(reader)
    }
  })
  await migrating
  expect(await sql`select until from user_groups`.execute(db)).toMatchObject({ rows: [] })
})

/** Brings the tables up to date, as their owner. */
async function openAsOwner({ ownerUrl: databaseUrl, dataDirectory }: TestStore) {
  const store = await openStore({ databaseUrl, dataDirectory })
  return { db: store.db, close: () => store.close() }
}

describe('a store that a later version has brought up to date', () => {
  it.each(['0.9.0', undefined])(
    'is refused by every command, which names both versions and what to do (%s)',
    async (by) => {
      const store = await storeForTest()
      const { db, close } = await openAsOwner(store)
      await sql`insert into migrations (name) values ('0099-later')`.execute(db)
      if (by === undefined) await db.deleteFrom('settings').where('key', '=', 'migrated_by').execute()
      else await db.updateTable('settings').set({ value: by }).where('key', '=', 'migrated_by').execute()
      await close()
      const stderr =
        `This is Clustergate ${version}, and the store was brought up to date by ` +
        `${by ? 'Clustergate 0.9.0' : 'a later version'}: it has 0099-later, which this version does not know. ` +
        `Nothing was changed. Start ${by ?? 'that version'} or a later one, or restore the backup of before that upgrade.\n`

      for (const words of by ? [['serve'], ['account', 'list']] : [['audit', 'verify', '--offline']]) {
        expect(await clustergate(store, words), words.join(' ')).toEqual({ code: 1, stdout: '', stderr })
      }
      const owner = { ...store, databaseUrl: store.ownerUrl }
      expect(await clustergate(owner, ['migrate'])).toEqual({ code: 1, stdout: '', stderr })
    },
  )
})

it('tells which version has brought a store up to date', async () => {
  const gateway = await gatewayForTest()
  const row = gateway.db.selectFrom('settings').select('value').where('key', '=', 'migrated_by')
  expect(await row.executeTakeFirst()).toEqual({ value: version })
})

it.skipIf(!onPostgres)('commands refuse a store that is not up to date where they may not change it', async () => {
  const gateway = await gatewayForTest()
  await sql`delete from migrations where name = '0020-custom-groups'`.execute(gateway.db)
  for (const words of [
    ['account', 'list'],
    ['key', 'status'],
    ['audit', 'verify', '--offline'],
  ]) {
    expect(await clustergate(gateway.store, words)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^The tables of the store are not up to date \(0020-custom-groups\), and .* may not/,
      ),
    })
  }
})
