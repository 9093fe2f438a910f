import { expect, it } from 'vitest'
import { freePort } from '../../programs.ts'
import { call, clusterForTest, database, driverOf, unknown } from './driver.ts'

const kind = 'INFLUXDB_CLUSTERED'
const hour = 3_600

it('Clustered is asked with an access token, which is fetched once for many requests', async () => {
  const { cluster, driver } = await clusterForTest({ kind, tokensLastSeconds: hour })
  const names = ['a', 'b', 'c', 'd']
  await Promise.all(names.map((name) => driver.ensureDatabase(database(name), unknown, call())))
  expect(await driver.listDatabases(call())).toHaveLength(4)
  expect(cluster.provider?.given).toBe(1)
})

it('an access token is not used any more shortly before its end', async () => {
  const { cluster, driver } = await clusterForTest({ kind, tokensLastSeconds: 59 })
  for (let asked = 0; asked < 3; asked++) await driver.health(call())
  expect(cluster.provider?.given).toBe(3)
})

it('an access token that was revoked is fetched anew, and the request is repeated', async () => {
  const { cluster, driver } = await clusterForTest({ kind, tokensLastSeconds: hour })
  await driver.health(call())
  cluster.provider?.revokeAll()
  const names = ['a', 'b', 'c', 'd']
  await Promise.all(names.map((name) => driver.ensureDatabase(database(name), unknown, call())))
  expect(cluster.cluster.databases.map(({ name }) => name).sort()).toEqual(names)
  expect(cluster.provider?.given).toBe(2)
})

it('a cluster that refuses fresh access tokens is asked twice, and no more', async () => {
  const { cluster, driver } = await clusterForTest({ kind, tokensLastSeconds: hour })
  cluster.before = () => 401
  await expect(driver.health(call())).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED', outcome: { retry: true } })
  expect(cluster.asked).toHaveLength(2)
})

it('a management token that is refused is not tried again', async () => {
  const { cluster } = await clusterForTest({ kind })
  const { driver } = driverOf({ kind, connection: { ...cluster.connection, credential: 'another' } })
  await expect(driver.health(call())).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(cluster.asked).toHaveLength(1)
})

it('nothing has been asked of the cluster when the identity provider refuses or fails, and no message has its words', async () => {
  const { cluster, driver } = await clusterForTest({ kind, tokensLastSeconds: hour })
  const words = 'words of the provider'
  const body = { error: words }
  for (const [instead, code] of [
    [{ status: 400, body }, 'CREDENTIAL_REFUSED'],
    [{ status: 401, body }, 'CREDENTIAL_REFUSED'],
    [{ status: 403, body }, 'FORBIDDEN'],
    [{ status: 429, body }, 'CLUSTER_FAULT'],
    [{ status: 503, body }, 'CLUSTER_FAULT'],
    [{ status: 302, body }, 'PROTOCOL'],
    [{ status: 200, body: words }, 'PROTOCOL'],
    [{ status: 200, body: { access_token: words, token_type: 'mac' } }, 'PROTOCOL'],
  ] as const) {
    Object.assign(cluster.provider ?? {}, { instead })
    const error = await driver.ensureDatabase(database('a'), unknown, call()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code, outcome: { retry: true, unknown: false } })
    expect(String(error)).not.toContain(words)
    expect(String(error)).toMatch(/identity provider|token URL/)
  }
  expect(cluster.asked).toEqual([])
  Object.assign(cluster.provider ?? {}, { instead: undefined })
  await driver.health(call())
})

it('an identity provider that is not there is said to be that', async () => {
  const { cluster } = await clusterForTest({ kind, tokensLastSeconds: hour })
  const tokenUrl = `http://127.0.0.1:${await freePort()}/token`
  const settings = { ...cluster.connection.settings, tokenUrl }
  const { driver } = driverOf({ kind, connection: { ...cluster.connection, settings } })
  await expect(driver.health(call())).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: 'The identity provider does not answer (ECONNREFUSED).',
    outcome: { retry: true, unknown: false },
  })
})

it('a wrong client secret is refused', async () => {
  const { cluster } = await clusterForTest({ kind, tokensLastSeconds: hour })
  const { driver } = driverOf({ kind, connection: { ...cluster.connection, credential: 'another' } })
  await expect(driver.health(call())).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
  expect(cluster.asked).toEqual([])
})
