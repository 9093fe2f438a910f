import { type Command, InvalidArgumentError, Option } from 'commander'
import { parseClusterName, parseClusterUrl } from '../clusters/cluster.ts'
import { readConfig } from '../config.ts'
import type { Core } from '../core.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { isId } from '../values/id.ts'
import { parseText } from '../values/text.ts'
import type { ImportReport } from './import-users.ts'
import type { NewCluster } from './operator.service.ts'
import { print, say, warn } from './output.ts'

type Format = 'text' | 'json'

interface OfAccount {
  readonly account: string
  readonly format: Format
}

/** Adds what the operator may do on the store itself, beside a running server if there is one. */
export function addOperatorCommands(program: Command): void {
  addAccountCommands(program)

  group(program, 'cluster', 'clusters of an account')
    .command('add')
    .description('add a cluster to an account; answers with its id')
    .argument('<name=url>', 'such as main=https://cluster.example.com', asCluster)
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (cluster: NewCluster, { account, format }: OfAccount) => {
      const clusterId = await onAccount(account, ({ services }) => services.operator.addCluster(account, cluster))
      if (format === 'json') print({ clusterId })
      else say(`cluster    ${clusterId}  ${cluster.name}  ${cluster.url}`)
    })

  group(program, 'admin', 'Admins of an account')
    .command('invite')
    .description('invite an Admin: the way back in when all Admins are gone; answers with the link')
    .argument('<email>', 'whom to invite', asEmail)
    .addOption(accountOption())
    .addOption(formatOption())
    .action(async (email: string, { account, format }: OfAccount) => {
      const invitationLink = await onAccount(account, ({ services }) => services.operator.inviteAdmin(account, email))
      if (format === 'json') print({ invitationLink })
      else say(`${email} joins as an Admin by this link, within 7 days:\n${invitationLink}`)
    })

  program
    .command('import')
    .description('take over the people of an account from a JSON file: all of them, or none')
    .argument(
      '<file>',
      'a list of {"email", "name", "groups", "attributes"}; the last two may be absent, and whoever has no groups becomes an Admin',
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

  group(program, 'audit', 'the audit log')
    .command('verify')
    .description('walk the hash chain of every account, or of one; exits with 1 when one is broken')
    .addOption(accountOption().makeOptionMandatory(false))
    .addOption(formatOption())
    .action(async ({ account, format }: { account?: string; format: Format }) => {
      const results = await onStore((core) => verifyAccounts(core, account))
      if (results.some(({ intact }) => !intact)) process.exitCode = 1
      if (format === 'json') return print(results)
      for (const { accountId, name, intact, checked, firstBrokenSequence, headHash } of results) {
        const verdict = intact
          ? `intact, ${checked} events`
          : `BROKEN at event ${firstBrokenSequence}, ${checked} good before it`
        say(`${accountId}  ${verdict}  head ${headHash}  ${name}`)
      }
    })
}

function addAccountCommands(program: Command): void {
  const account = group(program, 'account', 'accounts of this gateway')
  account
    .command('create')
    .description('create an account, its clusters and the invitation of its first Admin')
    .argument('<name>', 'how people will know the account', asAccountName)
    .requiredOption('--admin <email>', 'whom to invite as the first Admin', asEmail)
    .requiredOption('--cluster <name=url>', 'a cluster of the account; repeatable', collectCluster)
    .addOption(formatOption())
    .action(async (name: string, options: { admin: string; cluster: readonly NewCluster[]; format: Format }) => {
      const { admin, cluster: clusters, format } = options
      const created = await onStore(({ services }) => services.operator.createAccount(name, clusters, admin))
      if (format === 'json') return print(created)
      say(`account    ${created.accountId}`)
      for (const [at, cluster] of clusters.entries())
        say(`cluster    ${created.clusterIds[at]}  ${cluster.name}  ${cluster.url}`)
      say(`Admin      ${admin} joins by this link, within 7 days:`)
      say(`           ${created.invitationLink}`)
    })
  account
    .command('list')
    .description('list the accounts, oldest first')
    .addOption(formatOption())
    .action(async ({ format }: { format: Format }) => {
      const accounts = await onStore(({ services }) => services.operator.accounts())
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

/** On standard error, whatever the format: nobody makes Admins without being told. */
function warnOfImport({ rows, done }: ImportReport): void {
  const admins = rows.filter(({ becomesAdmin }) => becomesAdmin).length
  const become = done ? 'are now Admins' : 'would become Admins'
  if (admins > 0) warn(`WARNING: ${admins} of ${rows.length} came without groups and ${become}.`)
  if (!done) warn('Nothing was imported: mend the rows that have a problem, and run this again.')
}

async function verifyAccounts({ store, keys, checkpoints, services }: Core, accountId: string | undefined) {
  const { verifyChain } = await import('../audit/verify.ts')
  const present = await services.operator.accounts()
  // An account that was taken out of the store whole is missing from it, but not from the checkpoints.
  const missing = checkpoints.accountIds().filter((id) => !present.some((account) => account.id === id))
  const accounts = [...present, ...missing.map((id) => ({ id, name: '(not in the store)' }))]
  const chosen = accountId === undefined ? accounts : accounts.filter(({ id }) => id === accountId)
  if (chosen.length === 0 && accountId !== undefined) throw noSuchAccount(accountId)
  const verified = []
  for (const { id, name } of chosen) {
    verified.push({ accountId: id, name, ...(await verifyChain(store.db, keys, id, checkpoints.find(id))) })
  }
  return verified
}

/** Opens the store of the environment's configuration for one piece of work. */
async function onStore<T>(work: (core: Core) => Promise<T>): Promise<T> {
  const config = readConfig(process.env)
  // Loaded only now, so that a slip on the command line is answered at once.
  const { openCore } = await import('../core.ts')
  const core = await openCore(config)
  try {
    return await work(core)
  } finally {
    await core.close()
  }
}

/** As `onStore`, on an account that must exist. */
const onAccount = <T>(accountId: string, work: (core: Core) => Promise<T>): Promise<T> =>
  onStore(async (core) => {
    const accounts = await core.services.operator.accounts()
    if (!accounts.some(({ id }) => id === accountId)) throw noSuchAccount(accountId)
    return work(core)
  })

const noSuchAccount = (id: string) => new Error(`There is no account ${id}; \`clustergate account list\` shows them.`)

/** A word that only opens others: alone it says so, and shows them. */
const group = (program: Command, name: string, description: string): Command =>
  program.command(name).description(description)

const formatOption = () => new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text')

const accountOption = () => new Option('--account <id>', 'the account').argParser(asAccountId).makeOptionMandatory()

function asAccountId(text: string): string {
  if (isId('account', text)) return text
  throw new InvalidArgumentError('An account id is account_ and a UUID; `clustergate account list` shows them.')
}

const asAccountName = (text: string): string => asArgument(() => parseText(text, '', 'An account name', 1, 64))

const asEmail = (text: string): string => asArgument(() => parseEmailAddress(text))

function asCluster(text: string): NewCluster {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write a cluster as name=url, such as main=https://cluster.example.com.')
  return {
    name: asArgument(() => parseClusterName(text.slice(0, at), '')),
    url: asArgument(() => parseClusterUrl(text.slice(at + 1), '')),
  }
}

function collectCluster(text: string, before: readonly NewCluster[] = []): NewCluster[] {
  const cluster = asCluster(text)
  if (before.some(({ name }) => name === cluster.name))
    throw new InvalidArgumentError(`Two clusters are called ${cluster.name}.`)
  return [...before, cluster]
}

/** Lets our parsers' sentences stand for what is wrong with the command line. */
function asArgument<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}
