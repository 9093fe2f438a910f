import { afterEach, describe, expect, it } from 'vitest'
import type { Call, ClusterDriver, Known } from '../../src/clusters/drivers/driver.ts'
import { influxdb2 } from '../../src/clusters/drivers/influxdb-2/kind.ts'
import { type DriverUnderTest, faults, type Operation, survives } from './driver-faults.ts'
import { type Influxdb2Emulator, type Influxdb2Options, openInfluxdb2 } from './emulators/influxdb-2.ts'
import { call, nothingKnown, wanted } from './wanted.ts'

const hour = 3_600
const day = 24 * hour
const capabilities = influxdb2.capabilities({ enforcement: 'FORWARD_AUTH', verifiesJwt: false })

const open = ({
  url,
  token,
  organizationId,
}: Pick<Influxdb2Emulator, 'url' | 'token' | 'organizationId'>): ClusterDriver =>
  influxdb2.open({
    managementUrl: url,
    settings: { organizationId },
    credential: token,
    enforcement: 'FORWARD_AUTH',
    verifiesJwt: false,
  })

const toBeClosed: (() => unknown)[] = []
afterEach(async () => {
  for (const close of toBeClosed.splice(0)) await close()
})

async function start(options: Influxdb2Options = {}) {
  const server = await openInfluxdb2(options)
  const driver = open(server)
  toBeClosed.push(
    () => driver.close(),
    () => server.close(),
    () => expect(server.violations).toEqual([]),
  )
  return { server, driver }
}

const named = (server: Influxdb2Emulator, name: string) => [...server.buckets.values()].find((one) => one.name === name)

/** A bucket that was made by the gateway, and what is known of it. */
async function startWithBucket(options?: Influxdb2Options) {
  const { server, driver } = await start(options)
  const known = await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), nothingKnown, call)
  return { server, driver, known }
}

describe.each(['EMPTY', 'NOT_FOUND'] as const)('InfluxDB 2 that answers %s for an unknown name', (unknownName) => {
  it('creates a bucket once, however often it is wanted', async () => {
    const { server, driver, known } = await startWithBucket({ unknownName })

    for (const before of [nothingKnown, known]) {
      expect(await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), before, call)).toEqual(known)
    }

    expect(known).toEqual({ externalId: named(server, 'metrics')?.id, externalName: 'metrics' })
    expect(server.asked.filter((request) => request === 'POST /api/v2/buckets')).toHaveLength(1)
  })
})

it.each([
  [null, 0, 7 * day],
  [hour, hour, hour],
  [3_601, 3_601, hour],
  [2 * day, 2 * day, day],
  [180 * day, 180 * day, 7 * day],
])(
  'keeps data for %s seconds, never for the 30 days that an absent retention means',
  async (retentionSeconds, kept, part) => {
    const { server, driver } = await start()

    await driver.ensureDatabase(wanted({ retentionSeconds }), nothingKnown, call)

    expect(named(server, 'metrics')).toMatchObject({ everySeconds: kept, shardGroupSeconds: part })
    expect(await driver.listDatabases(call)).toContainEqual(expect.objectContaining({ retentionSeconds }))
  },
)

it('lists all buckets, not the first twenty, and marks those of the cluster', async () => {
  const { server, driver } = await start()
  for (let at = 0; at < 230; at++) server.add(`bucket ${at}`, at % 2 ? 0 : day)

  const found = await driver.listDatabases(call)

  expect(found).toHaveLength(232)
  expect(new Set(found.map(({ externalId }) => externalId)).size).toBe(232)
  expect(found.filter(({ isSystem }) => isSystem).map(({ externalName }) => externalName)).toEqual([
    '_monitoring',
    '_tasks',
  ])
  expect(found.find(({ externalName }) => externalName === 'bucket 1')).toMatchObject({ retentionSeconds: null })
  expect(server.asked.filter((request) => request === 'GET /api/v2/buckets')).toHaveLength(3)
})

it.each([
  ['removed', (server: Influxdb2Emulator, end: string) => void server.buckets.delete(named(server, end)?.id ?? '')],
  ['renamed', (server: Influxdb2Emulator, end: string) => void Object.assign(named(server, end) ?? {}, { name: 'zz' })],
])('lists all others when the last bucket of a page is %s before the next is asked for', async (_, change) => {
  const { server, driver } = await start()
  const names = Array.from({ length: 230 }, (_, at) => `bucket-${String(at).padStart(3, '0')}`)
  for (const name of names) server.add(name)
  const [end = ''] = names.slice(97)
  let pages = 0
  server.before = (operation) => {
    if (operation === 'GET /api/v2/buckets' && ++pages === 2) change(server, end)
    return undefined
  }

  const found = (await driver.listDatabases(call)).map(({ externalName }) => externalName)

  expect(found).toEqual(expect.arrayContaining(names.filter((name) => name !== end)))
})

it('says that it cannot list what never stands still', async () => {
  const { server, driver } = await start()
  for (let at = 0; at < 150; at++) server.add(`bucket-${String(at).padStart(3, '0')}`)
  server.before = (operation) => {
    if (operation === 'GET /api/v2/buckets/{bucketID}') server.buckets.clear()
    else if (server.buckets.size === 0) for (let at = 0; at < 150; at++) server.add(`other-${at}`)
    return undefined
  }
  const attempt = driver.listDatabases(call)
  await expect(attempt).rejects.toMatchObject({ code: 'CLUSTER_FAULT', outcome: { retry: true } })
})

it('lists exactly a page of buckets, and does not ask for ever', async () => {
  const { server, driver } = await start()
  for (let at = 0; at < 98; at++) server.add(`bucket ${at}`)
  expect(await driver.listDatabases(call)).toHaveLength(100)
})

it('shortens a retention below the parts that its data is in', async () => {
  const { server, driver, known } = await startWithBucket()

  await driver.ensureDatabase(wanted({ retentionSeconds: hour }), known, call)
  expect(named(server, 'metrics')).toMatchObject({ everySeconds: hour, shardGroupSeconds: hour })

  await driver.ensureDatabase(wanted({ retentionSeconds: null }), known, call)
  expect(named(server, 'metrics')).toMatchObject({ everySeconds: 0 })
})

describe('a rename', () => {
  it('goes by the id: also of a bucket that was renamed on the cluster', async () => {
    const { server, driver, known } = await startWithBucket()
    const id = known.externalId as string
    Object.assign(server.buckets.get(id) ?? {}, { name: 'renamed elsewhere' })

    const renamed = await driver.ensureDatabase(wanted({ name: 'weather', retentionSeconds: 30 * day }), known, call)

    expect(renamed).toEqual({ externalId: id, externalName: 'weather' })
    expect(server.buckets.get(id)).toMatchObject({ name: 'weather', everySeconds: 30 * day })
  })

  it.each([409, 422] as const)('says that the name is taken (%s)', async (takenStatus) => {
    const { server, driver, known } = await startWithBucket({ takenStatus })
    server.add('weather')

    const attempt = driver.ensureDatabase(wanted({ name: 'weather' }), known, call)

    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER', outcome: { retry: false } })
    expect(named(server, 'metrics')?.id).toBe(known.externalId)
  })
})

it('never makes a bucket anew that is gone from the cluster, nor takes another of its name', async () => {
  const { server, driver, known } = await startWithBucket()
  server.buckets.delete(known.externalId as string)
  const other = server.add('metrics', day)

  const gone = { code: 'MISSING', outcome: { retry: false } }
  await expect(driver.ensureDatabase(wanted(), known, call)).rejects.toMatchObject(gone)
  await expect(driver.undeleteDatabase(wanted(), known, call)).rejects.toMatchObject(gone)
  await driver.purgeDatabase(wanted(), known, call)

  expect(named(server, 'metrics')).toEqual(other)
  expect(other.everySeconds).toBe(day)
})

it('leaves a deleted bucket where it is until it is purged, and then for good', async () => {
  const { server, driver, known } = await startWithBucket()
  server.forget()

  expect(await driver.deleteDatabase(wanted(), known, call)).toEqual(known)
  expect(server.asked).toEqual([])
  expect(await driver.undeleteDatabase(wanted(), known, call)).toEqual(known)
  await driver.purgeDatabase(wanted(), known, call)
  expect(named(server, 'metrics')).toBeUndefined()
  await driver.purgeDatabase(wanted(), known, call)
})

it('purges a bucket whose id was in an answer that was lost', async () => {
  const { server, driver } = await startWithBucket()
  await driver.purgeDatabase(wanted(), nothingKnown, call)
  expect(named(server, 'metrics')).toBeUndefined()
})

describe('a name by which requests in the manner of InfluxDB 1.x reach another bucket', () => {
  const other = { database: 'metrics', bucketID: '1000000000000003' }

  it.each([
    ['metrics', { ...other, retention_policy: 'any', default: true }],
    ['metrics', { ...other, retention_policy: 'autogen', default: false }],
    ['metrics/week', { ...other, retention_policy: 'week', default: false }],
  ])('is not given to a database: %s, by a mapping that somebody has made', async (name, mapping) => {
    const { server, driver } = await start()
    server.add('other')
    server.mappings.push(mapping)

    const attempt = driver.ensureDatabase(wanted({ name }), nothingKnown, call)

    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER', message: /mapping/ })
    expect(named(server, name)).toBeUndefined()
  })

  it.each([
    ['metrics', 'metrics/week'],
    ['metrics', 'metrics/autogen'],
    ['metrics/week', 'metrics'],
    ['metrics/autogen', 'metrics'],
    ['metrics/week', 'metrics/autogen'],
  ])('is not given to a database: %s, while there is a bucket %s', async (name, present) => {
    const { server, driver } = await start()
    server.add(present)

    const attempt = driver.ensureDatabase(wanted({ name }), nothingKnown, call)

    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER', message: /another bucket/ })
    expect(named(server, name)).toBeUndefined()
  })

  it.each([
    ['metrics', 'weather/week'],
    ['metrics/day', 'metrics/week'],
    ['metrics', 'metric'],
  ])('is another matter: %s beside a bucket %s', async (name, present) => {
    const { server, driver } = await start()
    server.add(present)

    expect(await driver.ensureDatabase(wanted({ name }), nothingKnown, call)).toMatchObject({ externalName: name })
  })

  it('is another matter where a mapping says which bucket is meant without a retention policy', async () => {
    const { server, driver, known } = await startWithBucket()
    const bucketID = known.externalId as string
    server.mappings.push({ database: 'metrics', retention_policy: 'autogen', default: true, bucketID })
    server.add('metrics/week')
    expect(await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), known, call)).toEqual(known)
  })

  it('is not taken by a rename either', async () => {
    const { server, driver, known } = await startWithBucket()
    server.add('weather/week')
    const attempt = driver.ensureDatabase(wanted({ name: 'weather' }), known, call)
    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER' })
    expect(named(server, 'metrics')?.id).toBe(known.externalId)
  })
})

it.each(['_internal', '00aa11bb22cc33dd', 'ABCDEF0123456789'])('takes no database named %j', (name) => {
  expect(() => capabilities.parseDatabaseName(name, 'input.name')).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.name' } }),
  )
})

it.each(['db/rp', 'metrics', '00aa11bb22cc33d', '00aa11bb22cc33ddd'])('takes a database named %j', (name) => {
  expect(() => capabilities.parseDatabaseName(name, 'input.name')).not.toThrow()
})

it('is asked by the gateway about each request, and has no tokens of its own that the gateway manages', async () => {
  const { driver } = await start()
  expect(influxdb2).toMatchObject({ enforcements: ['FORWARD_AUTH'], requiredSettings: ['organizationId'] })
  expect(driver.tokens).toBeUndefined()
  expect(driver.tables).toBeUndefined()
})

describe('the health of InfluxDB 2', () => {
  it.each(['v2.9.0', '2.7.1'])('has its version, %s', async (version) => {
    const { server, driver } = await start()
    server.about.version = version
    expect(await driver.health(call)).toEqual({ version, warning: null })
  })

  it('warns of a mapping that leads the name of one bucket to another', async () => {
    const { server, driver, known } = await startWithBucket()
    const own = {
      database: 'metrics',
      retention_policy: 'autogen',
      default: true,
      bucketID: known.externalId as string,
    }
    server.mappings.push(own)
    server.add('other')
    expect(await driver.health(call)).toMatchObject({ warning: null })

    server.mappings.push({ ...own, database: 'other' })
    expect(await driver.health(call)).toMatchObject({ warning: expect.stringContaining('dbrp') })
  })

  it('tells another version from it', async () => {
    const { server, driver } = await start()
    server.about.version = '1.8.10'
    await expect(driver.health(call)).rejects.toMatchObject({ code: 'PROTOCOL', message: /InfluxDB 1\.8\.10, not/ })
  })

  it('is bad when the cluster says so', async () => {
    const { server, driver } = await start()
    server.about.status = 'fail'
    await expect(driver.health(call)).rejects.toMatchObject({ code: 'CLUSTER_FAULT', outcome: { retry: true } })
  })

  it('tells a wrong organization from a wrong credential, in words', async () => {
    const { server } = await start()
    const elsewhere = open({ ...server, organizationId: '0b0b0b0b0b0b0b0b' })
    const unknown = open({ ...server, token: 'another' })
    toBeClosed.push(
      () => elsewhere.close(),
      () => unknown.close(),
    )

    await expect(elsewhere.health(call)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: /no organization of this id/,
    })
    await expect(unknown.health(call)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  })
})

const buckets = (server: Influxdb2Emulator) =>
  [...server.buckets.values()].map(({ name, everySeconds }) => ({ name, everySeconds }))
const existing = (server: Influxdb2Emulator) => void server.add('metrics', 30 * day)
const known = (server: Influxdb2Emulator): Known => ({
  externalId: [...server.buckets.values()].find(({ name }) => !name.startsWith('_'))?.id ?? '1000000000000003',
  externalName: 'metrics',
})

const underTest: DriverUnderTest<Influxdb2Emulator> = { start: () => openInfluxdb2(), open }

const operations: readonly Operation<Influxdb2Emulator>[] = [
  { title: 'a list', run: (driver, given) => driver.listDatabases(given), state: buckets },
  {
    title: 'a creation',
    run: (driver, given) => driver.ensureDatabase(wanted({ retentionSeconds: hour }), nothingKnown, given),
    state: buckets,
  },
  {
    title: 'another retention and name',
    prepare: existing,
    run: (driver, given, server) =>
      driver.ensureDatabase(wanted({ name: 'weather', retentionSeconds: hour }), known(server), given),
    state: buckets,
  },
  {
    title: 'an undeletion',
    prepare: existing,
    run: (driver, given, server) => driver.undeleteDatabase(wanted(), known(server), given),
    state: buckets,
  },
  {
    title: 'a purge',
    prepare: existing,
    run: (driver, given, server) => driver.purgeDatabase(wanted(), known(server), given),
    state: buckets,
  },
]

describe.each(operations)('$title', (operation) => {
  it.each(faults)('survives %s at any of its calls', async (_, fault, code) => {
    await survives(underTest, operation, fault, code)
  })
})

// To a refused credential health answers with a question of its own, which is tried above.
it.each(faults.filter(([, fault]) => fault !== 401))('health says what it met: %s', async (_, fault, code) => {
  const health = { title: 'health', run: (driver: ClusterDriver, given: Call) => driver.health(given), state: buckets }
  await survives(underTest, health, fault, code)
})
