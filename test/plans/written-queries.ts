import { readdirSync, readFileSync } from 'node:fs'
import { type DefinitionNode, Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql'

/** A query of schema/operations with the fragments that it needs, which may lie in other files. */
export interface WrittenQuery {
  readonly text: string
  readonly operation: OperationDefinitionNode
}

const folder = 'schema/operations'

export const operationFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))

export function writtenQueries(files: readonly string[]): WrittenQuery[] {
  const definitions = files.flatMap((file) => parse(file).definitions)
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  )
  return definitions.flatMap((operation) => {
    if (operation.kind !== Kind.OPERATION_DEFINITION || operation.operation !== 'query') return []
    const needed = new Set<DefinitionNode>([operation])
    // What is added while the set is walked is walked, too.
    for (const definition of needed) {
      visit(definition, {
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value)
          if (!fragment) throw new Error(`${folder} has no fragment ${name.value}.`)
          needed.add(fragment)
        },
      })
    }
    return [{ text: [...needed].map(print).join('\n\n'), operation }]
  })
}
