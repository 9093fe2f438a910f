import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import type { TestGateway } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { hour, minute } from '../times.ts'
import {
  ask,
  type Cluster,
  checkPortOf,
  described,
  mintProxySecret,
  noteCheck,
  openChecking,
  openCluster,
} from './checks.ts'

let gateway: TestGateway
let cluster: Cluster
let other: Cluster
let authorization: string

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  other = await openCluster(gateway)
  const databaseId = await cluster.database('mine')
  const { secret } = await cluster.token([
    { action: 'WRITE', databaseId },
    { action: 'READ', databaseId },
  ])
  authorization = `Bearer ${secret}`
})

afterAll(() => gateway.close())

const write = () => ({ method: 'POST', target: '/write?db=mine', authorization })
const asking = (path: string, headers: readonly string[], method = 'GET') =>
  ask(checkPortOf(gateway), path, headers, { method })
const withSecret = (secret: string) => asking(cluster.path, ['X-Clustergate-Proxy', secret, ...described(write())])

describe('a proxy without the secret of its cluster', () => {
  it('gets the same 401 to everything, and learns nothing', async () => {
    const { proxySecret, path } = cluster
    const request = described(write())
    const forged = `${proxySecret.slice(0, -8)}00000000`
    const asked: [path: string, headers: string[], method?: string][] = [
      [path, request],
      [path, ['X-Clustergate-Proxy', '', ...request]],
      [path, ['X-Clustergate-Proxy', 'cgp_guess', ...request]],
      [path, ['X-Clustergate-Proxy', forged, ...request]],
      [path, ['X-Clustergate-Proxy', other.proxySecret, ...request]],
      [path, ['X-Clustergate-Proxy', cluster.account.admin.token, ...request]],
      [path, ['X-Clustergate-Proxy', proxySecret, 'X-Clustergate-Proxy', proxySecret, ...request]],
      [path, ['Authorization', `Bearer ${proxySecret}`]],
      [other.path, ['X-Clustergate-Proxy', proxySecret, ...request]],
      [
        '/dataplane/cluster_00000000-0000-4000-8000-000000000000/check',
        ['X-Clustergate-Proxy', proxySecret, ...request],
      ],
      [path, described({ target: '/ping' })],
      [path, described({ target: '/debug/vars' })],
      [`${path}/envoy/ping`, []],
      [`${path}/more`, ['X-Clustergate-Proxy', proxySecret]],
      ['/', []],
      ['/graphql', [], 'POST'],
      ['/healthz', []],
      ['/readyz', []],
      ['/dataplane/', ['X-Clustergate-Proxy', proxySecret]],
    ]
    const answers = await Promise.all(asked.map((one) => asking(...one)))
    const [first] = answers
    expect(first).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.any(String) } })
    const shapeOf = ({ status, headers, body }: (typeof answers)[number]) => {
      const { date: _, ...rest } = headers
      return { status, headers: rest, body }
    }
    for (const [at, answer] of answers.entries()) {
      expect(shapeOf(answer), JSON.stringify(asked[at])).toEqual(shapeOf(first as (typeof answers)[number]))
    }
  })

  it('is told of in the log once a minute, without what it sent', async () => {
    const told = () =>
      gateway.log.filter(({ msg }) => msg === 'the check is asked without the proxy secret of its cluster')
    gateway.advance(2 * minute)
    const before = told().length
    for (let attempt = 0; attempt < 5; attempt++) await withSecret('cgp_canary')
    expect(told().length).toBe(before + 1)
    expect(JSON.stringify(gateway.log)).not.toContain('cgp_')
  })
})

describe('the description of a request', () => {
  const proxied = (headers: readonly string[], path = cluster.path, method = 'GET') =>
    asking(path, ['X-Clustergate-Proxy', cluster.proxySecret, 'Authorization', authorization, ...headers], method)
  const original = ['X-Original-Method', 'POST', 'X-Original-URI', '/write?db=mine']
  const forwarded = ['X-Forwarded-Method', 'POST', 'X-Forwarded-Uri', '/write?db=mine']

  it('comes from nginx, and from Caddy and Traefik', async () => {
    expect(await proxied(original)).toMatchObject({ status: 204 })
    expect(await proxied(forwarded)).toMatchObject({ status: 204 })
    // Caddy appends the query string of the client to the address of the check.
    expect(await proxied(forwarded, `${cluster.path}?db=theirs&u=x`)).toMatchObject({ status: 204 })
  })

  it('comes from Envoy as the address itself, and is answered 200', async () => {
    const allowed = await proxied([], `${cluster.path}/envoy/write?db=mine`, 'POST')
    expect(allowed).toMatchObject({ status: 200, body: '', headers: { 'x-clustergate-args': 'db=mine' } })
    expect(await proxied([], `${cluster.path}/envoy/write?db=mine`)).toMatchObject({ status: 403 })
    expect(await proxied([], `${cluster.path}/envoy//write?db=mine`, 'POST')).toMatchObject({ status: 403 })
    // Headers that say otherwise are the client's.
    expect(await proxied(original, `${cluster.path}/envoy/debug/vars`)).toMatchObject({ status: 403 })
    expect(await proxied(forwarded, `${cluster.path}/envoy/debug/vars`)).toMatchObject({ status: 403 })
  })

  it.each([
    ['twice, once by the client', [...original, ...forwarded]],
    ['not at all', []],
    ['without a method', ['X-Original-URI', '/write?db=mine']],
    ['with the method of the other kind', ['X-Forwarded-Method', 'POST', 'X-Original-URI', '/write?db=mine']],
    ['with two addresses', [...original, 'X-Original-URI', '/write?db=mine']],
    ['with two methods', [...original, 'X-Original-Method', 'POST']],
    ['with a blank in the address', ['X-Original-Method', 'POST', 'X-Original-URI', '/write?db=mine HTTP/1.1']],
    ['with an address in Latin-1', ['X-Original-Method', 'POST', 'X-Original-URI', '/write?db=mine\xe9']],
  ])('is refused when it comes %s', async (_how, headers) => {
    expect(await proxied(headers)).toMatchObject({ status: 403 })
  })

  it('is asked for by GET', async () => {
    expect(await proxied(original, cluster.path, 'POST')).toMatchObject({ status: 403 })
    expect(await proxied(original, cluster.path, 'PURGE')).toMatchObject({ status: 403 })
  })
})

it('the public port has no check and no introspection, with the secret or without', async () => {
  for (const path of [cluster.path, `${cluster.path}/envoy/ping`, '/introspect']) {
    for (const method of ['GET', 'POST']) {
      const headers = ['X-Clustergate-Proxy', cluster.proxySecret, ...described(write())]
      const answer = await ask(gateway.app.port, path, headers, { method })
      expect({ path, method, status: answer.status }).toEqual({ path, method, status: 404 })
    }
  }
})

it('a gateway without CLUSTERGATE_CHECK_PORT answers no checks', async () => {
  const plain = await openChecking({ environment: { CLUSTERGATE_CHECK_PORT: '' } })
  expect(plain.app.checkPort).toBeUndefined()
  await plain.close()
})

it('a gateway stops although a proxy keeps its connections, and somebody sends half a request', async () => {
  const stopping = await openChecking()
  const { check } = await openCluster(stopping)
  expect(await check({ target: '/ping' })).toMatchObject({ status: 204 })
  const half = connect(checkPortOf(stopping), '127.0.0.1')
  await once(half, 'connect')
  half.write(`GET ${cluster.path} HTTP/1.1\r\nHost: check`)
  const closed = once(half, 'close')
  half.resume().on('error', () => {})
  await stopping.close()
  await closed
})

describe('the secret of a proxy', () => {
  it('is replaced with an overlap, in which both are accepted', async () => {
    const before = await mintProxySecret(gateway, cluster.account)
    const after = await mintProxySecret(gateway, cluster.account, 3_600)
    expect(await withSecret(before)).toMatchObject({ status: 204 })
    expect(await withSecret(after)).toMatchObject({ status: 204 })
    gateway.advance(hour - minute)
    expect(await withSecret(before)).toMatchObject({ status: 204 })
    gateway.advance(2 * minute)
    expect(await withSecret(before)).toMatchObject({ status: 401 })
    expect(await withSecret(after)).toMatchObject({ status: 204 })
  })

  it('ends at once without one, also when an earlier rotation left it longer', async () => {
    const first = await mintProxySecret(gateway, cluster.account)
    const second = await mintProxySecret(gateway, cluster.account, 86_400)
    const third = await mintProxySecret(gateway, cluster.account, 0)
    expect(await withSecret(first)).toMatchObject({ status: 401 })
    expect(await withSecret(second)).toMatchObject({ status: 401 })
    expect(await withSecret(third)).toMatchObject({ status: 204 })
  })

  it('leaves the time of the last check when it is replaced, so that the use of tokens stays known', async () => {
    const { account } = await openCluster(gateway)
    const lastCheckAt = async () => {
      const { clusters } = await account.admin.run('{ clusters { nodes { id lastCheckAt } } }')
      return clusters.nodes.find(({ id }: { id: string }) => id === account.clusterIds[0]).lastCheckAt
    }
    expect(await lastCheckAt()).toBeNull()
    await noteCheck(gateway, account)
    const before = await lastCheckAt()
    expect(before).not.toBeNull()
    await mintProxySecret(gateway, account, 0)
    expect(await lastCheckAt()).toBe(before)
  })

  it('is not lengthened by a later rotation', async () => {
    const first = await mintProxySecret(gateway, cluster.account)
    await mintProxySecret(gateway, cluster.account, 60)
    await mintProxySecret(gateway, cluster.account, 86_400)
    gateway.advance(2 * minute)
    expect(await withSecret(first)).toMatchObject({ status: 401 })
  })

  it('is made by a command, which shows it once and says until when the earlier one is accepted', async () => {
    const run = (...args: string[]) =>
      clustergate(gateway.store, ['cluster', 'proxy-secret', 'secondary', '--account', cluster.account.id, ...args])
    const first = await run()
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toMatch(
      /^cluster {4}cluster_\S+ {2}secondary\nsecret {5}cgp_[0-9a-f]{72}\nIt is shown this once/,
    )
    expect(first.stdout).not.toContain('earlier')
    const second = JSON.parse((await run('--format', 'json', '--overlap', '2h')).stdout)
    expect(second).toEqual({
      clusterId: cluster.account.clusterIds[1],
      secret: expect.stringMatching(/^cgp_[0-9a-f]{72}$/),
      earlierAcceptedUntil: expect.stringMatching(/^\d{4}-/),
    })
    expect((await run('--overlap', '0')).stdout).toContain('Earlier secrets are no longer accepted.')
    expect(await run('--overlap', '31d')).toMatchObject({ code: 2, stderr: expect.stringContaining('at most 30d') })
    expect(await run('--overlap', 'soon')).toMatchObject({ code: 2 })
    const { auditEvents } = await cluster.account.admin.run(
      '{ auditEvents(first: 3) { nodes { action actorLabel resourceLabel changes { field after } } } }',
    )
    expect(auditEvents.nodes[0]).toEqual({
      action: 'cluster.mint_proxy_secret',
      actorLabel: 'operator',
      resourceLabel: 'secondary',
      changes: expect.arrayContaining([{ field: 'overlap', after: '0s' }]),
    })
    expect(JSON.stringify(auditEvents)).not.toContain(second.secret)
  })

  it('of an unknown cluster is refused with the names that there are', async () => {
    const minting = clusterSecretsOf(gateway.app.core).mintProxySecret(cluster.account.id, 'nowhere', 0)
    await expect(minting).rejects.toThrow('there are: primary, secondary')
  })

  it('does not keep an empty cluster from being removed', async () => {
    const account = await gateway.account()
    await mintProxySecret(gateway, account)
    const { code } = await clustergate(gateway.store, ['cluster', 'remove', 'primary', '--account', account.id])
    expect(code).toBe(0)
  })

  it('is no credential of the API, which says where it belongs', async () => {
    const { errors } = await gateway.as(cluster.proxySecret).send('{ viewer { user { id } } }')
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('X-Clustergate-Proxy'),
      extensions: { code: 'UNAUTHENTICATED' },
    })
  })
})
