import { describe, expect, it } from 'vitest'
import { eventually } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { clustergate, serverForTest, storeForTest } from './command.ts'

describe.skipIf(onPostgres)('a data directory', () => {
  it('has one server: a second is refused with a sentence, and the first goes on', async () => {
    const store = await storeForTest()
    const server = await serverForTest(store)
    expect(await clustergate(store, ['serve'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `Another server is running on ${store.dataDirectory}. Stop it first, or set CLUSTERGATE_DATA_DIR to another directory.\n`,
    })
    await eventually(async () => (await fetch(`http://127.0.0.1:${server.port}/readyz`)).status === 200)
  })

  it('serves the operator’s commands beside its server', async () => {
    const store = await storeForTest()
    const server = await serverForTest(store)
    await eventually(() => server.said().includes('Become the first Admin'))
    const listed = await clustergate(store, ['account', 'list'])
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('My account'), stderr: '' })
  })

  it('takes a new server once the first was killed', async () => {
    const store = await storeForTest()
    const first = await serverForTest(store)
    await first.stop('SIGKILL')
    const second = await serverForTest(store)
    await eventually(async () => (await fetch(`http://127.0.0.1:${second.port}/readyz`)).status === 200)
  })
})
