import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteDatabase, revokeDocument } from '../database-tokens/documents.ts'
import type { TestGateway } from '../gateway.ts'
import { hour, minute } from '../times.ts'
import { ask, type Cluster, checkPortOf, openChecking, openCluster } from './checks.ts'

let gateway: TestGateway
let cluster: Cluster
let stranger: Cluster
const ids: Record<string, string> = {}

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  stranger = await openCluster(gateway)
  for (const name of ['a', 'b']) ids[name] = await cluster.database(name)
})

afterAll(() => gateway.close())

/** Asks as an independent implementation of the standard does. */
async function introspect(of: Cluster, token: string, secret = of.proxySecret): Promise<oauth.IntrospectionResponse> {
  const server = {
    issuer: 'http://gateway.test',
    introspection_endpoint: `http://127.0.0.1:${checkPortOf(gateway)}/introspect`,
  }
  const client = { client_id: of.id }
  const response = await oauth.introspectionRequest(server, client, oauth.ClientSecretBasic(secret), token, {
    [oauth.allowInsecureRequests]: true,
  })
  expect(response.headers.get('cache-control')).toBe('no-store')
  return oauth.processIntrospectionResponse(server, client, response)
}

describe('introspection', () => {
  it('tells what a token may do, by the names that its databases have now', async () => {
    const permissions = [
      { action: 'READ', databaseId: ids['a'] as string },
      { action: 'WRITE', databaseId: ids['b'] as string },
      { action: 'WRITE', databaseId: '*' },
    ] as const
    const expiresAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 2 * hour)
    const token = await cluster.token(permissions, undefined, { expiresAt: expiresAt.toISOString() })
    const told = await introspect(cluster, token.secret)
    expect(told).toEqual({
      active: true,
      token_type: 'Bearer',
      iss: 'http://gateway.test',
      aud: cluster.id,
      sub: token.id,
      client_id: token.id,
      iat: expect.any(Number),
      exp: expiresAt.getTime() / 1_000,
      scope: 'read:a write:b write:*',
      permissions: [
        { action: 'read', resource: 'a' },
        { action: 'write', resource: 'b' },
        { action: 'write', resource: '*' },
      ],
    })
    await cluster.account.admin.run(
      'mutation ($input: RenameInput!) { renameDatabase(input: $input) { database { id } } }',
      {
        input: { id: ids['a'], name: 'renamed' },
      },
    )
    await deleteDatabase(cluster.account, ids['b'] as string, 'b')
    expect(await introspect(cluster, token.secret)).toMatchObject({ active: true, scope: 'read:renamed write:*' })
  })

  it('tells of an inactive token nothing else, whatever the reason', async () => {
    const revoked = await cluster.token([{ action: 'READ', databaseId: '*' }])
    await cluster.account.admin.run(revokeDocument, { id: revoked.id })
    const expiresAt = new Date(Date.now() + hour).toISOString()
    const expiring = await cluster.token([], undefined, { expiresAt })
    expect(await introspect(cluster, expiring.secret)).toMatchObject({ active: true, scope: '', permissions: [] })
    gateway.advance(hour + minute)
    const foreign = await stranger.token([{ action: 'READ', databaseId: '*' }])
    const other = await cluster.token([], undefined, { clusterId: cluster.account.clusterIds[1] })
    const inactive = [revoked.secret, expiring.secret, foreign.secret, other.secret, 'garbage', 'x'.repeat(5_000)]
    for (const secret of inactive) expect(await introspect(cluster, secret)).toEqual({ active: false })
    expect(await introspect(stranger, foreign.secret)).toMatchObject({ active: true })
  })

  it('costs one statement', async () => {
    const { secret } = await cluster.token([])
    await introspect(cluster, secret)
    expect((await gateway.count(() => introspect(cluster, secret))).statements.length).toBe(1)
  })
})

describe('a request for introspection', () => {
  const basic = (id: string, secret: string) => [
    'Authorization',
    `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  ]
  const form = ['Content-Type', 'application/x-www-form-urlencoded']
  const send = (headers: readonly string[], body: string | undefined, method = 'POST') =>
    ask(checkPortOf(gateway), '/introspect', headers, { method, ...(body !== undefined && { body }) })
  const known = () => basic(cluster.id, cluster.proxySecret)

  it('that does not authenticate the cluster is 401, with nothing but invalid_client', async () => {
    const clients = [
      [],
      basic(cluster.id, stranger.proxySecret),
      basic(stranger.id, cluster.proxySecret),
      basic(cluster.id, ''),
      basic('', cluster.proxySecret),
      ['Authorization', `Bearer ${cluster.proxySecret}`],
      [...known(), ...known()],
    ]
    for (const client of clients) {
      const { status, headers, body } = await send([...client, ...form], 'token=x')
      expect({ status, body }, client.join(' ')).toEqual({ status: 401, body: '{"error":"invalid_client"}' })
      expect(headers).toMatchObject({ 'www-authenticate': expect.any(String), 'cache-control': 'no-store' })
    }
  })

  it('of a client that is not known is 401, whatever else is wrong with it', async () => {
    const stranger = basic(cluster.id, 'nobody’s')
    for (const answer of [
      await send([...stranger, ...form], undefined, 'GET'),
      await send([...stranger, ...form], 'token=x&token=y'),
      await send([...stranger, 'Content-Type', 'application/json'], '{}'),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: '{"error":"invalid_client"}' })
    }
  })

  it('of a wrong form is 400', async () => {
    const wrong = [
      await send([...known(), ...form], 'token=a&token=b'),
      await send([...known(), ...form], 'token_type_hint=access_token'),
      await send([...known(), ...form], 'token='),
      await send([...known(), ...form], `token=${'x'.repeat(9_000)}`),
      await send([...known(), 'Content-Type', 'application/json'], '{"token":"x"}'),
      await send(known(), 'token=x'),
      await send([...known(), ...form], undefined, 'GET'),
    ]
    for (const { status, body } of wrong)
      expect({ status, body }).toEqual({ status: 400, body: '{"error":"invalid_request"}' })
  })

  it('may carry a hint, and a charset', async () => {
    const type = ['Content-Type', 'application/x-www-form-urlencoded;charset=UTF-8']
    const { status, body } = await send([...known(), ...type], 'token=x&token_type_hint=access_token')
    expect({ status, body }).toEqual({ status: 200, body: '{"active":false}' })
  })
})
