import { type Command, Option } from 'commander'
import { type ExampleName, exampleNames } from '../examples/data-plane.ts'
import type {
  ClusterNameFragment,
  DatabasePermissionInput,
  DatabaseTokenFieldsFragment,
  TokenOrderField,
  TokenStatus,
} from '../sdk/index.ts'
import { choiceOption, repeated } from './choices.ts'
import { findClusterId, meantClusterId } from './clusters.ts'
import { extra, fact, number, text, time } from './columns.ts'
import { confirm, type Forcing } from './confirm.ts'
import { type Connection, connect } from './connection.ts'
import { showExamples, tellUse } from './database-token-examples.ts'
import { clusterOption, findDatabase } from './databases.ts'
import { withDryRun } from './dry-run.ts'
import { wrongUsage } from './exit-codes.ts'
import { type Expecting, expectedVersionOf, withExpectVersion } from './expect-version.ts'
import { allStatuses, findMade, findSuccessor, findTokenId } from './find-database-token.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showOne, withOutput, withSecretOutput } from './output.ts'
import { existing, isIdOf } from './references.ts'
import { showMade, showSecret } from './secret.ts'
import { forEachOf } from './several.ts'
import { tell } from './streams.ts'
import { syncColumns } from './sync-words.ts'
import { timeAhead, timePast } from './times.ts'
import { findUserId } from './users.ts'
import { showAllChanged, showChanged, tellSyncAfterWait, type Waiting, withWaiting } from './waiting.ts'

type Row = DatabaseTokenFieldsFragment & {
  /** Of one token only: what it may do on the cluster on names that are no databases here. */
  readonly danglingPermissions?: readonly string[]
  readonly cluster?: ClusterNameFragment & { readonly lastCheckAt?: string | null }
}

const columns = [
  text<Row>('description', ({ description }) => description),
  fact<Row>('prefix', ({ prefix }) => prefix),
  text<Row>('permissions', describePermissions),
  fact<Row>('status', ({ status }) => status),
  ...syncColumns<Row>(),
  time<Row>('expiresAt', ({ expiresAt }) => expiresAt, 'never'),
  time<Row>(
    'lastUsedAt',
    ({ lastUsedAt }) => lastUsedAt,
    ({ cluster }) => (cluster?.lastCheckAt === null ? 'not reported' : 'never'),
  ),
  fact<Row>('id', ({ id }) => id),
  extra(text<Row>('createdBy', ({ createdBy }) => createdBy?.email)),
  extra(time<Row>('createdAt', ({ createdAt }) => createdAt)),
  extra(text<Row>('revokedBy', ({ revokedBy }) => revokedBy?.email)),
  extra(time<Row>('revokedAt', ({ revokedAt }) => revokedAt)),
  extra(fact<Row>('rotatedFrom', ({ rotatedFrom }) => rotatedFrom?.id)),
  extra(fact<Row>('replacedBy', ({ replacedBy }) => replacedBy?.id)),
  extra(number<Row>('version', ({ version }) => version)),
  extra(fact<Row>('origin', ({ origin }) => origin)),
]

const listColumns = [...columns, extra(text<Row>('cluster', ({ cluster }) => cluster?.name))]

const shownColumns = [
  ...listColumns,
  extra(text<Row>('danglingPermissions', ({ danglingPermissions: held }) => held?.join(', ').toLowerCase(), '')),
]

const revokedColumns = columns.filter(({ name }) => ['description', 'prefix', 'status', 'id'].includes(name))

interface Search {
  readonly cluster?: string
  readonly search?: string
  readonly database?: readonly string[]
  readonly status?: readonly TokenStatus[]
  readonly includeRevoked?: boolean
  readonly expiresBefore?: string
  readonly unusedSince?: string
  readonly createdBy?: string
}

interface Access {
  readonly cluster?: string
  readonly readDatabase?: readonly string[]
  readonly writeDatabase?: readonly string[]
}

/** The options of a verb that changes a token. */
type Changing = Output<Row> & Waiting & Expecting

export function addDatabaseTokenCommands(token: Command): void {
  withSort(withList(token.command('list'), listColumns), tokenOrders)
    .description(
      'list active and replaced database tokens, newest first unless sorted; revoked and expired ones on request',
    )
    .addOption(clusterOption())
    .option('--search <text>', 'only with this text in the description')
    .option('--database <database>', 'only those with access to this database; repeatable', repeated)
    .addOption(choiceOption<TokenStatus>('--status <status>', allStatuses, 'only this status'))
    .addOption(new Option('--include-revoked', 'include revoked and expired tokens').conflicts('status'))
    .option('--created-by <person>', 'only those that this person created: their e-mail address or id')
    .option(
      '--expires-before <time>',
      'only those that expire before this time: 2027-01-01T00:00:00Z, or 30d from now',
      timeAhead,
    )
    .option(
      '--unused-since <time>',
      'only those unused since this time: 2026-01-01T00:00:00Z, or 90d for 90 days ago',
      timePast,
    )
    .action(async (options: ListOptions<Row> & SortOptions<TokenOrderField> & Search, command: Command) => {
      const connection = await connect(command)
      const { client } = connection
      const clusterId = options.cluster === undefined ? undefined : await findClusterId(client, options.cluster)
      if (options.database?.includes('*'))
        throw wrongUsage('--database takes a name or an id; without it, all are meant.')
      const databaseIds = options.database && (await findDatabaseIds(connection, options.database, options.cluster))
      const filter = {
        search: options.search,
        databaseIds,
        createdByIds: options.createdBy === undefined ? undefined : [await findUserId(client, options.createdBy)],
        statuses: options.includeRevoked ? allStatuses : options.status,
        expiresBefore: options.expiresBefore,
        unusedSince: options.unusedSince,
      }
      const orderBy = orderOf(options, 'CREATED_AT')
      await showList((page) => client.databaseTokens.all({ clusterId, filter, orderBy }, page), listColumns, options)
    })

  withOutput(token.command('get').alias('show'), shownColumns)
    .description('show a database token, without its secret')
    .argument('<token>', 'its id, or its description, which means the newest of a line of rotations')
    .option('--include-revoked', 'search revoked and expired tokens too')
    .action(async (given: string, options: Output<Row> & { includeRevoked?: boolean }, command: Command) => {
      const connection = await connect(command)
      const id = await findTokenId(connection, given, options.includeRevoked)
      const { databaseToken } = await connection.client.databaseToken({ id })
      await showOne(existing('database token', given, databaseToken), shownColumns, options)
    })

  token
    .command('examples')
    .description('print ready commands, programs and configurations that use a token, without its secret')
    .argument('<token>', 'its id, or its description, which means the newest of a line of rotations')
    .addOption(new Option('--for <program>', 'only the example for this program').choices(exampleNames))
    .action(async (given: string, { for: program }: { for?: ExampleName }, command: Command) => {
      const connection = await connect(command)
      await showExamples(connection, await findTokenId(connection, given), given, program)
    })

  withDryRun(withWaiting(withAccess(withSecretOutput(token.command('create')))))
    .description('create a database token, and print its secret')
    .argument('<description>', 'a short description of the token')
    .option('--expires-at <time>', 'expiry: 2027-01-01T00:00:00Z, or 90d from now (default: never)', timeAhead)
    .action(async (description: string, options: Changing & Access & { expiresAt?: string }, command: Command) => {
      const connection = await connect(command)
      const clusterId = await meantClusterId(connection, options.cluster)
      const permissions = (await permissionsOf(connection, options)) ?? []
      const variables = { input: { clusterId, description, permissions, expiresAt: options.expiresAt } }
      // Selects nothing but the secret: all that a management token with DATABASE_TOKEN_CREATE alone may read.
      if (options.format === 'plain') {
        const { createDatabaseToken } = await connection.client.createDatabaseTokenSecret(variables)
        const { secret } = existing('database token', description, createDatabaseToken)
        showSecret(secret)
        return tellOfMade(connection, options, () => findMade(connection, description, secret))
      }
      const { createDatabaseToken } = await connection.client.createDatabaseToken(variables)
      const made = existing('database token', description, createDatabaseToken)
      await showMade(made, columns, options)
      if (options.format !== 'json') await tellUse(connection, made)
      await tellSyncAfterWait(connection, made.token, options)
    })

  withDryRun(withExpectVersion(withWaiting(withAccess(withOutput(token.command('update'), columns)))))
    .description('change the description or the permissions of a token; new permissions replace all present ones')
    .argument('<token>', 'its description or id')
    .option('--description <text>', 'new description')
    .action(async (given: string, options: Changing & Access & { description?: string }, command: Command) => {
      const connection = await connect(command)
      const id = await findTokenId(connection, given)
      const permissions = await permissionsOf(connection, options)
      if (permissions === undefined && options.description === undefined)
        throw wrongUsage('Say what to change: --description, --read-database or --write-database.')
      const { description, expectVersion: expectedVersion } = options
      const input = { id, description, permissions, expectedVersion }
      const { updateDatabaseToken } = await connection.client.updateDatabaseToken({ input })
      await showChanged(connection, existing('database token', given, updateDatabaseToken).token, columns, options)
    })

  withDryRun(withExpectVersion(withWaiting(withSecretOutput(token.command('rotate')))))
    .description('replace a token by a new one, and print its secret; the old one stays valid for the overlap')
    .argument('<token>', 'its description or id')
    .option('--overlap <duration>', 'how long the old token stays valid, at most 7d (default: 24h)')
    .option(
      '--expires-at <time>',
      'expiry of the new token: 2027-01-01T00:00:00Z, or 90d from now (default: same lifetime as before)',
      timeAhead,
    )
    .action(async (given: string, options: Changing & Rotation, command: Command) => {
      const connection = await connect(command)
      const id = await findTokenId(connection, given)
      const { overlap, expiresAt, expectVersion: expectedVersion } = options
      const variables = { input: { id, overlap, expiresAt, expectedVersion } }
      if (options.format === 'plain') {
        const { rotateDatabaseToken } = await connection.client.rotateDatabaseTokenSecret(variables)
        showSecret(existing('database token', given, rotateDatabaseToken).secret)
        return tellOfMade(connection, options, () => findSuccessor(connection, id))
      }
      const { rotateDatabaseToken } = await connection.client.rotateDatabaseToken(variables)
      const made = existing('database token', given, rotateDatabaseToken)
      await showMade(made, columns, options)
      if (options.format !== 'json') await tellUse(connection, made)
      const { rotatedFrom: old } = made.token
      if (old) tell(harmless(`It replaces ${old.prefix}… (${old.id}), which is accepted until ${old.expiresAt}.`))
      await tellSyncAfterWait(connection, made.token, options)
    })

  withDryRun(withExpectVersion(withWaiting(withOutput(token.command('revoke'), columns))))
    .alias('delete')
    .description('revoke database tokens, at once and for good')
    .argument('<tokens...>', 'their descriptions or ids')
    .option('--force', 'skip the confirmation')
    .action(async (given: string[], options: Changing & Forcing, command: Command) => {
      const expectedVersion = expectedVersionOf(given, options)
      const connection = await connect(command)
      const revoked = await forEachOf(given, async (one) => {
        const id = await findTokenId(connection, one)
        await confirm(`Programs that use ${JSON.stringify(one)} stop working.`, options)
        const { revokeDatabaseToken } = await connection.client.revokeDatabaseToken({ id, expectedVersion })
        const { token: ended } = existing('database token', one, revokeDatabaseToken)
        const { rotatedFrom: old } = ended
        // A description means the newest token of its line: the user may believe that the one before is revoked too.
        if (old?.status === 'REPLACED') {
          const { prefix, expiresAt, id: oldId } = old
          tell(
            harmless(`It replaced ${prefix}…, which is accepted until ${expiresAt}: clustergate token revoke ${oldId}`),
          )
        }
        return ended
      })
      await showAllChanged(connection, revoked, revokedColumns, options)
    })
}

interface Rotation {
  readonly overlap?: string
  readonly expiresAt?: string
}

/** The fields by which lists of database and management tokens can be sorted. */
export const tokenOrders: readonly TokenOrderField[] = ['CREATED_AT', 'DESCRIPTION', 'EXPIRES_AT', 'LAST_USED_AT']

/** The permissions in words, as in `read *, write metrics`; a removed database has no name. */
function describePermissions({ permissions }: Row): string {
  return permissions
    .map(
      ({ action, allDatabases, database }) => `${action.toLowerCase()} ${allDatabases ? '*' : (database?.name ?? '?')}`,
    )
    .join(', ')
}

const withAccess = (command: Command): Command =>
  command
    .addOption(clusterOption())
    .option('--read-database <database>', 'allow reading this database: name, id or * for all; repeatable', repeated)
    .option(
      '--write-database <database>',
      'allow writing to this database: name, id or * for all; repeatable',
      repeated,
    )

/** The permissions that the options ask for; undefined without any such option. */
async function permissionsOf(
  connection: Connection,
  { cluster, readDatabase, writeDatabase }: Access,
): Promise<DatabasePermissionInput[] | undefined> {
  if (readDatabase === undefined && writeDatabase === undefined) return undefined
  const reads = await findDatabaseIds(connection, readDatabase ?? [], cluster)
  const writes = await findDatabaseIds(connection, writeDatabase ?? [], cluster)
  return [
    ...reads.map((databaseId) => ({ action: 'READ' as const, databaseId })),
    ...writes.map((databaseId) => ({ action: 'WRITE' as const, databaseId })),
  ]
}

async function findDatabaseIds(
  connection: Connection,
  given: readonly string[],
  cluster: string | undefined,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const one of given) {
    // An id is left to the gateway: the caller may create tokens without being allowed to read databases.
    const isId = one === '*' || isIdOf('database', one)
    ids.push(isId ? one : (await findDatabase(connection, one, cluster)).id)
  }
  return ids
}

/** Says whether the cluster has a token whose secret alone was asked for; nothing where the caller may not read it. */
async function tellOfMade(
  connection: Connection,
  options: Waiting,
  find: () => Promise<Row | undefined>,
): Promise<void> {
  if (options.wait === false) return
  const made = await find().catch(() => undefined)
  if (made) await tellSyncAfterWait(connection, made, options)
}
