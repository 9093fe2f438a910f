import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../src/sdk/index.ts'
import { clientOf, gatewayForTest } from '../gateway.ts'
import { networkTo } from '../store/postgres-proxy.ts'
import { makeStore, onPostgres } from '../store.ts'

/** A gateway with an account, on a store whose answers to commits can be lost. */
async function worldBehindNetwork() {
  const place = await makeStore()
  onTestFinished(() => place.remove())
  const network = await networkTo(place.databaseUrl as string)
  onTestFinished(() => network.close())
  const gateway = await gatewayForTest({ store: { ...place, databaseUrl: network.url } })
  const { admin, clusterIds } = await gateway.account()
  const input = { clusterId: clusterIds[0] ?? '', name: 'telemetry' }
  const databases = async () => (await admin.run('{ databases { nodes { id name } } }')).databases.nodes
  return { gateway, network, admin, input, databases }
}

const createDatabase =
  'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }'
const created = { filter: { actions: ['database.create'] } }
const eventsDocument = 'query ($filter: AuditFilter) { auditEvents(filter: $filter) { nodes { outcome } } }'

describe.skipIf(!onPostgres)('a change during whose commit the connection to PostgreSQL breaks', () => {
  it.each([
    ['before it reaches the server', 'request', []],
    ['before its answer arrives', 'answer', [{ outcome: 'SUCCEEDED' }]],
  ] as const)('is answered with UNKNOWN_OUTCOME %s, and under its key is made once', async (_, at, events) => {
    const { gateway, network, admin, input, databases } = await worldBehindNetwork()
    const keyed = clientOf(gateway.url, { authorization: `Bearer ${admin.token}`, 'idempotency-key': 'make-telemetry' })
    network.cutCommits(at)
    const lost = await keyed.send(createDatabase, { input })
    network.heal()

    expect(lost).toMatchObject({ status: 200, data: { createDatabase: null } })
    expect(lost.errors).toMatchObject([{ path: ['createDatabase'], extensions: { code: 'UNKNOWN_OUTCOME' } }])
    const requestId = lost.headers.get('x-request-id')
    expect(gateway.log.filter((line) => line['requestId'] === requestId)).toMatchObject([
      { msg: 'fault', level: 50, fault: { code: 'UNKNOWN_OUTCOME', cause: { stack: expect.any(Array) } } },
      { msg: 'request', outcome: 'UNKNOWN_OUTCOME' },
    ])
    // What was not made has no event, and what was made has that of a success only.
    expect((await admin.run(eventsDocument, created)).auditEvents.nodes).toEqual(events)
    expect(await databases()).toHaveLength(events.length)

    const again = await keyed.send(createDatabase, { input })
    expect(again.errors).toEqual([])
    expect(JSON.parse(again.text).extensions.idempotency).toMatchObject({ replayed: at === 'answer' })
    expect(await databases()).toEqual([again.data.createDatabase.database])
    expect((await admin.run('{ verifyAuditLog { intact } }')).verifyAuditLog.intact).toBe(true)
  })

  it('is repeated by the SDK where it has a key, and only there', async () => {
    const { gateway, network, admin, input, databases } = await worldBehindNetwork()
    let attempts = 0
    const fetch: typeof globalThis.fetch = async (...request) => {
      attempts++
      const response = await globalThis.fetch(...request)
      network.heal()
      return response
    }
    const client = createClient({ url: gateway.url, token: admin.token, fetch })
    network.cutCommits('answer')
    const { createDatabase: made } = await client.createDatabase({ input }, { idempotent: true })
    expect([attempts, await databases()]).toEqual([2, [{ id: made?.database.id, name: 'telemetry' }]])

    network.cutCommits('request')
    const keyless = client.createDatabase({ input: { ...input, name: 'metrics' } })
    await expect(keyless).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME', status: 200 })
    expect([attempts, await databases()]).toEqual([3, [{ id: made?.database.id, name: 'telemetry' }]])
  })

  it('that needs no credential is answered so, too', async () => {
    const { gateway, network, admin, databases } = await worldBehindNetwork()
    network.cutCommits('answer')
    const input = { email: admin.email, password: admin.password }
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
    const { errors } = await gateway.anonymous.send(signIn, { input })
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_OUTCOME' } }])
    network.heal()
    expect(await databases()).toEqual([])
  })
})
