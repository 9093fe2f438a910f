import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmulatedCluster, emulatedCluster } from '../clusters/emulated.ts'
import { createDocument } from '../databases/documents.ts'
import { eventually, openGateway, type TestGateway } from '../gateway.ts'
import type { TestStore } from '../store.ts'
import { asOwner, backUp, useDirectory } from './backups.ts'
import { emptyPlace, restore } from './lost-store.ts'

const backups = useDirectory()
let emulated: EmulatedCluster
let place: TestStore
let restored: TestGateway
const ids = { there: '', waiting: '', kept: '', gone: '', idle: '' }

/** A database that is there, one that waits for the cluster, and two tokens; after the backup, the cluster loses one. */
beforeAll(async () => {
  const gateway = await openGateway()
  const account = await gateway.account()
  const { admin } = account
  emulated = await emulatedCluster(gateway, account)
  const { clusterId, behind } = emulated
  const database = async (name: string) =>
    (await admin.run(createDocument, { input: { clusterId, name } })).createDatabase.database.id
  const token = async (description: string) =>
    (
      await admin.run(
        'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
        { input: { clusterId, description, permissions: [{ action: 'READ', databaseId: ids.there }] } },
      )
    ).createDatabaseToken.token.id
  ids.there = await database('there')
  await eventually(() => behind.cluster.databases.some(({ name }) => name === 'there'))
  ids.kept = await token('kept')
  ids.gone = await token('gone')
  await gateway.tasksDone()
  await gateway.db.updateTable('cluster_links').set({ health: 'UNREACHABLE' }).execute()
  ids.waiting = await database('waiting')
  ids.idle = (await account.join('idle@example.com', ['member'])).id
  await gateway.db.updateTable('sessions').set({ expires_at: 1 }).where('user_id', '=', ids.idle).execute()
  const file = backups.path('clusters.tar')
  expect(await backUp(gateway, file)).toMatchObject({ code: 0 })
  await gateway.app.close()
  const { cluster } = behind
  cluster.tokens.splice(
    cluster.tokens.findIndex(({ description }) => description.startsWith('gone')),
    1,
  )
  place = await emptyPlace(gateway.store)
  expect(await restore(place, file)).toMatchObject({ code: 0 })
  await gateway.store.remove()
  restored = await openGateway({ store: asOwner(place) })
}, 60_000)
afterAll(async () => {
  await restored?.close()
  await emulated?.behind.close()
  await place?.remove()
})

const workOf = (id: string) =>
  restored.db.selectFrom('cluster_work').select(['state', 'error_code']).where('id', '=', id).executeTakeFirst()

it('a restored store is compared with its clusters at once, and makes nothing there by itself', async () => {
  const checked = await eventually(async () => {
    const link = await restored.db.selectFrom('cluster_links').select('drift_checked_at as at').executeTakeFirst()
    return link?.at ?? undefined
  })
  expect(checked).toBeGreaterThan(0)
  await restored.tasksDone()
  const { cluster } = emulated.behind
  expect(cluster.databases.map(({ name }) => name)).toEqual(['there'])
  expect(cluster.tokens).toHaveLength(1)
  expect(await workOf(ids.there)).toEqual({ state: 'APPLIED', error_code: null })
  expect(await workOf(ids.waiting)).toEqual({ state: 'FAILED', error_code: 'MISSING' })
  expect(await workOf(ids.kept)).toEqual({ state: 'APPLIED', error_code: null })
  expect(await workOf(ids.gone)).toEqual({ state: 'FAILED', error_code: 'SECRET_LOST' })
})

it('a restore ends the sessions that are live, and leaves those alone that have run out', async () => {
  const rows = await restored.db.selectFrom('sessions').select(['user_id as userId', 'ended_at as endedAt']).execute()
  expect(rows.some(({ userId }) => userId !== ids.idle)).toBe(true)
  for (const { userId, endedAt } of rows) expect(endedAt === null).toBe(userId === ids.idle)
})
