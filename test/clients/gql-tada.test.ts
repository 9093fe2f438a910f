import { expect, it } from 'vitest'
import { read } from '../docs/documents.ts'
import { blockOf, complaintsOf, projectOf, strictly } from '../docs/project.ts'

it('gql.tada types a query with the plugin and the code that docs/sdk.md prints', async () => {
  const plugins = /`("plugins": \[.*?\])`/.exec(read('docs/sdk.md'))?.[1]
  const compilerOptions = { ...strictly, skipLibCheck: true, ...JSON.parse(`{${plugins}}`) }
  const project = projectOf(
    {
      'schema.graphql': read('schema/schema.graphql'),
      'src/names.ts': `import type { ResultOf } from 'gql.tada'
        ${blockOf('ts', 'import { initGraphQLTada }')}
        export const first = ({ databases }: ResultOf<typeof names>): string | undefined => databases?.nodes[0]?.name`,
      'tsconfig.json': JSON.stringify({ compilerOptions, include: ['src'] }),
    },
    Object.fromEntries(['gql.tada', 'graphql'].map((name) => [name, `test/clients/node_modules/${name}`])),
  )
  const generate = ['generate', 'output'] as const
  expect(await complaintsOf(project, 'test/clients/node_modules/.bin/gql.tada', ...generate)).toBe('')
  expect(await complaintsOf(project, 'node_modules/.bin/tsc', '-p', '.')).toBe('')
})
