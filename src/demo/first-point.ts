import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { clusterSecretsOf, operatorOf } from '../operator/operator.ts'
import { say } from '../operator/output.ts'
import { openApi, request } from './api.ts'
import { startInfluxDb, startProxy } from './influxdb.ts'
import { freePort, type Program } from './programs.ts'
import { tryToken } from './token.ts'

const clusterName = 'workshop'
const database = 'weather'

/**
 * Goes from nothing to a point written: a real InfluxDB behind nginx becomes a cluster of the demo's account, whose Admin
 * creates a database and a token by the API; a point is written and read with the token, and another database is refused.
 * Prints each step, and the commands to go on with.
 */
export async function writeFirstPoint(app: App): Promise<Program> {
  if (app.checkPort === undefined) throw new Error('The gateway answers no checks.')
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-influxdb-'))
  const programs: Program[] = []
  const stop = async () => {
    for (const program of programs.reverse()) await program.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const influxDb = await startInfluxDb(join(directory, 'influxdb'))
    programs.push(influxDb)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const api = await openApi(app.port)
    const operator = operatorOf(app.core)
    const clusterId = await operator.addCluster(api.accountId, { name: clusterName, url })
    const { secret } = await clusterSecretsOf(app.core).mintProxySecret(api.accountId, clusterId, 0)
    const site = { port, clusterId, clusterName, upstream: influxDb.url, checkPort: app.checkPort, secret }
    programs.push(await startProxy(join(directory, 'nginx'), site))
    say(`\nA real InfluxDB 1.x runs behind nginx at ${url}: the cluster “${clusterName}”.`)
    const { createDatabase } = await api.ask(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId, name: database } },
    )
    // The gateway keeps the book; that the database is on the cluster, too, its operator sees to.
    await request(influxDb.url, 'POST', `/query?q=${encodeURIComponent(`CREATE DATABASE ${database}`)}`)
    await tryToken(api, { clusterId, databaseId: createDatabase.database.id, database, url })
  } catch (error) {
    await stop()
    throw error
  }
  return { stop }
}
