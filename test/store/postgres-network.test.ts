import { sql } from 'kysely'
import { describe, it, type TestContext } from 'vitest'
import { Deadline } from '../../src/deadline.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { Sql } from '../../src/store/tables.ts'
import { makeStore, onPostgres } from '../store.ts'
import { networkTo } from './postgres-proxy.ts'

/** A store behind a network that stalls on demand, and a look at the same tables from beside it. */
async function storeForTest({ onTestFinished }: TestContext) {
  const place = await makeStore()
  const network = await networkTo(place.databaseUrl as string)
  const store = await openStore({ databaseUrl: network.url, dataDirectory: place.dataDirectory })
  const beside = await openStore({ databaseUrl: place.databaseUrl, dataDirectory: place.dataDirectory })
  onTestFinished(async () => {
    await Promise.all([store.close(), beside.close()])
    network.close()
    await place.remove()
  })
  // The one connection of the pool, which the next statement takes.
  await store.ping()
  return { network, store, beside }
}

const write = (db: Sql, key: string) => db.insertInto('settings').values({ key, value: 'x' }).execute()

async function keys({ db }: Store): Promise<readonly string[]> {
  const rows = await db.selectFrom('settings').select('key').where('key', 'like', 'test %').orderBy('key').execute()
  return rows.map(({ key }) => key)
}

const noAnswer = 'The store is not available'

// Each waits the six seconds that a statement may take, all of them at once.
describe.skipIf(!onPostgres).concurrent('when the network to PostgreSQL stalls', () => {
  it('an acknowledged write is not lost in a transaction that began too late', async (context) => {
    const { network, store, beside } = await storeForTest(context)
    const { expect } = context
    network.stall()
    await expect(store.transaction((db) => write(db, 'test given up'))).rejects.toThrow(noAnswer)
    network.heal()

    await write(store.db, 'test acknowledged')
    expect(await keys(beside)).toEqual(['test acknowledged'])
  })

  it('a refused statement spoils no later one', async (context) => {
    const { network, store } = await storeForTest(context)
    const { expect } = context
    await write(store.db, 'test there')
    network.stall()
    await expect(store.transaction((db) => write(db, 'test given up'))).rejects.toThrow(noAnswer)
    network.heal()

    await expect(write(store.db, 'test there')).rejects.toThrow('duplicate key')
    expect(await keys(store)).toEqual(['test there'])
  })

  it('a change half done is undone, and the next one finds a connection although the old one stays silent', async (context) => {
    const { network, store, beside } = await storeForTest(context)
    const { expect } = context
    const attempt = store.transaction(async (db) => {
      await write(db, 'test half')
      network.stall()
      await write(db, 'test other half')
    })
    await expect(attempt).rejects.toThrow(noAnswer)

    await store.transaction((db) => write(db, 'test next'))
    expect(await keys(beside)).toEqual(['test next'])
  })

  it('the little time that one operation had left is not all that later ones get', async (context) => {
    const { network, store } = await storeForTest(context)
    const { expect } = context
    network.stall()
    const deadline = new Deadline(performance.now() + 1_000, () => performance.now())
    await expect(store.transaction((db) => write(db, 'test given up'), deadline)).rejects.toThrow(noAnswer)
    network.heal()

    const told = () => sql<{ statement_timeout: string }>`show statement_timeout`.execute(store.db)
    // The first may have tripped over what came late.
    await told()
    expect((await told()).rows).toEqual([{ statement_timeout: '5s' }])
  })
})
