import 'reflect-metadata'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Authenticator } from '../../dist/auth/authenticate.js'
import { readConfig } from '../../dist/config.js'
import { openCore } from '../../dist/core.js'
import { clusterSecretsOf, operatorOf } from '../../dist/operator/operator.js'

const password = 'a Long pass-phrase 7'
const origin = { requestId: 'seed', ip: null, client: 'bench' }

/**
 * Fills an empty store through the services: 1,000 people, 200 databases on two clusters, 2,000 tokens, of which at
 * least five reach each database. Answers with the credentials that the work is done with.
 */
export async function seed(dataDirectory, databaseUrl) {
  mkdirSync(dataDirectory, { recursive: true })
  const core = await openCore(
    readConfig({ CLUSTERGATE_DATA_DIR: dataDirectory, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }),
  )
  try {
    const operator = operatorOf(core)
    const { signIns, invites, acceptance, groups } = core.services
    const clusters = ['main', 'edge'].map((name) => ({ name, url: `https://${name}.example.com` }))
    const first = { email: 'ada@example.com', password }
    const { accountId, clusterIds } = await operator.createAccountWithAdmin('Bench', clusters, first)
    await operator.importUsers(
      accountId,
      Array.from({ length: 998 }, (_, at) => person(at)),
    )
    const admin = await signIns.signIn(origin, { email: first.email, password, client: null, accountId: null })
    const caller = await authenticate(core, admin.accessToken)
    const { nodes } = await groups.page(caller, { first: 10 })
    const groupIds = nodes.filter(({ key }) => key === 'member').map(({ id }) => id)
    const [{ link }] = await invites.invite(caller, { invitations: [{ email: 'mel@example.com', groupIds }] })
    const secret = link.slice(link.indexOf('#') + 1)
    const member = await acceptance.accept(origin, { secret, name: 'Mel Member', password })
    const databaseIds = await createDatabases(core, caller, clusterIds)
    const tokens = await createTokens(core, caller, clusterIds, databaseIds)
    const { secret: proxySecret } = await clusterSecretsOf(core).mintProxySecret(accountId, 'main', 0)
    const checks = { clusterId: clusterIds[0], proxySecret, tokens }
    const seeded = { checks, accountId, clusterIds, admin: admin.accessToken, member: member.accessToken }
    writeFileSync(join(dataDirectory, 'bench.json'), JSON.stringify(seeded))
    return seeded
  } finally {
    await core.close()
  }
}

const authenticate = ({ store, keys, clock }, token) =>
  new Authenticator(store.db, keys, clock).authenticate({ authorization: `Bearer ${token}`, cookie: undefined }, origin)

const person = (at) => ({
  email: `person${String(at).padStart(4, '0')}@example.com`,
  name: `Person ${at}`,
  groups: at % 3 === 0 ? ['admin', 'auditor'] : at % 3 === 1 ? ['member'] : ['auditor', 'member'],
  attributes: [{ key: 'team', value: `team ${at % 17}` }],
})

const nameOf = (at) => `metrics-${String(at).padStart(3, '0')}`

async function createDatabases({ services }, caller, clusterIds) {
  const ids = []
  for (let at = 0; at < 200; at++) {
    const name = nameOf(at)
    const retentionPeriod = at % 4 === 0 ? null : at * 86_400
    const input = { clusterId: clusterIds[at % 2], name, retentionPeriod, maxTables: 100 + at }
    ids.push((await services.databases.create(caller, input)).id)
  }
  return ids
}

/** Answers with those of the first cluster: the secret, and the names of the databases that it writes and reads. */
async function createTokens({ services }, caller, clusterIds, databaseIds) {
  const tokens = []
  for (let at = 0; at < 2_000; at++) {
    const [written, read] = [at % 200, (at % 2) + 2 * ((at * 7) % 100)]
    const permissions = [
      { action: 'WRITE', databaseId: databaseIds[written] },
      { action: 'READ', databaseId: databaseIds[read] },
    ]
    const description = `token ${at} “ingest”`
    const input = { clusterId: clusterIds[at % 2], description, permissions }
    const { secret } = await services.databaseTokens.create(caller, input)
    if (at % 2 === 0) tokens.push({ secret, writes: nameOf(written), reads: nameOf(read) })
  }
  return tokens
}
