import { setImmediate as turn } from 'node:timers/promises'
import { execute, type GraphQLSchema, getOperationAST, type OperationDefinitionNode, parse, validate } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/gateway/plans/compile.ts'
import { run } from '../../src/gateway/plans/run.ts'
import { Unplanned } from '../../src/gateway/plans/unplanned.ts'
import { allPermissions, type Permission } from '../../src/policy/permissions.ts'
import { RequestContext } from '../../src/requests/request-context.ts'
import { DocumentGenerator, type GeneratedDocument, seeded } from './documents.ts'
import { madeUpIds, makeUpSchema } from './made-up-schema.ts'

const documentsCount = 3_000

const schema = makeUpSchema()

describe('a plan of a schema that has everything', () => {
  it('says what graphql-js says of random documents, or leaves them to it: all that end in errors, and no other', async () => {
    const generator = new DocumentGenerator(schema, madeUpIds, seeded(16))
    let whole = 0
    let left = 0
    for (let count = 0; count < documentsCount; count++) {
      const document = generator.next()
      const expected = await byGraphql(document)
      const text = await byPlan(document)
      // Null for a condition is left to graphql-js as a whole, also where it would never come to it.
      const mayBeLeft = text === undefined && Object.values(document.variables).includes(null)
      if (!mayBeLeft) expect(text, `${document.query}\n${JSON.stringify(document.variables)}`).toBe(expected)
      if (expected === undefined) left++
      else whole++
    }
    expect(whole).toBeGreaterThan(documentsCount / 2)
    expect(left).toBeGreaterThan(documentsCount / 20)
  }, 60_000)

  it.each([
    [
      'lists of lists, with nulls',
      '{ databases { grid deep flags palette siblings(first: 2) { id } } clusters { name } }',
    ],
    ['floats as JSON writes them', '{ databases(first: 4) { ratio ratios cluster { weight } } }'],
    ['scalars of any kind', '{ databases(first: 4) { at anything } }'],
    [
      'objects of several types side by side',
      `query ($ids: [ID!]!) {
      nodes(ids: $ids) { __typename id ... on Database { title: name } ... on Cluster { title: name } }
    }`,
    ],
    [
      'fields that fragments ask for twice',
      `{
      databases { cluster { id } ...More ... on Node { id } }
    } fragment More on Database { cluster { name ... on Cluster { id weight } } }`,
    ],
    [
      'values of variables within inputs',
      `query ($first: Int = 2, $ids: [ID!]!) {
      databases(first: $first) { echo(number: $first, shape: { size: $first }, colours: [RED, GREEN]) }
      nodes(ids: $ids) @skip(if: true) { id }
    }`,
    ],
    ['empty lists', '{ databases(first: 0) { id cluster { id } siblings { id } } }'],
  ])('covers %s', async (_what, query) => {
    const ids = [madeUpIds[0], madeUpIds.at(-1), madeUpIds[5], madeUpIds[1]]
    const variables = query.includes('$ids') ? { ids } : {}
    const expected = await byGraphql({ query, variables })

    expect(expected).toBeTypeOf('string')
    expect(await byPlan({ query, variables })).toBe(expected)
  })

  it('loads a relation once for a whole level, and no key twice', async () => {
    const loads: (readonly string[])[] = []
    const counted = makeUpSchema((ids) => loads.push(ids))
    const plan = planOf(
      '{ databases(first: 4) { cluster { id databases(first: 4) { cluster { name } } } } }',
      {},
      counted,
    )

    await run(plan, contextOf(allPermissions), {})

    expect(loads).toHaveLength(1)
    expect(loads[0]?.length).toBeGreaterThan(1)
    expect(new Set(loads[0]).size).toBe(loads[0]?.length)
  })

  it.each([
    ['a field that breaks', `{ table(id: "${madeUpIds[10]}") { fragile } }`],
    ['a null where there may be none', `{ table(id: "${madeUpIds.at(-1)}") { id } }`],
    ['a number that is no Int', `{ node(id: "${madeUpIds[7]}") { ... on Cluster { size } } }`],
  ])('leaves %s to graphql-js, which tells it in full', async (_what, query) => {
    expect(await byGraphql({ query, variables: {} })).toBeUndefined()
    expect(await byPlan({ query, variables: {} })).toBeUndefined()
  })

  it('leaves no rejection unheard when one field breaks at once, and another one later', async () => {
    const unheard: unknown[] = []
    const listen = (error: unknown) => unheard.push(error)
    process.on('unhandledRejection', listen)
    const query = `{ table(id: "${madeUpIds[10]}") { fragile } node(id: "${madeUpIds[7]}") { ... on Cluster { size } } }`

    expect(await byPlan({ query, variables: {} })).toBeUndefined()

    await turn()
    process.off('unhandledRejection', listen)
    expect(unheard).toEqual([])
  })

  it('is not made for what the privilege table does not name, nor for what is no query', () => {
    const strange = makeUpSchema()
    const database = strange.getType('Database') as { name: string }
    database.name = 'Stranger'

    expect(() => planOf('{ databases { id } }', {}, strange)).toThrow(Unplanned)
    expect(() => planOf('{ __schema { types { name } } }', {})).toThrow(Unplanned)
    expect(() => planOf('mutation { signOut }', {})).toThrow(Unplanned)
    expect(() => planOf('subscription { signOut }', {})).toThrow(Unplanned)
  })

  it('is not carried out for a caller who lacks what an object on the way requires', async () => {
    const query = '{ databases { id cluster { id } } }'
    const plan = planOf(query, {})

    await expect(carriedOut(plan, contextOf(['DATABASE_READ', 'CLUSTER_READ']), {})).resolves.toContain('"cluster"')
    await expect(carriedOut(plan, contextOf(['DATABASE_READ']), {})).rejects.toThrow(Unplanned)
    await expect(carriedOut(plan, contextOf(['CLUSTER_READ']), {})).rejects.toThrow(Unplanned)
  })
})

/** The JSON of `data` as graphql-js makes it; undefined where there are errors. */
async function byGraphql({ query, variables }: GeneratedDocument): Promise<string | undefined> {
  const document = parse(query)
  expect(validate(schema, document), query).toEqual([])
  const contextValue = contextOf(allPermissions)
  const { data, errors } = await execute({ schema, document, contextValue, variableValues: variables })
  return errors ? undefined : JSON.stringify(data)
}

/** A plan that needs no work that takes a while answers, or throws, at once. */
const carriedOut = async (...parts: Parameters<typeof run>): Promise<string> => run(...parts)

/** The same by a plan; undefined where it leaves the query to graphql-js. */
async function byPlan({ query, variables }: GeneratedDocument): Promise<string | undefined> {
  try {
    return await carriedOut(planOf(query, variables), contextOf(allPermissions), coercedOf(query, variables))
  } catch {
    return undefined
  }
}

function planOf(query: string, variables: Record<string, unknown>, of: GraphQLSchema = schema) {
  const document = parse(query)
  const operation = getOperationAST(document) as OperationDefinitionNode
  return compile(of, document, operation, coercedOf(query, variables))
}

function coercedOf(query: string, variables: Record<string, unknown>): Record<string, unknown> {
  const { variableDefinitions = [] } = getOperationAST(parse(query)) as OperationDefinitionNode
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables)
  expect(errors).toBeUndefined()
  return coerced as Record<string, unknown>
}

/** Of a context, plans need no more than the caller. */
function contextOf(permissions: readonly Permission[]): RequestContext {
  const origin = { requestId: 'request', ip: null, client: 'test' }
  const caller = { kind: 'person', id: 'user', accountId: 'account', origin, permissions: new Set(permissions) }
  const given: unknown = [caller]
  return new RequestContext(...(given as ConstructorParameters<typeof RequestContext>))
}
