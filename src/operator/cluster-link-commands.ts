import { type Command, Option } from 'commander'
import type { NameOf, WrittenLink } from '../clusters/links/given-link.ts'
import { enforcementWords, healthWords, kindWords, type WrittenSetting } from '../clusters/links/link-words.ts'
import type { Checked, Connected, Disconnected, Disconnection } from './cluster-links.service.ts'
import { accountOption, asMistake, formatOption, type OfAccount } from './command-options.ts'
import { onAccount } from './on-store.ts'
import { print, say, warn } from './output.ts'

export function addClusterLinkCommands(cluster: Command): void {
  addConnect(cluster)
  addCheck(cluster)
  addDisconnect(cluster)
}

/** What each setting is, for the help. */
const settingOptions: Readonly<Record<WrittenSetting, string>> = {
  username: '--username <name>',
  accountId: '--account-id <uuid>',
  clusterId: '--cluster-id <uuid>',
  organizationId: '--organization-id <id>',
  tokenUrl: '--token-url <url>',
  clientId: '--client-id <id>',
  scope: '--scope <scope>',
  propagationSeconds: '--propagation-seconds <seconds>',
}

const settingHelp: Readonly<Record<WrittenSetting, string>> = {
  username: 'influxdb-1: the administrator whose password the credential is',
  accountId: 'cloud-dedicated: the account at the vendor',
  clusterId: 'cloud-dedicated: the cluster at the vendor',
  organizationId: 'influxdb-2: the organization, by its id',
  tokenUrl: 'clustered: where a client secret, which the credential is then, is exchanged for a token',
  clientId: 'clustered: the client whose secret it is',
  scope: 'clustered: the scope of the tokens',
  propagationSeconds: 'how long a changed token takes to be known all over the cluster',
}

const partOptions = {
  kind: '--kind',
  managementUrl: '--management-url',
  credential: '--credential-file',
  enforcement: '--enforcement',
  ca: '--ca-file',
} as const

const optionOf: NameOf = (part) =>
  part in partOptions
    ? partOptions[part as keyof typeof partOptions]
    : (settingOptions[part as WrittenSetting].split(' ')[0] as string)

type ConnectOptions = OfAccount &
  Readonly<Partial<Record<WrittenSetting, string>>> & {
    readonly kind: string
    readonly managementUrl: string
    readonly credentialFile: string
    readonly jwtSecretFile?: string
    readonly enforcement?: string
    readonly caFile?: string
    readonly allowHttp?: true
  }

function addConnect(cluster: Command): void {
  const connect = cluster
    .command('connect')
    .description('connect a cluster to the real one behind it, which the gateway manages from then on; again: anew')
    .argument('<cluster>', 'its name or id')
    .addOption(new Option('--kind <kind>', 'what it is').choices(Object.keys(kindWords)).makeOptionMandatory())
    .requiredOption('--management-url <url>', 'where it is managed: https, or http on this machine')
    .requiredOption('--credential-file <path>', 'a file with its password or token; - reads standard input')
  for (const [name, flags] of Object.entries(settingOptions)) connect.option(flags, settingHelp[name as WrittenSetting])
  connect
    .addOption(
      new Option('--enforcement <way>', 'who checks database tokens: the cluster itself, or a proxy before it').choices(
        Object.keys(enforcementWords),
      ),
    )
    .option('--jwt-secret-file <path>', 'influxdb-1: its `shared-secret`, as `cluster jwt-secret` sets it')
    .option('--ca-file <path>', 'a certificate authority that is trusted in place of the system’s')
    .option('--allow-http', 'allow http:// also to other machines, where the network between is trusted')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, options: ConnectOptions, command: Command) => {
      const { account, format, credentialFile, jwtSecretFile } = options
      if (credentialFile === '-' && jwtSecretFile === '-')
        command.error('error: standard input can hold the credential or the JWT secret; give the other as a file')
      const { parseLink } = await import('../clusters/links/given-link.ts')
      const { readSecret } = await import('./read-secret.ts')
      const written = await writtenLink(options)
      const given = asMistake(command, () => parseLink(written, optionOf))
      const jwtSecret = jwtSecretFile === undefined ? undefined : await readSecret(jwtSecretFile, '--jwt-secret-file')
      const { clusterLinksOf } = await import('./operator.ts')
      const connected = await onAccount(account, (core) =>
        clusterLinksOf(core).connect(account, nameOrId, given, jwtSecret),
      )
      if (format === 'json') print(connected)
      else showConnected(connected)
    })
}

async function writtenLink(options: ConnectOptions): Promise<WrittenLink> {
  const { readSecret } = await import('./read-secret.ts')
  const { readSecretFile } = await import('../config/secret-file.ts')
  const { credentialFile, caFile, allowHttp = false, enforcement } = options
  const credential = await readSecret(credentialFile, optionOf('credential'))
  // A certificate is no secret: others may read its file.
  const ca = caFile === undefined ? undefined : readSecretFile(caFile, optionOf('ca')).text
  return { ...options, credential, ca, allowHttp, enforcement }
}

function showConnected({ clusterId, name, title, version, warning, isReplaced, recorded }: Connected): void {
  say(`cluster    ${clusterId}  ${name}`)
  say(`connected  ${title}${version === null ? '' : `, version ${version}`}${isReplaced ? ', in place of before' : ''}`)
  say('Nothing was changed on it. The gateway manages it from now on, also one that is running.')
  const { databases, tokens } = recorded
  if (databases + tokens > 0)
    warn(
      `Of ${name} there are ${databases} databases and ${tokens} tokens on record that the gateway has not made there: ` +
        'import those that are there.',
    )
  if (warning !== null) warn(`WARNING: ${warning}`)
}

function addCheck(cluster: Command): void {
  cluster
    .command('check')
    .description(
      'ask a connected cluster whether it is well, and have it compared with what is known here; ends with 5 when it cannot be reached, 3 when it refuses',
    )
    .argument('<cluster>', 'its name or id')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, { account, format }: OfAccount) => {
      const { clusterLinksOf } = await import('./operator.ts')
      const { exitCodeAfter } = await import('./cluster-failure.ts')
      const checked = await onAccount(account, (core) => clusterLinksOf(core).check(account, nameOrId))
      const { error } = checked.probed
      if (error) process.exitCode = exitCodeAfter(error)
      if (format === 'json') printChecked(checked)
      else await showChecked(checked)
    })
}

function printChecked({ clusterId, name, title, managementUrl, probed, isComparedNow }: Checked): void {
  const { answer, error, milliseconds } = probed
  print({
    clusterId,
    name,
    kind: title,
    managementUrl,
    isHealthy: !error,
    milliseconds,
    version: answer?.version ?? null,
    warning: answer?.warning ?? null,
    error: error ? { code: error.code, message: error.message } : null,
    isComparedNow,
  })
}

async function showChecked({ clusterId, name, title, managementUrl, probed, isComparedNow }: Checked): Promise<void> {
  const { inWords } = await import('./cluster-failure.ts')
  const { healthAfter } = await import('../clusters/links/probe.ts')
  const { answer, error, milliseconds } = probed
  say(`cluster    ${clusterId}  ${name}`)
  say(`kind       ${title}`)
  say(`address    ${managementUrl}`)
  say(`health     ${error ? healthWords[healthAfter(error)] : `healthy, in ${milliseconds} ms`}`)
  if (answer?.version) say(`version    ${answer.version}`)
  if (answer?.warning) warn(`WARNING: ${answer.warning}`)
  if (error) warn(inWords(error))
  if (isComparedNow)
    say(
      `A gateway that runs compares it with what is known here within seconds: clustergate cluster get ${clusterId} ` +
        'shows when (COMPARED AT) and how much has drifted; database list and token list show what.',
    )
}

function addDisconnect(cluster: Command): void {
  cluster
    .command('disconnect')
    .description('part a cluster from the one behind it, on which everything stays; it is kept in records only')
    .argument('<cluster>', 'its name or id')
    .option('--revoke', 'take the credentials of its database tokens away from it before')
    .option('--leave-deleted', 'leave the data of deleted databases on it, which the gateway would have removed')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (nameOrId: string, options: OfAccount & Partial<Disconnection>) => {
      const { account, format, revoke = false, leaveDeleted = false } = options
      const { clusterLinksOf } = await import('./operator.ts')
      const disconnected = await onAccount(account, (core) =>
        clusterLinksOf(core).disconnect(account, nameOrId, { revoke, leaveDeleted }),
      )
      if (format === 'json') print(disconnected)
      else showDisconnected(disconnected)
    })
}

function showDisconnected({ name, revoked, left, isCounted, leftDeleted }: Disconnected): void {
  say(`${name} is disconnected. Its databases and their data stay on the cluster.`)
  if (revoked > 0) say(`${revoked} credentials of its tokens were taken away from it.`)
  if (leftDeleted.length > 0)
    warn(`The data of deleted databases stays there too, and nobody removes it: ${leftDeleted.join(', ')}.`)
  if (left > 0)
    warn(
      `${isCounted ? left : `Up to ${left}`} credentials of its tokens stay behind on the cluster, and are accepted by it` +
        `${isCounted ? '' : ' (it could not be asked)'}. To take them away, connect it again, and disconnect it with --revoke.`,
    )
}
