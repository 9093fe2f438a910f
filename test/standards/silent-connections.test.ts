import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, Server as NetServer, type Socket } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { eventually, gatewayForTest } from '../gateway.ts'

/** A gateway, and a way to look at its connections. */
async function listening(environment: Record<string, string> = {}) {
  const listens = vi.spyOn(NetServer.prototype, 'listen')
  const gateway = await gatewayForTest({ environment })
  const server = listens.mock.contexts[0] as Server
  listens.mockRestore()
  const port = Number(new URL(gateway.url).port)
  const count = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, held) => (error ? reject(error) : resolve(held))),
    )
  return { gateway, server, port, count }
}

/** Opens connections from an address, on which nothing is ever said; answers with those that were not closed. */
async function openSilent(port: number, from: string, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect({ port, host: '127.0.0.1', localAddress: from }))
  onTestFinished(() => sockets.forEach((socket) => void socket.destroy()))
  // One that is closed at once may never say that it was open, and ends, or breaks.
  const open = sockets.map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket
          .once('connect', resolve)
          .on('error', () => resolve())
          .once('close', () => resolve())
        socket.resume()
      }),
  )
  await Promise.all(open)
  return sockets
}

const isOpen = (socket: Socket) => !socket.destroyed && socket.readyState === 'open'

/** Whether somebody at another address is answered. */
async function isAnswered(port: number, from: string): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  socket.on('error', () => {})
  socket.write('GET /livez HTTP/1.1\r\nhost: gateway.test\r\nconnection: close\r\n\r\n')
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  if (!socket.destroyed) await once(socket, 'close')
  return text.startsWith('HTTP/1.1 200 ')
}

it('2,100 silent connections of one address shut nobody else out, and their own address no longer than they last', async () => {
  const { gateway, port, count } = await listening()
  const sockets = await openSilent(port, '127.0.0.2', 2_100)
  await eventually(() => sockets.filter(isOpen).length === 500)
  expect(await count()).toBe(500)

  expect(await isAnswered(port, '127.0.0.1')).toBe(true)
  expect(await isAnswered(port, '127.0.0.2')).toBe(false)
  expect(gateway.log.filter(({ msg }) => String(msg).includes('as many connections as it may'))).toEqual([
    expect.objectContaining({ level: 40, address: '127.0.0.2', connections: 500 }),
  ])

  for (const socket of sockets) socket.destroy()
  await eventually(async () => (await count()) === 0)
  expect(await isAnswered(port, '127.0.0.2')).toBe(true)
})

it('a trusted proxy has nearly all connections, and some are left beside it', async () => {
  const { port, count } = await listening({ CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.2' })
  const sockets = await openSilent(port, '127.0.0.2', 2_000)
  await eventually(() => sockets.filter(isOpen).length === 1_900)
  expect(await count()).toBe(1_900)
  expect(await isAnswered(port, '127.0.0.1')).toBe(true)
})

it('what never says anything is closed', async () => {
  const { server, port, count } = await listening()
  server.headersTimeout = 100
  await openSilent(port, '127.0.0.1', 20)
  await eventually(async () => (await count()) === 0)
})
