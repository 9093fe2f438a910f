import { type Command, Option } from 'commander'
import {
  checksAt,
  listenAddress,
  parseCheck,
  parseUpstream,
  upstreamDefault,
} from '../dataplane/proxy-config/parse-site.ts'
import type { ProxySite } from '../dataplane/proxy-config/site.ts'
import { clusterCalled } from './cluster-called.ts'
import { accountOption, asArgument, type OfAccount } from './command-options.ts'
import { onAccount } from './on-store.ts'

const proxies = ['nginx', 'caddy', 'traefik', 'envoy'] as const

interface Options extends OfAccount {
  readonly proxy: (typeof proxies)[number]
  readonly upstream: URL
  readonly check?: ProxySite['checks']
}

export function addProxyConfigCommand(cluster: Command): void {
  cluster
    .command('proxy-config')
    .description('print the configuration of a proxy before a cluster, which asks the gateway about each request')
    .argument('<cluster>', 'its name or id; its URL is where the proxy listens')
    .addOption(new Option('--proxy <proxy>', 'for which one').choices(proxies).makeOptionMandatory())
    .option('--upstream <url>', 'where InfluxDB itself listens', asUpstream, asUpstream(upstreamDefault))
    .option('--check <host:port...>', 'where gateways answer checks (CLUSTERGATE_CHECK_PORT)', collectCheck)
    .addOption(accountOption())
    .action(async (nameOrId: string, { account, proxy, upstream, check }: Options) => {
      const site = await onAccount(account, async ({ store, config }) => {
        const { list } = await import('../clusters/cluster.store.ts')
        const { find } = await import('../clusters/links/link.store.ts')
        const { kinds } = await import('../clusters/drivers/kinds.ts')
        const cluster = clusterCalled(await list(store.db, account), nameOrId)
        const link = await find(store.db, account, cluster.id)
        return {
          ...{ clusterId: cluster.id, clusterName: cluster.name, url: listenAddress(cluster), upstream },
          ...{ checks: check ?? checksAt(config.check?.port), scheme: link && kinds[link.kind]?.proxyScheme },
        }
      })
      const { configurationOf } = await import('../dataplane/proxy-config/configuration.ts')
      process.stdout.write(configurationOf(proxy, site))
    })
}

const asUpstream = (text: string): URL => asArgument(() => parseUpstream(text, ''))

const collectCheck = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  asArgument(() => parseCheck(text, '')),
]
