import type { App } from '../app.ts'
import { clusterLinksOf, operatorOf } from '../operator/operator.ts'
import { say } from '../operator/output.ts'
import { openApi } from './api.ts'
import { tryToken } from './token.ts'

const name = 'workshop'
const database = 'weather'

/**
 * Adds a cluster to the demo's account, connects it to the real one that the environment names, if any, and creates a
 * database there; where the cluster itself checks tokens, one of them, too.
 */
export async function connectCluster(app: App): Promise<void> {
  const { link, clusterUrl: url, jwtSecret } = app.core.config.first
  if (!link) return
  const api = await openApi(app.port)
  const clusterId = await operatorOf(app.core).addCluster(api.accountId, { name, url })
  const { title } = await clusterLinksOf(app.core).connect(api.accountId, clusterId, link, jwtSecret)
  say(`\n${title} at ${link.managementUrl} is the cluster “${name}”; what is created here is created there.`)
  const { createDatabase } = await api.ask(
    'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id sync { state } } } }',
    { input: { clusterId, name: database } },
  )
  const { id: databaseId, sync } = createDatabase.database
  if (link.enforcement === 'NATIVE') return tryToken(api, { clusterId, databaseId, database, url })
  say(`The database “${database}” on it is ${sync.state}. Its tokens are for a proxy before it to check.\n`)
}
