import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'

const source = `
import { graphql } from 'relay-runtime'

export const list = graphql\`
  fragment databaseList on Query
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" })
  @refetchable(queryName: "databaseListPageQuery") {
    databases(first: $first, after: $after) @connection(key: "databaseList_databases") {
      edges { node { id name ...databaseRow } }
    }
  }
\`

export const row = graphql\`
  fragment databaseRow on Database @refetchable(queryName: "databaseRowQuery") { id name cluster { name } }
\`

export const page = graphql\`
  query databasePageQuery { ...databaseList }
\`

export const create = graphql\`
  mutation databaseCreateMutation($input: CreateDatabaseInput!, $connections: [ID!]!) {
    createDatabase(input: $input) {
      database @appendNode(connections: $connections, edgeTypeName: "DatabaseEdge") { id ...databaseRow }
    }
  }
\`

export const remove = graphql\`
  mutation databaseDeleteMutation($input: DeleteInput!) { deleteDatabase(input: $input) { database { id status } } }
\`
`

it('relay-compiler compiles pages, objects fetched again by id, and changes of lists', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-relay-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  mkdirSync(join(directory, 'src'))
  writeFileSync(join(directory, 'src', 'database.ts'), source)
  writeFileSync(join(directory, 'schema.graphql'), readFileSync('schema/schema.graphql'))
  const config = { src: './src', schema: './schema.graphql', language: 'typescript', eagerEsModules: true }
  writeFileSync(join(directory, 'relay.config.json'), JSON.stringify(config))

  const compiler = join(process.cwd(), 'test/clients/node_modules/relay-compiler/cli.js')
  await promisify(execFile)(process.execPath, [compiler, './relay.config.json', '--noWatchman'], {
    cwd: directory,
  }).catch(({ stdout, stderr }) => expect.fail(stdout + stderr))

  const generated = readdirSync(join(directory, 'src', '__generated__'))
  const names = ['databaseList', 'databaseListPageQuery', 'databaseRow', 'databaseRowQuery', 'databasePageQuery']
  const artifacts = [...names, 'databaseCreateMutation', 'databaseDeleteMutation'].map((name) => `${name}.graphql.ts`)
  expect(generated.filter((file) => file !== 'DatabaseEdge.ts').sort()).toEqual(
    expect.arrayContaining(artifacts.sort()),
  )
  const pages = readFileSync(join(directory, 'src', '__generated__', 'databaseListPageQuery.graphql.ts'), 'utf8')
  expect(pages).toMatch(/hasNextPage/)
  expect(pages).toMatch(/endCursor/)
})
