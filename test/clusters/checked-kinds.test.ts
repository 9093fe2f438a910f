import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LinkedKind, LinkSettings } from '../../src/clusters/drivers/kinds.ts'
import {
  createDatabase,
  deleteDatabase,
  eventsOf,
  renameDatabase,
  undeleteDatabase,
  updateDatabase,
} from '../databases/documents.ts'
import { type Cluster, openChecking, openCluster } from '../dataplane/checks.ts'
import { eventually, type TestGateway } from '../gateway.ts'
import { signIn } from '../sessions/documents.ts'
import { day } from '../times.ts'
import type { Emulator } from './emulators/emulator.ts'
import { type Influxdb2Emulator, openInfluxdb2 } from './emulators/influxdb-2.ts'
import { openInfluxdb3 } from './emulators/influxdb-3.ts'
import { link } from './link.ts'

/** A cluster behind the gateway, and its databases as they are there: how long each keeps its data, in seconds. */
interface Behind {
  readonly server: Emulator
  readonly credential: string
  readonly settings?: LinkSettings
  databases(): Readonly<Record<string, number>>
  /** Makes many others there. */
  crowd(): void
}

async function influxdb3(product: 'Core' | 'Enterprise'): Promise<Behind> {
  const server = await openInfluxdb3({ product })
  const databases = () =>
    Object.fromEntries(
      [...server.databases].flatMap(([name, { retention = 0 }]) =>
        name === '_internal' ? [] : [[name, retention / 1e9]],
      ),
    )
  const crowd = () => {
    // Core has room for five.
    for (const name of ['b', 'c', 'd']) server.databases.set(name, { retention: undefined, isDeleted: false })
  }
  return { server, credential: server.token, databases, crowd }
}

async function influxdb2(): Promise<Behind & { readonly server: Influxdb2Emulator }> {
  const server = await openInfluxdb2()
  const databases = () =>
    Object.fromEntries(
      [...server.buckets.values()].flatMap(({ name, everySeconds, type }) =>
        type === 'system' ? [] : [[name, everySeconds]],
      ),
    )
  const crowd = () => {
    for (let at = 0; at < 230; at++) server.add(`other-${at}`)
  }
  return { server, credential: server.token, settings: { organizationId: server.organizationId }, databases, crowd }
}

const kinds: readonly (readonly [LinkedKind, () => Promise<Behind>])[] = [
  ['INFLUXDB_3_CORE', () => influxdb3('Core')],
  ['INFLUXDB_3_ENTERPRISE', () => influxdb3('Enterprise')],
  ['INFLUXDB_2', influxdb2],
]

let gateway: TestGateway
let cluster: Cluster
let behind: Behind
beforeAll(async () => {
  gateway = await openChecking()
})
afterAll(() => gateway?.close())
afterEach(async () => {
  expect(behind.server.violations).toEqual([])
  await behind.server.close()
})

/** A new account whose first cluster stands before a new server. */
async function connect(kind: LinkedKind, open: () => Promise<Behind>): Promise<void> {
  behind = await open()
  cluster = await openCluster(gateway)
  const { credential, settings = {}, server } = behind
  await link(gateway, cluster.account, { kind, url: server.url, credential, settings, enforcement: 'FORWARD_AUTH' })
}

const refusalOf = (attempt: Promise<unknown>) => expect(attempt).rejects
/** What the proxy hears about a write to a database. */
const write = async (database: string, secret: string): Promise<number> =>
  (await cluster.check({ method: 'POST', target: `/write?db=${database}`, authorization: `Bearer ${secret}` })).status
const tokenFor = async (databaseId: string) => (await cluster.token([{ action: 'WRITE', databaseId }])).secret

describe.each(kinds)('on %s', (kind, open) => {
  beforeEach(() => connect(kind, open))

  it('a database is there when createDatabase answers, with its retention', async () => {
    await createDatabase(cluster.account, { name: 'orders', retentionPeriod: '7d' })
    await createDatabase(cluster.account, { name: 'metrics' })
    expect(behind.databases()).toEqual({ orders: 7 * 86_400, metrics: 0 })
  })

  it('a database is made in as few requests, however many others the cluster has', async () => {
    const make = async (name: string) => {
      behind.server.forget()
      await createDatabase(cluster.account, { name })
      return behind.server.asked.toSorted()
    }
    const alone = await make('alone')
    behind.crowd()
    expect(await make('crowded')).toEqual(alone)
    expect(alone).toHaveLength(4)
  })

  it('a deleted database is closed at once, opens again when it is undeleted, and is gone after seven days', async () => {
    const { account } = cluster
    const database = await createDatabase(account, { name: 'orders' })
    const secret = await tokenFor(database.id)
    expect(await write('orders', secret)).toBe(204)

    await deleteDatabase(account.admin, database)
    expect(await write('orders', secret)).toBe(403)
    expect(behind.databases()).toHaveProperty('orders')
    await refusalOf(createDatabase(account, { name: 'orders' })).toMatchObject({
      code: 'CONFLICT',
      field: 'input.name',
    })

    await undeleteDatabase(account.admin, database.id)
    expect(await write('orders', secret)).toBe(204)

    await deleteDatabase(account.admin, database)
    gateway.advance(7 * day)
    await eventually(() => !('orders' in behind.databases()))
    const admin = await signIn(gateway, account, account.admin)
    await eventually(async () =>
      (await eventsOf(admin, database.id)).some(({ action }: { action: string }) => action === 'sync.purge'),
    )
    await createDatabase(account, { name: 'orders' }, admin)
    expect(await write('orders', secret)).toBe(403)
  })

  it('a token for a database opens no other that a retention policy would name: there, `db/rp` is one of its own', async () => {
    const { id: databaseId } = await createDatabase(cluster.account, { name: 'orders' })
    const { secret } = await cluster.token((['READ', 'WRITE'] as const).map((action) => ({ action, databaseId })))
    const read = async (text: string) => {
      const target = `/query?db=orders&q=${encodeURIComponent(text)}`
      return (await cluster.check({ target, authorization: `Bearer ${secret}` })).status
    }
    expect([await write('orders&rp=week', secret), await write('orders&rp=autogen', secret)]).toEqual([403, 204])
    expect([await read('SELECT * FROM orders.week.m'), await read('SELECT * FROM m')]).toEqual([403, 204])
  })

  it('a creation whose answer was lost is not repeated, and ends as one database', async () => {
    const { server } = behind
    let isLost = false
    server.after = (operation) => {
      if (isLost || !/^POST .*(database|buckets)$/.test(operation)) return undefined
      isLost = true
      return 'LOST'
    }
    const { id } = await createDatabase(cluster.account, { name: 'orders', retentionPeriod: '1d' })

    const work = gateway.db.selectFrom('cluster_work').select('state').where('id', '=', id)
    await eventually(async () => (await work.executeTakeFirst())?.state === 'APPLIED')
    expect(isLost).toBe(true)
    expect(behind.databases()).toEqual({ orders: 86_400 })
    expect(server.asked.filter((operation) => /^POST .*(database|buckets)$/.test(operation))).toHaveLength(1)
  })
})

describe.each(kinds.slice(0, 2))('%s', (kind, open) => {
  beforeEach(() => connect(kind, open))

  it('refuses what it cannot do before anything is stored, with the field', async () => {
    const { account } = cluster
    const database = await createDatabase(account, { name: 'orders' })
    behind.server.forget()

    const unsupported = (field: string) => ({ code: 'UNSUPPORTED', field })
    const creation = (input: object) => refusalOf(createDatabase(account, { name: 'other', ...input }))
    await creation({ name: 'with/slash' }).toMatchObject(unsupported('input.name'))
    await creation({ retentionPeriod: '3690s' }).toMatchObject(unsupported('input.retentionPeriod'))
    await creation({ maxTables: 10 }).toMatchObject(unsupported('input.maxTables'))
    const rename = renameDatabase(account.admin, { id: database.id, name: 'other' })
    await refusalOf(rename).toMatchObject(unsupported('input.name'))

    expect(behind.server.asked).toEqual([])
    const { databases } = await account.admin.run('{ databases { nodes { name } } }')
    expect(databases.nodes).toEqual([{ name: 'orders' }])
  })
})

describe('InfluxDB 3 Core', () => {
  beforeEach(() => connect('INFLUXDB_3_CORE', () => influxdb3('Core')))

  it('refuses the sixth database, before anything is stored', async () => {
    const { account } = cluster
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createDatabase(account, { name })
    behind.server.forget()

    const sixth = createDatabase(account, { name: 'f' })

    await refusalOf(sixth).toMatchObject({ code: 'UNSUPPORTED', field: 'input.clusterId' })
    expect(behind.server.asked).toEqual([])
    const { databases } = await account.admin.run('{ databases { totalCount } }')
    expect(databases.totalCount).toBe(5)
  })

  it('refuses another retention, and keeps the one it has', async () => {
    const { account } = cluster
    const { id } = await createDatabase(account, { name: 'orders', retentionPeriod: '7d' })

    const change = updateDatabase(account.admin, { id, retentionPeriod: '1d' })

    await refusalOf(change).toMatchObject({ code: 'UNSUPPORTED', field: 'input.retentionPeriod' })
    expect(behind.databases()).toEqual({ orders: 7 * 86_400 })
  })
})

describe.each(kinds.slice(1))('%s', (kind, open) => {
  beforeEach(() => connect(kind, open))

  it('takes another retention, also for ever', async () => {
    const { account } = cluster
    const { id } = await createDatabase(account, { name: 'orders', retentionPeriod: '7d' })

    await updateDatabase(account.admin, { id, retentionPeriod: '1d' })
    expect(behind.databases()).toEqual({ orders: 86_400 })

    await updateDatabase(account.admin, { id, retentionPeriod: null })
    expect(behind.databases()).toEqual({ orders: 0 })
  })
})

describe('InfluxDB 2', () => {
  let server: Influxdb2Emulator
  beforeEach(async () => {
    const opened = await influxdb2()
    server = opened.server
    await connect('INFLUXDB_2', async () => opened)
  })

  it('renames a bucket in place: tokens follow, and a new database of the old name is closed to them', async () => {
    const { account } = cluster
    const { id } = await createDatabase(account, { name: 'orders', retentionPeriod: '7d' })
    const secret = await tokenFor(id)

    await renameDatabase(account.admin, { id, name: 'sales' })
    expect(behind.databases()).toEqual({ sales: 7 * 86_400 })
    expect([await write('sales', secret), await write('orders', secret)]).toEqual([204, 403])

    await createDatabase(account, { name: 'orders' })
    expect(behind.databases()).toEqual({ sales: 7 * 86_400, orders: 0 })
    expect(await write('orders', secret)).toBe(403)
  })

  it('knows a bucket by its id: renamed on the cluster it is the same, and one that took its name is another', async () => {
    const { account } = cluster
    const { id } = await createDatabase(account, { name: 'orders', retentionPeriod: '7d' })
    const bucket = [...server.buckets.values()].find(({ name }) => name === 'orders')
    Object.assign(bucket ?? {}, { name: 'renamed elsewhere' })

    await updateDatabase(account.admin, { id, retentionPeriod: '1d' })
    expect(behind.databases()).toEqual({ orders: 86_400 })

    server.buckets.delete(bucket?.id ?? '')
    server.add('orders', 30 * 86_400)
    await updateDatabase(account.admin, { id, retentionPeriod: '2d' })
    await gateway.tasksDone()
    expect(behind.databases()).toEqual({ orders: 30 * 86_400 })
    const work = gateway.db.selectFrom('cluster_work').select(['state', 'error_code']).where('id', '=', id)
    expect(await work.execute()).toEqual([{ state: 'FAILED', error_code: 'MISSING' }])
  })

  it('opens a bucket that is called `db/rp` to a token for that alone', async () => {
    const { id } = await createDatabase(cluster.account, { name: 'orders/week' })
    const secret = await tokenFor(id)
    expect(await write('orders&rp=week', secret)).toBe(204)
    expect(await write('orders', secret)).toBe(403)
    expect(await write('orders&rp=day', secret)).toBe(403)
  })

  it('refuses a name that it would take for the id of a bucket', async () => {
    const creation = createDatabase(cluster.account, { name: '1000000000000001' })
    await refusalOf(creation).toMatchObject({ code: 'BAD_INPUT', field: 'input.name' })
  })
})
