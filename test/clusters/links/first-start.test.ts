import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, eventually, password } from '../../gateway.ts'
import { clustergate, serverForTest, storeForTest } from '../../process/command.ts'
import { isHere } from '../../programs.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'

const credential = 'canary-c0de of the administrator'
const admin = { CLUSTERGATE_ADMIN_EMAIL: 'grace@example.com', CLUSTERGATE_ADMIN_PASSWORD: password }
const variables = (url: string) => ({
  ...admin,
  CLUSTERGATE_CLUSTER_KIND: 'influxdb-1',
  CLUSTERGATE_CLUSTER_MANAGEMENT_URL: url,
  CLUSTERGATE_CLUSTER_USERNAME: 'root',
  CLUSTERGATE_CLUSTER_CREDENTIAL: credential,
  CLUSTERGATE_CLUSTER_ENFORCEMENT: 'native',
})

async function signedIn(url: string) {
  const { signIn } = await clientOf(url).run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email: admin.CLUSTERGATE_ADMIN_EMAIL, password } },
  )
  return clientOf(url, { authorization: `Bearer ${signIn.accessToken}` })
}

const linkOf = async (url: string) => {
  const { clusters } = await (await signedIn(url)).run(
    '{ clusters { nodes { id name link { kind managementUrl health lastError { code } } } } }',
  )
  return clusters.nodes[0]
}

describe('the first start', () => {
  it('is not kept from starting by a cluster that is down, and says so; later starts change nothing', async () => {
    const store = await storeForTest()
    const away = 'http://127.0.0.1:1'
    const first = await serverForTest(store, variables(away))
    await eventually(() => first.said().includes('Created the Admin'))
    expect(first.said()).toMatch(/^Connected to InfluxDB 1\.x, which is tried again from now on: .*\(UNREACHABLE\)$/m)
    await eventually(() => first.log().includes('a cluster cannot be reached'))
    const cluster = await linkOf(first.url)
    expect(cluster.link).toEqual({
      kind: 'INFLUXDB_1',
      managementUrl: away,
      health: 'UNREACHABLE',
      lastError: { code: 'UNREACHABLE' },
    })
    expect(first.said() + first.log()).not.toContain('canary-')
    await first.stop('SIGTERM')

    const elsewhere = variables('http://127.0.0.1:2')
    const second = await serverForTest(store, { ...elsewhere, CLUSTERGATE_CLUSTER_NAME: 'other' })
    const later = await linkOf(second.url)
    expect(later).toMatchObject({ id: cluster.id, name: 'main', link: { managementUrl: away } })
    expect(second.said()).not.toContain('Connected')
  })

  describe.runIf(isHere('influxd'))('with InfluxDB 1.x', () => {
    let influxd: Influxd
    beforeAll(async () => {
      influxd = await startInfluxd({ hasAuth: true, password: credential })
    })
    afterAll(() => influxd?.stop())

    it('connects the cluster that the environment names, so that what is created is there', async () => {
      const store = await storeForTest()
      const server = await serverForTest(store, variables(influxd.url))
      await eventually(() => server.said().includes('Created the Admin'))
      expect(server.said()).toMatch(/^Connected to InfluxDB 1\.x, version 1\./m)
      const client = await signedIn(server.url)
      const { clusters } = await client.run('{ clusters { nodes { id } } }')
      await client.run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { __typename } }', {
        input: { clusterId: clusters.nodes[0].id, name: 'telemetry' },
      })
      const [databases] = await influxd.run('SHOW DATABASES')
      expect(databases?.series?.[0]?.values).toContainEqual(['telemetry'])
      const { auditEvents } = await client.run(
        '{ auditEvents(filter: { actions: ["cluster.connect"] }) { nodes { actorLabel resourceLabel } } }',
      )
      expect(auditEvents.nodes).toEqual([{ actorLabel: 'operator', resourceLabel: 'main' }])
      expect(server.said() + server.log()).not.toContain('canary-')
    })
  })

  it('is stopped by a variable that its kind does not take', async () => {
    const store = await storeForTest()
    const environment = { ...variables('http://127.0.0.1:1'), CLUSTERGATE_CLUSTER_ORGANIZATION_ID: '0123456789abcdef' }
    expect(await clustergate(store, ['serve'], environment)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'CLUSTERGATE_CLUSTER_ORGANIZATION_ID means nothing for InfluxDB 1.x: leave it out.\n',
    })
  })
})
