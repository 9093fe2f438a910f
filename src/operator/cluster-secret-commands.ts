import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration, printDuration, seconds } from '../values/duration.ts'
import type { RemovedJwtSecret } from './cluster-secrets.service.ts'
import { accountOption, asArgument, formatOption, type OfAccount } from './command-options.ts'
import { onAccount } from './on-store.ts'
import { print, say, warn } from './output.ts'

const overlapSecondsMax = 30 * seconds.day

export function addClusterSecretCommands(cluster: Command): void {
  addProxySecret(cluster)
  addJwtSecret(cluster)
}

function addProxySecret(cluster: Command): void {
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

function addJwtSecret(cluster: Command): void {
  cluster
    .command('jwt-secret')
    .description('set the secret with which a cluster verifies JWTs, such as `shared-secret` of InfluxDB 1.x')
    .argument('<cluster>', 'its name or id')
    .addOption(new Option('--file <path>', 'a file that holds it; - reads standard input').conflicts('remove'))
    .option('--remove', 'answer checks without a JWT again')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, options: JwtSecretOptions, command: Command) => {
      const { account, format, file, remove } = options
      if (file === undefined && !remove) command.error('error: give the secret by --file, or --remove')
      const { readSecret } = await import('./read-secret.ts')
      const { clusterSecretsOf } = await import('./operator.ts')
      const secret = file === undefined ? undefined : await readSecret(file)
      if (secret === undefined) {
        const removed = await onAccount(account, (core) => clusterSecretsOf(core).removeJwtSecret(account, nameOrId))
        return showRemoved(removed, format)
      }
      const name = await onAccount(account, (core) => clusterSecretsOf(core).setJwtSecret(account, nameOrId, secret))
      if (format === 'json') print({ cluster: name, isSet: true })
      else say(`Checks of ${name} are answered with a JWT for the user of the token’s id.`)
    })
}

function showRemoved({ name, usersLeft }: RemovedJwtSecret, format: OfAccount['format']): void {
  if (format === 'json') {
    print({ cluster: name, isSet: false, usersLeft })
    return
  }
  say(`Checks of ${name} are answered without a JWT.`)
  if (usersLeft > 0)
    warn(
      `${usersLeft} users of its tokens stay on the cluster, called by the ids of the tokens. Nobody has their passwords, ` +
        'but it still accepts JWTs that are signed with its secret: change that there. To have the users taken away, ' +
        'set the secret once more, and disconnect the cluster with --revoke.',
    )
}

interface JwtSecretOptions extends OfAccount {
  readonly file?: string
  readonly remove?: true
}

function asOverlap(text: string): number {
  const overlap = text === '0' ? 0 : asArgument(() => parseDuration(text))
  if (overlap <= overlapSecondsMax) return overlap
  throw new InvalidArgumentError('An overlap is at most 30d.')
}
