import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseClusterUrl } from '../clusters/cluster.ts'
import { conflict } from '../errors.ts'
import { clusterCalled } from './cluster-called.ts'
import { accountOption, asArgument, type OfAccount } from './command-options.ts'
import { onAccount } from './on-store.ts'

const proxies = ['nginx', 'caddy', 'traefik', 'envoy'] as const

interface Options extends OfAccount {
  readonly proxy: (typeof proxies)[number]
  readonly upstream: URL
  readonly check: readonly [string, ...string[]]
}

export function addProxyConfigCommand(cluster: Command): void {
  cluster
    .command('proxy-config')
    .description('print the configuration of a proxy before a cluster, which asks the gateway about each request')
    .argument('<cluster>', 'its name or id; its URL is where the proxy listens')
    .addOption(new Option('--proxy <proxy>', 'for which one').choices(proxies).makeOptionMandatory())
    .option('--upstream <url>', 'where InfluxDB itself listens', asUpstream, new URL('http://127.0.0.1:8086'))
    .option('--check <host:port...>', 'where gateways answer checks (CLUSTERGATE_CHECK_PORT)', collectCheck)
    .addOption(accountOption())
    .action(async (nameOrId: string, { account, proxy, upstream, check }: Options) => {
      const { id, name, url, scheme } = await onAccount(account, async ({ store }) => {
        const { list } = await import('../clusters/cluster.store.ts')
        const { find } = await import('../clusters/links/link.store.ts')
        const { kinds } = await import('../clusters/drivers/kinds.ts')
        const found = clusterCalled(await list(store.db, account), nameOrId)
        const link = await find(store.db, account, found.id)
        return { ...found, scheme: link && kinds[link.kind]?.proxyScheme }
      })
      const { configurationOf } = await import('../dataplane/proxy-config/configuration.ts')
      const checks = check ?? [`127.0.0.1:${process.env['CLUSTERGATE_CHECK_PORT'] || '4001'}`]
      const site = { clusterId: id, clusterName: name, url: listenAddress(name, url), upstream, checks, scheme }
      process.stdout.write(configurationOf(proxy, site))
    })
}

/** Throws CONFLICT. */
function listenAddress(name: string, url: string): URL {
  if (url === '')
    throw conflict(`${name} has no URL, at which the proxy would listen: clustergate cluster update --url.`)
  const address = new URL(url)
  if (address.pathname === '/') return address
  throw conflict(`The URL of ${name} has a path; give it one without: clustergate cluster update --url.`)
}

function asUpstream(text: string): URL {
  const upstream = new URL(asArgument(() => parseClusterUrl(text, '')))
  if (upstream.pathname === '/') return upstream
  throw new InvalidArgumentError('InfluxDB listens at http(s)://host:port, without a path.')
}

function collectCheck(text: string, before: readonly string[] = []): readonly string[] {
  if (/^(?:[\w.-]{1,253}|\[[\da-f:]+\]):\d{1,5}$/i.test(text)) return [...before, text]
  throw new InvalidArgumentError('Write host:port, such as 127.0.0.1:4001.')
}
