import type { Command } from 'commander'
import type { Client, ManagementTokenFieldsFragment, Permission, TokenOrderField, TokenStatus } from '../sdk/index.ts'
import { choiceOption, permissionName, repeated } from './choices.ts'
import { extra, fact, text, time } from './columns.ts'
import { confirm, type Forcing } from './confirm.ts'
import { connect } from './connection.ts'
import { tokenOrders } from './database-tokens.ts'
import { withDryRun } from './dry-run.ts'
import type { Output } from './format.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showOne, showRows, withOutput, withSecretOutput } from './output.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'
import { showMade } from './secret.ts'
import { forEachOf } from './several.ts'
import { timeAhead } from './times.ts'
import { findUserId } from './users.ts'

type Row = ManagementTokenFieldsFragment

const columns = [
  text<Row>('description', ({ description }) => description),
  fact<Row>('prefix', ({ prefix }) => prefix),
  fact<Row>('status', ({ status }) => status),
  time<Row>('expiresAt', ({ expiresAt }) => expiresAt, 'never'),
  time<Row>('lastUsedAt', ({ lastUsedAt }) => lastUsedAt, 'never'),
  text<Row>('permissions', ({ permissions }) => permissions.join(', ')),
  fact<Row>('id', ({ id }) => id),
  extra(text<Row>('createdBy', ({ createdBy }) => createdBy?.email)),
  extra(time<Row>('createdAt', ({ createdAt }) => createdAt)),
  extra(text<Row>('revokedBy', ({ revokedBy }) => revokedBy?.email)),
  extra(time<Row>('revokedAt', ({ revokedAt }) => revokedAt)),
]

const revokedColumns = columns.filter(({ name }) => ['description', 'prefix', 'status', 'id'].includes(name))

const allStatuses: readonly TokenStatus[] = ['ACTIVE', 'EXPIRED', 'REVOKED']

interface Search {
  readonly search?: string
  readonly status?: readonly TokenStatus[]
  readonly createdBy?: string
}

interface Creation {
  readonly description: string
  readonly permission: readonly string[]
  readonly expiresAt?: string
}

export function addManagementTokenCommands(management: Command): void {
  withSort(withList(management.command('list'), columns), tokenOrders)
    .description('list management tokens, revoked and expired ones too, newest first unless sorted')
    .option('--search <text>', 'only with this text in the description')
    .addOption(choiceOption<TokenStatus>('--status <status>', allStatuses, 'only this status'))
    .option('--created-by <person>', 'only those that this person created: their e-mail address or id')
    .action(async (options: ListOptions<Row> & SortOptions<TokenOrderField> & Search, command: Command) => {
      const { client } = await connect(command)
      const createdByIds = options.createdBy === undefined ? undefined : [await findUserId(client, options.createdBy)]
      const filter = { search: options.search, createdByIds, statuses: options.status ?? allStatuses }
      const orderBy = orderOf(options, 'CREATED_AT')
      await showList((page) => client.managementTokens.all({ filter, orderBy }, page), columns, options)
    })

  withOutput(management.command('get').alias('show'), columns)
    .description('show a management token, without its secret')
    .argument('<token>', 'its description or id')
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const id = await findTokenId(client, given, allStatuses)
      const { managementToken } = await client.managementToken({ id })
      await showOne(existing('management token', given, managementToken), columns, options)
    })

  withDryRun(withSecretOutput(management.command('create')))
    .description('create a management token, and print its secret')
    .requiredOption('--description <text>', 'a short description of the token')
    .requiredOption('--permission <permission>', 'permission of the token, as in database-read; repeatable', repeated)
    .option('--expires-at <time>', 'expiry: 2027-01-01T00:00:00Z, or 90d from now (default: never)', timeAhead)
    .action(async (options: Output<Row> & Creation, command: Command) => {
      const { client } = await connect(command)
      const { description, expiresAt } = options
      // An unknown permission is refused by the gateway, which may be newer than this command line.
      const permissions = options.permission.map((name) => permissionName(name) as Permission)
      const { createManagementToken } = await client.createManagementToken({
        input: { description, permissions, expiresAt },
      })
      await showMade(existing('management token', description, createManagementToken), columns, options)
    })

  withDryRun(withOutput(management.command('revoke'), columns))
    .alias('delete')
    .description('revoke management tokens, at once and for good')
    .argument('<tokens...>', 'their descriptions or ids')
    .option('--force', 'skip the confirmation')
    .action(async (given: string[], options: Output<Row> & Forcing, command: Command) => {
      const { client } = await connect(command)
      const revoked = await forEachOf(given, async (one) => {
        const id = await findTokenId(client, one, ['ACTIVE'])
        await confirm(`Programs that use ${JSON.stringify(one)} stop working.`, options)
        const { revokeManagementToken } = await client.revokeManagementToken({ id })
        return existing('management token', one, revokeManagementToken).token
      })
      await showRows(revoked, revokedColumns, options)
    })
}

async function findTokenId(client: Client, given: string, statuses: readonly TokenStatus[]): Promise<string> {
  if (isIdOf('management_token', given)) return given
  const filter = { search: given, statuses }
  const found = await pick(client.managementTokens.all({ filter }), ({ id, description, prefix, status }) =>
    description === given ? { id, label: `${prefix}…, ${status.toLowerCase()}` } : undefined,
  )
  return theOne('management token', given, found).id
}
