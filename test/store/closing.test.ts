import { expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { Sql } from '../../src/store/tables.ts'
import { makeStore, onPostgres } from '../store.ts'

const write = (key: string) => (db: Sql) => db.insertInto('settings').values({ key, value: 'written' }).execute()

it.skipIf(onPostgres)('a store that is closed ends what is under way, and takes nothing new', async () => {
  const { dataDirectory, databaseUrl, remove } = await makeStore()
  const open = () => openStore({ databaseUrl, dataDirectory })
  try {
    const store = await open()
    let begin = () => {}
    const beginning = new Promise<void>((resolve) => {
      begin = resolve
    })
    const answer = store.transaction(async (db) => {
      begin()
      await write('a')(db)
    })
    await beginning
    await Promise.all([store.close(), answer])
    await expect(store.transaction(write('b'))).rejects.toThrow()
    const again = await open()
    const rows = await again.db.selectFrom('settings').select('key').where('value', '=', 'written').execute()
    expect(rows.map(({ key }) => key)).toEqual(['a'])
    await again.close()
  } finally {
    await remove()
  }
})
