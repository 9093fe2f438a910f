import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { RequestLogEntry } from '../../../src/gateway/request-log.ts'
import { eventually, gatewayForTest } from '../../gateway.ts'

/** Writes to a connection of its own, and gives what comes back until that is closed. */
async function write(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.write(text)
  await once(socket, 'close')
  return answer
}

describe('what observes the gateway hears of every request once, whatever answers it:', () => {
  it.each([
    ['a query that Apollo Server answers', 'apollo', 'POST', '/graphql', '{ viewer { permissions } } # new', 200],
    ['a query that is answered from its plan', 'planned', 'POST', '/graphql', '{ viewer { permissions } }', 200],
    ['a document that cannot be read', 'apollo', 'POST', '/graphql', '{', 400],
    ['a request without an operation', 'refused', 'POST', '/graphql', undefined, 400],
    ['a method that is none of the endpoint’s', 'refused', 'DELETE', '/graphql', undefined, 405],
    ['a page of the console', 'site', 'GET', '/users', undefined, 200],
    ['a probe', 'site', 'GET', '/livez', undefined, 200],
    ['an address where there is nothing', 'site', 'GET', '/nothing', undefined, 404],
    ['an address that cannot be decoded', 'site', 'GET', '/%zz', undefined, 404],
  ])('%s', async (_what, way, method, path, query, status) => {
    const entries: RequestLogEntry[] = []
    const gateway = await gatewayForTest({ report: (entry) => entries.push(entry) })
    await gateway.anonymous.run('{ viewer { permissions } }')
    await eventually(() => entries.length === 1)

    const response = await fetch(new URL(path, gateway.url), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(query !== undefined && { body: JSON.stringify({ query }) }),
    })
    await response.text()

    await eventually(() => entries.length > 1)
    expect(entries).toHaveLength(2)
    expect(entries[1]).toMatchObject({ requestId: response.headers.get('x-request-id'), method, status })
    expect(entries[1]?.isProbe).toBe(path === '/livez')
    expect(entries[1]?.way).toBe(way)
  })

  it('what is not HTTP, and what ends before it is whole', async () => {
    const entries: RequestLogEntry[] = []
    const gateway = await gatewayForTest({ report: (entry) => entries.push(entry) })

    expect(await write(gateway.url, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
    await eventually(() => entries.length === 1)
    const head = 'POST /graphql HTTP/1.1\r\nhost: gateway.test\r\ncontent-type: application/json\r\ncontent-length: 100'
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    socket.write(`${head}\r\n\r\n{"query":`, () => socket.destroy())
    await eventually(() => entries.length === 2)

    expect(entries.map(({ method, status, errorCodes }) => [method, status, [...errorCodes]])).toEqual([
      [undefined, 400, ['BAD_INPUT']],
      ['POST', 400, ['BAD_INPUT']],
    ])
  })
})
