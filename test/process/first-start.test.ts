import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { acceptDocument, clientOf, eventually, password, secretOf } from '../gateway.ts'
import { clustergate, serverForTest, startServer, storeForTest } from './command.ts'

const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { email groups { key } } } }'
const link = /http:\/\/gateway\.test\/accept#cgi_\S+/g

describe('the first start', () => {
  it('prints the link of the first Admin once, and later starts do not', async () => {
    const store = await storeForTest()
    const first = await serverForTest(store)
    const [shown] = await eventually(() => first.said().match(link) ?? undefined)
    expect(first.said()).toContain(`Data lies in`)
    expect(first.said()).toContain(store.dataDirectory)
    expect(first.said().match(link)).toHaveLength(1)
    expect(first.log()).not.toContain(secretOf(shown as string))

    const input = { secret: secretOf(shown as string), name: 'Ada', password }
    const { acceptInvitation } = await clientOf(first.url).run(acceptDocument, { input })
    expect(acceptInvitation.user.email).toBe('admin@localhost')
    await first.stop('SIGTERM')

    const second = await serverForTest(store)
    const answer = await clientOf(second.url).run(signIn, { input: { email: 'admin@localhost', password } })
    expect(answer.signIn.user.groups).toEqual([{ key: 'admin' }])
    expect(second.said()).not.toMatch(link)
  })

  it('creates the Admin whom the environment names, and says so without the password', async () => {
    const store = await storeForTest()
    const environment = {
      CLUSTERGATE_ADMIN_EMAIL: 'grace@example.com',
      CLUSTERGATE_ADMIN_PASSWORD: password,
      CLUSTERGATE_ACCOUNT_NAME: 'Grace’s',
      CLUSTERGATE_CLUSTER_NAME: 'west',
      CLUSTERGATE_CLUSTER_URL: 'https://west.example.com',
    }
    const server = await serverForTest(store, environment)
    await eventually(() => server.said().includes('Created the Admin grace@example.com'))
    expect(server.said() + server.log()).not.toContain(password)
    const answer = await clientOf(server.url).run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken user { groups { key } } } }',
      { input: { email: 'grace@example.com', password } },
    )
    expect(answer.signIn.user.groups).toEqual([{ key: 'admin' }])
    const mine = await clientOf(server.url, { authorization: `Bearer ${answer.signIn.accessToken}` }).run(
      '{ account { name } clusters { nodes { name url } } }',
    )
    expect(mine).toEqual({
      account: { name: 'Grace’s' },
      clusters: { nodes: [{ name: 'west', url: 'https://west.example.com' }] },
    })
  })

  it('still creates that Admin later, as long as nobody has joined', async () => {
    const store = await storeForTest()
    const environment = { CLUSTERGATE_ADMIN_EMAIL: 'grace@example.com', CLUSTERGATE_ADMIN_PASSWORD: password }
    await (await startServer(store)).stop('SIGTERM')

    const second = await serverForTest(store, environment)
    await eventually(() => second.said().includes('Created the Admin grace@example.com'))
    await second.stop('SIGTERM')

    const third = await serverForTest(store, { ...environment, CLUSTERGATE_ADMIN_EMAIL: 'eve@example.com' })
    const attempt = clientOf(third.url).run(signIn, { input: { email: 'eve@example.com', password } })
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    expect(third.said()).not.toContain('Created')
    expect(JSON.parse((await clustergate(store, ['account', 'list', '--format', 'json'])).stdout)).toHaveLength(1)
  })

  it('makes one account and one link when two instances start at once', async (test) => {
    const store = await storeForTest()
    // On SQLite there is one server on a data directory.
    if (store.databaseUrl === undefined) return test.skip()
    const servers = await Promise.all([serverForTest(store), serverForTest(store)])
    await eventually(() => servers.some((server) => link.test(server.said())))
    for (const server of servers) await server.stop('SIGTERM')
    expect(servers.flatMap((server) => server.said().match(link) ?? [])).toHaveLength(1)
    expect(JSON.parse((await clustergate(store, ['account', 'list', '--format', 'json'])).stdout)).toHaveLength(1)
  })

  it('leaves nothing behind when the port is taken: the link is for the start that succeeds', async () => {
    const store = await storeForTest()
    const squatter = createServer()
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void squatter.close())
    const { port } = squatter.address() as AddressInfo

    const failed = await clustergate(store, ['serve'], { PORT: String(port) })
    expect(failed).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is taken on 127.0.0.1: set PORT to another, or stop what uses it.\n`,
    })
    const server = await serverForTest(store)
    await eventually(() => server.said().match(link))
  })

  it('is stopped by a sentence about a wrong variable', async () => {
    const store = await storeForTest()
    expect(await clustergate(store, ['serve'], { CLUSTERGATE_DATADIR: '/tmp' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'CLUSTERGATE_DATADIR is not a variable of Clustergate. Did you mean CLUSTERGATE_DATA_DIR?\n',
    })
  })

  it.runIf(existsSync('/proc/self'))(
    'ends with a sentence where the system lets nobody make a directory, and does not hang',
    async () => {
      const store = await storeForTest()
      for (const directory of ['/proc/clustergate', '/proc/clustergate/data']) {
        expect(await clustergate(store, ['serve'], { CLUSTERGATE_DATA_DIR: directory, DATABASE_URL: '' })).toEqual({
          code: 1,
          stdout: '',
          stderr: '/proc/clustergate cannot be made: no directory can be made there.\n',
        })
      }
      const profile = ['config', 'profile', 'set', 'work', '--url', 'https://gateway.example.com']
      expect(await clustergate(store, profile, { XDG_CONFIG_HOME: '/proc' })).toMatchObject({
        code: 1,
        stderr: '/proc/clustergate cannot be made: no directory can be made there.\n',
      })
    },
  )

  it('says what is wrong with a data directory or a PostgreSQL that cannot be used', async () => {
    const store = await storeForTest()
    const noDirectory = await clustergate(store, ['serve'], {
      CLUSTERGATE_DATA_DIR: '/dev/null/data',
      DATABASE_URL: '',
    })
    expect(noDirectory).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^\/dev\/null.* cannot be read.*\.\n$/),
    })

    const secret = 'postgres://someone:s3cret@127.0.0.1:1/nowhere'
    const noPostgres = await clustergate(store, ['serve'], { DATABASE_URL: secret })
    expect(noPostgres).toMatchObject({
      code: 1,
      stderr: 'PostgreSQL cannot be reached: nothing listens where DATABASE_URL points.\n',
    })
  })
})
