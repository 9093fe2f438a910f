import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../gateway.ts'
import { isHere } from '../../programs.ts'
import { useWorld } from '../../world.ts'
import { createUser, type Influxd, startInfluxd, usualPassword } from '../influxd.ts'
import { copyUsers } from '../influxd-users.ts'
import { link } from '../link.ts'
import { importAs, type Row, told, unmanagedOf } from './importing.ts'

/** How many users of each sort there are: with four sorts, 500. */
const usersOfSort = 125

const databases = ['orders', 'stock']

/** What the users of each sort may do, and with what statements they were allowed to. */
const sorts = {
  reader: { grants: ['READ ON orders'], permissions: ['READ orders'] },
  writer: { grants: ['WRITE ON stock'], permissions: ['WRITE stock'] },
  owner: { grants: ['ALL ON orders'], permissions: ['READ orders', 'WRITE orders'] },
  mover: { grants: ['READ ON orders', 'WRITE ON stock'], permissions: ['READ orders', 'WRITE stock'] },
}

const namesOf = (sort: string) => Array.from({ length: usersOfSort }, (_, at) => (at === 0 ? sort : `${sort}-${at}`))

const tokensDocument = `query ($after: String) { page: databaseTokens(first: 100, after: $after) {
  nodes { description status origin permissions { action database { name } } danglingPermissions sync { state } }
  pageInfo { endCursor hasNextPage } } }`
const eventsDocument = `query ($after: String) {
  page: auditEvents(first: 100, after: $after, filter: { actions: ["cluster.import"] }) {
    nodes { outcome resourceLabel } pageInfo { endCursor hasNextPage } } }`

/** All rows of a list. */
async function allOf(client: Client, document: string): Promise<Row[]> {
  const rows: Row[] = []
  for (let after: string | null = null, isMore = true; isMore; ) {
    const { page } = await client.run(document, { after })
    rows.push(...page.nodes)
    after = page.pageInfo.endCursor
    isMore = page.pageInfo.hasNextPage
  }
  return rows
}

describe.runIf(isHere('influxd'))('an InfluxDB 1.x with 500 users', () => {
  const { gateway, account, admin, audrey } = useWorld()
  const users = Object.entries(sorts).flatMap(([sort, { permissions }]) =>
    namesOf(sort).map((name) => ({ name, permissions })),
  )
  const names = users.map(({ name }) => name)
  let influxd: Influxd
  let clusterId: string
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    const making = Object.entries(sorts).flatMap(([sort, { grants }]) => [
      createUser(sort),
      ...grants.map((grant) => `GRANT ${grant} TO ${sort}`),
    ])
    await influxd.run([...databases.map((name) => `CREATE DATABASE ${name}`), ...making].join('; '))
    await copyUsers(influxd, new Map(Object.keys(sorts).map((sort) => [sort, namesOf(sort).slice(1)])))
    clusterId = account.clusterIds[0] as string
    await link(gateway, account, {
      ...{ kind: 'INFLUXDB_1', url: influxd.url, credential: usualPassword },
      settings: { username: 'root' },
    })
  })
  afterAll(() => influxd?.stop())

  /** All users, and what they may do, as the cluster itself says. */
  const onCluster = async () => {
    const shown = ['SHOW DATABASES', 'SHOW USERS', ...names.map((name) => `SHOW GRANTS FOR "${name}"`)]
    const results = await influxd.run(shown.join('; '))
    return results.map(({ series }) => series?.flatMap(({ values }) => values.map(String)).sort())
  }
  /** How many tokens are managed, imports are recorded, and credentials are offered to be imported. */
  const counts = async () => ({
    managed: (await allOf(admin, tokensDocument)).length,
    recorded: (await allOf(audrey, eventsDocument)).length,
    offered: (await unmanagedOf(admin, clusterId)).credentials.length,
  })

  it('is imported whole at once, as a dry run has told: all may do what they could, and each is recorded once', async () => {
    const seen = await onCluster()
    expect(seen[1]).toHaveLength(501)
    const input = { clusterId, databases, credentials: names }

    const rehearsed = await importAs(admin, { ...input, dryRun: true })
    expect(rehearsed.map(told)).toEqual([...databases, ...names])
    expect(rehearsed.every(({ database, token }) => database === null && token === null)).toBe(true)
    expect(await counts()).toEqual({ managed: 0, recorded: 0, offered: 501 })

    const rows = await importAs(admin, input)
    expect(rows.map(told)).toEqual([...databases, ...names])
    const tokens = await allOf(admin, tokensDocument)
    const granted = (permission: string) => {
      const [action, name] = permission.split(' ')
      return { action, database: { name } }
    }
    const byName = (one: Row, other: Row) => one.description.localeCompare(other.description)
    const expected = users.map(({ name, permissions }) => ({
      ...{ description: name, status: 'ACTIVE', origin: 'IMPORTED', sync: { state: 'APPLIED' } },
      ...{ permissions: permissions.map(granted), danglingPermissions: [] },
    }))
    expect(tokens.sort(byName)).toEqual(expected.sort(byName))
    const events = await allOf(audrey, eventsDocument)
    expect(events.every(({ outcome }) => outcome === 'SUCCEEDED')).toBe(true)
    expect(events.map(({ resourceLabel }) => resourceLabel).sort()).toEqual([...databases, ...names].sort())
    expect(await counts()).toEqual({ managed: 500, recorded: 502, offered: 1 })

    expect(await onCluster()).toEqual(seen)
    const write = async (name: string) => (await influxd.put('stock', 'a v=1', { user: name })).status
    expect([await write('writer-124'), await write('reader-124')]).toEqual([204, 403])
  })
})
