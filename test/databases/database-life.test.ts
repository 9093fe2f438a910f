import { expect, it } from 'vitest'
import type { Client } from '../gateway.ts'
import { signIn } from '../sessions/documents.ts'
import { createTable } from '../tables/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import { createDatabase, deleteDatabase, readDatabase, undeleteDatabase } from './documents.ts'

const { gateway, account } = useWorld()
let admin: Client

it('keeps a deleted database with its tables for seven days to the millisecond, then forgets both', async () => {
  const [kept, lost] = [
    await createDatabase(account, { name: 'kept', maxTables: 2 }),
    await createDatabase(account, { name: 'lost' }),
  ]
  const table = await createTable(account.admin, { databaseId: kept.id, name: 'sensors' })
  const lostTable = await createTable(account.admin, { databaseId: lost.id, name: 'sensors' })
  const deleted = await deleteDatabase(account.admin, kept)
  const { restorableUntil } = await deleteDatabase(account.admin, lost)

  gateway.advance(Date.parse(deleted.restorableUntil) - Date.now() - 30_000)
  admin = await signIn(gateway, account, account.admin)
  expect(await readDatabase(admin, kept.id)).toMatchObject({ status: 'DELETED' })
  expect(await undeleteDatabase(admin, kept.id)).toMatchObject({ id: kept.id, status: 'ACTIVE', maxTables: 2 })
  expect(await admin.run('query ($id: ID!) { database(id: $id) { tables { nodes { id status } } } }', kept)).toEqual({
    database: { tables: { nodes: [{ id: table.id, status: 'ACTIVE' }] } },
  })

  gateway.advance(Date.parse(restorableUntil) - gateway.app.core.clock())
  const gone = await admin.run(
    `query ($id: ID!, $tableId: ID!) {
      database(id: $id) { id } table(id: $tableId) { id } node(id: $id) { id } nodes(ids: [$id, $tableId]) { id }
      databases(filter: { statuses: [ACTIVE, DELETED] }) { totalCount nodes { name } } }`,
    { id: lost.id, tableId: lostTable.id },
  )
  expect(gone).toEqual({
    database: null,
    table: null,
    node: null,
    nodes: [null, null],
    databases: { totalCount: 1, nodes: [{ name: 'kept' }] },
  })
  await expect(undeleteDatabase(admin, lost.id)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'id' })
  await expect(deleteDatabase(admin, lost)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'input.id' })
})

it('starts the seven days anew with each deletion', async () => {
  const database = await createDatabase(account, { name: 'again' }, admin)
  await deleteDatabase(admin, database)
  gateway.advance(6 * day)
  admin = await signIn(gateway, account, account.admin)
  await undeleteDatabase(admin, database.id)
  await deleteDatabase(admin, database)
  gateway.advance(6 * day)
  admin = await signIn(gateway, account, account.admin)
  expect(await undeleteDatabase(admin, database.id)).toMatchObject({ status: 'ACTIVE', version: 5 })
})
