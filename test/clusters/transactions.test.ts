import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ClusterHttp } from '../../src/clusters/drivers/cluster-http.ts'
import type { Store } from '../../src/store/store.ts'
import { isHere } from '../programs.ts'
import { useManaged } from './influxdb-1/managed.ts'

/** Notes of each call of a cluster whether it was made within a transaction of a store. */
function watch(store: Store) {
  const inside = new AsyncLocalStorage<true>()
  const calls: boolean[] = []
  const { send } = ClusterHttp.prototype
  const [transaction, change] = [store.transaction.bind(store), store.change.bind(store)]
  store.transaction = (work, ...rest) => transaction((db, last) => inside.run(true, () => work(db, last)), ...rest)
  store.change = (accountId, work, deadline) =>
    change(accountId, (db, last) => inside.run(true, () => work(db, last)), deadline)
  ClusterHttp.prototype.send = function (this: ClusterHttp, ...given) {
    calls.push(inside.getStore() ?? false)
    return send.apply(this, given)
  }
  return {
    calls,
    stop() {
      ClusterHttp.prototype.send = send
    },
  }
}

describe.runIf(isHere('influxd'))('no cluster is called inside a transaction', () => {
  const managed = useManaged('by the cluster itself')
  let watched: ReturnType<typeof watch>
  beforeAll(() => {
    watched = watch(managed.gateway.app.core.store)
  })
  afterAll(() => watched?.stop())

  it('by no mutation, and by nothing that follows it', async () => {
    const database = await managed.createDatabase('orders')
    const every = await managed.createToken([{ action: 'READ', databaseId: '*' }])
    const token = await managed.createToken([{ action: 'WRITE', databaseId: database.id }])
    await managed.updateDatabase(database.id, { retentionPeriod: '30d' })
    await managed.updateToken(token.id, [{ action: 'READ', databaseId: database.id }])
    await managed.rotateToken(token.id)
    await managed.revokeToken(every.id)
    await managed.deleteDatabase(database)
    await managed.undeleteDatabase(database.id)
    await managed.deleteDatabase(database)
    await managed.advance(8 * 86_400_000)
    await managed.settled()
    expect(await managed.databases()).not.toContain('orders')
    expect(watched.calls.length).toBeGreaterThan(30)
    expect(watched.calls.filter((isInside) => isInside)).toEqual([])
  })

  it('and this test would see it', async () => {
    const { store, linkedClusters } = managed.gateway.app.core
    const target = await linkedClusters.open(managed.account.id, managed.clusterId)
    await store.transaction(async () => void (await target?.driver.health({ signal: AbortSignal.timeout(5_000) })))
    expect(watched.calls.at(-1)).toBe(true)
  })
})
