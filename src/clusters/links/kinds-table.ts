import { printDuration } from '../../values/duration.ts'
import { type Capabilities, type ClusterErrorCode, clusterErrorCodes } from '../drivers/driver.ts'
import { type Kind, kinds } from '../drivers/kinds.ts'
import { advice, enforcementWords } from './link-words.ts'

const yes = (may: boolean): string => (may ? 'yes' : '–')

/** What the rows of the table tell of a kind. */
const rows: Readonly<Record<string, (capabilities: Capabilities) => string>> = {
  'databases at most': ({ databasesMax }) => (databasesMax === null ? 'any number' : String(databasesMax)),
  'rename a database': ({ renameDatabase }) => yes(renameDatabase),
  'change how long it keeps data': ({ changeRetention }) => yes(changeRetention),
  'shortest retention': ({ retentionSecondsMin }) => printDuration(retentionSecondsMin),
  'retention in steps of': ({ retentionSecondsStep }) => printDuration(retentionSecondsStep),
  'a deleted database is kept by': ({ undeleteDatabase }) =>
    undeleteDatabase === 'NATIVE' ? 'the cluster' : 'the gateway',
  'its name is free at once': ({ deletedNameIsFree }) => yes(deletedNameIsFree),
  'names with a slash': ({ slashInDatabaseNames }) => yes(slashInDatabaseNames),
  '`maxTables`, `maxColumnsPerTable`': ({ tableLimits }) => yes(tableLimits),
  'partition templates': ({ partitionTemplates }) => yes(partitionTemplates),
  'create, rename, delete tables': ({ tables }) => yes(tables),
  'a token’s secret is made by': ({ secretsBy }) => (secretsBy === 'CLUSTER' ? 'the cluster' : 'the gateway'),
  'change a token’s permissions': ({ changeTokenGrants }) => yes(changeTokenGrants),
  'permissions on every database': ({ everyDatabase }) =>
    everyDatabase === 'NATIVE' ? 'yes' : 'one by one, by the gateway',
}

/** What each kind of cluster can do, in Markdown, with its usual way to enforce tokens. */
export function printKindsTable(): string {
  const columns = Object.values(kinds)
  const wordOf = (kind: Kind) =>
    kind.enforcements.map(
      (way) => `\`${Object.keys(enforcementWords).find((word) => enforcementWords[word] === way)}\``,
    )
  const can = columns.map((kind) => kind.capabilities({ enforcement: kind.enforcements[0], verifiesJwt: true }))
  return table(
    ['', ...columns.map(({ title }) => title)],
    [
      ['`--enforcement`, the usual way first', ...columns.map((kind) => wordOf(kind).join(', '))],
      ...Object.entries(rows).map(([name, tell]) => [name, ...can.map(tell)]),
    ],
  )
}

/** What the faults of a cluster mean, and what to do, in Markdown. */
export const printClusterErrorTable = (): string =>
  table(
    ['Code', 'Meaning', 'What to do'],
    (Object.keys(clusterErrorCodes) as ClusterErrorCode[]).map((code) => [
      `\`${code}\``,
      clusterErrorCodes[code],
      advice[code],
    ]),
  )

const table = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => ':--'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
