import { type Command, Option } from 'commander'
import type { ImportFromClusterMutation, UnmanagedQuery } from '../sdk/index.ts'
import { repeated } from './choices.ts'
import { findClusterId } from './clusters.ts'
import { extra, fact, text } from './columns.ts'
import { connect } from './connection.ts'
import { Rehearsed } from './dry-run.ts'
import { exitCodes, wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { showJson, showRows, withOutput } from './output.ts'
import { existing } from './references.ts'
import { tell } from './streams.ts'

type Unmanaged = NonNullable<NonNullable<UnmanagedQuery['cluster']>['unmanaged']>

/** A database or a credential that lies on a cluster, and is not managed here. */
interface Found {
  readonly type: 'database' | 'credential'
  /** By which it is imported. */
  readonly importAs: string
  readonly description?: string
  readonly holds: string
  readonly obstacle: string | null
}

const foundColumns = [
  fact<Found>('type', ({ type }) => type),
  text<Found>('importAs', ({ importAs }) => importAs),
  text<Found>('holds', ({ holds }) => holds),
  text<Found>('obstacle', ({ obstacle }) => obstacle, ''),
  text<Found>('description', ({ description }) => description),
]

type Result = NonNullable<ImportFromClusterMutation['importFromCluster']>['results'][number]

/** The rows of a dry run say more than its events would. */
function dataIfRehearsed(end: unknown): ImportFromClusterMutation {
  if (end instanceof Rehearsed) return end.data as ImportFromClusterMutation
  throw end
}

const resultColumns = (isDryRun: boolean) => [
  text<Result>('name', ({ name }) => name),
  text<Result>('result', ({ error }) => error?.message ?? (isDryRun ? 'would be imported' : 'imported')),
  // What a dry run would make has no id.
  fact<Result>('id', ({ database, token }) => (isDryRun ? null : (database?.id ?? token?.id))),
  extra(fact<Result>('error', ({ error }) => error?.code)),
]

interface ImportOptions extends Output<Result> {
  readonly all?: boolean
  readonly database?: string[]
  readonly credential?: string[]
  readonly dryRun?: boolean
}

export function addClusterImportCommands(cluster: Command): void {
  withOutput(cluster.command('unmanaged'), foundColumns)
    .description('ask a cluster for its databases and credentials that are not managed here')
    .argument('<cluster>', 'its name or id')
    .action(async (given: string, options: Output<Found>, command: Command) => {
      const { client } = await connect(command)
      const found = await client.unmanaged({ clusterId: await findClusterId(client, given) })
      const { unmanaged } = existing('cluster', given, found.cluster)
      const resources = existing('cluster', given, unmanaged)
      if (options.format === 'json') return showJson(resources)
      await showRows(rowsOf(resources), foundColumns, options)
    })

  withOutput(cluster.command('import'), resultColumns(false))
    .description('take over databases and credentials of a cluster as they are; nothing changes there')
    .argument('<cluster>', 'its name or id')
    .addOption(new Option('--all', 'all databases that are not managed here').conflicts('database'))
    .option('--database <unmanaged>', 'this database; repeatable', repeated)
    .option('--credential <external-id>', 'this credential, as a token; repeatable', repeated)
    .option('--dry-run', 'only say what would happen')
    .action(async (given: string, options: ImportOptions, command: Command) => {
      const { all = false, database = [], credential = [], dryRun = false } = options
      if (!all && database.length + credential.length === 0)
        throw wrongUsage(
          'Say what to import: --all, --database or --credential; cluster unmanaged shows what there is.',
        )
      const { client } = await connect(command)
      const clusterId = await findClusterId(client, given)
      const input = { clusterId, databases: all ? null : database, credentials: credential }
      const answer = await client.importFromCluster({ input }).catch(dataIfRehearsed)
      const { results } = existing('cluster', given, answer.importFromCluster)
      await showRows(results, options.columns ?? resultColumns(dryRun), options)
      const failures = results.filter(({ error }) => error !== null).length
      if (failures === 0) return
      tell(`${failures} of ${results.length} ${dryRun ? 'would not be' : 'were not'} imported.`)
      process.exitCode = exitCodes.failed
    })
}

const rowsOf = ({ databases, credentials }: Unmanaged): readonly Found[] => [
  ...databases.map(
    ({ name, retentionPeriod, obstacle }): Found => ({
      type: 'database',
      importAs: name,
      holds: retentionPeriod === null ? 'data for ever' : `data for ${retentionPeriod}`,
      obstacle,
    }),
  ),
  ...credentials.map(
    ({ externalId, description, isAdmin, permissions, obstacle }): Found => ({
      type: 'credential',
      importAs: externalId,
      description,
      holds: isAdmin ? 'every right' : permissions.join(', '),
      obstacle,
    }),
  ),
]
