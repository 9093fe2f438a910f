import 'reflect-metadata'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchemaOf } from './app.ts'
import { readConfig } from './config.ts'
import { openCore } from './core.ts'
import { printGatewaySchema } from './gateway/graphql/schema.ts'
import { printPrivilegeTable } from './policy/privilege-table.ts'

const schemaFile = new URL('../schema/schema.graphql', import.meta.url)
const readmeFile = new URL('../README.md', import.meta.url)

/** Writes what is made from the source and committed with it: the schema, and the privilege table in the README. */
async function generate(): Promise<void> {
  writeFileSync(schemaFile, await printSchema())
  writeFileSync(readmeFile, withTable(readFileSync(readmeFile, 'utf8'), printPrivilegeTable()))
}

/** The schema is made of resolvers, which want a store to stand on; an empty one will do. */
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

const marked = /(<!-- privileges -->)[\s\S]*(<!-- end of privileges -->)/

const withTable = (readme: string, table: string): string => readme.replace(marked, `$1\n\n${table}\n\n$2`)

await generate()
