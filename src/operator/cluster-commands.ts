import { type Command, InvalidArgumentError } from 'commander'
import { parseClusterName, parseClusterUrl } from '../clusters/cluster.ts'
import { accountOption, asArgument, asMistake, formatOption, type OfAccount } from './command-options.ts'
import type { NewCluster } from './new-cluster.ts'
import { onAccount } from './on-store.ts'
import { print, say } from './output.ts'

interface Update extends OfAccount {
  readonly name?: string
  readonly url?: string
}

export function addClusterCommands(cluster: Command): void {
  cluster
    .command('add')
    .description('add a cluster to an account; answers with its id')
    .argument(
      '<name=url>',
      'such as main=https://cluster.example.com; the name alone leaves the address open',
      asCluster,
    )
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (added: NewCluster, { account, format }: OfAccount) => {
      const clusterId = await onAccount(account, ({ operator }) => operator.addCluster(account, added))
      if (format === 'json') print({ clusterId })
      else say(`cluster    ${clusterId}  ${added.name}  ${shownUrl(added.url)}`)
    })

  cluster
    .command('update')
    .description('change what a cluster is called, or its address')
    .argument('<cluster>', 'its name or id')
    .option('--name <name>', 'what it is called from now on', (text) => asArgument(() => parseClusterName(text, '')))
    // `--url` is also an option of the whole command line, the gateway to call, which takes it wherever it stands.
    .option('--url <url>', 'where data is written and queried')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, { account, format, name }: Update, command: Command) => {
      const { url } = command.optsWithGlobals<Update>()
      if (name === undefined && url === undefined) command.error('error: say what to change: --name, --url, or both')
      const patch = {
        ...(name !== undefined && { name }),
        ...(url !== undefined && { url: asMistake(command, () => parseClusterUrl(url, '')) }),
      }
      const updated = await onAccount(account, ({ operator }) => operator.updateCluster(account, nameOrId, patch))
      if (format === 'json') print(updated)
      else say(`cluster    ${updated.name}  ${shownUrl(updated.url)}`)
    })

  cluster
    .command('remove')
    .description('remove a cluster in which there never was a database or a token')
    .argument('<cluster>', 'its name or id')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, { account, format }: OfAccount) => {
      const name = await onAccount(account, ({ operator }) => operator.removeCluster(account, nameOrId))
      if (format === 'json') print({ removed: name })
      else say(`Removed the cluster ${name}.`)
    })
}

function asCluster(text: string): NewCluster {
  const at = text.indexOf('=')
  if (at === 0 || (at < 0 && text.includes('://')))
    throw new InvalidArgumentError('Write a cluster as name=url, such as main=https://cluster.example.com.')
  const [name, url] = at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
  return {
    name: asArgument(() => parseClusterName(name, '')),
    url: url === undefined ? '' : asArgument(() => parseClusterUrl(url, '')),
  }
}

export function collectCluster(text: string, before: readonly NewCluster[] = []): NewCluster[] {
  const cluster = asCluster(text)
  if (before.some(({ name }) => name === cluster.name))
    throw new InvalidArgumentError(`Two clusters are called ${cluster.name}.`)
  return [...before, cluster]
}

export const shownUrl = (url: string): string => url || '(address not set: clustergate cluster update --url)'
