import { call, openDriver, tokensOf } from './driver.ts'
import { adminPassword, type MadeToken, type Managed } from './managed.ts'

/** A change that somebody makes, on objects of its own: `suffix` makes their names unique. */
export type Change = (managed: Managed, suffix: string) => Promise<Prepared>

export interface Prepared {
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
  'purging a database': async (managed, suffix) => {
    const database = await managed.createDatabase(`purged${suffix}`)
    await managed.deleteDatabase(database)
    await managed.settled()
    return { names: [database.name], tokens: [], run: () => quietly(managed.purgeDatabase(database)) }
  },
}

/** Those that tell the cluster of tokens. */
export const ofTokens: Readonly<Record<string, Change>> = {
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

export const all = { ...ofDatabases, ...ofTokens }

/** What the cluster has of databases and tokens, in their order, and what the tokens may do. */
export async function stateOf(
  { influxd, write, read }: Managed,
  names: readonly string[],
  tokens: readonly MadeToken[],
): Promise<unknown> {
  const driver = openDriver(influxd, { credential: adminPassword })
  const [listed, users] = [await driver.listDatabases(call()), await tokensOf(driver).list(call())]
  const databases = names.map((name) => listed.filter(({ externalName }) => externalName === name))
  const grants = tokens.map(({ id }) => users.filter(({ mark }) => mark === id).map((user) => user.grants))
  const statuses: number[] = []
  for (const token of tokens) {
    for (const name of names) statuses.push(await write(token, name), await read(token, name))
  }
  const place = (text: string) => names.reduce((rest, name, at) => rest.replaceAll(`"${name}"`, `"name ${at}"`), text)
  return JSON.parse(place(JSON.stringify({ databases, grants, statuses })))
}
