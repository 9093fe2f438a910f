import { describe, expect, it } from 'vitest'
import { call, clusterForTest, database, keepingCall, managementKinds, may, token, unknown } from './driver.ts'

describe.each(managementKinds)('databases of %s', (kind) => {
  it('are created as they are wanted, with the partition template in the words of the API', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('metrics/autogen', {
      retentionSeconds: 365 * 86_400,
      maxTables: 7,
      maxColumnsPerTable: 99,
      partitionTemplate: [
        { kind: 'TIME', value: '%Y-%m' },
        { kind: 'TAG', value: 'plátanos' },
        { kind: 'TAG_BUCKET', value: 'c', buckets: 10 },
      ],
    })

    expect(await driver.ensureDatabase(wanted, unknown, call())).toEqual({
      externalId: null,
      externalName: 'metrics/autogen',
    })
    expect(cluster.cluster.databases).toMatchObject([
      {
        name: 'metrics/autogen',
        retentionPeriod: 31_536_000_000_000_000n,
        maxTables: 7n,
        maxColumnsPerTable: 99n,
        partitionTemplate: [
          { type: 'time', value: '%Y-%m' },
          { type: 'tag', value: 'plátanos' },
          { type: 'bucket', value: { tagName: 'c', numberOfBuckets: 10n } },
        ],
      },
    ])
    expect(await driver.listDatabases(call())).toEqual([
      {
        externalId: null,
        externalName: 'metrics/autogen',
        retentionSeconds: 365 * 86_400,
        maxTables: 7,
        maxColumnsPerTable: 99,
        isSystem: false,
      },
    ])
  })

  it('change what differs, and nothing else', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('telemetry')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    cluster.forget()

    await driver.ensureDatabase(wanted, known, call())
    expect(cluster.asked).toEqual(['GET /databases'])
    await driver.ensureDatabase({ ...wanted, retentionSeconds: null, maxTables: 9 }, known, call())
    expect(cluster.asked).toEqual(['GET /databases', 'GET /databases', 'PATCH /databases/{databaseName}'])
    expect(cluster.cluster.databases).toMatchObject([{ retentionPeriod: 0n, maxTables: 9n, maxColumnsPerTable: 200n }])
  })

  it('keep any whole number of seconds exactly, up to what the cluster can count', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    for (const [at, seconds] of [3_600, 86_399, 9_007_200, 365 * 86_400, 4_611_686_019, 9_223_372_036].entries()) {
      await driver.ensureDatabase(database(`d${at}`, { retentionSeconds: seconds }), unknown, call())
      expect(cluster.cluster.databases[at]?.retentionPeriod).toBe(BigInt(seconds) * 1_000_000_000n)
      expect((await driver.listDatabases(call()))[at]?.retentionSeconds).toBe(seconds)
    }
  })

  it('are seen with a retention that somebody else gave them, to the nanosecond', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    await driver.ensureDatabase(database('foreign'), unknown, call())
    const [foreign] = cluster.cluster.databases
    const seen = async (retentionPeriod: bigint) => {
      Object.assign(foreign ?? {}, { retentionPeriod })
      const [observed] = await driver.listDatabases(call())
      return [observed?.retentionSeconds, observed?.retentionNanoseconds]
    }

    expect(await seen(1n)).toEqual([1e-9, 1n])
    expect(await seen(9_223_372_036_854_775_807n)).toEqual([9_223_372_036.854776, 9_223_372_036_854_775_807n])
    const [year, exactly] = await seen(31_536_000_000_000_001n)
    expect([year, exactly]).toEqual([expect.closeTo(31_536_000), 31_536_000_000_000_001n])
    expect(year).not.toBe(31_536_000)
    expect(await seen(3_600_000_000_000n)).toEqual([3_600, undefined])
    expect(await seen(0n)).toEqual([null, undefined])
  })

  it('are renamed with what is in them, and learn their id', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('a/b')
    const known = await driver.ensureDatabase(wanted, unknown, call())

    const renamed = await driver.ensureDatabase({ ...wanted, name: 'c', maxTables: 3 }, known, call())
    expect(renamed).toEqual({ externalId: '9007199254740993', externalName: 'c' })
    expect(cluster.cluster.databases).toMatchObject([{ name: 'c', maxTables: 3n, id: 9007199254740993n }])
  })

  it('are renamed once, although the answer is lost', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('before')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    cluster.after = () => 'LOST'
    await expect(driver.ensureDatabase({ ...wanted, name: 'after' }, known, call())).rejects.toMatchObject({
      code: 'UNREACHABLE',
      outcome: { retry: true, unknown: true },
    })
    cluster.after = undefined

    cluster.after = (operation) => (operation.endsWith('/rename') ? 'LOST' : undefined)
    await expect(driver.ensureDatabase({ ...wanted, name: 'after' }, known, call())).rejects.toThrow()
    cluster.after = undefined
    expect(await driver.ensureDatabase({ ...wanted, name: 'after' }, known, call())).toMatchObject({
      externalName: 'after',
    })
    expect(cluster.cluster.databases).toMatchObject([{ name: 'after' }])
  })

  it('never take the place of another one, and are never made anew', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('ours')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    await driver.ensureDatabase(database('theirs'), unknown, call())

    const taken = driver.ensureDatabase({ ...wanted, name: 'theirs' }, known, call())
    await expect(taken).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER', outcome: { retry: false } })
    Object.assign(cluster.cluster.databases[0] ?? {}, { deletedAt: 1 })
    await expect(driver.ensureDatabase(wanted, known, call())).rejects.toMatchObject({ code: 'MISSING' })
    expect(cluster.cluster.databases).toHaveLength(2)
  })

  it('come back with their points after another one had their name, also when two were deleted of one name', async () => {
    const { cluster, driver, mint } = await clusterForTest({ kind })
    const { secret } = await mint(token([...may('WRITE'), ...may('READ')]), call())
    const deleted = []
    for (const points of [1, 2]) {
      const wanted = database('telemetry')
      const known = await driver.ensureDatabase(wanted, unknown, call())
      for (let point = 0; point < points; point++) await cluster.write(secret, 'telemetry')
      deleted.push({ wanted, points, known: await driver.deleteDatabase(wanted, known, call()) })
      expect(await cluster.write(secret, 'telemetry')).toBe(404)
    }

    for (const { wanted, points, known } of deleted) {
      const back = await driver.undeleteDatabase(wanted, known, call())
      expect(back).toEqual({ ...known, externalName: 'telemetry' })
      expect(await cluster.count(secret, 'telemetry')).toEqual({ points })
      await driver.ensureDatabase({ ...wanted, name: `with-${points}` }, back, call())
    }
    expect((await driver.listDatabases(call())).map(({ externalName }) => externalName)).toEqual(['with-1', 'with-2'])
  })

  it('do not come back over another one of their name', async () => {
    const { driver } = await clusterForTest({ kind })
    const wanted = database('telemetry')
    const known = await driver.deleteDatabase(wanted, await driver.ensureDatabase(wanted, unknown, call()), call())
    const other = database('telemetry')
    await driver.ensureDatabase(other, unknown, call())
    const keeping = keepingCall()

    const attempt = driver.undeleteDatabase(wanted, known, keeping)
    await expect(attempt).rejects.toMatchObject({ code: 'EXISTS_ON_CLUSTER' })
    await driver.deleteDatabase(other, { externalId: null, externalName: 'telemetry' }, call())
    expect(await driver.undeleteDatabase(wanted, keeping.kept[0] ?? known, call())).toMatchObject({
      externalName: 'telemetry',
    })
  })

  it('are gone when the cluster has forgotten them', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('telemetry')
    const known = await driver.deleteDatabase(wanted, await driver.ensureDatabase(wanted, unknown, call()), call())
    cluster.cluster.databases.length = 0
    await expect(driver.undeleteDatabase(wanted, known, call())).rejects.toMatchObject({ code: 'MISSING' })
    await driver.purgeDatabase(wanted, known, call())
  })

  it('are purged under their name, and when they were deleted before', async () => {
    const { cluster, driver } = await clusterForTest({ kind })
    const wanted = database('telemetry')
    await driver.purgeDatabase(wanted, await driver.ensureDatabase(wanted, unknown, call()), call())
    expect(await driver.listDatabases(call())).toEqual([])
    expect(cluster.cluster.databases).toHaveLength(1)
  })
})

describe('databases of Clustered before release 20251218', () => {
  it('say that they cannot be renamed, which is not that they are missing', async () => {
    const { driver, tables } = await clusterForTest({ kind: 'INFLUXDB_CLUSTERED', isOld: true })
    const wanted = database('telemetry')
    const known = await driver.ensureDatabase(wanted, unknown, call())
    const unsupported = { code: 'UNSUPPORTED', outcome: { retry: false, unknown: false } }

    const renaming = driver.ensureDatabase({ ...wanted, name: 'other' }, known, call())
    await expect(renaming).rejects.toMatchObject(unsupported)
    await expect(driver.deleteDatabase(wanted, known, call())).rejects.toMatchObject(unsupported)
    const table = { id: 't', name: 'cpu', partitionTemplate: null }
    await expect(tables.ensure(wanted, table, unknown, call())).rejects.toMatchObject(unsupported)
    expect(await driver.listDatabases(call())).toHaveLength(1)

    await driver.purgeDatabase(wanted, known, call())
    await expect(driver.ensureDatabase({ ...wanted, name: 'other' }, known, call())).rejects.toMatchObject({
      code: 'MISSING',
    })
    await expect(tables.ensure(wanted, table, unknown, call())).rejects.toMatchObject({ code: 'MISSING' })
  })
})
