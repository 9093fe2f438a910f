import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { gatewayForTest, type TestGateway } from '../../gateway.ts'

const crowd = 500
const viewer = '{ viewer { user { email } } }'

/** Keeps the process, in which all of this happens, from doing anything else. */
function labour(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

interface Told {
  readonly status: number
  readonly headers: string
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly body: any
  /** How many of all were answered before. */
  readonly place: number
}

/** Sends all requests in one moment, over connections that are open already. */
async function sendAtOnce(gateway: TestGateway, requests: readonly string[]): Promise<Told[]> {
  const port = Number(new URL(gateway.url).port)
  const sockets = await Promise.all(
    requests.map(async () => {
      const socket = connect(port, '127.0.0.1')
      // One that was never answered may not have been taken on.
      socket.write(get('/livez', 'keep-alive'))
      await once(socket, 'data')
      return socket
    }),
  )
  let place = 0
  const answers = sockets.map((socket) => answerOn(socket, () => place++))
  for (const [at, socket] of sockets.entries()) socket.write(requests[at] as string)
  return Promise.all(answers)
}

async function answerOn(socket: Socket, place: () => number): Promise<Told> {
  let text = ''
  for await (const chunk of socket) text += chunk
  const [headers = '', body = ''] = text.split('\r\n\r\n')
  return { status: Number(text.slice(9, 12)), headers: headers.toLowerCase(), body: JSON.parse(body), place: place() }
}

const get = (path: string, connection: 'close' | 'keep-alive') =>
  `GET ${path} HTTP/1.1\r\nhost: gateway.test\r\nconnection: ${connection}\r\n\r\n`

function post(query: string, token: string): string {
  const body = JSON.stringify({ query })
  const lines = [
    'POST /graphql HTTP/1.1',
    'host: gateway.test',
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body}`
}

it('asked for more than it can do, the gateway answers some, refuses others, and still takes rights away', async () => {
  // A proxy may have as many connections as this takes.
  const gateway = await gatewayForTest({ environment: { CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1' } })
  const { admin, join, clusterIds } = await gateway.account()
  const mel = await join('mel@example.com', ['member'])
  const tom = await join('tom@example.com', ['member'])
  const { createDatabase } = await admin.run(
    `mutation { createDatabase(input: { clusterId: "${clusterIds[0]}", name: "telemetry" }) { database { id } } }`,
  )
  const { createDatabaseToken } = await admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    {
      input: {
        clusterId: clusterIds[0],
        description: 'lost',
        permissions: [{ action: 'READ', databaseId: createDatabase.database.id }],
      },
    },
  )
  const revoke = `mutation { revokeDatabaseToken(id: "${createDatabaseToken.token.id}") { token { revokedAt } } }`
  await admin.run(viewer)

  // Every look at who is calling takes a while, so that work piles up.
  gateway.onStatement((sql) => {
    if (/from "sessions"/.test(sql)) labour(5)
  })
  const told = await sendAtOnce(gateway, [
    ...Array<string>(crowd).fill(post(viewer, admin.token)),
    post('mutation { signOut { ok } }', mel.token),
    post(revoke, admin.token),
    post(`${viewer} # signOut`, tom.token),
    get('/livez', 'close'),
  ])
  gateway.onStatement(() => {})
  const [signedOut, revoked, pretended, live] = told.slice(crowd) as [Told, Told, Told, Told]
  const served = told.slice(0, crowd).filter(({ status }) => status === 200)
  const refused = told.slice(0, crowd).filter(({ status }) => status !== 200)

  expect(served.length).toBeGreaterThanOrEqual(100)
  expect(refused.length).toBeGreaterThan(0)
  expect(signedOut.body.data).toEqual({ signOut: { ok: true } })
  expect(revoked.body.data.revokeDatabaseToken.token.revokedAt).toEqual(expect.any(String))
  expect(live.status).toBe(200)
  const last = Math.max(...served.map(({ place }) => place))
  for (const { place } of [signedOut, revoked, live]) expect(place, 'nobody waits for the crowd').toBeLessThan(last)

  for (const { status, headers, body } of [...refused, pretended]) {
    expect(status).toBe(503)
    expect(headers).toMatch(/^retry-after: 1\r?$/m)
    expect(headers).toMatch(/^content-type: application\/json/m)
    expect(body).toEqual({
      errors: [
        {
          message: 'There is too much to do at the moment; try again in 1 s.',
          extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 1, requestId: expect.any(String) },
        },
      ],
    })
  }
  expect((await admin.send(viewer)).errors, 'afterwards all is well again').toEqual([])
  expect((await mel.send(viewer)).status, 'and the session that signed out has ended').toBe(401)
})
