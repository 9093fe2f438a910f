import { type Command, Option } from 'commander'
import type { ClusterNameFragment, DatabaseFieldsFragment, DatabaseOrderField, ResourceStatus } from '../sdk/index.ts'
import { repeated, wholeNumber } from './choices.ts'
import { findClusterId, meantClusterId } from './clusters.ts'
import { extra, fact, number, text, time, titled } from './columns.ts'
import { confirmByName, confirmForGood, type Forcing, type Repeated } from './confirm.ts'
import { type Connection, connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { wrongUsage } from './exit-codes.ts'
import { type Expecting, expectedVersionOf, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showOne, withOutput } from './output.ts'
import { changedPairs, collectLabelFilter, collectPair, describePairs, type LabelFilter, type Pair } from './pairs.ts'
import { describeTemplate, withPartitionTemplate } from './partition-template.ts'
import { existing, isIdOf, type Named, pick, theOne } from './references.ts'
import { type FilterOptions, filterOf, withFilter } from './restorable.ts'
import { forEachOf } from './several.ts'
import { tell } from './streams.ts'
import { syncColumns } from './sync-words.ts'
import { showAllChanged, showChanged, type Waiting, withWaiting } from './waiting.ts'

/** A database as queries return it, with its cluster, or as mutations do, without. */
type Row = DatabaseFieldsFragment & { readonly cluster?: ClusterNameFragment }

const name = text<Row>('name', (database) => database.name)
const id = fact<Row>('id', (database) => database.id)
const restorableUntil = time<Row>('restorableUntil', (database) => database.restorableUntil)

const columns = [
  name,
  titled(
    'RETENTION',
    fact<Row>('retentionPeriod', ({ retentionPeriod }) => retentionPeriod, 'for ever'),
  ),
  ...syncColumns<Row>(),
  number<Row>('maxTables', ({ maxTables }) => maxTables),
  titled(
    'MAX COLUMNS',
    number<Row>('maxColumnsPerTable', ({ maxColumnsPerTable }) => maxColumnsPerTable),
  ),
  text<Row>('cluster', ({ cluster }) => cluster?.name),
  fact<Row>('status', ({ status }) => status),
  time<Row>('createdAt', ({ createdAt }) => createdAt),
  id,
  extra(time<Row>('updatedAt', ({ updatedAt }) => updatedAt)),
  extra(time<Row>('deletedAt', ({ deletedAt }) => deletedAt)),
  extra(restorableUntil),
  extra(text<Row>('labels', ({ labels }) => describePairs(labels))),
  extra(text<Row>('partitionTemplate', ({ partitionTemplate }) => describeTemplate(partitionTemplate))),
  extra(number<Row>('version', ({ version }) => version)),
]

/** The columns of a mutation's result, which has no cluster. */
const changedColumns = columns.filter((column) => column.name !== 'cluster')

const deletedColumns = [name, restorableUntil, id]

const labelColumns = [name, text<Row>('labels', ({ labels }) => describePairs(labels)), id]

interface OnCluster {
  readonly cluster?: string
}

/** The options of a verb that changes a database. */
type Changing = Output<Row> & OnCluster & Waiting & Expecting

interface Labelled<Label> {
  readonly label?: readonly Label[]
}

interface Limits {
  readonly retentionPeriod?: string
  readonly maxTables?: number
  readonly maxColumns?: number
}

export function addDatabaseCommands(database: Command): void {
  const list = withSort(withList(database.command('list'), columns), ['NAME', 'CREATED_AT'])
    .description('list databases, by name unless sorted')
    .addOption(clusterOption())
    .option('--label <key=value>', 'only with this label, or with any value of a key; repeatable', collectLabelFilter)
  withFilter(list).action(
    async (
      options: ListOptions<Row> & SortOptions<DatabaseOrderField> & OnCluster & FilterOptions & Labelled<LabelFilter>,
      command: Command,
    ) => {
      const { client } = await connect(command)
      const clusterId = options.cluster === undefined ? undefined : await findClusterId(client, options.cluster)
      const filter = { ...filterOf(options), labels: options.label }
      const orderBy = orderOf(options, 'NAME')
      await showList((page) => client.databases.all({ clusterId, filter, orderBy }, page), columns, options)
    },
  )

  withOutput(database.command('get').alias('show'), columns)
    .description('show a database')
    .argument('<database>', 'its name or id')
    .addOption(clusterOption())
    .action(async (given: string, options: Output<Row> & OnCluster, command: Command) => {
      const connection = await connect(command)
      const { id } = await findDatabase(connection, given, options.cluster)
      await showOne(existing('database', given, (await connection.client.database({ id })).database), columns, options)
    })

  const create = withDryRun(withWaiting(withLimits(withOutput(database.command('create'), changedColumns))))
    .description('create a database')
    .argument('<name>', 'up to 64 letters, digits, _, - and /')
    .addOption(clusterOption())
    .option('--label <key=value>', 'what it is for, as in team=ops; repeatable', collectPair)
  const partitionTemplate = withPartitionTemplate(create)
  create.action(async (name: string, options: Changing & Limits & Labelled<Pair>, command: Command) => {
    const connection = await connect(command)
    const clusterId = await meantClusterId(connection, options.cluster)
    const { label: labels } = options
    const input = { clusterId, name, ...limitsOf(options), partitionTemplate: partitionTemplate(), labels }
    const { createDatabase } = await connection.client.createDatabase({ input })
    await showChanged(connection, existing('database', name, createDatabase).database, changedColumns, options)
  })

  withChanging(withLimits(database.command('update')))
    .description('change the retention period and the limits; what you leave out stays')
    .argument('<database>', 'its name or id')
    .addOption(clusterOption())
    .action(async (given: string, options: Changing & Limits, command: Command) => {
      const limits = limitsOf(options)
      if (Object.keys(limits).length === 0)
        throw wrongUsage('Say what to change: --retention-period, --max-tables or --max-columns.')
      const connection = await connect(command)
      const { id } = await findDatabase(connection, given, options.cluster)
      const { updateDatabase } = await connection.client.updateDatabase({
        input: { id, ...limits, expectedVersion: options.expectVersion },
      })
      await showChanged(connection, existing('database', given, updateDatabase).database, changedColumns, options)
    })

  withChanging(database.command('rename'))
    .description('rename a database; its tokens keep working')
    .argument('<database>', 'its name or id')
    .argument('<name>', 'the new name')
    .addOption(clusterOption())
    .action(async (given: string, name: string, options: Changing, command: Command) => {
      const connection = await connect(command)
      const { id } = await findDatabase(connection, given, options.cluster)
      const { renameDatabase } = await connection.client.renameDatabase({
        input: { id, name, expectedVersion: options.expectVersion },
      })
      await showChanged(connection, existing('database', given, renameDatabase).database, changedColumns, options)
    })

  withDryRun(withExpectVersion(withOutput(database.command('label'), labelColumns)))
    .description('say what a database is for; labels that you leave out stay')
    .argument('<database>', 'its name or id')
    .argument('[labels...]', 'labels to set, as in team=ops', collectPair)
    .option('--remove <key>', 'remove a label; repeatable', repeated)
    .addOption(clusterOption())
    .action(
      async (
        given: string,
        set: readonly Pair[] = [],
        { remove = [], ...options }: Output<Row> & OnCluster & Expecting & { remove?: readonly string[] },
        command: Command,
      ) => {
        if (set.length === 0 && remove.length === 0) throw wrongUsage('Say what to change: key=value, or --remove key.')
        const connection = await connect(command)
        const { id } = await findDatabase(connection, given, options.cluster)
        const { labels, version } = existing('database', given, (await connection.client.database({ id })).database)
        // The labels are written as a whole: a concurrent change must be refused, not undone.
        const expectedVersion = options.expectVersion ?? version
        const input = { id, labels: changedPairs(labels, set, remove), expectedVersion }
        const { setDatabaseLabels } = await connection.client.setDatabaseLabels({ input })
        await showOne(existing('database', given, setDatabaseLabels).database, labelColumns, options)
      },
    )

  withChanging(database.command('delete'))
    .description('delete databases; each can be undeleted for seven days')
    .argument('<databases...>', 'their names or ids')
    .addOption(clusterOption())
    .option('--force', 'skip the confirmation')
    .action(async (given: string[], options: Changing & Forcing, command: Command) => {
      const expectedVersion = expectedVersionOf(given, options)
      const connection = await connect(command)
      const deleted = await forEachOf(given, async (one) => {
        const { id, name } = await findDatabase(connection, one, options.cluster)
        await confirmByName(name, 'The database goes with all its tables.', options)
        const { deleteDatabase } = await connection.client.deleteDatabase({
          input: { id, confirmName: name, expectedVersion },
        })
        return existing('database', one, deleteDatabase).database
      })
      await showAllChanged(connection, deleted, deletedColumns, options)
    })

  withChanging(database.command('undelete'))
    .description('restore a deleted database, with its tables and tokens')
    .argument('<database>', 'its name or id')
    .addOption(clusterOption())
    .action(async (given: string, options: Changing, command: Command) => {
      const connection = await connect(command)
      const { id } = await findDatabase(connection, given, options.cluster, 'DELETED')
      const { undeleteDatabase } = await connection.client.undeleteDatabase({
        id,
        expectedVersion: options.expectVersion,
      })
      await showChanged(connection, existing('database', given, undeleteDatabase).database, changedColumns, options)
    })

  withDryRun(withExpectVersion(database.command('purge')))
    .description('remove a deleted database for good, with its data, before its seven days are over')
    .argument('<database>', 'its name or id')
    .addOption(clusterOption())
    .option('--confirm <same-name>', 'its name again, instead of being asked for it')
    .action(async (given: string, options: OnCluster & Expecting & Repeated, command: Command) => {
      const connection = await connect(command)
      const { id, name } = await findDatabase(connection, given, options.cluster, 'DELETED')
      await confirmForGood(name, 'The database and its data are lost for good.', options)
      const input = { id, confirmName: name, expectedVersion: options.expectVersion }
      existing('database', given, (await connection.client.purgeDatabase({ input })).purgeDatabase)
      tell(harmless(`${JSON.stringify(name)} is gone for good. A cluster that cannot be reached now removes it later.`))
    })
}

const withChanging = (command: Command): Command =>
  withDryRun(withExpectVersion(withWaiting(withOutput(command, changedColumns))))

export const clusterOption = () => new Option('--cluster <cluster>', 'the name or id of the cluster')

/** Finds a database by its name or id. Throws NOT_FOUND, and wrong usage where several have the name. */
export async function findDatabase(
  { client, cluster }: Connection,
  given: string,
  onCluster: string | undefined,
  status: ResourceStatus = 'ACTIVE',
): Promise<Named> {
  if (isIdOf('database', given)) {
    const { id, name } = existing('database', given, (await client.database({ id: given })).database)
    return { id, name, label: name }
  }
  const named = onCluster ?? cluster
  const clusterId = named === undefined ? undefined : await findClusterId(client, named)
  const rows = client.databaseNames.all({ clusterId, filter: { search: given, statuses: [status] } })
  const found = await pick(rows, ({ id, name, cluster: on }): Named | undefined =>
    name === given ? { id, name, label: `${name} on the cluster ${on.name}` } : undefined,
  )
  return theOne(status === 'DELETED' ? 'deleted database' : 'database', given, found)
}

function withLimits(command: Command): Command {
  return command
    .option('--retention-period <duration>', 'retention period, as in 30d; none keeps data forever')
    .option('--max-tables <number>', 'table limit (500 for a new database)', wholeNumber)
    .option('--max-columns <number>', 'column limit of each table (250 for a new database)', wholeNumber)
}

/** The limits as an input takes them; an absent one stays as it is. */
const limitsOf = ({ retentionPeriod, maxTables, maxColumns }: Limits) => ({
  ...(retentionPeriod !== undefined && { retentionPeriod: retentionPeriod === 'none' ? null : retentionPeriod }),
  ...(maxTables !== undefined && { maxTables }),
  ...(maxColumns !== undefined && { maxColumnsPerTable: maxColumns }),
})
