import 'reflect-metadata'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchemaOf } from './api-schema.ts'
import { printClusterErrorTable, printKindsTable } from './clusters/links/kinds-table.ts'
import { printConfigurationTable } from './config/variables.ts'
import { readConfig } from './config.ts'
import { openCore } from './core.ts'
import { printErrorTable } from './error-table.ts'
import { printGatewaySchema } from './gateway/graphql/schema.ts'
import { printMetricsTable } from './metrics/catalogue.ts'
import { printPrivilegeTable } from './policy/privilege-table.ts'

/** A table of the documentation that is made from the source; it stands between two comments that carry its name. */
interface Table {
  readonly file: string
  readonly name: string
  readonly text: string
}

const tables: readonly Table[] = [
  { file: 'README.md', name: 'privileges', text: printPrivilegeTable() },
  { file: 'docs/operating.md', name: 'configuration', text: printConfigurationTable() },
  { file: 'docs/api.md', name: 'error codes', text: printErrorTable() },
  { file: 'docs/observability.md', name: 'metrics', text: printMetricsTable() },
  { file: 'docs/clusters.md', name: 'kinds', text: printKindsTable() },
  { file: 'docs/clusters.md', name: 'cluster errors', text: printClusterErrorTable() },
]

/**
 * Writes the files that are made from the source and committed with it: the schema, and tables of the documentation.
 */
async function generate(): Promise<void> {
  writeFileSync(inProject('schema/schema.graphql'), await printSchema())
  for (const { file, name, text } of tables) {
    const path = inProject(file)
    const marked = new RegExp(`(<!-- ${name} -->)[^]*(<!-- end of ${name} -->)`)
    const document = readFileSync(path, 'utf8')
    if (!marked.test(document)) throw new Error(`${file} has no place for its table "${name}".`)
    writeFileSync(
      path,
      document.replace(marked, (_, start, end) => `${start}\n\n${text}\n\n${end}`),
    )
  }
}

const inProject = (path: string): URL => new URL(`../${path}`, import.meta.url)

/** Prints the schema. Its resolvers need a store, for which an empty one serves. */
async function printSchema(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-schema-'))
  const core = await openCore(readConfig({ CLUSTERGATE_DATA_DIR: directory }))
  try {
    return printGatewaySchema(buildSchemaOf(core))
  } finally {
    await core.close()
    rmSync(directory, { recursive: true })
  }
}

await generate()
