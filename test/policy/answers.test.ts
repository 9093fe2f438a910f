import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../gateway.ts'
import { useWorld } from '../world.ts'

const { gateway, account } = useWorld()
/** Makes database tokens, and may read none. */
let program: Client

beforeAll(async () => {
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'mint', permissions: ['DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_UPDATE'] } },
  )
  program = gateway.as(createManagementToken.secret)
})

const create = (selection: string) =>
  `mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { ${selection} } }`
const input = (description: string) => ({
  input: { clusterId: account.clusterIds[0], description, permissions: [{ action: 'READ', databaseId: '*' }] },
})
const descriptions = async () =>
  (await account.admin.run('{ databaseTokens(first: 100) { nodes { description } } }')).databaseTokens.nodes.map(
    ({ description }: { description: string }) => description,
  )

describe('a mutation whose answer its caller may not read', () => {
  it('is refused before it has an effect, so that no secret is lost; the audit log says so', async () => {
    for (const selection of ['secret token { id }', 'secret ...Made', 'token { __typename status } secret']) {
      const fragment = selection.includes('Made') ? ' fragment Made on DatabaseTokenSecretPayload { token { id } }' : ''
      const { errors } = await program.send(create(selection) + fragment, input('lost'))
      expect(errors).toMatchObject([
        { path: ['createDatabaseToken'], extensions: { code: 'FORBIDDEN', permission: 'DATABASE_TOKEN_READ' } },
      ])
    }
    expect(await descriptions()).not.toContain('lost')
    const { auditEvents } = await account.admin.run(
      '{ auditEvents(first: 3, filter: { actions: ["database_token.create"] }) { nodes { outcome errorCode } } }',
    )
    expect(auditEvents.nodes).toEqual(Array(3).fill({ outcome: 'DENIED', errorCode: 'FORBIDDEN' }))
  })

  it('runs when it asks for what may be read, or leaves the rest out', async () => {
    const { createDatabaseToken } = await program.run(create('secret'), input('kept'))
    expect(createDatabaseToken.secret).toEqual(expect.any(String))
    const query = `mutation ($input: CreateDatabaseTokenInput!, $with: Boolean!) {
      createDatabaseToken(input: $input) { secret token @include(if: $with) { id } }
    }`
    await program.run(query, { ...input('kept too'), with: false })
    expect(await descriptions()).toEqual(expect.arrayContaining(['kept', 'kept too']))
  })
})
