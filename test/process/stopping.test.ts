import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openCore } from '../../src/core.ts'
import { clientOf, eventually, password } from '../gateway.ts'
import type { TestStore } from '../store.ts'
import { type Running, serverForTest, storeForTest } from './command.ts'

const environment = {
  CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com',
  CLUSTERGATE_ADMIN_PASSWORD: password,
  // A quick machine does more than anybody should.
  CLUSTERGATE_POINTS_PER_MINUTE: '1000000',
}
/** For so long, at least, the gateway still answers requests to its readiness probe. */
const graceMilliseconds = 900
const signInDocument = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
const input = { email: 'ada@example.com', password }
const createDatabase = 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }'
const requestReset = 'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }'

const probe = (server: Running, path: string) => fetch(`http://127.0.0.1:${server.port}${path}`)

async function startedServer(): Promise<Running> {
  const server = await serverForTest(await storeForTest(), environment)
  await eventually(() => server.said().includes('Created the Admin'))
  return server
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('turns readiness off, lets the running requests finish, and ends with 0 within 10 seconds', async () => {
    const server = await startedServer()
    const client = clientOf(server.url)
    await eventually(async () => (await probe(server, '/readyz')).status === 200)

    // Each answers after a quarter of a second, known address or not: they run on after the signal.
    const running = Array.from({ length: 8 }, (_, at) =>
      client.run(requestReset, { input: { email: `nobody-${at}@example.com` } }),
    )
    await delay(30)
    const since = performance.now()
    const stopped = server.stop(signal)
    let heardAt = since
    const drains = async () => {
      const drained = await eventually(async () => {
        const answer = await probe(server, '/readyz')
        heardAt = performance.now()
        return answer.status === 503 && answer
      })
      expect(await drained.json()).toEqual({ status: 'draining' })
      expect((await probe(server, '/livez')).status).toBe(200)
    }
    await drains().catch((error) => {
      // Where everything stood still meanwhile, nobody could look before the door was closed.
      if (performance.now() - heardAt < graceMilliseconds) throw error
    })

    for (const answer of await Promise.all(running)) expect(answer.requestPasswordReset).toBeTruthy()
    const { code } = await stopped
    expect(code).toBe(0)
    expect(performance.now() - since).toBeLessThan(10_000)
    await expect(probe(server, '/livez')).rejects.toThrow()
  })

  it('answers every request that it carries out, with clients that keep coming until the door is closed', async () => {
    const store = await storeForTest()
    const server = await serverForTest(store, environment)
    await eventually(() => server.said().includes('Created the Admin'))
    const { signIn } = await clientOf(server.url).run(signInDocument, { input })
    const client = clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` })
    const { clusters } = await client.run('{ clusters { nodes { id } } }')
    const clusterId = clusters.nodes[0].id

    const acknowledged: string[] = []
    const clients = Array.from({ length: 4 }, async (_, at) => {
      for (let count = 0; ; count++) {
        const name = `c${at}-${count}`
        try {
          await client.run(createDatabase, { input: { clusterId, name } })
        } catch (error) {
          // The door is closed: nothing else ever comes back.
          expect((error as Error).message).toBe('fetch failed')
          return
        }
        acknowledged.push(name)
      }
    })
    await eventually(() => acknowledged.length > 20)
    expect((await server.stop(signal)).code).toBe(0)
    await Promise.all(clients)
    expect(await databaseNames(store)).toEqual(acknowledged.sort())
  })
})

async function databaseNames(store: TestStore): Promise<string[]> {
  const core = await openCore(
    readConfig({
      CLUSTERGATE_DATA_DIR: store.dataDirectory,
      ...(store.ownerUrl && { DATABASE_URL: store.ownerUrl }),
    }),
  )
  try {
    return (await core.store.db.selectFrom('databases').select('name').execute()).map(({ name }) => name).sort()
  } finally {
    await core.close()
  }
}

it('a gateway that has read in another process ends with 0, too', async () => {
  const server = await startedServer()
  const { signIn } = await clientOf(server.url).run(signInDocument, { input })
  // Counts are long reads.
  const query = '{ databases(filter: { search: "x" }) { totalCount } auditEvents(first: 1) { totalCount } }'
  await clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` }).run(query)
  expect((await server.stop('SIGTERM')).code).toBe(0)
})
