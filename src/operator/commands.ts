import { type Command, InvalidArgumentError, Option } from 'commander'
import { verifyChain } from '../audit/verify.ts'
import { parseClusterName, parseClusterUrl } from '../clusters/cluster.ts'
import { readConfig } from '../config.ts'
import { type Core, openCore } from '../core.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { parseText } from '../values/text.ts'
import { importUsers } from './import-users.ts'
import type { NewCluster } from './operator.service.ts'

/** Adds what the operator may do on the store itself, beside a running server if there is one. */
export function addOperatorCommands(program: Command): void {
  const account = program.command('account').description('accounts of this gateway')
  account
    .command('create <name>')
    .description('create an account, its clusters and the invitation of its first Admin')
    .requiredOption('--admin <email>', 'whom to invite as the first Admin', asEmail)
    .requiredOption('--cluster <name=url>', 'a cluster of the account; repeatable', collectCluster, [])
    .addOption(formatOption())
    .action(async (name: string, { admin, cluster, format }) => {
      const accountName = asArgument(() => parseText(name, '', 'An account name', 1, 64))
      const created = await onStore(({ services }) => services.operator.createAccount(accountName, cluster, admin))
      if (format === 'json') return print(created)
      say(`account    ${created.accountId}`)
      for (const [at, id] of created.clusterIds.entries())
        say(`cluster    ${id}  ${cluster[at].name}  ${cluster[at].url}`)
      say(`Admin      ${admin} joins by this link, within 7 days:`)
      say(`           ${created.invitationLink}`)
    })
  account
    .command('list')
    .description('list the accounts')
    .addOption(formatOption())
    .action(async ({ format }) => {
      const accounts = await onStore(({ services }) => services.operator.accounts())
      const shown = accounts.map(({ id, name, createdAt }) => ({
        id,
        name,
        createdAt: new Date(createdAt).toISOString(),
      }))
      if (format === 'json') return print(shown)
      for (const { id, name, createdAt } of shown) say(`${id}  ${createdAt}  ${name}`)
    })

  program
    .command('cluster')
    .description('clusters of an account')
    .command('add <name=url>')
    .description('add a cluster to an account')
    .requiredOption('--account <id>', 'the account')
    .addOption(formatOption())
    .action(async (text: string, { account: accountId, format }) => {
      const cluster = asArgument(() => asCluster(text))
      const clusterId = await onStore(({ services }) => services.operator.addCluster(accountId, cluster))
      if (format === 'json') print({ clusterId })
      else say(`cluster    ${clusterId}  ${cluster.name}  ${cluster.url}`)
    })

  program
    .command('admin')
    .description('Admins of an account')
    .command('invite <email>')
    .description('invite an Admin: the way back in when all Admins are gone')
    .requiredOption('--account <id>', 'the account')
    .addOption(formatOption())
    .action(async (text: string, { account: accountId, format }) => {
      const email = asArgument(() => asEmail(text))
      const invitationLink = await onStore(({ services }) => services.operator.inviteAdmin(accountId, email))
      if (format === 'json') print({ invitationLink })
      else say(`${email} joins as an Admin by this link, within 7 days:\n${invitationLink}`)
    })

  program
    .command('import <file>')
    .description('take over the people of an account from a JSON list; all or nothing')
    .requiredOption('--account <id>', 'the account')
    .addOption(formatOption())
    .action(async (file: string, { account: accountId, format }) => {
      const report = await onStore((core) => importUsers(core, accountId, file))
      if (!report.done) process.exitCode = 1
      if (format === 'json') return print(report)
      const outcome = report.done ? 'imported' : 'not imported'
      for (const { row, email, problem, becomesAdmin } of report.rows) {
        say(
          `${String(row).padStart(5)}  ${email ?? '(no address)'}  ${problem ?? outcome}${becomesAdmin ? '  AS ADMIN' : ''}`,
        )
      }
      const admins = report.rows.filter(({ becomesAdmin }) => becomesAdmin).length
      if (admins > 0)
        warn(
          `WARNING: ${admins} of ${report.rows.length} came without groups and ${report.done ? 'are now Admins' : 'would become Admins'}.`,
        )
      if (report.done) say('They have no password yet; each sets one by "forgot password" (requestPasswordReset).')
      else warn('Nothing was imported: mend the rows above, and run this again.')
    })

  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('walk the hash chain of every account, or of one, on the store itself')
    .option('--account <id>', 'one account')
    .addOption(formatOption())
    .action(async ({ account: accountId, format }) => {
      const results = await onStore(async ({ store, keys, checkpoints, services }) => {
        const accounts = accountId ? [{ id: accountId as string, name: '' }] : await services.operator.accounts()
        const verified = []
        for (const { id, name } of accounts) {
          verified.push({ accountId: id, name, ...(await verifyChain(store.db, keys, id, checkpoints.find(id))) })
        }
        return verified
      })
      if (results.some(({ intact }) => !intact)) process.exitCode = 1
      if (format === 'json') return print(results)
      for (const { accountId: id, name, intact, checked, firstBrokenSequence, headHash } of results) {
        const verdict = intact
          ? `intact, ${checked} events`
          : `BROKEN at event ${firstBrokenSequence}, ${checked} good before it`
        say(`${id}  ${verdict}  head ${headHash}  ${name}`)
      }
    })
}

/** Opens the store of the environment's configuration for one piece of work. */
async function onStore<T>(work: (core: Core) => Promise<T>): Promise<T> {
  const core = await openCore(readConfig(process.env))
  try {
    return await work(core)
  } finally {
    await core.close()
  }
}

const formatOption = () => new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text')

const asEmail = (text: string): string => asArgument(() => parseEmailAddress(text))

function asCluster(text: string): NewCluster {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write a cluster as name=url, such as main=https://cluster.example.com.')
  return {
    name: asArgument(() => parseClusterName(text.slice(0, at), '')),
    url: asArgument(() => parseClusterUrl(text.slice(at + 1), '')),
  }
}

const collectCluster = (text: string, before: readonly NewCluster[]): NewCluster[] => [...before, asCluster(text)]

/** Lets our parsers' sentences stand for what is wrong with the command line. */
function asArgument<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const warn = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (value: unknown): void => say(JSON.stringify(value, null, 2))
