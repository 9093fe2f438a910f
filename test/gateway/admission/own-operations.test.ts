import { readdirSync, readFileSync } from 'node:fs'
import { Kind, type OperationDefinitionNode, parse } from 'graphql'
import { expect, it } from 'vitest'
import { groupsOnPage } from '../../../src/console/groups/page-size.ts'
import { costOf } from '../../../src/gateway/admission/cost.ts'
import { limits } from '../../../src/gateway/admission/document-limits.ts'

const folder = 'schema/operations'
const document = parse(
  readdirSync(folder)
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n'),
)
const operations = document.definitions.filter(
  (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
)

/** The page of a query that is asked for by a smaller page than others. */
const smallPages: Readonly<Record<string, number>> = { GroupSizes: groupsOnPage }

it('each operation of the SDK, the command line and the console is cheap enough to be run', () => {
  expect(operations.length).toBeGreaterThan(50)
  const dear = operations
    .map((operation) => {
      const name = operation.name?.value ?? ''
      const first = smallPages[name] ?? 20
      return { name, points: costOf(document, operation, { first, withTotalCount: true }).points }
    })
    .filter(({ points }) => points > limits.cost)
  expect(dear).toEqual([])
})

it('the sizes of a page of groups leave room in the limit', () => {
  const sizes = operations.find(({ name }) => name?.value === 'GroupSizes') as OperationDefinitionNode
  expect(costOf(document, sizes, { first: groupsOnPage }).points).toBe(1 + groupsOnPage * 72)
})
