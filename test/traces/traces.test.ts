import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Introspection } from '../../src/dataplane/introspection.ts'
import { mintOperation, useMinting } from '../clusters/minting.ts'
import { ask, checkPortOf, described, mintProxySecret } from '../dataplane/checks.ts'
import { acceptDocument, eventually, password, secretOf } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { openReceiver, type Received, type Receiver, tracedTo } from './receiver.ts'

/** Addresses of this machine, as which the tests call. */
const trustedProxy = '127.0.0.7'
const somebody = '127.0.0.8'

const callers = { traceId: 'abad1dea'.repeat(4), spanId: 'facade00'.repeat(2) }
const traceparent = `00-${callers.traceId}-${callers.spanId}-01`
const viewerDocument = 'query Viewer { viewer { permissions } }'
const inviteDocument =
  'mutation InviteUsers($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link invitation { id } } } }'

let receiver: Receiver
beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())

const world = useWorld(() => ({
  environment: { ...tracedTo(receiver), CLUSTERGATE_TRUSTED_PROXIES: trustedProxy, CLUSTERGATE_CHECK_PORT: '0' },
}))
const { gateway, account, admin } = world
const minting = useMinting(world)

/** Asks from an address of this machine; answers with the request's line of the log. */
async function askFrom(localAddress: string, headers: Record<string, string>, query = viewerDocument) {
  const sent = request(gateway.url, {
    method: 'POST',
    localAddress,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}`, ...headers },
  })
  const [response] = (await once(sent.end(JSON.stringify({ query })), 'response')) as [IncomingMessage]
  const text = await textOf(response)
  const line = await eventually(() => gateway.log.find((one) => one['requestId'] === response.headers['x-request-id']))
  return { text, headers: response.headers, line, traceId: line['traceId'] as string }
}

const spansOf = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId)

/** The span of a request, which ends last. */
const rootOf = (traceId: string) => receiver.find((span) => span.traceId === traceId && span.name === 'POST /graphql')

/** The parts of a span, and theirs. */
const below = ({ spanId }: Received): Received[] =>
  receiver.spans.filter(({ parentSpanId }) => parentSpanId === spanId).flatMap((span) => [span, ...below(span)])

describe('a request is a trace', () => {
  it('of the request, its operation and its statements, which its line of the log names', async () => {
    await askFrom(somebody, {})
    const { traceId, headers, text, line } = await askFrom(somebody, {})

    expect(line).toMatchObject({ operationName: 'Viewer', fields: 'viewer', cost: expect.any(Number) })
    const root = await rootOf(traceId)
    expect(root).toMatchObject({
      kind: 2,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'clustergate.way': 'planned',
        'clustergate.outcome': 'ok',
      },
    })
    const operation = spansOf(traceId).find(({ name }) => name === 'query Viewer')
    expect(operation).toMatchObject({
      parentSpanId: root.spanId,
      attributes: {
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Viewer',
      },
    })
    const statements = spansOf(traceId).filter(({ attributes }) => attributes['db.operation.name'] === 'SELECT')
    expect(statements.length).toBeGreaterThan(0)
    for (const { kind, name, attributes } of statements) {
      expect(kind).toBe(3)
      expect(attributes['db.system.name']).toBe(onPostgres ? 'postgresql' : 'sqlite')
      expect(name).toBe(`SELECT ${attributes['db.collection.name']}`)
    }
    expect(`${text}${JSON.stringify(headers)}`).not.toContain(traceId)
  })

  it('also where Apollo Server answers, where it is refused, and where it is no operation', async () => {
    const first = await askFrom(somebody, {}, 'query MyOwn { viewer { permissions __typename } }')
    const refused = await askFrom(somebody, { authorization: 'Bearer cgs_no' })
    await fetch(new URL('/users', gateway.url))
    await fetch(new URL('/livez', gateway.url))

    await rootOf(first.traceId)
    expect(spansOf(first.traceId).find(({ name }) => name === 'query')?.attributes).toMatchObject({
      'graphql.operation.name': 'other',
    })
    expect((await rootOf(refused.traceId)).attributes).toMatchObject({
      'http.response.status_code': 401,
      'clustergate.outcome': 'UNAUTHENTICATED',
    })
    const page = await receiver.find(({ attributes }) => String(attributes['http.route']).startsWith('/users'))
    expect(page).toMatchObject({ kind: 2, attributes: { 'http.request.method': 'GET' } })
    expect(receiver.spans.some(({ attributes }) => attributes['http.route'] === '/livez')).toBe(false)
  })

  it('says which gateway it is of', async () => {
    await rootOf((await askFrom(somebody, {})).traceId)

    const [resource] = receiver.resources
    expect(resource).toMatchObject({ 'service.name': 'clustergate', 'service.version': expect.stringMatching(/^\d/) })
    expect(resource?.['service.instance.id']).toMatch(/^[\da-f-]{36}$/)
  })
})

describe('the traces of callers:', () => {
  it('anybody’s is linked, and never continued', async () => {
    const { traceId } = await askFrom(somebody, { traceparent, tracestate: 'vendor=canary-state' })

    const root = await rootOf(traceId)
    expect(traceId).not.toBe(callers.traceId)
    expect(root.parentSpanId).toBeUndefined()
    expect(root.links).toMatchObject([callers])
  })

  it('a trusted proxy’s is continued', async () => {
    const { traceId } = await askFrom(trustedProxy, { traceparent, tracestate: 'vendor=canary-state' })

    const root = await rootOf(traceId)
    expect(root).toMatchObject({ traceId: callers.traceId, parentSpanId: callers.spanId, links: [] })
  })

  it('a trusted proxy’s that is not recorded is not recorded here', async () => {
    const other = callers.traceId.replaceAll('a', 'b')
    const { traceId } = await askFrom(trustedProxy, { traceparent: `00-${other}-${callers.spanId}-00` })

    await rootOf((await askFrom(trustedProxy, {})).traceId)
    expect(traceId).toBe(other)
    expect(spansOf(other)).toEqual([])
  })

  it.each([
    ['malformed', `00-${callers.traceId}-${callers.spanId}`],
    ['of nothing', `00-${'0'.repeat(32)}-${callers.spanId}-01`],
    ['oversized', `${traceparent}-${'f'.repeat(8_000)}`],
  ])('one that is %s is ignored', async (_what, given) => {
    const { traceId } = await askFrom(trustedProxy, { traceparent: given })

    const root = await rootOf(traceId)
    expect(traceId).not.toBe(callers.traceId)
    expect(root.parentSpanId).toBeUndefined()
    expect(root.links).toEqual([])
  })
})

it('a change tells its action, its outcome and how long it waited, and its mail leads back to it', async () => {
  const invitations = [{ email: 'traced@example.com', groupKeys: ['member'] }]
  const { inviteUsers } = await admin.run(inviteDocument, { input: { invitations } })
  await gateway.tasksDone()

  const change = await receiver.find(({ name }) => name === 'change invitation.create')
  expect(change.attributes).toMatchObject({
    'clustergate.change.action': 'invitation.create',
    'clustergate.outcome': 'committed',
    'clustergate.change.waited_ms': expect.any(Number),
  })
  const root = await rootOf(change.traceId)
  expect(below(root)).toContain(change)
  expect(below(change).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['INSERT invitations', 'INSERT audit_events', 'COMMIT']),
  )
  const queued = below(change).find(({ kind }) => kind === 4)
  expect(queued?.attributes).toEqual({ 'clustergate.mail.kind': 'invitation' })
  const isDelivery = ({ name, links }: Received) =>
    name === 'task mail' && links.some(({ spanId }) => spanId === queued?.spanId)
  const delivery = await receiver.find(isDelivery)
  expect(delivery).toMatchObject({
    kind: 5,
    attributes: { 'clustergate.task.attempt': 1, 'clustergate.mail.kind': 'invitation', 'clustergate.outcome': 'DONE' },
  })

  const [{ invitation }] = inviteUsers.results
  const revoke = 'mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }'
  await admin.run(revoke, { id: invitation.id })
  await admin.send(revoke, { id: invitation.id.replace(/.$/, (last: string) => (last === 'x' ? 'y' : 'x')) })
  const refused = await receiver.find(
    ({ name, attributes }) => name === 'change invitation.revoke' && attributes['clustergate.outcome'] === 'NOT_FOUND',
  )
  expect(refused).toMatchObject({ status: 0, attributes: { 'error.type': 'NOT_FOUND' } })
})

it.skipIf(onPostgres)('a change that waits for another one shows it', async () => {
  const rename = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }'
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const holding = gateway.app.core.store.transaction(() => released)
  const before = gateway.statements.length
  const renamed = admin.run(rename, { input: { id: admin.id, name: 'Ada' } })
  await eventually(() => gateway.statements.slice(before).some((sql) => sql.includes('"sessions"')))
  await askFrom(somebody, {})
  release()
  await Promise.all([holding, renamed])

  const wait = await receiver.find(({ name }) => name === 'wait for a turn')
  const change = await receiver.find(({ spanId }) => spanId === wait.parentSpanId)
  expect(change.name).toBe('change user.update')
})

it('a call of a cluster is a part of the trace, which the cluster can take part in', async () => {
  const sent: (string | undefined)[] = []
  minting.cluster.before = (operation, { headers }) => {
    if (operation === mintOperation) sent.push(headers['traceparent'] as string)
    return undefined
  }

  await minting.token()

  const path = '/api/v0/accounts/{name}/clusters/{name}/tokens'
  const call = await receiver.find(({ name }) => name === `POST ${path}`)
  expect(call).toMatchObject({
    kind: 3,
    attributes: {
      'http.request.method': 'POST',
      'url.template': path,
      'http.response.status_code': 200,
      'clustergate.cluster.api': 'management-api',
    },
  })
  expect(sent).toEqual([`00-${call.traceId}-${call.spanId}-01`])
  expect(below(await rootOf(call.traceId))).toContain(call)
})

it('an introspection tells how it ended', async () => {
  const { secret } = await minting.token()
  const proxy = await mintProxySecret(gateway, account)
  const introspect = (password: string, token: string) =>
    fetch(`http://127.0.0.1:${checkPortOf(gateway)}/introspect`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${account.clusterIds[0]}:${password}`).toString('base64')}` },
      body: new URLSearchParams({ token }),
    })
  await introspect(proxy, secret)
  await introspect(proxy, 'unknown')
  await introspect('unknown', secret)
  const asking = vi.spyOn(Introspection.prototype, 'introspect').mockRejectedValueOnce(new Error('The store is away.'))
  await introspect(proxy, secret)
  asking.mockRestore()

  for (const outcome of ['ACTIVE', 'INACTIVE', 'UNKNOWN_PROXY', 'UNAVAILABLE']) {
    await receiver.find(
      ({ name, attributes }) => name === 'check /introspect' && attributes['clustergate.outcome'] === outcome,
    )
  }
})

it('nothing that is received holds a secret, an address, a variable, a query or an id', async () => {
  const before = receiver.bodies.length
  const signInDocument =
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken user { id canaryName: name } } }'
  const { signIn } = await gateway.anonymous.run(signInDocument, { input: { email: admin.email, password } })
  const wrong = 'canary-wrong-password'
  await gateway.anonymous.send(signInDocument, { input: { email: admin.email, password: wrong } })
  const invitations = [{ email: 'canary@example.com', groupKeys: ['member'] }]
  const { inviteUsers } = await admin.run(inviteDocument, { input: { invitations } })
  const { link } = inviteUsers.results[0]
  const { acceptInvitation } = await gateway.anonymous.run(acceptDocument, {
    input: { secret: secretOf(link), name: 'Canary Name', password },
  })
  const { secret, id } = await minting.token({ description: 'canary description' })
  const proxy = await mintProxySecret(gateway, account)
  const check = `/dataplane/${account.clusterIds[0]}/check`
  const asked = { method: 'POST', target: '/write?db=orders', authorization: `Token ${secret}` }
  await ask(checkPortOf(gateway), check, ['X-Clustergate-Proxy', proxy, 'X-Real-IP', '192.0.2.7', ...described(asked)])
  await askFrom(somebody, { 'user-agent': 'canary-agent', tracestate: 'v=canary-state', traceparent })
  await fetch(`${new URL('/canary-path?canary-query', gateway.url)}`)
  await admin.send('query CanaryOperation { databases(filter: { search: "canary-search" }) { nodes { id } } }')
  await gateway.tasksDone()
  const last = await askFrom(somebody, {})
  await rootOf(last.traceId)
  await receiver.find(({ attributes }) => attributes['clustergate.outcome'] === 'ALLOWED')

  expect(receiver.bodies.length).toBeGreaterThan(before)
  const text = receiver.bodies.join('\n')
  const held = {
    ...{ password, wrong, secret, proxy, link: secretOf(link), 'the id of a token': id, email: admin.email },
    'the session of a sign-in': signIn.accessToken,
    'the session of an acceptance': acceptInvitation.accessToken,
    'the credential of the cluster': minting.cluster.connection.credential,
    'the address of the cluster': new URL(minting.cluster.connection.managementUrl).host,
    'the id of the cluster at its vendor': minting.cluster.connection.settings.clusterId as string,
    'the id of the account': account.id,
    'the id of the Admin': admin.id,
    'the address of a client': somebody,
    'the address of a writer': '192.0.2.7',
    'what clients chose': 'canary',
    'what clients chose, capital': 'Canary',
    'the name of a database': 'orders',
    'the text of a query': '{ viewer',
    'the text of a statement': 'account_id',
  }
  expect(Object.entries(held).filter(([, value]) => text.includes(value))).toEqual([])
})
