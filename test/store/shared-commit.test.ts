import { sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Sql } from '../../src/store/tables.ts'
import { createDatabase, createDocument, inputOf } from '../databases/documents.ts'
import { gatewayForTest } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { whileLocked } from './locked.ts'

/** SQLite commits together what comes together. */
const onSqlite = it.skipIf(onPostgres)

const write = (key: string) => (db: Sql) => db.insertInto('settings').values({ key, value: 'written' }).execute()

async function openStore() {
  const gateway = await gatewayForTest()
  const { store } = gateway.app.core
  const written = async () => {
    const rows = await store.db.selectFrom('settings').select('key').where('value', '=', 'written').execute()
    return rows.map(({ key }) => key).sort()
  }
  return { gateway, store, written }
}

/** From now on a commit fails that has this in it. */
async function poison(db: Sql, table: string, condition: string): Promise<void> {
  for (const statement of [
    'create table nowhere (id text primary key references accounts (id) deferrable initially deferred)',
    `create trigger poison after insert on ${table} when ${condition} begin insert into nowhere values ('gone'); end`,
  ]) {
    await sql.raw(statement).execute(db)
  }
}

onSqlite('a change that is taken back leaves alone those that are committed with it', async () => {
  const { store, written } = await openStore()
  const failing = (key: string) =>
    store.transaction(async (db) => {
      await write(key)(db)
      throw new Error(`no ${key}`)
    })
  const outcomes = await Promise.allSettled([
    failing('a'),
    store.transaction(write('b')),
    failing('c'),
    store.transaction(write('d')),
    failing('e'),
  ])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled', 'rejected'])
  expect(await written()).toEqual(['b', 'd'])
})

onSqlite('those who share a commit that fails are all told, and nothing of theirs is kept', async () => {
  const { store, written } = await openStore()
  await poison(store.db, 'settings', "new.key = 'poison'")
  const outcomes = await Promise.allSettled(['a', 'poison', 'b'].map((key) => store.transaction(write(key))))
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(await written()).toEqual([])

  await store.transaction(write('later'))
  expect(await written()).toEqual(['later'])
})

onSqlite('a change that found the file locked holds up none that come later', async () => {
  const { gateway, store, written } = await openStore()
  const remove = () => store.db.deleteFrom('settings').where('key', '=', 'a').execute()
  await expect(whileLocked(gateway, remove)).rejects.toThrow('locked')
  await store.transaction(write('b'))
  expect(await written()).toEqual(['b'])

  await expect(whileLocked(gateway, () => store.transaction(write('c')))).rejects.toThrow('busy')
  await write('d')(store.db)
  expect(await written()).toEqual(['b', 'd'])
})

onSqlite('nobody sees a change before it is committed', async () => {
  const { store, written } = await openStore()
  const seen: string[][] = []
  await Promise.all([
    store.transaction(write('a')),
    store.transaction(async (db) => {
      seen.push(await written())
      await write('b')(db)
    }),
  ])
  expect([...seen, await written()]).toEqual([[], ['a', 'b']])
})

onSqlite(
  'of many changes at once, exactly those that were answered are there, and the audit log is whole',
  async () => {
    const { gateway, store } = await openStore()
    const account = await gateway.account()
    await createDatabase(account, { name: 'taken' })
    await poison(store.db, 'databases', "new.name = 'poison'")
    const names = ['taken', 'one', 'two', 'poison', 'three', 'taken', 'four']
    const answers = await Promise.all(
      names.map((name) => account.admin.send(createDocument, inputOf(account, { name }))),
    )
    const done = names.filter((_, at) => answers[at]?.errors.length === 0)
    expect(done).not.toContain('poison')
    await createDatabase(account, { name: 'later' })
    const { databases, verifyAuditLog } = await account.admin.run(
      '{ databases { nodes { name } } verifyAuditLog { intact } }',
    )
    expect(databases.nodes.map(({ name }: { name: string }) => name)).toEqual([...done, 'taken', 'later'].sort())
    expect(verifyAuditLog.intact).toBe(true)
  },
)
