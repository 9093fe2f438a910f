import { describe, expect, it } from 'vitest'
import { ClusterError, type ErrorOutcome } from '../../../src/clusters/drivers/driver.ts'
import { freePort } from '../../programs.ts'
import type { Fault } from '../emulators/emulator.ts'
import { clusterWords } from '../emulators/management-api-operations.ts'
import { openVendorFile } from '../emulators/vendor-file.ts'
import { call, database, driverOf, managementKinds, unknown } from './driver.ts'
import { openWithContent, operations, vendorFiles } from './operations.ts'

/** What each fault is to the gateway: its code, and whether the request may have been done if it changes something. */
const faults: readonly (readonly [Fault, string, boolean])[] = [
  [401, 'CREDENTIAL_REFUSED', false],
  [403, 'FORBIDDEN', false],
  [429, 'CLUSTER_FAULT', false],
  [500, 'CLUSTER_FAULT', true],
  ['HTML', 'PROTOCOL', true],
  ['TORN', 'PROTOCOL', true],
]

describe.each(managementKinds)('the Management API of %s', (kind) => {
  it('is used with all of its operations', async () => {
    const { file, below } = vendorFiles[kind]
    const opened = await openWithContent(kind)
    for (const [operation, ask] of Object.entries(operations)) {
      const fresh = await openWithContent(kind)
      await ask(fresh, call())
      expect(fresh.cluster.asked).toContain(operation)
    }
    expect(opened.cluster.violations).toEqual([])
    const vendor = openVendorFile(file)
    const all = vendor?.operations.map((operation) => operation.replace(below, ''))
    if (all) expect(Object.keys(operations).sort()).toEqual([...all].sort())
  })

  it.each(faults)('%s is %s for every operation', async (fault, code, mayHaveHappened) => {
    for (const [operation, ask] of Object.entries(operations)) {
      const opened = await openWithContent(kind)
      opened.cluster.before = (asked) => (asked === operation ? fault : undefined)
      const error = await ask(opened, call()).catch((thrown: unknown) => thrown)
      const outcome: ErrorOutcome = { retry: true, unknown: mayHaveHappened && !operation.startsWith('GET') }
      expect(error, operation).toMatchObject({ code, outcome })
      expect(error, operation).toBeInstanceOf(ClusterError)
      expect(String(error)).not.toContain(clusterWords)
      expect(String(error)).not.toContain(opened.cluster.connection.credential)
    }
  })

  it('no answer ends with the patience of who asks, for every operation', async () => {
    for (const [operation, ask] of Object.entries(operations)) {
      const opened = await openWithContent(kind)
      const patience = new AbortController()
      opened.cluster.before = (asked) => {
        if (asked !== operation) return undefined
        patience.abort()
        return 'HANG'
      }
      const asking = ask(opened, { signal: patience.signal })
      await expect(asking, operation).rejects.toMatchObject({
        code: 'UNREACHABLE',
        outcome: { retry: true, unknown: true },
      })
    }
  })

  it('no answer ends after five seconds, also for somebody who would wait', async () => {
    const { cluster, driver } = await openWithContent(kind)
    cluster.before = () => 'HANG'
    const asking = driver.health({ signal: new AbortController().signal })
    await expect(asking).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })

  it('a cluster that is not there did nothing', async () => {
    const { cluster } = await openWithContent(kind)
    const managementUrl = `http://127.0.0.1:${await freePort()}`
    const { driver } = driverOf({ kind, connection: { ...cluster.connection, managementUrl } })
    const nothingDone = { code: 'UNREACHABLE', outcome: { retry: true, unknown: false } }
    await expect(driver.ensureDatabase(database('a'), unknown, call())).rejects.toMatchObject(nothingDone)
  })

  it('a 404 that is not of the API says nothing about what is on the cluster', async () => {
    const { cluster, tokens, one, tokenKnown } = await openWithContent(kind)
    const managementUrl = `${cluster.url}/elsewhere`
    const elsewhere = driverOf({ kind, connection: { ...cluster.connection, managementUrl } })
    for (const attempt of [
      elsewhere.driver.health(call()),
      elsewhere.tokens.remove(one, tokenKnown, call()),
      elsewhere.tokens.ensure(one, tokenKnown, undefined, call()),
      elsewhere.driver.purgeDatabase(database('a'), { externalId: null, externalName: 'a' }, call()),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'PROTOCOL', outcome: { retry: true } })
    }
    expect(await tokens.list(call())).toHaveLength(1)
  })

  it('takes its address also as the vendor writes it', async () => {
    const { cluster } = await openWithContent(kind)
    const { driver } = driverOf({
      kind,
      connection: { ...cluster.connection, managementUrl: `${cluster.url}/api/v0/` },
    })
    expect(await driver.health(call())).toEqual({ version: null, warning: null })
  })
})
