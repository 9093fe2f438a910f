import { expect, it } from 'vitest'
import { built } from '../built.ts'
import { read } from './documents.ts'
import { blockOf, complaintsOf, projectOf, strictly } from './project.ts'

await built()

const tsc = 'node_modules/.bin/tsc'
const example = 'import { ClustergateError, createClient }'

it('the example of the SDK compiles, strictly', async () => {
  const compilerOptions = { ...strictly, types: ['node'] }
  const project = projectOf(
    {
      'example.ts': blockOf('ts', example),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['example.ts'] }),
    },
    { 'clustergate-sdk': 'dist/sdk', '@types/node': 'node_modules/@types/node' },
  )
  expect(await complaintsOf(project, tsc, '-p', '.')).toBe('')
})

it('graphql-codegen types a query of one’s own with the configuration that is printed', async () => {
  const project = projectOf(
    {
      'codegen.yml': blockOf('yaml', 'schema: schema.graphql\ndocuments: src'),
      'schema.graphql': read('schema/schema.graphql'),
      'src/names.ts': `import type { ResultOf } from '@graphql-typed-document-node/core'
        import { graphql } from './gql/index.js'
        const names = graphql(\`query Names { databases { nodes { name } } }\`)
        export const first = ({ databases }: ResultOf<typeof names>): string | undefined => databases?.nodes[0]?.name`,
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...strictly, skipLibCheck: true }, include: ['src'] }),
    },
    Object.fromEntries(
      ['graphql', '@graphql-codegen', '@graphql-typed-document-node'].map((name) => [name, `node_modules/${name}`]),
    ),
  )
  expect(await complaintsOf(project, 'node_modules/.bin/graphql-codegen', '--config', 'codegen.yml')).toBe('')
  expect(await complaintsOf(project, tsc, '-p', '.')).toBe('')
})

it('the package of the SDK says of itself what the documentation says, with every error code', () => {
  const readme = read('dist/sdk/README.md')
  expect(readme).toContain(blockOf('ts', example))
  for (const [row] of read('docs/api.md').matchAll(/^\| `[A-Z_]+` \|.*$/gm)) expect(readme).toContain(row)
  // It lies alone, so that a link into the project would lead nowhere.
  expect(readme).not.toMatch(/\]\((?!https:)/)
})
