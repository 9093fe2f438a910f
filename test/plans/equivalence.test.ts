import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type Member, openGateway, type TestAccount, type TestGateway } from '../gateway.ts'
import { DocumentGenerator, type GeneratedDocument, seeded } from './documents.ts'

const documentsCount = 2_000

let gateway: TestGateway
let account: TestAccount
let callers: Record<string, string | undefined>
let documents: GeneratedDocument[]

beforeAll(async () => {
  gateway = await openGateway()
  account = await gateway.account()
  const member = await account.join('mel@example.com', ['member'])
  const auditor = await account.join('ann@example.com', ['auditor'])
  const ids = await furnish(account, [member, auditor])
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
    { input: { description: 'ci', permissions: ['DATABASE_READ', 'DATABASE_TOKEN_READ', 'MANAGEMENT_TOKEN_READ'] } },
  )
  callers = {
    anonymous: undefined,
    Admin: account.admin.token,
    Member: member.token,
    Auditor: auditor.token,
    'scoped management token': createManagementToken.secret,
  }
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
  const generator = new DocumentGenerator(schema, ids, seeded(20_261_123))
  documents = Array.from({ length: documentsCount }, () => generator.next())
})
afterAll(() => gateway.close())

describe('a plan', () => {
  for (const name of ['anonymous', 'Admin', 'Member', 'Auditor', 'scoped management token']) {
    it(`answers ${name} byte for byte as Apollo Server and the plain shield do`, async () => {
      let planned = 0
      for (const { query, variables } of documents) {
        const document = `${query}\n${JSON.stringify(variables)}`
        const reference = await ask(callers[name], { query, variables, extensions: {} })
        const answer = await ask(callers[name], { query, variables })
        expect({ ...answer, requestId: '' }, document).toEqual({ ...reference, requestId: '' })
        const isPlanned = await wasPlanned(answer.requestId)
        // Only errors send a query back to Apollo Server: nothing else may fall back in silence.
        if (!reference.text.startsWith('{"errors"')) expect(isPlanned, document).toBe(true)
        if (isPlanned) planned++
      }
      expect(planned).toBeGreaterThan(documents.length / 5)
    }, 120_000)
  }
})

/** An answer without what differs from request to request. `extensions` call for Apollo Server. */
async function ask(token: string | undefined, body: object) {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  const text = (await response.text()).replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
  const { status, headers } = response
  return { status, type: headers.get('content-type'), requestId: headers.get('x-request-id'), text: inOrder(text) }
}

/** Errors come in the order in which their fields happen to end. */
function inOrder(text: string): string {
  if (!text.startsWith('{"errors"')) return text
  const { errors, ...rest } = JSON.parse(text) as { errors: { path?: unknown }[] }
  const keyed = errors.map((error) => [JSON.stringify(error.path), error] as const)
  return JSON.stringify({ errors: keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error), ...rest })
}

/** The log says so once the answer has left. */
async function wasPlanned(requestId: string | null): Promise<boolean> {
  const line = await eventually(() => gateway.log.findLast((one) => one.requestId === requestId))
  return line.planned === true
}

/** Fills an account with a few things of each kind; answers with their ids, and some that are not there. */
async function furnish({ admin, clusterIds }: TestAccount, members: readonly Member[]): Promise<string[]> {
  const databaseIds: string[] = []
  for (const name of ['alpha', 'beta/autogen', 'gamma']) {
    const input = { clusterId: clusterIds[databaseIds.length % 2], name, retentionPeriod: '30d' }
    const { createDatabase } = await admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input },
    )
    databaseIds.push(createDatabase.database.id)
  }
  const tableIds: string[] = []
  for (const name of ['cpu', 'mem']) {
    const { createTable } = await admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId: databaseIds[0], name, partitionTemplate: [{ kind: 'TIME', value: '%Y' }] } },
    )
    tableIds.push(createTable.table.id)
  }
  const tokenIds: string[] = []
  for (const databaseId of [databaseIds[0], '*']) {
    const input = {
      clusterId: clusterIds[0],
      description: `“quoted” ${databaseId}`,
      permissions: [{ action: 'READ', databaseId }],
    }
    const { createDatabaseToken } = await admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input },
    )
    tokenIds.push(createDatabaseToken.token.id)
  }
  const { auditEvents, invitations, groups } = await admin.run(
    '{ auditEvents(first: 2) { nodes { id } } invitations(first: 2) { nodes { id } } groups { nodes { id } } }',
  )
  const listed = [auditEvents, invitations, groups].flatMap(({ nodes }) => nodes.map(({ id }: { id: string }) => id))
  const people = [admin, ...members].map(({ id }) => id)
  const absent = ['database_00000000-0000-4000-8000-000000000000', 'nonsense']
  return [...clusterIds, ...databaseIds, ...tableIds, ...tokenIds, ...listed, ...people, ...absent]
}
