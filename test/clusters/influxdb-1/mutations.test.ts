import { describe, expect, it } from 'vitest'
import { isHere } from '../../programs.ts'
import { onlyCall } from '../lossy-proxy.ts'
import { call, openDriver, tokensOf } from './driver.ts'
import { adminPassword, allModes, type MadeToken, type Managed, useManaged } from './managed.ts'

/** A change that somebody makes, on objects of its own: `suffix` makes their names unique. */
type Change = (managed: Managed, suffix: string) => Promise<Prepared>

interface Prepared {
  /** What it is about: the names of databases and the tokens. */
  readonly names: readonly string[]
  readonly tokens: readonly MadeToken[]
  /** Answers with the token that it makes, if any. */
  run(): Promise<MadeToken | undefined>
}

const both = (databaseId: string) =>
  [
    { action: 'READ', databaseId },
    { action: 'WRITE', databaseId },
  ] as const

const quietly = async (work: Promise<unknown>) => {
  await work
  return undefined
}

const ofDatabases: Readonly<Record<string, Change>> = {
  'creating a database': async (managed, suffix) => ({
    names: [`new${suffix}`],
    tokens: [],
    run: () => quietly(managed.createDatabase(`new${suffix}`, { retentionPeriod: '1h' })),
  }),
  'shortening a retention': async (managed, suffix) => {
    const { id, name } = await managed.createDatabase(`short${suffix}`, { retentionPeriod: '30d' })
    return { names: [name], tokens: [], run: () => quietly(managed.updateDatabase(id, { retentionPeriod: '1h' })) }
  },
}

const ofTokens: Readonly<Record<string, Change>> = {
  'deleting a database that a token reaches': async (managed, suffix) => {
    const database = await managed.createDatabase(`deleted${suffix}`)
    const token = await managed.createToken(both(database.id))
    return { names: [database.name], tokens: [token], run: () => quietly(managed.deleteDatabase(database)) }
  },
  'undeleting a database that a token reaches': async (managed, suffix) => {
    const database = await managed.createDatabase(`undeleted${suffix}`)
    const token = await managed.createToken(both(database.id))
    await managed.deleteDatabase(database)
    await managed.settled()
    return { names: [database.name], tokens: [token], run: () => quietly(managed.undeleteDatabase(database.id)) }
  },
  'creating a token': async (managed, suffix) => {
    const { id, name } = await managed.createDatabase(`read${suffix}`)
    return { names: [name], tokens: [], run: () => managed.createToken(both(id)) }
  },
  'changing what a token may do': async (managed, suffix) => {
    const [from, to] = [await managed.createDatabase(`from${suffix}`), await managed.createDatabase(`to${suffix}`)]
    const token = await managed.createToken([{ action: 'READ', databaseId: from.id }])
    const names = [from.name, to.name]
    return { names, tokens: [token], run: () => quietly(managed.updateToken(token.id, both(to.id))) }
  },
  'rotating a token': async (managed, suffix) => {
    const { id, name } = await managed.createDatabase(`rotated${suffix}`)
    const token = await managed.createToken(both(id))
    return { names: [name], tokens: [token], run: () => managed.rotateToken(token.id) }
  },
  'revoking a token': async (managed, suffix) => {
    const { id, name } = await managed.createDatabase(`revoked${suffix}`)
    const token = await managed.createToken(both(id))
    return { names: [name], tokens: [token], run: () => quietly(managed.revokeToken(token.id)) }
  },
}

const all = { ...ofDatabases, ...ofTokens }
const cases = allModes.flatMap((mode) => {
  // A database is the same thing whether the cluster enforces tokens or a proxy.
  const of = mode === 'by the cluster itself' ? all : ofTokens
  return [[mode, Object.entries(of)] as const]
})

describe.runIf(isHere('influxd')).each(cases)(
  'a change of InfluxDB 1.x, guarded %s, whose answer is lost:',
  (mode, of) => {
    const managed = useManaged(mode)

    /** What the cluster has of databases and tokens, in their order, and what the tokens may do. */
    const stateOf = async (names: readonly string[], tokens: readonly MadeToken[]) => {
      const driver = openDriver(managed.influxd, { credential: adminPassword })
      const [listed, users] = [await driver.listDatabases(call()), await tokensOf(driver).list(call())]
      const databases = names.map((name) => listed.filter(({ externalName }) => externalName === name))
      const grants = tokens.map(({ id }) => users.filter(({ mark }) => mark === id).map((user) => user.grants))
      const statuses: number[] = []
      for (const token of tokens) {
        for (const name of names) statuses.push(await managed.write(token, name), await managed.read(token, name))
      }
      const place = (text: string) =>
        names.reduce((rest, name, at) => rest.replaceAll(`"${name}"`, `"name ${at}"`), text)
      return JSON.parse(place(JSON.stringify({ databases, grants, statuses })))
    }

    it.each(of)(
      '%s: whichever it is, one retry ends in the same state',
      { timeout: 120_000 },
      async (title, prepare) => {
        const attempt = async (lost: number) => {
          const { names, tokens, run } = await prepare(managed, `-${title.length}-${lost}`)
          await managed.settled()
          managed.proxy.forget()
          managed.proxy.decide(onlyCall(lost, 'ANSWER_LOST'))
          const made = await run()
          const calls = managed.proxy.calls.length
          managed.proxy.decide()
          await managed.settled()
          return { calls, state: await stateOf(names, made ? [...tokens, made] : tokens) }
        }
        const whole = await attempt(0)
        expect(whole.calls).toBeGreaterThan(0)
        for (let lost = 1; lost <= whole.calls; lost++) {
          expect((await attempt(lost)).state, `the answer of call ${lost}`).toEqual(whole.state)
        }
        expect(await managed.counts()).toEqual({ pendingCount: 0, failedCount: 0, driftedCount: 0 })
      },
    )
  },
)
