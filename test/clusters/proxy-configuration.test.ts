import { beforeAll, describe, expect, it } from 'vitest'
import { clusterSecretsOf, operatorOf } from '../../src/operator/operator.ts'
import { faults } from '../answers.ts'
import type { Answer, Client } from '../gateway.ts'
import { count } from '../pages/count.ts'
import { clustergate } from '../process/command.ts'
import { scopedPerson } from '../reach/scoped.ts'
import { useWorld, type World } from '../world.ts'
import { link } from './link.ts'
import { serverForTest } from './links/linking.ts'

const world = useWorld()
const { gateway, account, admin, mel, audrey, stranger } = world
let clusterId: string

beforeAll(() => {
  clusterId = account.clusterIds[0] as string
})

const document = `query ($id: ID!, $proxy: ProxyKind!, $upstreamUrl: String, $checks: [String!]) {
  cluster(id: $id) { name proxyConfiguration(proxy: $proxy, upstreamUrl: $upstreamUrl, checks: $checks) } }`

const ask = (client: Client, more: object = {}): Promise<Answer> =>
  client.send(document, { id: clusterId, proxy: 'NGINX', ...more })

/** What the operator's command prints for the cluster called primary, beside the gateway and configured as it is. */
async function printed(
  world: Pick<World, 'gateway' | 'account'>,
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<string> {
  const command = ['cluster', 'proxy-config', 'primary', '--account', world.account.id, ...args]
  const { code, stdout, stderr } = await clustergate(world.gateway.store, command, environment)
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

describe('Cluster.proxyConfiguration', () => {
  it.each(['nginx', 'caddy', 'traefik', 'envoy'])(
    'is for %s what the operator’s command prints with the same addresses, to every group, and without the secret',
    async (proxy) => {
      const { secret } = await clusterSecretsOf(gateway.app.core).mintProxySecret(account.id, clusterId, 0)
      const upstreamUrl = 'https://influxdb.internal:8443'
      const checks = ['10.0.0.1:4001', '[2001:db8::1]:4001', 'gateway-2.internal:4001']
      const text = await printed(world, {}, '--proxy', proxy, '--upstream', upstreamUrl, '--check', ...checks)

      for (const client of [admin, mel, audrey]) {
        const { data, errors } = await ask(client, { proxy: proxy.toUpperCase(), upstreamUrl, checks })
        expect(errors).toEqual([])
        expect(data?.['cluster']).toEqual({ name: 'primary', proxyConfiguration: text })
      }
      for (const said of ['primary.example.com', 'influxdb.internal', '10.0.0.1']) expect(text).toContain(said)
      expect(text).not.toContain(secret)
    },
  )

  it('has the proxy send a credential of the cluster’s own where the command has it', async () => {
    const { account, admin } = await otherAccount()
    const credential = 'the-management-token'
    const settings = { organizationId: '0a0a0a0a0a0a0a0a' }
    const url = 'http://127.0.0.1:8087'
    await link(gateway, account, { kind: 'INFLUXDB_2', url, credential, settings, enforcement: 'FORWARD_AUTH' })
    const { data } = await ask(admin, { id: account.clusterIds[0] })
    const text = JSON.stringify(data)
    expect(text).toContain('Authorization \\"Token …\\";')
    expect(text).not.toContain(credential)
    expect(text).not.toContain(url)
  })

  it('takes InfluxDB and the gateway to be beside the proxy, as the command does', async () => {
    const { data } = await ask(mel)
    const { data: withNulls } = await ask(mel, { upstreamUrl: null, checks: null })
    expect(withNulls).toEqual(data)
    expect(data?.['cluster']).toEqual({
      name: 'primary',
      proxyConfiguration: await printed(world, {}, '--proxy', 'nginx'),
    })
    expect(JSON.stringify(data)).toMatch(/server 127\.0\.0\.1:8086;.*server 127\.0\.0\.1:4001;/)
  })

  it('gives Envoy the address of IPv6 without brackets, and nginx with them', async () => {
    const given = { upstreamUrl: 'http://[::1]:8086', checks: ['[2001:db8::1]:4001'] }
    const text = async (proxy: string) => JSON.stringify((await ask(mel, { ...given, proxy })).data)
    expect(await text('NGINX')).toMatch(/server \[::1\]:8086;.*server \[2001:db8::1\]:4001;/)
    expect(await text('ENVOY')).toMatch(
      /address: \\"::1\\", port_value: 8086.*address: \\"2001:db8::1\\", port_value: 4001/,
    )
  })

  it('calls none of the addresses that it is given', async () => {
    const calls: string[] = []
    const url = await serverForTest(({ url = '' }, response) => {
      calls.push(url)
      response.end()
    })
    const { data } = await ask(admin, { upstreamUrl: url, checks: [new URL(url).host] })
    expect(JSON.stringify(data)).toContain(new URL(url).host)
    expect(calls).toEqual([])
  })

  it.each([
    ['upstreamUrl', { upstreamUrl: 'influxdb:8086' }],
    ['upstreamUrl', { upstreamUrl: 'ftp://influxdb' }],
    ['upstreamUrl', { upstreamUrl: 'http://influxdb/path' }],
    ['upstreamUrl', { upstreamUrl: 'http://somebody:secret@influxdb' }],
    ['upstreamUrl', { upstreamUrl: 'http://influxdb:8086?org=x' }],
    ['upstreamUrl', { upstreamUrl: 'http://influxdb;}server{listen' }],
    ['upstreamUrl', { upstreamUrl: 'http://"influxdb"' }],
    ['upstreamUrl', { upstreamUrl: 'http://unix:8086' }],
    ['upstreamUrl', { upstreamUrl: '' }],
    ['checks', { checks: [] }],
    ['checks', { checks: Array.from({ length: 101 }, () => '10.0.0.1:4001') }],
    ['checks.0', { checks: ['10.0.0.1'] }],
    ['checks.0', { checks: ['http://10.0.0.1:4001'] }],
    ['checks.1', { checks: ['10.0.0.1:4001', 'x;y:1'] }],
    ['checks.1', { checks: ['10.0.0.1:4001', '10.0.0.2:65536'] }],
    ['checks.0', { checks: ['10.0.0.1:4001\n}'] }],
    ['checks.0', { checks: ['[::::1]:4001'] }],
    ['checks.0', { checks: ['unix:4001'] }],
  ])('refuses what no proxy could be told, and names the argument %s: %o', async (field, given) => {
    const answer = await ask(admin, given)
    expect(faults(answer)).toEqual([`BAD_INPUT ${field}`])
    expect(answer.data).toEqual({ cluster: { name: 'primary', proxyConfiguration: null } })
  })

  it('says of each cluster by itself why no proxy can listen at its URL, and who sets it', async () => {
    const { account, admin } = await otherAccount()
    const operator = operatorOf(gateway.app.core)
    await operator.addCluster(account.id, { name: 'deep', url: 'https://deep.example.com/influx' })
    await operator.addCluster(account.id, { name: 'odd', url: 'https://a;b.example.com' })
    await operator.addCluster(account.id, { name: 'open', url: '' })
    const { data, errors } = await admin.send('{ clusters { nodes { name proxyConfiguration(proxy: CADDY) } } }')

    expect(errors.map(({ extensions: { code }, message, path }) => [code, path?.[2], message])).toEqual([
      [
        'CONFLICT',
        0,
        'The URL of deep has a path, and a proxy listens at one without. The operator sets it: clustergate cluster update --url.',
      ],
      [
        'CONFLICT',
        1,
        'The host in the URL of odd is none that a proxy listens at. The operator sets it: clustergate cluster update --url.',
      ],
      [
        'CONFLICT',
        2,
        'open has no URL, at which its proxy would listen. The operator sets it: clustergate cluster update --url.',
      ],
    ])
    expect(data?.['clusters']).toEqual({
      nodes: [
        { name: 'deep', proxyConfiguration: null },
        { name: 'odd', proxyConfiguration: null },
        { name: 'open', proxyConfiguration: null },
        { name: 'primary', proxyConfiguration: expect.stringContaining('primary.example.com') },
        { name: 'secondary', proxyConfiguration: expect.stringContaining('secondary.example.com') },
      ],
    })
  })

  it('costs as many statements for all clusters as for one', async () => {
    const query = (first: number) => `{ clusters(first: ${first}) { nodes { proxyConfiguration(proxy: NGINX) url } } }`
    const one = await count(gateway, () => mel.run(query(1)))
    const both = await count(gateway, () => mel.run(query(2)))
    expect(both.result.clusters.nodes).toHaveLength(2)
    expect(both.statements).toHaveLength(one.statements.length)
  })

  it('does not exist for another account, and is refused to those who know no more than the cluster’s name', async () => {
    expect(await ask(stranger.admin)).toMatchObject({ data: { cluster: null }, errors: [] })
    expect(faults(await ask(gateway.anonymous))).toEqual(['UNAUTHENTICATED'])

    const { createDatabase } = await admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId, name: 'a-one' } },
    )
    const hal = await scopedPerson(gateway, account, [
      { permissions: ['DATABASE_READ'], on: { databases: { namePrefix: 'a-' } } },
    ])
    const answer = await hal.send(
      'query ($id: ID!) { database(id: $id) { cluster { name proxyConfiguration(proxy: NGINX) } } }',
      { id: createDatabase.database.id },
    )
    expect(faults(answer)).toEqual(['FORBIDDEN'])
    expect(answer.data).toEqual({ database: { cluster: { name: 'primary', proxyConfiguration: null } } })
  })
})

describe('a gateway that answers checks', () => {
  const environment = { CLUSTERGATE_CHECK_PORT: '0', CLUSTERGATE_CHECK_HOST: '127.0.0.2' }
  const world = useWorld({ environment })
  const { mel, account } = world

  it('tells its port, as the command does by the same configuration, and not the address that it listens on', async () => {
    const { data } = await ask(mel, { id: account.clusterIds[0] })
    const text = await printed(world, environment, '--proxy', 'nginx')
    expect(data?.['cluster']).toEqual({ name: 'primary', proxyConfiguration: text })
    expect(text).toContain('server 127.0.0.1:0;')
    expect(text).not.toContain('127.0.0.2')
  })
})

const otherAccount = async () => {
  const account = await gateway.account()
  return { account, admin: account.admin }
}
