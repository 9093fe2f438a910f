import { type Command, InvalidArgumentError } from 'commander'
import { parseText } from '../values/text.ts'
import { addBackupCommands, addRestoreCommand } from './backup-commands.ts'
import { addClusterCommands, collectCluster, shownUrl } from './cluster-commands.ts'
import { addClusterLinkCommands } from './cluster-link-commands.ts'
import { addClusterSecretCommands } from './cluster-secret-commands.ts'
import { accountOption, asArgument, type Format, formatOption, type OfAccount } from './command-options.ts'
import { addDoctorCommand } from './doctor/command.ts'
import type { ImportReport } from './import-users.ts'
import { addKeyCommands } from './key-commands.ts'
import type { NewCluster } from './new-cluster.ts'
import { onAccount, onExistingStore, onStore } from './on-store.ts'
import { print, say, warn } from './output.ts'
import { addProxyConfigCommand } from './proxy-config-command.ts'

interface NewAccount {
  readonly admin: string
  readonly cluster: readonly NewCluster[]
  readonly format: Format
}

/** Adds the operator's commands. They work on the store directly, also beside a running server. */
/** `runDemo` runs a gateway with made-up content, which only the command knows of. */
export function addOperatorCommands(program: Command, runDemo: RunDemo): void {
  addServerCommands(program, runDemo)
  addAccountCommands(program)
  addDoctorCommand(program)
  addBackupCommands(program)
  addRestoreCommand(program)

  const cluster = group(program, 'cluster', 'clusters of an account')
  addClusterCommands(cluster)
  addClusterLinkCommands(cluster)
  addClusterSecretCommands(cluster)
  addProxyConfigCommand(cluster)

  addKeyCommands(group(program, 'key', 'the master key'))

  group(program, 'admin', 'Admins of an account')
    .command('invite')
    .description('invite an Admin: the way back in when all Admins are gone; answers with the link')
    .argument('<email>', 'whom to invite')
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (given: string, { account, format }: OfAccount, command: Command) => {
      const email = await readEmail(given, command)
      const invitationLink = await onAccount(account, ({ operator }) => operator.inviteAdmin(account, email))
      if (format === 'json') print({ invitationLink })
      else say(`${email} joins as an Admin by this link, within 7 days:\n${invitationLink}`)
    })

  program
    .command('unlock')
    .description('let somebody sign in at whose password others have been guessing')
    .argument('<email>', 'their address')
    .addOption(accountOption())
    .option('--from <address>', 'the network address that they sign in from: strangers delay them there no more')
    .addOption(formatOption())
    .action(async (given: string, { account, from, format }: OfAccount & { from?: string }, command: Command) => {
      const email = await readEmail(given, command)
      const ip = from === undefined ? undefined : await readIpAddress(from, command)
      await onAccount(account, ({ operator }) => operator.unlock(account, email, ip))
      if (format === 'json') print({ email, from: ip ?? null })
      else say(`What was guessed at the password of ${email} is forgotten.${ip ? ` They are known at ${ip}.` : ''}`)
    })

  program
    .command('import')
    .description('take over the people of an account from a JSON file: all of them, or none')
    .argument(
      '<file>',
      'a list of {"email", "name", "groups", "attributes"}; the last two may be absent, and a person without groups becomes an Admin',
    )
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (file: string, { account, format }: OfAccount) => {
      const report = await onAccount(account, async (core) => {
        const { importUsers } = await import('./import-users.ts')
        return importUsers(core, account, file)
      })
      if (!report.done) process.exitCode = 1
      if (format === 'json') print(report)
      else showImport(report)
      warnOfImport(report)
    })
}

export interface DemoOptions {
  /** How much more content. */
  readonly scale: number
  /** Whether to start a real InfluxDB behind nginx, too. */
  readonly influxd?: true
}

type RunDemo = (options: DemoOptions) => Promise<void>

function addServerCommands(program: Command, runDemo: RunDemo): void {
  program
    .command('serve')
    .description('run the gateway')
    .action(async () => {
      const { readConfig } = await import('../config.ts')
      const config = readConfig(process.env)
      const { serve } = await import('./serve.ts')
      return serve(config)
    })

  program
    .command('migrate')
    .description('bring the tables of the store up to date, as their owner, without running a gateway')
    .option('--grant-to <role>', 'PostgreSQL: the role of the gateway, which gets what it needs on them, now and later')
    .action(async ({ grantTo }: { grantTo?: string }) => {
      const { migrateStore } = await import('./migrate-store.ts')
      return migrateStore(grantTo)
    })

  program
    .command('demo')
    .description('run the gateway on a throw-away data directory with believable content')
    .option('--scale <factor>', 'how much more content: 100 makes 4,000 users', asScale, 1)
    .option('--influxd', 'with a real InfluxDB 1.x behind nginx, and a first point written (needs both installed)')
    .action((options: DemoOptions) => runDemo(options))
}

function addAccountCommands(program: Command): void {
  const account = group(program, 'account', 'accounts of this gateway')
  account
    .command('create')
    .description('create an account, its clusters and the invitation of its first Admin')
    .argument('<name>', 'how people will know the account', asAccountName)
    .requiredOption('--admin <email>', 'whom to invite as the first Admin')
    .requiredOption('--cluster <name=url>', 'a cluster of the account; repeatable', collectCluster)
    .addOption(formatOption())
    .action(async (name: string, options: NewAccount, command: Command) => {
      const { cluster: clusters, format } = options
      const admin = await readEmail(options.admin, command)
      const created = await onStore(({ operator }) => operator.createAccount(name, clusters, admin))
      if (format === 'json') return print(created)
      say(`account    ${created.accountId}`)
      for (const [at, cluster] of clusters.entries())
        say(`cluster    ${created.clusterIds[at]}  ${cluster.name}  ${shownUrl(cluster.url)}`)
      say(`Admin      ${admin} joins by this link, within 7 days:`)
      say(`           ${created.invitationLink}`)
    })
  account
    .command('rename')
    .description('give an account another name')
    .argument('<name>', 'how people will know the account', asAccountName)
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (name: string, { account: id, format }: OfAccount) => {
      await onAccount(id, ({ operator }) => operator.renameAccount(id, name))
      if (format === 'json') print({ accountId: id, name })
      else say(`account    ${id}  ${name}`)
    })
  account
    .command('list')
    .description('list the accounts, oldest first')
    .addOption(formatOption())
    .action(async ({ format }: { format: Format }) => {
      const accounts = await onExistingStore(({ operator }) => operator.accounts())
      const shown = accounts.map(({ id, name, createdAt }) => ({
        id,
        name,
        createdAt: new Date(createdAt).toISOString(),
      }))
      if (format === 'json') return print(shown)
      for (const { id, name, createdAt } of shown) say(`${id}  ${createdAt}  ${name}`)
    })
}

function showImport({ rows, done }: ImportReport): void {
  const outcome = done ? 'imported' : 'not imported'
  for (const { row, email, problem, becomesAdmin } of rows) {
    const becomes = becomesAdmin ? '  AS ADMIN' : ''
    say(`${String(row).padStart(5)}  ${email ?? '(no address)'}  ${problem ?? outcome}${becomes}`)
  }
  if (done) say('They have no password yet; each sets one by "forgot password" (requestPasswordReset).')
}

/** Warns on standard error in every format, so that new Admins do not go unnoticed. */
function warnOfImport({ rows, done }: ImportReport): void {
  const admins = rows.filter(({ becomesAdmin }) => becomesAdmin).length
  const become = done ? 'are now Admins' : 'would become Admins'
  if (admins > 0) warn(`WARNING: ${admins} of ${rows.length} came without groups and ${become}.`)
  if (!done) warn('Nothing was imported: mend the rows that have a problem, and run this again.')
}

/** A command that only groups others; alone, it shows their help. The API's commands may have added it already. */
const group = (program: Command, name: string, description: string): Command =>
  program.commands.find((command) => command.name() === name) ?? program.command(name).description(description)

function asScale(text: string): number {
  const scale = Number(text)
  if (!Number.isInteger(scale) || scale < 1 || scale > 1000)
    throw new InvalidArgumentError('A whole number from 1 to 1000.')
  return scale
}

const asAccountName = (text: string): string => asArgument(() => parseText(text, '', 'An account name', 1, 64))

/** Loaded on use: the address parser belongs to the API, and would delay the start of every command. */
async function readEmail(text: string, command: Command): Promise<string> {
  const { parseEmailAddress } = await import('../values/email-address.ts')
  try {
    return parseEmailAddress(text)
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`)
  }
}

async function readIpAddress(text: string, command: Command): Promise<string> {
  const { parseIpAddress } = await import('../values/ip-address.ts')
  return parseIpAddress(text)?.toString() ?? command.error(`error: ${text} is no network address, such as 192.0.2.7.`)
}
