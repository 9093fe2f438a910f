import { type Command, InvalidArgumentError } from 'commander'
import { parseDuration, printDuration, seconds } from '../values/duration.ts'
import { accountOption, asArgument, formatOption, type OfAccount } from './command-options.ts'
import { onAccount } from './on-store.ts'
import { print, say } from './output.ts'

const overlapSecondsMax = 30 * seconds.day

export function addClusterSecretCommands(cluster: Command): void {
  cluster
    .command('proxy-secret')
    .description('make the secret by which the proxy before a cluster asks for checks; run again, it replaces it')
    .argument('<cluster>', 'its name or id')
    .option('--overlap <duration>', 'how long an earlier secret is accepted: 0s to 30d', asOverlap, seconds.day)
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, { account, format, overlap }: OfAccount & { overlap: number }) => {
      const { clusterSecretsOf } = await import('./operator.ts')
      const minted = await onAccount(account, (core) =>
        clusterSecretsOf(core).mintProxySecret(account, nameOrId, overlap),
      )
      const { clusterId, name, secret, earlierUntil } = minted
      const until = earlierUntil === undefined ? null : new Date(earlierUntil).toISOString()
      if (format === 'json') return print({ clusterId, secret, earlierAcceptedUntil: until })
      say(`cluster    ${clusterId}  ${name}`)
      say(`secret     ${secret}`)
      say('It is shown this once. The proxy sends it with each check as X-Clustergate-Proxy.')
      if (until !== null && overlap > 0)
        say(`An earlier secret is accepted for ${printDuration(overlap)} more, until ${until}.`)
      if (until !== null && overlap === 0) say('Earlier secrets are no longer accepted.')
    })
}

function asOverlap(text: string): number {
  const overlap = text === '0' ? 0 : asArgument(() => parseDuration(text))
  if (overlap <= overlapSecondsMax) return overlap
  throw new InvalidArgumentError('An overlap is at most 30d.')
}
