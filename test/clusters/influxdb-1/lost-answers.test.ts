import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClusterDriver } from '../../../src/clusters/drivers/driver.ts'
import { newId } from '../../../src/values/id.ts'
import { isHere } from '../../programs.ts'
import { hour } from '../../times.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { type Fate, type LossyProxy, onlyCall, openLossyProxy } from '../lossy-proxy.ts'
import { call, database, may, newSecret, openDriver, token, tokensOf, unknown } from './driver.ts'

/** One change of the cluster: what is there before, and the calls for it. */
interface Change {
  prepare(): Promise<void>
  apply(driver: ClusterDriver): Promise<unknown>
}

describe.runIf(isHere('influxd'))('a change of InfluxDB 1.x whose answer is lost', () => {
  let influxd: Influxd
  let proxy: LossyProxy
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    proxy = await openLossyProxy(influxd.url)
  })
  afterAll(async () => {
    await proxy?.close()
    await influxd?.stop()
  })

  const id = newId('database_token')
  const secret = newSecret()
  const wanted = token([...may('one', 'READ', 'WRITE'), ...may('two', 'READ')], id)
  const user = (grants: string) => `CREATE USER "${id}" WITH PASSWORD '${secret}'; ${grants}`
  const databases = 'CREATE DATABASE one; CREATE DATABASE two; CREATE DATABASE three'

  /** Everything that the cluster says of databases and users, and whether the secret works. */
  const state = async () => {
    const driver = openDriver(influxd)
    const { status } = await influxd.ask('SHOW DATABASES', { user: id, password: secret })
    const [all, users] = [await driver.listDatabases(call()), await tokensOf(driver).list(call())]
    return { databases: all, users, status }
  }
  const empty = async () => {
    const { databases: all, users } = await state()
    for (const { externalName } of all) await influxd.run(`DROP DATABASE "${externalName}"`)
    for (const { externalId, isAdmin } of users) if (!isAdmin) await influxd.run(`DROP USER "${externalId}"`)
  }

  const changes: Readonly<Record<string, Change>> = {
    'creating a database': {
      prepare: async () => {},
      apply: (driver) => driver.ensureDatabase(database('one', (7 * 24 * hour) / 1_000), unknown, call()),
    },
    'shortening a retention': {
      prepare: async () => void (await influxd.run('CREATE DATABASE one WITH DURATION 30d NAME autogen')),
      apply: (driver) => driver.ensureDatabase(database('one', hour / 1_000), unknown, call()),
    },
    'undeleting a database': {
      prepare: async () => void (await influxd.run(databases)),
      apply: (driver) => driver.undeleteDatabase(database('one'), unknown, call()),
    },
    'purging a database': {
      prepare: async () => void (await influxd.run(`${databases}; ${user(`GRANT ALL ON one TO "${id}"`)}`)),
      apply: (driver) => driver.purgeDatabase(database('one'), unknown, call()),
    },
    'creating a token': {
      prepare: async () => void (await influxd.run(databases)),
      apply: (driver) => tokensOf(driver).ensure(wanted, unknown, secret, call()),
    },
    'changing the grants of a token': {
      prepare: async () => {
        await influxd.run(`${databases}; ${user(`GRANT READ ON one TO "${id}"; GRANT ALL ON two TO "${id}"`)}`)
        await influxd.run(`GRANT WRITE ON three TO "${id}"`)
      },
      apply: (driver) => tokensOf(driver).ensure(wanted, unknown, undefined, call()),
    },
    'taking a token down from administrator': {
      prepare: async () => void (await influxd.run(`${databases}; ${user(`GRANT ALL PRIVILEGES TO "${id}"`)}`)),
      apply: (driver) => tokensOf(driver).ensure(wanted, unknown, undefined, call()),
    },
    'removing a token': {
      prepare: async () => void (await influxd.run(`${databases}; ${user(`GRANT ALL ON one TO "${id}"`)}`)),
      apply: (driver) => tokensOf(driver).remove(wanted, unknown, call()),
    },
  }

  it.each(Object.entries(changes))('%s: whichever it is, once more ends in the same state', async (_, change) => {
    await empty()
    await change.prepare()
    const driver = openDriver(proxy)
    proxy.decide()
    proxy.forget()
    await change.apply(driver)
    const calls = proxy.calls.length
    const whole = await state()
    expect(calls).toBeGreaterThan(0)
    for (const fate of ['ANSWER_LOST', 'REQUEST_LOST'] satisfies Fate[]) {
      for (let lost = 1; lost <= calls; lost++) {
        await empty()
        await change.prepare()
        proxy.forget()
        proxy.decide(onlyCall(lost, fate))
        const attempt = change.apply(driver)
        const failure = { code: 'UNREACHABLE', outcome: { retry: true, unknown: true } }
        await expect(attempt, `${fate} of call ${lost}`).rejects.toMatchObject(failure)
        await change.apply(driver)
        expect(await state(), `${fate} of call ${lost}`).toEqual(whole)
      }
    }
  })
})
