import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, request, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { useWorld } from '../world.ts'
import { type Authority, daysFromNow, makeAuthority, type ServerCertificate } from './certificates.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { addressOf } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Reaching' })
let ada: CommandLine
let authority: Authority

beforeAll(async () => {
  ada = await openCommandLine({ CLUSTERGATE_TOKEN: account.admin.token })
  authority = await makeAuthority()
})
afterAll(() => ada?.remove())

async function listening(server: Server | ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const portOfGateway = (): number => Number(new URL(gateway.url).port)

/** What a reverse proxy with TLS does before the gateway. */
async function tlsBeforeGateway(certificate: ServerCertificate): Promise<number> {
  return listening(
    createHttpsServer(certificate, (incoming, response) => {
      const { method, url, headers } = incoming
      const onwards = request({ host: '127.0.0.1', port: portOfGateway(), method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(onwards)
    }),
  )
}

async function portThatNobodyHas(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const whoami = (url: string, environment: Readonly<Record<string, string>> = {}) =>
  ada.run(['whoami', '--url', url, '--format', 'plain', '--columns', 'user'], { environment })

const fails = async (url: string, environment?: Readonly<Record<string, string>>): Promise<string> => {
  const { code, stdout, stderr } = await whoami(url, environment)
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
  return stderr
}

describe('a gateway that cannot be reached: the cause is named', () => {
  it('a host that nobody knows, and a port where nothing listens', async () => {
    expect(await fails('http://no-such-host.invalid')).toMatch(
      /^(No host is known as no-such-host\.invalid: |The name server does not answer, so that no-such-host\.invalid )/,
    )
    const port = await portThatNobodyHas()
    expect(await fails(`http://127.0.0.1:${port}`)).toBe(
      `Nothing listens at 127.0.0.1:${port}: check the port, and that what should listen there runs. (NETWORK)\n`,
    )
  })

  it('https where there is no TLS, and http where there is', async () => {
    const port = portOfGateway()
    expect(await fails(`https://127.0.0.1:${port}`)).toBe(
      `127.0.0.1:${port} does not speak TLS: write its address with http://, or give the port that speaks it. (NETWORK)\n`,
    )
    const tls = await tlsBeforeGateway(await authority.issue('localhost'))
    expect(await fails(`http://127.0.0.1:${tls}`)).toContain('; if it speaks TLS, write its address with https://.')
  })

  it('what is no HTTP, and what says nothing', async () => {
    const greeter = await listening(createServer((socket) => void socket.end('220 mail.example.com ESMTP\r\n')))
    expect(await fails(`http://127.0.0.1:${greeter}`)).toContain(
      `What listens at 127.0.0.1:${greeter} does not speak HTTP`,
    )
    const sockets: Socket[] = []
    const silent = await listening(createServer((socket) => void sockets.push(socket)))
    const { code, stderr } = await ada.run(['whoami', '--url', `http://127.0.0.1:${silent}`, '--timeout', '0.3'])
    for (const socket of sockets) socket.destroy()
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: 'No answer came within 300 ms. Try again, or give it longer with --timeout. (TIMEOUT)\n',
    })
  })

  it('a certificate of an authority that the machine does not know, with the variable that helps', async () => {
    const port = await tlsBeforeGateway(await authority.issue('localhost'))
    const url = `https://localhost:${port}`
    expect(await fails(url)).toBe(
      `The certificate of localhost:${port} comes from an authority that this machine does not know. ` +
        'If it is your own, set NODE_EXTRA_CA_CERTS to the file with its certificate (PEM). (NETWORK)\n',
    )
    const known = join(ada.home, 'authority.pem')
    await writeFile(known, authority.certificate)
    expect(await whoami(url, { NODE_EXTRA_CA_CERTS: known })).toMatchObject({ code: 0, stdout: 'ada@example.com\n' })
    const other = join(ada.home, 'other.pem')
    await writeFile(other, (await makeAuthority()).certificate)
    expect(await fails(url, { NODE_EXTRA_CA_CERTS: other })).toContain(
      `NODE_EXTRA_CA_CERTS names ${other}, which does not hold that authority’s certificate.`,
    )
  })

  it.each([
    ['has expired', 'localhost', -3, -2, 'has expired: the operator of the gateway must renew it'],
    ['is not valid yet', 'localhost', 2, 3, 'is not valid yet: check the clock of this machine.'],
    ['is for another name', 'elsewhere.example.com', -1, 1, 'is for another name: give the address by a name'],
  ])('a certificate that %s', async (_, hostname, from, until, sentence) => {
    const validity = { from: daysFromNow(from), until: daysFromNow(until) }
    const port = await tlsBeforeGateway(await authority.issue(hostname, validity))
    const known = join(ada.home, 'authority.pem')
    await writeFile(known, authority.certificate)
    expect(await fails(`https://localhost:${port}`, { NODE_EXTRA_CA_CERTS: known })).toContain(
      `The certificate of localhost:${port} ${sentence}`,
    )
  })
})

it('a change whose outcome the gateway does not know is to be looked for before the command runs again', async () => {
  const body = JSON.stringify({ errors: [{ message: 'Not known.', extensions: { code: 'UNKNOWN_OUTCOME' } }] })
  const port = await listening(createHttpServer((_, response) => void response.end(body)))
  expect(await fails(`http://127.0.0.1:${port}`)).toBe(
    'The store of the gateway did not say whether the change was made. Look before you run the command again. (UNKNOWN_OUTCOME)\n',
  )
})

/** A small proxy that leads everything, plain or in a tunnel, to one port, and notes what it was asked. */
async function openProxy(target: number, refusal?: string) {
  const asked: string[] = []
  const server = createHttpServer((incoming, response) => {
    const { method, url = '', headers } = incoming
    asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? ''}`.trim())
    if (refusal) return void response.writeHead(Number(refusal)).end()
    const path = new URL(url).pathname
    const onwards = request({ host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(response)
    })
    incoming.pipe(onwards)
  })
  server.on('connect', ({ url, headers }, socket: Socket) => {
    asked.push(`CONNECT ${url} ${headers['proxy-authorization'] ?? ''}`.trim())
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`)
    const onwards = connect(target, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
    // When either side closes, the other is closed too.
    for (const [one, other] of [
      [socket, onwards],
      [onwards, socket],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy())
    socket.pipe(onwards).pipe(socket)
  })
  const port = await listening(server)
  return { asked, port }
}

const credentials = Buffer.from('ada:pass').toString('base64')

it('takes an address without a scheme for http on this machine, and for https elsewhere', async () => {
  const { host } = new URL(gateway.url)
  expect(await whoami(host.replace('127.0.0.1', 'localhost'))).toMatchObject({ code: 0, stdout: 'ada@example.com\n' })
  expect(await whoami(`${host}/graphql`)).toMatchObject({ code: 0 })
  const elsewhere = await openProxy(portOfGateway(), '403')
  await whoami('clustergate.example.com', { HTTPS_PROXY: `127.0.0.1:${elsewhere.port}` })
  expect(new Set(elsewhere.asked)).toEqual(new Set(['CONNECT clustergate.example.com:443']))
})

describe('a proxy of the environment', () => {
  it('is asked for plain addresses by HTTP_PROXY, and for encrypted ones by HTTPS_PROXY, with its password', async () => {
    const plain = await openProxy(portOfGateway())
    const HTTP_PROXY = `http://ada:pass@127.0.0.1:${plain.port}`
    expect(await whoami('http://gateway.test', { HTTP_PROXY })).toMatchObject({ code: 0, stdout: 'ada@example.com\n' })
    expect(new Set(plain.asked)).toEqual(new Set([`POST http://gateway.test/graphql Basic ${credentials}`]))

    const tunnel = await openProxy(await tlsBeforeGateway(await authority.issue('gateway.test')))
    const known = join(ada.home, 'authority.pem')
    await writeFile(known, authority.certificate)
    const environment = { https_proxy: `ada:pass@127.0.0.1:${tunnel.port}`, NODE_EXTRA_CA_CERTS: known }
    expect(await whoami('https://gateway.test', environment)).toMatchObject({ code: 0, stdout: 'ada@example.com\n' })
    expect(new Set(tunnel.asked)).toEqual(new Set([`CONNECT gateway.test:443 Basic ${credentials}`]))
  })

  it('is not asked for this machine, nor for what NO_PROXY names', async () => {
    const proxy = await openProxy(portOfGateway())
    const HTTP_PROXY = `http://127.0.0.1:${proxy.port}`
    expect(await whoami(addressOf(gateway), { HTTP_PROXY })).toMatchObject({ code: 0 })
    expect(await fails('http://gateway.invalid', { HTTP_PROXY, NO_PROXY: 'example.com,.invalid' })).toContain(
      'gateway.invalid',
    )
    expect(proxy.asked).toEqual([])
  })

  it('that fails or refuses is told apart from the gateway, and its password is not repeated', async () => {
    const port = await portThatNobodyHas()
    const none = await fails('https://gateway.test', { HTTPS_PROXY: `http://ada:pass@127.0.0.1:${port}` })
    expect(none).toMatch(`Nothing listens at 127.0.0.1:${port}, the proxy of HTTPS_PROXY: `)
    const strict = await openProxy(portOfGateway(), '407')
    for (const scheme of ['http', 'https']) {
      const environment = { [`${scheme.toUpperCase()}_PROXY`]: `http://ada:pass@127.0.0.1:${strict.port}` }
      const refused = await fails(`${scheme}://gateway.test`, environment)
      expect(refused).toContain(`The proxy of ${scheme.toUpperCase()}_PROXY wants a name and a password: `)
      expect(refused).not.toContain('ada:pass')
    }
    const closed = await openProxy(portOfGateway(), '403')
    expect(await fails('https://gateway.test', { HTTPS_PROXY: `http://127.0.0.1:${closed.port}` })).toContain(
      'lets nothing through to gateway.test (HTTP 403); NO_PROXY goes around it.',
    )
    const wrong = await whoami('https://gateway.test', { HTTPS_PROXY: 'socks5://ada:pass@127.0.0.1:1' })
    expect(wrong).toMatchObject({
      code: 2,
      stderr: 'HTTPS_PROXY must be the URL of a proxy, such as http://proxy.example.com:3128.\n',
    })
  })
})
