import { beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { invite } from '../invitations/documents.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { planOf } from './plans.ts'

const { gateway, account } = useWorld()

beforeAll(async () => {
  const { admin } = account
  await createDatabase(account, 'metrics')
  await createToken(admin, account)
  await invite(admin, account, 'mel@example.com')
  await admin.run(
    `mutation { createManagementToken(input: { description: "deploys", permissions: [DATABASE_READ] }) { secret } }`,
  )
})

const ofTokens = ['CREATED_AT', 'DESCRIPTION', 'EXPIRES_AT', 'LAST_USED_AT']

/** Lists that an index holds in each of their orders, as a document begins them. */
const lists: readonly (readonly [list: string, orders: readonly string[]])[] = [
  ['databaseTokens(', ofTokens],
  ['databaseTokens(clusterId: "CLUSTER", ', ofTokens],
  ['cluster(id: "CLUSTER") { databaseTokens(', ofTokens],
  ['managementTokens(', ofTokens],
  ['invitations(', ['CREATED_AT', 'EMAIL', 'EXPIRES_AT']],
  ['auditEvents(', ['SEQUENCE']],
  ['users(', ['EMAIL', 'NAME', 'CREATED_AT']],
  ['databases(', ['NAME', 'CREATED_AT']],
  ['databases(clusterId: "CLUSTER", ', ['NAME', 'CREATED_AT']],
]

const cases = lists.flatMap(([list, orders]) =>
  orders.flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ list, field, direction }))),
)

it.each(cases)('an index holds $list…) by $field $direction, and leads to where a page begins', async (one) => {
  const [first, cursor] = await read(one)
  expect(await planOf(gateway.db, first)).not.toMatch(sorting)

  const [next] = await read(one, cursor)
  const plan = await planOf(gateway.db, next)
  expect(plan).not.toMatch(sorting)
  expect(plan).toMatch(seeking)
})

/** The statement that reads a list, and the cursor of its first row. */
async function read(one: (typeof cases)[number], after?: string): Promise<[statement: string, cursor: string]> {
  const { list, field, direction } = one
  const isWithin = list.includes('{')
  const document = `query ($after: String) { ${list.replace('CLUSTER', account.clusterIds[0] as string)}
    first: 1, after: $after, orderBy: { field: ${field}, direction: ${direction} }
  ) { pageInfo { hasNextPage endCursor } edges { cursor } nodes { id } } ${isWithin ? '}' : ''} }`
  const { result, statements } = await gateway.count(() => account.admin.run(document, { after }))
  const page = isWithin ? result.cluster.databaseTokens : Object.values(result)[0]
  return [statements.findLast((statement) => statement.includes('order by')) as string, page.pageInfo.endCursor]
}

/** That rows are sorted after they were read; those that tie in an order may be. */
const sorting = /USE TEMP B-TREE FOR ORDER BY|(?<!Incremental )Sort {2}\(/

/** That an index is entered where the page begins. */
const seeking = onPostgres ? /Index Cond: .*(ROW\(|[<>])/ : /SEARCH .* USING .*INDEX \w+ \(.*[<>]/
