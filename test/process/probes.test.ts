import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { clientOf, eventually, password } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { serverForTest, storeForTest } from './command.ts'

const administrate = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('the probes', () => {
  it('are open to all and tell nothing', async () => {
    const server = await serverForTest(await storeForTest())
    for (const [path, status] of [['/livez', 'live'] as const, ['/readyz', 'ready'] as const]) {
      const url = `http://127.0.0.1:${server.port}${path}`
      const answer = await eventually(() => fetch(url).then((response) => response.status === 200 && response))
      expect(await answer.json()).toEqual({ status })
    }
  })

  it('say ready only once the first Admin can sign in', async () => {
    const input = { email: 'ada@example.com', password }
    const server = await serverForTest(await storeForTest(), {
      CLUSTERGATE_ADMIN_EMAIL: input.email,
      CLUSTERGATE_ADMIN_PASSWORD: input.password,
    })
    await eventually(async () => (await fetch(`http://127.0.0.1:${server.port}/readyz`)).status === 200)
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { email } } }'
    expect(await clientOf(server.url).run(signIn, { input })).toEqual({ signIn: { user: { email: input.email } } })
  })

  it.runIf(onPostgres)('say not ready, and alive, while the store is gone, and ready when it is back', async () => {
    const store = await storeForTest()
    const server = await serverForTest(store)
    await eventually(() => server.said().includes('Become the first Admin'))
    const name = new URL(store.databaseUrl as string).pathname.slice(1)
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status
    await eventually(async () => (await status('/readyz')) === 200)

    await administrate(`alter database ${name} allow_connections false`)
    await administrate(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    await eventually(async () => (await status('/readyz')) === 503)
    expect(await status('/livez')).toBe(200)

    await administrate(`alter database ${name} allow_connections true`)
    await eventually(async () => (await status('/readyz')) === 200)
  })

  it.runIf(onPostgres)('are answered on while connections break amid the work on them', async () => {
    const store = await storeForTest()
    const server = await serverForTest(store, {
      CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com',
      CLUSTERGATE_ADMIN_PASSWORD: password,
    })
    await eventually(() => server.said().includes('Created the Admin'))
    const name = new URL(store.databaseUrl as string).pathname.slice(1)
    const { signIn } = await clientOf(server.url).run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email: 'ada@example.com', password } },
    )
    const client = clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` })
    const clusterId = (await client.run('{ clusters { nodes { id } } }')).clusters.nodes[0].id

    let isOver = false
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let at = 0; !isOver; at++) {
        const input = { clusterId, description: `token ${writer}-${at}`, permissions: [] }
        await client.send(
          'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
          { input },
        )
      }
    })
    for (let round = 0; round < 30; round++) {
      await administrate(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
      await delay(20)
    }
    isOver = true
    await Promise.all(writers)
    expect((await fetch(`http://127.0.0.1:${server.port}/livez`)).status).toBe(200)
    await eventually(async () => (await fetch(`http://127.0.0.1:${server.port}/readyz`)).status === 200)
    // The last connection to break may not have been missed yet.
    const verified = await eventually(() => client.run('{ verifyAuditLog { intact } }').catch(() => undefined))
    expect(verified).toEqual({ verifyAuditLog: { intact: true } })
  })

  it.runIf(onPostgres)('are joined by a warning where PostgreSQL may forget what was acknowledged', async () => {
    const store = await storeForTest()
    const name = new URL(store.databaseUrl as string).pathname.slice(1)
    await administrate(`alter database ${name} set synchronous_commit = off`)
    const server = await serverForTest(store)
    const warning = 'PostgreSQL runs with synchronous_commit off; set it to on.'
    await eventually(() => server.log().includes(warning))
  })
})
