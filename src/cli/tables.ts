import type { Command } from 'commander'
import type { ResourceStatus, TableFieldsFragment } from '../sdk/index.ts'
import { extra, fact, number, text, time } from './columns.ts'
import { confirmByName, type Forcing } from './confirm.ts'
import { type Connection, connect } from './connection.ts'
import { clusterOption, findDatabase } from './databases.ts'
import { withDryRun } from './dry-run.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { withOutput } from './output.ts'
import { describeTemplate, withPartitionTemplate } from './partition-template.ts'
import { existing, isIdOf, type Named, pick, theOne } from './references.ts'
import { type FilterOptions, filterOf, withFilter } from './restorable.ts'
import { syncColumns } from './sync-words.ts'
import { showChanged, type Waiting, withWaiting } from './waiting.ts'

type Row = TableFieldsFragment

const columns = [
  text<Row>('name', ({ name }) => name),
  fact<Row>('status', ({ status }) => status),
  ...syncColumns<Row>(),
  text<Row>('partitionTemplate', ({ partitionTemplate }) => describeTemplate(partitionTemplate)),
  time<Row>('createdAt', ({ createdAt }) => createdAt),
  fact<Row>('id', ({ id }) => id),
  extra(fact<Row>('inheritsPartitionTemplate', ({ inheritsPartitionTemplate }) => inheritsPartitionTemplate)),
  extra(time<Row>('deletedAt', ({ deletedAt }) => deletedAt)),
  extra(time<Row>('restorableUntil', ({ restorableUntil }) => restorableUntil)),
  extra(number<Row>('version', ({ version }) => version)),
]

interface InDatabase {
  readonly cluster?: string
}

/** The options of a verb that changes a table. */
type Changing = Output<Row> & InDatabase & Waiting & Expecting

export function addTableCommands(table: Command): void {
  withFilter(withList(inDatabase(table.command('list')), columns).description('list the tables of a database')).action(
    async (database: string, options: ListOptions<Row> & InDatabase & FilterOptions, command: Command) => {
      const connection = await connect(command)
      const { id: databaseId } = await findDatabase(connection, database, options.cluster)
      const filter = filterOf(options)
      await showList((page) => connection.client.tables.all({ databaseId, filter }, page), columns, options)
    },
  )

  const create = withDryRun(withWaiting(withOutput(inDatabase(table.command('create')), columns)))
    .description('create a table before its first write, to give it a partition template of its own')
    .argument('<name>', 'up to 64 letters, digits, _ and -')
  const partitionTemplate = withPartitionTemplate(create)
  create.action(async (database: string, name: string, options: Changing, command: Command) => {
    const connection = await connect(command)
    const { id: databaseId } = await findDatabase(connection, database, options.cluster)
    const input = { databaseId, name, partitionTemplate: partitionTemplate() }
    const { createTable } = await connection.client.createTable({ input })
    await showChanged(connection, existing('table', name, createTable).table, columns, options)
  })

  withChanging(table.command('rename'))
    .description('rename a table')
    .argument('<table>', 'its name or id')
    .argument('<name>', 'the new name')
    .action(async (database: string, given: string, name: string, options: Changing, command: Command) => {
      const connection = await connect(command)
      const { id } = await findTable(connection, database, given, options.cluster)
      const { renameTable } = await connection.client.renameTable({
        input: { id, name, expectedVersion: options.expectVersion },
      })
      await showChanged(connection, existing('table', given, renameTable).table, columns, options)
    })

  withChanging(table.command('delete'))
    .description('delete a table; it can be undeleted for seven days')
    .argument('<table>', 'its name or id')
    .option('--force', 'skip the confirmation')
    .action(async (database: string, given: string, options: Changing & Forcing, command: Command) => {
      const connection = await connect(command)
      const { id, name } = await findTable(connection, database, given, options.cluster)
      await confirmByName(name, 'The table goes with all its data.', options)
      const input = { id, confirmName: name, expectedVersion: options.expectVersion }
      const { deleteTable } = await connection.client.deleteTable({ input })
      await showChanged(connection, existing('table', given, deleteTable).table, columns, options)
    })

  withChanging(table.command('undelete'))
    .description('restore a deleted table')
    .argument('<table>', 'its name or id')
    .action(async (database: string, given: string, options: Changing, command: Command) => {
      const connection = await connect(command)
      const { id } = await findTable(connection, database, given, options.cluster, 'DELETED')
      const { undeleteTable } = await connection.client.undeleteTable({ id, expectedVersion: options.expectVersion })
      await showChanged(connection, existing('table', given, undeleteTable).table, columns, options)
    })
}

const inDatabase = (command: Command): Command =>
  command.argument('<database>', 'its name or id').addOption(clusterOption())

const withChanging = (command: Command): Command =>
  withDryRun(withExpectVersion(withWaiting(withOutput(inDatabase(command), columns))))

/** Finds a table by its name or id, in a database by its name or id. */
async function findTable(
  connection: Connection,
  database: string,
  given: string,
  onCluster: string | undefined,
  status: ResourceStatus = 'ACTIVE',
): Promise<Named> {
  const { id: databaseId } = await findDatabase(connection, database, onCluster)
  const isId = isIdOf('table', given)
  const filter = { statuses: [status], ...(!isId && { search: given }) }
  const found = await pick(connection.client.tables.all({ databaseId, filter }), ({ id, name, createdAt }) =>
    (isId ? id : name) === given ? { id, name, label: `${name}, created ${createdAt}` } : undefined,
  )
  return theOne(status === 'DELETED' ? 'deleted table' : 'table', given, found)
}
