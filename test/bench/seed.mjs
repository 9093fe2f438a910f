import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Authenticator } from '../../dist/auth/authenticate.js'
import { readConfig } from '../../dist/config.js'
import { openCore } from '../../dist/core.js'
import { operatorOf } from '../../dist/operator/operator.js'

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
    await createTokens(core, caller, clusterIds, databaseIds)
    const seeded = { accountId, clusterIds, admin: admin.accessToken, member: member.accessToken }
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

async function createDatabases({ services }, caller, clusterIds) {
  const ids = []
  for (let at = 0; at < 200; at++) {
    const name = `metrics-${String(at).padStart(3, '0')}`
    const retentionPeriod = at % 4 === 0 ? null : at * 86_400
    const input = { clusterId: clusterIds[at % 2], name, retentionPeriod, maxTables: 100 + at }
    ids.push((await services.databases.create(caller, input)).id)
  }
  return ids
}

async function createTokens({ services }, caller, clusterIds, databaseIds) {
  for (let at = 0; at < 2_000; at++) {
    const permissions = [
      { action: 'WRITE', databaseId: databaseIds[at % 200] },
      { action: 'READ', databaseId: databaseIds[(at % 2) + 2 * ((at * 7) % 100)] },
    ]
    const description = `token ${at} “ingest”`
    await services.databaseTokens.create(caller, { clusterId: clusterIds[at % 2], description, permissions })
  }
}
