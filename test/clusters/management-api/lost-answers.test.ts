import { describe, expect, it } from 'vitest'
import type { Fault, Loss } from '../emulators/emulator.ts'
import {
  call,
  clusterForTest,
  database,
  managementKinds,
  may,
  nth,
  table,
  token,
  unknown,
  untilDone,
} from './driver.ts'

/** More than any of the steps below has requests. */
const requestsMax = 6

const meetings: readonly (readonly [string, { before?: Fault; after?: Loss }])[] = [
  ['fails', { before: 500 }],
  ['is done, but its answer is lost', { after: 'LOST' }],
  ['is done, but its answer is torn', { after: 'TORN' }],
]

describe.each(managementKinds)('on %s', (kind) => {
  describe.each(meetings)('when any one request %s', (_, { before, after }) => {
    /** A cluster with a database and a table in it, whose n-th request from `disturb` on is met by the fault. */
    const open = async () => {
      const opened = await clusterForTest({ kind })
      const wanted = database('telemetry')
      const known = await opened.driver.ensureDatabase(wanted, unknown, call())
      const { secret } = await opened.mint(token([...may('WRITE'), ...may('READ')]), call())
      await opened.cluster.write(secret, 'telemetry')
      const disturb = (number: number) => {
        opened.cluster.before = before && nth(number, before)
        opened.cluster.after = after && nth(number, after)
      }
      return { ...opened, wanted, known, secret, disturb }
    }

    it('a database is created once', async () => {
      for (let number = 1; number <= requestsMax; number++) {
        const { cluster, driver, disturb } = await open()
        const wanted = database('other', { maxTables: 3 })
        disturb(number)
        const { known } = await untilDone((last, context) => driver.ensureDatabase(wanted, last, context), unknown)
        expect(known).toEqual({ externalId: null, externalName: 'other' })
        expect(cluster.cluster.databases).toMatchObject([{ name: 'telemetry' }, { name: 'other', maxTables: 3n }])
      }
    })

    it('a database is deleted, its name is free, and it comes back with its points', async () => {
      for (let number = 1; number <= requestsMax; number++) {
        for (let later = 1; later <= requestsMax; later++) {
          const { cluster, driver, wanted, known, secret, disturb } = await open()
          disturb(number)
          const deleted = await untilDone((last, context) => driver.deleteDatabase(wanted, last, context), known)
          disturb(0)
          expect(deleted.known).toEqual({ externalId: String(cluster.cluster.databases[0]?.id), externalName: null })
          expect(await driver.listDatabases(call())).toEqual([])
          expect(await cluster.write(secret, 'telemetry')).toBe(404)
          expect(await driver.deleteDatabase(wanted, deleted.known, call())).toEqual(deleted.known)

          disturb(later)
          const restore = async (last: typeof known, context: ReturnType<typeof call>) =>
            last.externalName === null
              ? driver.undeleteDatabase(wanted, last, context)
              : driver.ensureDatabase(wanted, last, context)
          expect(await untilDone(restore, deleted.known)).toMatchObject({ known: { externalName: 'telemetry' } })
          disturb(0)
          expect(await cluster.count(secret, 'telemetry')).toEqual({ points: 1 })
        }
      }
    })

    it('a deletion ends, also when it was interrupted, and leaves alone what has got the name meanwhile', async () => {
      for (let number = 1; number <= requestsMax; number++) {
        const { cluster, driver, wanted, known, disturb } = await open()
        disturb(number)
        let learnt = known
        const keep = async (kept: typeof known) => {
          learnt = kept
        }
        await driver.deleteDatabase(wanted, known, { ...call(), keep }).catch(() => {})
        disturb(0)
        const isFree = (await driver.listDatabases(call())).every(({ externalName }) => externalName !== 'telemetry')
        if (isFree) await driver.ensureDatabase(database('telemetry', { maxTables: 9 }), unknown, call())
        const deleted = await driver.deleteDatabase(wanted, learnt, call())

        const left = (await driver.listDatabases(call())).map(({ maxTables }) => maxTables)
        expect(left).toEqual(isFree ? [9] : [])
        expect(deleted.externalId).toBe(String(cluster.cluster.databases[0]?.id))
      }
    })

    it('a table is created, renamed, deleted and brought back once', async () => {
      for (let number = 1; number <= requestsMax; number++) {
        const { cluster, driver, tables, known, wanted, disturb } = await open()
        const one = table('cpu')
        const renamed = { ...one, name: 'processors' }
        let last = unknown
        const steps = [
          (before: typeof known, context: ReturnType<typeof call>) => tables.ensure(wanted, one, before, context),
          (before: typeof known, context: ReturnType<typeof call>) => tables.ensure(wanted, renamed, before, context),
          (before: typeof known, context: ReturnType<typeof call>) => tables.delete(wanted, renamed, before, context),
          (before: typeof known, context: ReturnType<typeof call>) => tables.undelete(wanted, renamed, before, context),
        ]
        for (const [at, step] of steps.entries()) {
          disturb(number)
          last = (await untilDone(step, last)).known
          expect(last.externalName).toBe(['cpu', 'processors', null, 'processors'][at])
        }
        disturb(0)
        const present = cluster.cluster.databases[0]?.tables.filter(({ deletedAt }) => deletedAt === undefined)
        expect(present?.map(({ name }) => name)).toEqual(['weather', 'processors'])
        expect(await driver.ensureDatabase(wanted, known, call())).toEqual(known)
      }
    })

    it('a token gets its permissions, and is removed', async () => {
      for (let number = 1; number <= requestsMax; number++) {
        const { cluster, mint, tokens, disturb } = await open()
        const wanted = token(may('WRITE', 'telemetry'))
        const { externalId, secret } = await mint(wanted, call())
        const known = { externalId, externalName: null }
        const changed = { ...wanted, grants: may('READ', 'telemetry') }

        disturb(number)
        await untilDone((last, context) => tokens.ensure(changed, last, undefined, context), known)
        disturb(0)
        expect(await cluster.write(secret, 'telemetry')).toBe(403)
        expect(await cluster.count(secret, 'telemetry')).toEqual({ points: 1 })

        disturb(number)
        await untilDone(async (last, context) => {
          await tokens.remove(wanted, last, context)
          return last
        }, known)
        disturb(0)
        expect(await cluster.count(secret, 'telemetry')).toEqual({ status: 401 })
      }
    })

    it('a token whose answer never came is found by its mark, and removed', async () => {
      const { cluster, mint, tokens, disturb } = await open()
      const wanted = token(may('WRITE', 'telemetry'), { description: 'ingest [cg:dbt_else]' })
      disturb(1)
      await expect(mint(wanted, call())).rejects.toMatchObject({ outcome: { retry: true, unknown: true } })
      disturb(0)
      await tokens.remove(wanted, unknown, call())

      const live = cluster.cluster.tokens.filter(({ revokedAt }) => revokedAt === undefined)
      expect(live.filter(({ description }) => description.includes(wanted.id))).toEqual([])
      expect(live).toHaveLength(1)
    })
  })
})
