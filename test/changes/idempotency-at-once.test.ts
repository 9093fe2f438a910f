import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { openGateway, type TestAccount, type TestGateway } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { createDatabase, createManagementToken, createToken, keyed, toldOf } from './keyed.ts'

const requestsAtOnce = 20

/** On PostgreSQL two gateways share the store; on SQLite one has it for itself. */
let gateways: readonly TestGateway[]
let account: TestAccount
beforeAll(async () => {
  const first = await openGateway()
  gateways = onPostgres ? [first, await openGateway({ store: first.store })] : [first]
  account = await first.account()
})
afterAll(async () => {
  for (const gateway of gateways?.toReversed() ?? []) await gateway.close()
})

/** Sends the same under one key many times at once, to all gateways in turn. */
const sendAll = (document: string, variables: object) => {
  const key = randomUUID()
  return Promise.all(
    Array.from({ length: requestsAtOnce }, (_, at) => {
      const gateway = gateways[at % gateways.length] as TestGateway
      return keyed(gateway, account.admin.token, key).send(document, variables)
    }),
  )
}

const eventsOf = async (resourceId: string) => {
  const { auditEvents } = await account.admin.run(
    'query ($id: ID!) { auditEvents(filter: { resourceIds: [$id] }) { nodes { action outcome } } }',
    { id: resourceId },
  )
  return auditEvents.nodes
}

describe(`${requestsAtOnce} identical requests at once under one Idempotency-Key`, () => {
  it('make one database, and get the same answer, which one of them made', async () => {
    const input = { clusterId: account.clusterIds[0], name: 'metrics' }
    const answers = await sendAll(createDatabase, { input })

    expect(answers.flatMap(faults)).toEqual([])
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1)
    expect(answers.filter((answer) => !(toldOf(answer) as { replayed: boolean }).replayed)).toHaveLength(1)
    expect(await eventsOf(answers[0]?.data.createDatabase.database.id)).toEqual([
      { action: 'database.create', outcome: 'SUCCEEDED' },
    ])
  })

  it.each([
    ['database token', createToken, 'databaseTokens', { permissions: [] }],
    ['management token', createManagementToken, 'managementTokens', { permissions: ['USER_READ'] }],
  ])('make one %s, and one of them gets its secret', async (kind, document, list, more) => {
    const clusterId = kind === 'database token' ? { clusterId: account.clusterIds[0] } : {}
    const answers = await sendAll(document, { input: { ...clusterId, description: 'ingest', ...more } })

    const [made, ...others] = answers.filter(({ errors }) => errors.length === 0)
    const { secret, token } = Object.values(made?.data)[0] as { secret: string; token: { id: string } }
    expect(others).toEqual([])
    const refused = answers.filter(({ errors }) => errors.length > 0)
    for (const { errors, text } of refused) {
      expect(errors[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', resourceId: token.id })
      expect(text).not.toContain(secret)
    }
    const found = await account.admin.run(`{ ${list}(filter: { search: "ingest" }) { nodes { id } } }`)
    expect(found[list].nodes).toEqual([{ id: token.id }])
    expect(await eventsOf(token.id)).toHaveLength(1)
  })

  it('leave the audit log whole', async () => {
    const { verifyAuditLog } = await account.admin.run('{ verifyAuditLog { intact } }')
    expect(verifyAuditLog.intact).toBe(true)
  })
})
