import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { type Influxd, startInfluxd } from '../clusters/influxd.ts'
import type { TestGateway } from '../gateway.ts'
import { isHere } from '../programs.ts'
import { hour } from '../times.ts'
import { type Cluster, checkPortOf, openCluster, type Permissions } from './checks.ts'
import type { DataProxyOptions } from './data-proxy.ts'

type TokenName = 'writer' | 'reader' | 'both' | 'all' | 'expired' | 'revoked' | 'none'
export type Tokens = Readonly<Record<TokenName, { readonly id: string; readonly secret: string }>>

/** A cluster of Clustergate, the InfluxDB that it is, and tokens that Ada has created. */
export interface DataPlane {
  readonly cluster: Cluster
  readonly influxd: Influxd
  readonly mine: string
  readonly tokens: Tokens
}

export const jwtSecret = 'the shared secret of the test cluster'
export const allKinds = ['nginx', 'caddy'] as const
/** The proxies that are here. */
export const kinds = allKinds.filter(isHere)
export const modes = ['open', 'jwt'] as const
export type Mode = (typeof modes)[number]

/**
 * A cluster in front of InfluxDB 1.x, which asks for nothing or for JWTs. The token `expired` ends after two hours of the
 * gateway's clock.
 */
export async function openDataPlane(gateway: TestGateway, mode: Mode): Promise<DataPlane> {
  const cluster = await openCluster(gateway)
  const influxd = await startInfluxd(mode === 'jwt' ? { hasAuth: true, sharedSecret: jwtSecret } : {})
  const [mine, theirs] = [await cluster.database('mine'), await cluster.database('theirs')]
  for (const name of ['mine', 'theirs']) await influxd.run(`CREATE DATABASE ${name}`)
  await influxd.write('mine', 'm v=1')
  await influxd.write('theirs', 'secret,room=vault v=42')
  const on = (databaseId: string, ...actions: ('READ' | 'WRITE')[]): Permissions =>
    actions.map((action) => ({ action, databaseId }))
  const expiresAt = new Date(Date.now() + 2 * hour).toISOString()
  const tokens = {
    writer: await cluster.token(on(mine, 'WRITE')),
    reader: await cluster.token(on(mine, 'READ')),
    both: await cluster.token(on(mine, 'READ', 'WRITE')),
    all: await cluster.token(on('*', 'READ', 'WRITE')),
    expired: await cluster.token(on(mine, 'WRITE'), cluster.account.admin, { expiresAt }),
    revoked: await cluster.token(on(mine, 'WRITE')),
    none: await cluster.token(on(theirs, 'READ')),
  }
  const revoke = 'mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { status } } }'
  await cluster.account.admin.run(revoke, { id: tokens.revoked.id })
  if (mode === 'jwt') {
    await clusterSecretsOf(gateway.app.core).setJwtSecret(cluster.account.id, cluster.id, jwtSecret)
    const grants = { writer: 'WRITE', reader: 'READ', both: 'ALL', all: 'ALL' } as const
    for (const [name, grant] of Object.entries(grants) as [keyof typeof grants, string][]) {
      const user = `"${tokens[name].id}"`
      await influxd.run(`CREATE USER ${user} WITH PASSWORD 'nobody knows it'; GRANT ${grant} ON mine TO ${user}`)
    }
    await influxd.run(`GRANT ALL ON theirs TO "${tokens.all.id}"`)
  }
  return { cluster, influxd, mine, tokens }
}

/** What a proxy before it has to know. */
export const optionsOf = ({ cluster, influxd }: DataPlane): DataProxyOptions => ({
  clusterId: cluster.id,
  upstream: influxd.port,
  checks: [checkPortOf(cluster.gateway)],
  secret: cluster.proxySecret,
})
