import { afterEach, describe, expect, it } from 'vitest'
import type { ClusterDriver } from '../../src/clusters/drivers/driver.ts'
import { influxdb3Core, influxdb3Enterprise } from '../../src/clusters/drivers/influxdb-3/kind.ts'
import { faults, type Operation, survives } from './driver-faults.ts'
import { type Influxdb3Emulator, type Influxdb3Options, openInfluxdb3 } from './emulators/influxdb-3.ts'
import { call, nothingKnown, wanted } from './wanted.ts'

const hour = 3_600
const day = 24 * hour
const known = { externalId: null, externalName: 'metrics' }

const open = ({ url, token, about }: Influxdb3Emulator, product = about['x-influxdb-build']): ClusterDriver =>
  (product === 'Core' ? influxdb3Core : influxdb3Enterprise).open({
    managementUrl: url,
    settings: {},
    credential: token,
    enforcement: 'FORWARD_AUTH',
    verifiesJwt: false,
  })

const toBeClosed: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of toBeClosed.splice(0)) await close()
})

async function start(options: Influxdb3Options = {}) {
  const server = await openInfluxdb3(options)
  const driver = open(server)
  toBeClosed.push(
    () => driver.close(),
    () => server.close(),
    async () => expect(server.violations).toEqual([]),
  )
  return { server, driver }
}

const retentionOf = (server: Influxdb3Emulator, name = 'metrics') => server.databases.get(name)?.retention

describe.each(['ROWS', 'NAMES'] as const)('InfluxDB 3 that lists its databases as %s', (list) => {
  it('lists them with their retention, its own one marked', async () => {
    const { server, driver } = await start({ list })
    server.databases.set('kept', { retention: undefined, isDeleted: false })
    server.databases.set('a_year', { retention: 365 * day * 1e9, isDeleted: false })
    server.databases.set('hidden', { retention: 0, isDeleted: false })
    server.databases.set('gone', { retention: undefined, isDeleted: true })

    expect(await driver.listDatabases(call)).toEqual([
      { externalId: null, externalName: '_internal', retentionSeconds: 7 * day, isSystem: true },
      { externalId: null, externalName: 'kept', retentionSeconds: null, isSystem: false },
      { externalId: null, externalName: 'a_year', retentionSeconds: 365 * day, isSystem: false },
      { externalId: null, externalName: 'hidden', retentionSeconds: 0, isSystem: false },
    ])
  })

  it('creates a database once, however often it is wanted', async () => {
    const { server, driver } = await start({ list })

    for (const before of [nothingKnown, nothingKnown, known]) {
      expect(await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), before, call)).toEqual(known)
    }

    expect(retentionOf(server)).toBe(30 * day * 1e9)
    expect(server.asked.filter((request) => request.startsWith('POST /api/v3/configure'))).toHaveLength(1)
  })
})

describe.each(['Core', 'Enterprise'] as const)('InfluxDB 3 %s', (product) => {
  it('keeps data for ever by saying nothing, never by a period of zero', async () => {
    const { server, driver } = await start({ product })

    await driver.ensureDatabase(wanted({ retentionSeconds: null }), nothingKnown, call)

    expect(retentionOf(server)).toBeUndefined()
  })

  it.each([
    [hour, '1h'],
    [90 * 60, '90m'],
    [36 * hour, '36h'],
    [7 * day, '7d'],
    [292 * 365 * day, '106580d'],
  ])('keeps data for %i seconds', async (retentionSeconds) => {
    const { server, driver } = await start({ product })

    await driver.ensureDatabase(wanted({ retentionSeconds }), nothingKnown, call)

    expect(retentionOf(server)).toBe(retentionSeconds * 1e9)
    expect(await driver.listDatabases(call)).toContainEqual(expect.objectContaining({ retentionSeconds }))
  })

  it('says that it cannot keep data for a part of a minute, and creates nothing', async () => {
    const { server, driver } = await start({ product })

    const attempt = driver.ensureDatabase(wanted({ retentionSeconds: 3_690 }), nothingKnown, call)

    await expect(attempt).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect(server.databases.has('metrics')).toBe(false)
  })

  it('never makes a database anew that is gone from it', async () => {
    const { server, driver } = await start({ product })

    const attempt = driver.ensureDatabase(wanted(), known, call)

    await expect(attempt).rejects.toMatchObject({ code: 'MISSING', outcome: { retry: false } })
    await expect(driver.undeleteDatabase(wanted(), known, call)).rejects.toMatchObject({ code: 'MISSING' })
    expect(server.databases.has('metrics')).toBe(false)
  })

  it('does not rename', async () => {
    const { server, driver } = await start({ product })
    await driver.ensureDatabase(wanted(), nothingKnown, call)

    const attempt = driver.ensureDatabase(wanted({ name: 'other' }), known, call)

    await expect(attempt).rejects.toMatchObject({ code: 'UNSUPPORTED' })
    expect([...server.databases.keys()]).toEqual(['_internal', 'metrics'])
  })

  it('leaves a deleted database where it is until it is purged, and then for good', async () => {
    const { server, driver } = await start({ product })
    await driver.ensureDatabase(wanted(), nothingKnown, call)
    const before = server.asked.length

    expect(await driver.deleteDatabase(wanted(), known, call)).toEqual(known)
    expect(server.asked).toHaveLength(before)
    expect(await driver.undeleteDatabase(wanted(), known, call)).toEqual(known)
    await driver.purgeDatabase(wanted(), known, call)

    expect(server.databases.has('metrics')).toBe(false)
    await driver.purgeDatabase(wanted(), known, call)
    expect(await driver.ensureDatabase(wanted(), nothingKnown, call)).toEqual(known)
  })

  it('says that a name is kept by a database that was deleted on the cluster', async () => {
    const { server, driver } = await start({ product })
    server.databases.set('metrics', { retention: undefined, isDeleted: true })

    const attempt = driver.ensureDatabase(wanted(), nothingKnown, call)

    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER' })
  })

  it('says that there is no room for another database', async () => {
    const { server, driver } = await start({ product })
    const room = product === 'Core' ? 5 : 100
    for (let at = 0; at < room; at++) server.databases.set(`other-${at}`, { retention: undefined, isDeleted: false })

    const attempt = driver.ensureDatabase(wanted(), nothingKnown, call)

    await expect(attempt).rejects.toMatchObject({ code: 'REFUSED', message: /no more databases/ })
  })

  it.each(['with/slash', '_internal', '-a', 'a b', 'ä', 'a.b', ''])('takes no database named %j', (name) => {
    const { parseDatabaseName } = kindOf(product).capabilities({ enforcement: 'FORWARD_AUTH', verifiesJwt: false })

    expect(() => parseDatabaseName(name, 'input.name')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', details: { field: 'input.name' } }),
    )
    expect(() => parseDatabaseName('my_Metrics-7', 'input.name')).not.toThrow()
  })

  it('is asked by the gateway about each request, and has no tokens of its own that the gateway manages', async () => {
    const { driver } = await start({ product })

    expect(kindOf(product).enforcements).toEqual(['FORWARD_AUTH'])
    expect(driver.tokens).toBeUndefined()
    expect(driver.tables).toBeUndefined()
  })
})

describe('the health of InfluxDB 3', () => {
  it('has its version', async () => {
    const { driver } = await start()
    expect(await driver.health(call)).toEqual({ version: '3.11.2', warning: null })
  })

  it.each([
    ['InfluxDB 1.x', { 'x-influxdb-version': '1.8.10' }, /InfluxDB 1\.8\.10/],
    ['InfluxDB 2', { 'x-influxdb-version': '2.7.1', 'x-influxdb-build': 'OSS' }, /InfluxDB 2\.7\.1/],
    ['a text of its own', { 'x-influxdb-version': 'apiv3_secret' }, /something else/],
  ])('tells %s from it', async (_, headers, message) => {
    const { server, driver } = await start()
    Object.assign(server.about, headers)
    await expect(driver.health(call)).rejects.toMatchObject({ code: 'PROTOCOL', message })
  })

  it('tells Core from Enterprise, which can do more', async () => {
    const { server, driver } = await start({ product: 'Core' })
    const mistaken = open(server, 'Enterprise')
    toBeClosed.push(() => mistaken.close())
    await expect(mistaken.health(call)).rejects.toMatchObject({ code: 'PROTOCOL', message: /InfluxDB 3 Core/ })

    server.about['x-influxdb-build'] = 'Enterprise'
    expect(await driver.health(call)).toMatchObject({ warning: expect.stringContaining('Enterprise') })
  })

  it.each([false, true])(
    'is bad with a wrong credential, whether or not anybody may ask for the version (%s)',
    async (pingIsOpen) => {
      const { server } = await start({ pingIsOpen })
      const driver = open({ ...server, token: 'apiv3_another' })
      toBeClosed.push(() => driver.close())
      await expect(driver.health(call)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
    },
  )
})

it('changes the retention on Enterprise, also to for ever', async () => {
  const { server, driver } = await start({ product: 'Enterprise' })
  await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), nothingKnown, call)

  await driver.ensureDatabase(wanted({ retentionSeconds: 7 * day }), known, call)
  expect(retentionOf(server)).toBe(7 * day * 1e9)

  await driver.ensureDatabase(wanted({ retentionSeconds: null }), known, call)
  expect(retentionOf(server)).toBeUndefined()
})

it('asks nothing of Core that it cannot do: how long it keeps data is never changed', async () => {
  const { server, driver } = await start({ product: 'Core' })
  await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), nothingKnown, call)
  const before = server.asked.length

  const attempt = driver.ensureDatabase(wanted({ retentionSeconds: 7 * day }), known, call)

  await expect(attempt).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  expect(server.asked.slice(before).filter((request) => /^(PUT|DELETE)/.test(request))).toEqual([])
  expect(influxdb3Core.capabilities({ enforcement: 'FORWARD_AUTH', verifiesJwt: false })).toMatchObject({
    changeRetention: false,
    databasesMax: 5,
  })
})

it('does not believe that a retention was changed, or a database deleted, before it is seen', async () => {
  const { server, driver } = await start({ product: 'Enterprise' })
  await driver.ensureDatabase(wanted({ retentionSeconds: 30 * day }), nothingKnown, call)
  const original = server.databases.get('metrics')
  Object.defineProperty(original, 'retention', { get: () => 30 * day * 1e9, set: () => {} })
  server.databases.delete = () => false

  const change = driver.ensureDatabase(wanted({ retentionSeconds: hour }), known, call)
  await expect(change).rejects.toMatchObject({ code: 'CLUSTER_FAULT', outcome: { retry: true } })
  const purge = driver.purgeDatabase(wanted(), known, call)
  await expect(purge).rejects.toMatchObject({ code: 'CLUSTER_FAULT', outcome: { retry: true } })
})

const kindOf = (product: 'Core' | 'Enterprise') => (product === 'Core' ? influxdb3Core : influxdb3Enterprise)
const live = (server: Influxdb3Emulator) => Object.fromEntries(server.databases)
const existing = (server: Influxdb3Emulator) =>
  void server.databases.set('metrics', { retention: 30 * day * 1e9, isDeleted: false })

const operations: readonly Operation<Influxdb3Emulator>[] = [
  { title: 'health', run: (driver, given) => driver.health(given), state: live },
  { title: 'a list', run: (driver, given) => driver.listDatabases(given), state: live },
  {
    title: 'a creation',
    run: (driver, given) => driver.ensureDatabase(wanted({ retentionSeconds: hour }), nothingKnown, given),
    state: live,
  },
  {
    title: 'another retention',
    prepare: existing,
    run: (driver, given) => driver.ensureDatabase(wanted({ retentionSeconds: hour }), known, given),
    state: live,
  },
  {
    title: 'retention for ever',
    prepare: existing,
    run: (driver, given) => driver.ensureDatabase(wanted(), known, given),
    state: live,
  },
  {
    title: 'an undeletion',
    prepare: existing,
    run: (driver, given) => driver.undeleteDatabase(wanted(), known, given),
    state: live,
  },
  {
    title: 'a purge',
    prepare: existing,
    run: (driver, given) => driver.purgeDatabase(wanted(), known, given),
    state: live,
  },
]

describe.each(operations)('$title', (operation) => {
  it.each(faults)('survives %s at any of its calls', async (_, fault, code) => {
    await survives({ start: () => openInfluxdb3({ product: 'Enterprise' }), open }, operation, fault, code)
  })
})
