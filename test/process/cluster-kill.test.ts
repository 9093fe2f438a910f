import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Influxd, startInfluxd, usualPassword } from '../clusters/influxd.ts'
import { acceptDocument, type Client, clientOf, password, secretOf } from '../gateway.ts'
import { isHere } from '../programs.ts'
import { makeStore, type TestStore } from '../store.ts'
import { clustergate, type Running, startServer } from './command.ts'

const mutationsCount = Number(process.env['CLUSTER_CHANGES'] ?? 40)
const killsOfEach = Math.ceil(mutationsCount / 40)
const writers = 4

interface Made {
  readonly id: string
  readonly name: string
}

describe.runIf(isHere('influxd'))('a gateway and its InfluxDB 1.x', () => {
  let store: TestStore
  let influxd: Influxd
  let server: Running
  let clusterId: string
  let token: string

  const client = (): Client => clientOf(server.url, { authorization: `Bearer ${token}` })

  beforeAll(async () => {
    store = await makeStore()
    influxd = await startInfluxd({ hasAuth: true })
    const args = [
      'account',
      'create',
      'Busy',
      '--admin',
      'ada@example.com',
      '--cluster',
      'main=https://main.example.com',
    ]
    const created = JSON.parse((await clustergate(store, [...args, '--format', 'json'])).stdout)
    clusterId = created.clusterIds[0]
    const credential = join(store.dataDirectory, 'credential')
    writeFileSync(credential, usualPassword, { mode: 0o600 })
    const connecting = ['cluster', 'connect', 'main', '--kind', 'influxdb-1', '--management-url', influxd.url]
    const given = [
      '--username',
      'root',
      '--credential-file',
      credential,
      '--enforcement',
      'native',
      '--account',
      created.accountId,
    ]
    expect(await clustergate(store, [...connecting, ...given])).toMatchObject({ code: 0, stderr: '' })
    server = await startServer(store)
    const input = { secret: secretOf(created.invitationLink), name: 'Ada', password }
    token = (await clientOf(server.url).run(acceptDocument, { input })).acceptInvitation.accessToken
  })
  afterAll(async () => {
    await server?.stop('SIGKILL')
    await influxd?.stop()
    await store?.remove()
  })

  /** What one writer has made, as far as it was answered. */
  interface Held {
    readonly databases: Made[]
    readonly tokens: string[]
  }

  const createDatabase = async ({ databases }: Held, name: string): Promise<void> => {
    const made = await client().run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }',
      { input: { clusterId, name } },
    )
    databases.push(made.createDatabase.database)
  }

  const changes: readonly ((held: Held, database: Made, name: string, at: number) => Promise<unknown>)[] = [
    (held, _, name) => createDatabase(held, name),
    async ({ tokens }, database, description) => {
      const permissions = [
        { action: 'WRITE', databaseId: database.id },
        { action: 'READ', databaseId: '*' },
      ]
      const made = await client().run(
        'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
        { input: { clusterId, description, permissions } },
      )
      tokens.push(made.createDatabaseToken.token.id)
    },
    (_, { id }, __, at) =>
      client().run('mutation ($input: UpdateDatabaseInput!) { updateDatabase(input: $input) { database { id } } }', {
        input: { id, retentionPeriod: `${at + 1}h` },
      }),
    ({ tokens }) =>
      client().run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', {
        id: tokens.length > 2 ? tokens.shift() : tokens[0],
      }),
    ({ databases }, { id, name }) => {
      databases.pop()
      return client().run('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', {
        input: { id, confirmName: name },
      })
    },
  ]

  /** One change after another, until there are enough; what is not answered is not counted. */
  async function write(writer: number, count: { done: number }): Promise<void> {
    const held: Held = { databases: [], tokens: [] }
    for (let at = 0; count.done < mutationsCount; at++) {
      const name = `w${writer}-${at}`
      const database = held.databases.at(-1)
      const change = changes[at % changes.length] as (typeof changes)[number]
      try {
        await (database ? change(held, database, name, at) : createDatabase(held, name))
        count.done++
      } catch {
        // Killed meanwhile: it may have happened, or not.
        await delay(200)
      }
    }
  }

  it(`agree in the end, whichever of the two is killed amid ${mutationsCount} changes`, async () => {
    const count = { done: 0 }
    const writing = Array.from({ length: writers }, (_, writer) => write(writer, count))
    for (let kill = 1; kill <= 2 * killsOfEach; kill++) {
      while (count.done < (kill * mutationsCount) / (2 * killsOfEach + 1)) await delay(20)
      if (kill % 2) {
        await server.stop('SIGKILL')
        server = await startServer(store)
      } else {
        await influxd.kill()
        await influxd.start()
      }
    }
    await Promise.all(writing)
    while ((await pendingCount()) > 0) await delay(100)
    const { lines, deleted } = await wanted()
    expect((await onCluster()).filter((line) => !deleted.has(line.split(' ')[0] as string))).toEqual(lines)
  }, 300_000)

  async function pendingCount(): Promise<number> {
    const document = 'query ($id: ID!) { cluster(id: $id) { link { pendingCount } } }'
    return (await client().run(document, { id: clusterId })).cluster.link.pendingCount
  }

  /** Every database with its retention, and every user with what it may do. */
  async function onCluster(): Promise<readonly string[]> {
    const [databases, users] = await influxd.run('SHOW DATABASES; SHOW USERS')
    const found: string[] = []
    for (const [name] of databases?.series?.[0]?.values ?? []) {
      const [policies] = await influxd.run(`SHOW RETENTION POLICIES ON "${name}"`)
      found.push(`${name} ${policies?.series?.[0]?.values[0]?.[1]}`)
    }
    for (const [name, isAdmin] of users?.series?.[0]?.values ?? []) {
      if (isAdmin) continue
      const [grants] = await influxd.run(`SHOW GRANTS FOR "${name}"`)
      const held = (grants?.series?.[0]?.values ?? []).filter(([, privilege]) => privilege !== 'NO PRIVILEGES')
      found.push(`${name}: ${held.map(([database, privilege]) => `${database} ${privilege}`).sort()}`)
    }
    return found.sort()
  }

  /** The same as the gateway has it. A deleted database may never have been there, or without its last settings. */
  async function wanted(): Promise<{ readonly lines: readonly string[]; readonly deleted: ReadonlySet<string> }> {
    const { databases, databaseTokens } = await client().run(`{
      databases(first: 100, filter: { statuses: [ACTIVE, DELETED] }) {
        nodes { id name status retentionPeriod sync { state } } }
      databaseTokens(first: 100, filter: { statuses: [ACTIVE] }) {
        nodes { id sync { state } permissions { action allDatabases database { id } } } } }`)
    const all = [...databases.nodes, ...databaseTokens.nodes]
    expect(all.filter(({ sync }) => sync.state !== 'APPLIED')).toEqual([])
    const active = databases.nodes.filter(({ status }: { status: string }) => status === 'ACTIVE')
    const lines = active.map(
      ({ name, retentionPeriod }: { name: string; retentionPeriod: string | null }) =>
        `${name} ${goDuration(retentionPeriod)}`,
    )
    for (const { id, permissions } of databaseTokens.nodes) {
      const named = new Set(permissions.flatMap((one: { database: { id: string } | null }) => one.database?.id ?? []))
      const held = active.map((database: { id: string; name: string }) =>
        named.has(database.id) ? `${database.name} ALL PRIVILEGES` : `${database.name} READ`,
      )
      lines.push(`${id}: ${held.sort()}`)
    }
    const deleted = databases.nodes.filter(({ status }: { status: string }) => status === 'DELETED')
    return { lines: lines.sort(), deleted: new Set(deleted.map(({ name }: { name: string }) => name)) }
  }
})

/** `1d2h` as InfluxDB prints it. */
function goDuration(period: string | null): string {
  if (period === null) return '0s'
  const [, days = 0, hours = 0] = /^(?:(\d+)d)?(?:(\d+)h)?$/.exec(period) ?? []
  return `${Number(days) * 24 + Number(hours)}h0m0s`
}
