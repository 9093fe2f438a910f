import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestGateway } from '../gateway.ts'
import { type Cluster, checkPortOf, openChecking, openCluster } from './checks.ts'
import { kinds } from './data-plane.ts'
import { askData, type DataProxy, startDataProxy } from './data-proxy.ts'

/** A request that has reached the cluster. */
interface Reached {
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
}

describe.each(kinds)('%s before a cluster that asks for a credential of its own', (kind) => {
  const credential = 'token-of-the-organization=='
  let gateway: TestGateway
  let cluster: Cluster
  let server: Server
  let proxy: DataProxy
  const reached: Reached[] = []

  beforeAll(async () => {
    gateway = await openChecking()
    cluster = await openCluster(gateway)
    server = createServer(({ url, headers }, response) => {
      reached.push({ url, headers })
      response.writeHead(204).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    proxy = await startDataProxy(kind, {
      clusterId: cluster.id,
      upstream: (server.address() as AddressInfo).port,
      checks: [checkPortOf(gateway)],
      secret: cluster.proxySecret,
      own: { scheme: 'Token', credential },
    })
  })
  beforeEach(() => {
    reached.length = 0
  })
  afterAll(async () => {
    await proxy?.stop()
    server?.close()
    await gateway?.close()
  })

  const write = (bucket: string, authorization: string) =>
    askData(proxy.port, { path: `/api/v2/write?bucket=${bucket}&org=acme`, headers: { authorization }, body: 'm v=1' })

  it('sends that in the place of the database token, which stays with the proxy', async () => {
    const databaseId = await cluster.database('orders')
    const { secret } = await cluster.token([{ action: 'WRITE', databaseId }])

    expect(await write('orders', `Token ${secret}`)).toMatchObject({ status: 204 })

    expect(reached).toHaveLength(1)
    expect(reached[0]?.headers.authorization).toBe(`Token ${credential}`)
    expect(JSON.stringify(reached)).not.toContain(secret)
  })

  it('sends it for nobody whom the gateway refuses', async () => {
    const { secret } = await cluster.token([])

    expect(await write('orders', `Token ${secret}`)).toMatchObject({ status: 403 })
    expect(await write('orders', `Token ${credential}`)).toMatchObject({ status: 401 })

    expect(reached).toEqual([])
  })
})
