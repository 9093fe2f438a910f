import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { Agent, request, type Server } from 'node:http'
import { connect, Server as NetServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { useWorld } from '../world.ts'

let server: Server
let port: number

const listens = vi.spyOn(NetServer.prototype, 'listen')
const { gateway } = useWorld()
beforeAll(() => {
  server = listens.mock.contexts[0] as Server
  listens.mockRestore()
  port = Number(new URL(gateway.url).port)
})

interface Heard {
  readonly status: number
  readonly head: string
  readonly text: string
  /** How many answers came. */
  readonly answers: number
}

/** It may have hung up while something was still being said. */
const hungUp = ['ECONNRESET', 'EPIPE']

/** Says this, byte for byte, and listens until the gateway hangs up. */
function say(text: string | Buffer): Promise<Heard> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      heard += chunk
    })
    socket.on('error', (error: Error & { code: string }) => hungUp.includes(error.code) || reject(error))
    socket.on('close', () => {
      const [head = '', ...rest] = heard.split('\r\n\r\n')
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
      resolve({ status, head, text: rest.join(''), answers: heard.split(/^HTTP\/1\.1 /m).length - 1 })
    })
  })
}

const query = '{"query":"{ __typename }"}'
const post = (headers: readonly string[], body: string | Buffer = query) =>
  Buffer.concat([Buffer.from(`POST /graphql HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`), Buffer.from(body)])
const usual = ['Host: gateway.test', 'Content-Type: application/json', 'Connection: close']
const sized = (body: string | Buffer = query) => `Content-Length: ${Buffer.byteLength(body)}`
const answered = '{"data":{"__typename":"Query"}}\n'
const alive = async () => expect((await say(post([...usual, sized()]))).text).toBe(answered)

describe('a request that two parsers could read in two ways is refused', () => {
  const chunks = `${query.length.toString(16)}\r\n${query}\r\n0\r\n\r\n`
  const cases: [what: string, text: string | Buffer][] = [
    ['two hosts', post([...usual, 'Host: evil.example', sized()])],
    ['two hosts that are alike', post([...usual, 'host: gateway.test', sized()])],
    ['two credentials', post([...usual, 'Authorization: Bearer a', 'authorization: Bearer b', sized()])],
    ['no host', post([...usual.slice(1), sized()])],
    ['an empty host', post(['Host:', ...usual.slice(1), sized()])],
    ['no host in HTTP/1.0', `POST /graphql HTTP/1.0\r\nContent-Type: application/json\r\n${sized()}\r\n\r\n${query}`],
    ['a host that is a path', post(['Host: a/b', ...usual.slice(1), sized()])],
    ['a host that is none', post(['Host: ]', ...usual.slice(1), sized()])],
    ['a host that is no address', post(['Host: 1.2.3.4.5', ...usual.slice(1), sized()])],
    ['a host with a user', post(['Host: a@b', ...usual.slice(1), sized()])],
    ['a host with a port that is none', post(['Host: a:99999', ...usual.slice(1), sized()])],
    ['two lengths', post([...usual, sized(), 'Content-Length: 3'])],
    ['a length that is none', post([...usual, 'Content-Length: 0x1a'])],
    ['a negative length', post([...usual, 'Content-Length: -1'])],
    ['a length and chunks', post([...usual, sized(), 'Transfer-Encoding: chunked'], chunks)],
    ['chunks within gzip', post([...usual, 'Transfer-Encoding: gzip, chunked'], chunks)],
    ['chunks twice', post([...usual, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], chunks)],
    ['almost chunks', post([...usual, 'Transfer-Encoding: xchunked'], chunks)],
    ['identity', post([...usual, 'Transfer-Encoding: identity'])],
    ['a chunk of odd length', post([...usual, 'Transfer-Encoding: chunked'], `0x1a\r\n${query}\r\n0\r\n\r\n`)],
    ['a blank before the colon', post([...usual, `Content-Length : ${query.length}`])],
    ['a folded header', post([...usual, 'X-Folded: a\r\n b', 'Content-Length : 1'])],
    ['a line that ends too soon', Buffer.from(`POST /graphql HTTP/1.1\nHost: a\n\n`)],
    ['a header with NUL', post([...usual, 'X-Nul: a\u0000b', sized()])],
    ['another protocol', Buffer.from('\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001')],
    ['a version that is none', Buffer.from('GET /graphql HTTP/9.9\r\nHost: a\r\n\r\n')],
    ['a method that is none', Buffer.from('HACK /graphql HTTP/1.1\r\nHost: a\r\n\r\n')],
  ]

  it.each(cases)('%s: once, with 400, and the connection ends', async (_what, text) => {
    const { status, answers, text: body } = await say(text)
    expect([status, answers]).toEqual([400, 1])
    expect(body).not.toContain('__typename')
    await alive()
  })

  it.each([
    ['two hosts', 'GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n', 400],
    ['two hosts in HTTP/1.0', 'GET /livez HTTP/1.0\r\nHost: a\r\nHost: b\r\n', 400],
    ['no host', 'GET /livez HTTP/1.1\r\n', 400],
    ['no host in HTTP/1.0', 'GET / HTTP/1.0\r\n', 400],
    ['too many headers', `GET /livez HTTP/1.1\r\nHost: a\r\n${'X-Many: x\r\n'.repeat(150)}`, 431],
    ['an expectation', 'GET /livez HTTP/1.1\r\nHost: a\r\nExpect: foo\r\n', 417],
    ['a body that is expected otherwise', 'POST /graphql HTTP/1.1\r\nHost: a\r\nExpect: foo\r\n', 417],
  ])('on every route: %s, in the contract’s form and with its headers', async (_what, head, expected) => {
    const heard = await say(`${head}Connection: close\r\n\r\n`)
    expect([heard.status, heard.answers]).toEqual([expected, 1])
    expect(JSON.parse(heard.text).errors[0].extensions.code).toBe('BAD_INPUT')
    expect(heard.head).toContain('cache-control: no-store')
    expect(heard.head).toContain('x-content-type-options: nosniff')
  })

  it('after the answer to what came before it on the connection, and does not stand in for that', async () => {
    const { admin, clusterIds } = await gateway.account('Pipelined')
    const name = 'pipelined'
    const create = JSON.stringify({
      query: 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { name } } }',
      variables: { input: { clusterId: clusterIds[0], name } },
    })
    const kept = [...usual.slice(0, 2), `Authorization: Bearer ${admin.token}`, sized(create)]
    const [first, second] = [post(kept, create), post(kept, create)]
    const { status, text, answers } = await say(Buffer.concat([first, second, Buffer.from('GARBAGE\r\n\r\n')]))
    expect([status, answers]).toEqual([200, 3])
    expect(text).toMatch(
      /^\{"data":\{"createDatabase":\{"database":\{"name":"pipelined".*CONFLICT.*The request is not valid HTTP/s,
    )
  })

  it('in the contract’s form, under an id that the log has', async () => {
    const { text, head } = await say(post([...usual, 'X-Nul: a\u0000b', sized()]))
    const { requestId } = JSON.parse(text).errors[0].extensions
    expect(JSON.parse(text)).toEqual({
      errors: [{ message: 'The request is not valid HTTP.', extensions: { code: 'BAD_INPUT', requestId } }],
    })
    expect(head).toContain(`x-request-id: ${requestId}`)
    expect(head).toContain('cache-control: no-store')
    expect(gateway.log).toContainEqual(expect.objectContaining({ requestId, status: 400, outcome: 'BAD_INPUT' }))
  })

  it('while probes without a host are answered', async () => {
    expect((await say('GET /livez HTTP/1.0\r\n\r\n')).status).toBe(200)
  })
})

describe('a body', () => {
  const codeOf = ({ text }: Heard) => JSON.parse(text).errors[0].extensions.code

  it('may come in chunks, up to 256 KB', async () => {
    const chunked = [...usual, 'Transfer-Encoding: chunked']
    const size = query.length.toString(16)
    expect((await say(post(chunked, `${size}\r\n${query}\r\n0\r\n\r\n`))).text).toBe(answered)
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const heard = await say(post(chunked, `${chunk.repeat(5)}0\r\n\r\n`))
    expect([heard.status, codeOf(heard)]).toEqual([413, 'BAD_INPUT'])
  })

  it('that announces more than 256 KB is refused before it comes', async () => {
    const heard = await say(post([...usual, 'Content-Length: 99999999999'], ''))
    expect([heard.status, codeOf(heard)]).toEqual([413, 'BAD_INPUT'])
  })

  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, identity'])('is never unpacked: %s is refused', async (encoding) => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    const heard = await say(post([...usual, `Content-Encoding: ${encoding}`, sized(bomb)], bomb))
    expect([heard.status, codeOf(heard)]).toEqual([415, 'BAD_INPUT'])
  })

  it.each([
    ['a plan would answer', 'application/json'],
    ['Apollo Server would answer', 'application/json;charset=UTF-8'],
  ])('is UTF-8 in every byte: what is not is refused where %s', async (_who, type) => {
    const document = '{"query":"query ($id: ID!) { node(id: $id) { id } }","variables":{"id":"x'
    const headers = ['Host: gateway.test', `Content-Type: ${type}`, 'Connection: close']
    const sent = (bytes: readonly number[]) => {
      const body = Buffer.concat([Buffer.from(document), Buffer.from(bytes), Buffer.from('"}}')])
      return say(post([...headers, sized(body)], body))
    }
    for (let attempt = 0; attempt < 3; attempt++) expect((await sent([0xc3, 0xa9])).status).toBe(200)
    const heard = await sent([0xff, 0xfe])
    expect([heard.status, codeOf(heard)]).toEqual([400, 'BAD_INPUT'])
    expect(JSON.parse(heard.text).errors[0].message).toBe('Send the body in UTF-8.')
  })

  it.each(['utf-16', 'utf-7', 'iso-8859-1', '"UTF-16LE"'])('is UTF-8: %s is refused', async (charset) => {
    const type = `Content-Type: application/json; charset=${charset}`
    const heard = await say(post(['Host: gateway.test', type, 'Connection: close', sized()]))
    expect([heard.status, codeOf(heard)]).toEqual([415, 'BAD_INPUT'])
  })
})

describe('a connection', () => {
  it('has 8 s for its headers, and is closed within 10, 30 s for a request, 40 s for a stalled answer, 65 s of silence, and an end', () => {
    const { headersTimeout, requestTimeout, timeout, keepAliveTimeout, maxRequestsPerSocket, maxConnections } = server
    expect({ headersTimeout, requestTimeout, timeout, keepAliveTimeout, maxRequestsPerSocket, maxConnections }).toEqual(
      {
        headersTimeout: 8_000,
        requestTimeout: 30_000,
        timeout: 40_000,
        keepAliveTimeout: 65_000,
        maxRequestsPerSocket: 10_000,
        maxConnections: 2_000,
      },
    )
  })

  it('that says nothing, or sends its headers, or its body, for ever is told 408, and closed', async () => {
    const { headersTimeout, requestTimeout } = server
    Object.assign(server, { headersTimeout: 100, requestTimeout: 200 })
    const slow = await Promise.all([
      say(''),
      say('POST /graphql HTTP/1.1\r\nHost: gateway.test\r\nX-Slow: '),
      say(post([...usual, 'Content-Length: 100'], '{"query":')),
      say(post([...usual, 'Transfer-Encoding: chunked'], '5\r\n{"que\r\n')),
    ])
    Object.assign(server, { headersTimeout, requestTimeout })
    expect(slow.map(({ status }) => status)).toEqual([408, 408, 408, 408])
    for (const { text } of slow) expect(JSON.parse(text).errors[0].extensions.code).toBe('BAD_INPUT')
    await alive()
  })

  /** Asks for the largest file of the console many times, and takes none of it. */
  async function askAndTakeNothing(times: number) {
    const files = await readdir(new URL('../../dist/console/assets', import.meta.url))
    const file = files.find((name) => /^monaco-editor-.*\.js\.gz$/.test(name))?.replace(/\.gz$/, '')
    expect(file).toBeDefined()
    const accepted = once(server, 'connection')
    const client = connect(port, '127.0.0.1').pause()
    client.write(`GET /assets/${file} HTTP/1.1\r\nHost: gateway.test\r\n\r\n`.repeat(times))
    const [socket] = (await accepted) as [Socket]
    return { client, socket }
  }

  it('whose client takes no answer is closed', async () => {
    const { timeout } = server
    server.timeout = 200
    const { client, socket } = await askAndTakeNothing(20)
    await once(socket, 'close')
    server.timeout = timeout
    client.destroy()
    await alive()
  })

  it('that asks for a file of the console again and again makes no copies of it', async () => {
    const before = process.memoryUsage().arrayBuffers
    const { client } = await askAndTakeNothing(50)
    await once(client, 'readable')
    // What has arrived before it is answered before it.
    await alive()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000)
    client.destroy()
  })

  it('with headers over 16 KB, or without end, is told 431', async () => {
    for (const header of [`X-Large: ${'x'.repeat(17_000)}`, 'X-Many: x\r\n'.repeat(3_000).trimEnd()]) {
      const { status, text } = await say(post([...usual, header, sized()]))
      expect(status).toBe(431)
      expect(JSON.parse(text).errors[0]).toMatchObject({ message: 'The headers are too large.' })
    }
  })

  it('with more than 100 headers is told 431', async () => {
    const { status, text } = await say(post([...usual, 'X-Many: x\r\n'.repeat(100).trimEnd(), sized()]))
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([431, 'BAD_INPUT'])
  })

  it('is told with its last answer that it is the last', async () => {
    const { maxRequestsPerSocket } = server
    server.maxRequestsPerSocket = 2
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const endsAfter = () =>
      new Promise((resolve, reject) => {
        const sent = request({ port, host: '127.0.0.1', path: '/livez', agent }, (response) => {
          response.resume().on('end', () => resolve(response.headers.connection))
        })
        sent.on('error', reject).end()
      })
    expect([await endsAfter(), await endsAfter(), await endsAfter()]).toEqual(['keep-alive', 'close', 'keep-alive'])
    server.maxRequestsPerSocket = maxRequestsPerSocket
    agent.destroy()
  })

  it('beyond the last that the gateway takes is closed, and costs the others nothing', async () => {
    const { maxConnections } = server
    const accepted = once(server, 'connection')
    const first = connect(port, '127.0.0.1')
    await accepted
    server.maxConnections = 1
    expect((await say(post([...usual, sized()]))).answers).toBe(0)
    const answer = new Promise((resolve) => first.once('data', (chunk) => resolve(String(chunk))))
    first.write(post([...usual, sized()]))
    expect(await answer).toContain('"__typename":"Query"')
    server.maxConnections = maxConnections
    first.destroy()
  })
})
