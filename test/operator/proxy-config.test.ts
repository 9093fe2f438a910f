import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { configurationOf, type ProxyName } from '../../src/dataplane/proxy-config/configuration.ts'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { link } from '../clusters/link.ts'
import { clustergate, type Outcome } from '../process/command.ts'
import { useWorld } from '../world.ts'

// Every command here is a process of its own, beside a gateway that is serving the same store.
const { gateway, account } = useWorld()

const proxies: readonly ProxyName[] = ['nginx', 'caddy', 'traefik', 'envoy']

const print = (...args: string[]): Promise<Outcome> =>
  clustergate(gateway.store, ['cluster', 'proxy-config', ...args, '--account', account.id])

describe('cluster proxy-config', () => {
  it.each(proxies)(
    'prints for %s what its tests run, with the addresses that it is told and no secret',
    async (proxy) => {
      const clusterId = account.clusterIds[0] as string
      const { secret } = await clusterSecretsOf(gateway.app.core).mintProxySecret(account.id, clusterId, 0)
      const addresses = ['--upstream', 'https://influxdb.internal:8443', '--check', '10.0.0.1:4001', '10.0.0.2:4001']
      const { code, stdout, stderr } = await print('primary', '--proxy', proxy, ...addresses)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toBe(
        configurationOf(proxy, {
          clusterId,
          clusterName: 'primary',
          url: new URL('https://primary.example.com'),
          upstream: new URL('https://influxdb.internal:8443'),
          checks: ['10.0.0.1:4001', '10.0.0.2:4001'],
        }),
      )
      for (const said of ['primary.example.com', 'influxdb.internal', '10.0.0.1', `/dataplane/${clusterId}/check`])
        expect(stdout).toContain(said)
      expect(stdout).not.toContain(secret)
      expect(stdout).not.toMatch(/proxy_cache|undefined|\[object/)
    },
  )

  it('prints YAML for Traefik and Envoy that holds the whole way: check, credential, cluster', async () => {
    const site = {
      clusterId: 'cluster_1',
      clusterName: 'main: "1" # 💡',
      url: new URL('http://data.example.com:8086'),
      upstream: new URL('http://127.0.0.1:8087'),
      checks: ['127.0.0.1:4001'] as const,
    }
    const { http } = parse(configurationOf('traefik', site))
    expect(http.routers['clustergate-cluster_1'].middlewares).toEqual(Object.keys(http.middlewares))
    expect(http.middlewares['clustergate-check-cluster_1'].forwardAuth).toEqual({
      address: 'http://127.0.0.1:4001/dataplane/cluster_1/check',
      trustForwardHeader: false,
      authResponseHeaders: ['Authorization'],
    })
    expect(http.services['influxdb-cluster_1'].loadBalancer.servers).toEqual([{ url: 'http://127.0.0.1:8087' }])

    const { listeners, clusters } = parse(configurationOf('envoy', site)).static_resources
    expect(listeners[0].address.socket_address.port_value).toBe(8086)
    const manager = listeners[0].filter_chains[0].filters[0].typed_config
    const filters = manager.http_filters.map(({ name }: { name: string }) => name.replace(/.*\./, ''))
    expect(filters).toEqual(['header_mutation', 'ext_authz', 'router'])
    expect(manager.http_filters[1].typed_config).toMatchObject({
      failure_mode_allow: false,
      http_service: { path_prefix: '/dataplane/cluster_1/check/envoy' },
    })
    const { routes } = manager.route_config.virtual_hosts[0]
    expect(routes.at(-1)).toMatchObject({ match: { prefix: '/' }, direct_response: { status: 403 } })
    expect(routes.slice(0, -1).every(({ match }: { match: object }) => Object.keys(match).join() === 'path')).toBe(true)
    expect(clusters.map(({ name }: { name: string }) => name)).toEqual(['influxdb', 'clustergate_checks'])
  })

  it.each([
    ['INFLUXDB_2', 'Token', { organizationId: '0a0a0a0a0a0a0a0a' }],
    ['INFLUXDB_3_CORE', 'Bearer', {}],
  ] as const)('has the proxy send a credential of the cluster’s own to %s', async (kind, scheme, settings) => {
    const url = 'http://127.0.0.1:8087'
    const credential = 'the-management-token'
    await link(gateway, account, { kind, url, credential, settings, enforcement: 'FORWARD_AUTH' })
    for (const proxy of proxies) {
      const { code, stdout } = await print('primary', '--proxy', proxy, '--check', '10.0.0.1:4001')
      expect(code).toBe(0)
      expect(stdout).toContain(proxy === 'nginx' ? `Authorization "${scheme} …"` : `${scheme} `)
      expect(stdout).not.toMatch(/clustergate_authorization|header.X-Clustergate-Auth|%REQ\(x-clustergate-auth/)
      expect(stdout).not.toContain(credential)
    }
  })

  it('asks for an address that a proxy can listen at, and for a proxy that it knows', async () => {
    const operator = (...args: string[]) => clustergate(gateway.store, args)
    const refused = async (...args: string[]) => {
      const { code, stdout, stderr } = await print(...args)
      expect([code === 0, stdout]).toEqual([false, ''])
      return stderr
    }
    expect(await refused('nowhere', '--proxy', 'nginx')).toContain('no cluster nowhere; there are: primary, secondary')
    expect(await refused('primary', '--proxy', 'apache')).toContain('Allowed choices are nginx, caddy, traefik, envoy')
    expect(await refused('primary')).toContain('--proxy')
    expect(await refused('primary', '--proxy', 'nginx', '--check', 'x;y:1')).toContain('host:port')
    expect(await refused('primary', '--proxy', 'nginx', '--upstream', 'http://a/b')).toContain('without a path')
    await operator('cluster', 'add', 'open', '--account', account.id)
    expect(await refused('open', '--proxy', 'nginx')).toContain('open has no URL')
    await operator('cluster', 'add', 'deep=https://a.example.com/influx', '--account', account.id)
    expect(await refused('deep', '--proxy', 'nginx')).toContain('has a path')
  })
})
