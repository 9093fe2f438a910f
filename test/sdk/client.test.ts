import { inspect } from 'node:util'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { LinkedKind } from '../../src/clusters/drivers/kinds.ts'
import {
  type Client,
  type ClientErrorCode,
  ClustergateError,
  createClient,
  createSender,
  type ErrorCode,
  nodesOf,
  type OperationDocument,
  type Permission,
  UsersDocument,
} from '../../src/sdk/index.ts'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { eventually, gatewayForTest, memberPermissions, password, secretOf } from '../gateway.ts'
import { useWorld } from '../world.ts'

const { gateway, account, mel: member } = useWorld()
let admin: Client
let anonymous: Client

const as = ({ token }: { token: string }) => createClient({ url: gateway.url, token })

beforeAll(async () => {
  admin = as(account.admin)
  anonymous = createClient({ url: gateway.url })
})

describe('a method', () => {
  it('answers with the data of its operation', async () => {
    const { createDatabase } = await admin.createDatabase({
      input: { clusterId: account.clusterIds[0] ?? '', name: 'telemetry', retentionPeriod: '30d' },
    })
    expect(createDatabase?.database).toMatchObject({ name: 'telemetry', retentionPeriod: '30d' })

    const { databases } = await as(member).databases({ filter: { search: 'tele' } })
    expect(databases?.nodes.map(({ id }) => id)).toEqual([createDatabase?.database.id])
  })

  it('asks without a token, with one, and with one that is made for each request', async () => {
    const tokens = [account.admin.token, member.token]
    const both = createClient({ url: gateway.url, token: async () => tokens.shift() })

    expect(await anonymous.viewer()).toEqual({ viewer: null })
    expect((await both.viewer()).viewer?.user?.email).toBe('ada@example.com')
    expect((await both.viewer()).viewer?.user?.email).toBe('mel@example.com')
    expect((await both.viewer()).viewer).toBeNull()
  })

  it.each(['', '/', '/graphql', '/graphql/'])('finds the API by the address of the gateway with “%s”', async (path) => {
    const client = createClient({ url: `${new URL(gateway.url).origin}${path}` })
    expect(await client.viewer()).toEqual({ viewer: null })
  })
})

describe('a list', () => {
  const names = ['alpha', 'beta', 'delta', 'epsilon', 'gamma']
  let databaseId: string

  beforeAll(async () => {
    for (const name of names) {
      const { createDatabase } = await admin.createDatabase({ input: { clusterId: account.clusterIds[1] ?? '', name } })
      databaseId = createDatabase?.database.id ?? ''
    }
    for (const name of ['one', 'three', 'two']) await admin.createTable({ input: { databaseId, name } })
    await account.join('ann@example.com', ['auditor', 'member'])
  })

  it('is asked for page by page, as far as it is read', async () => {
    const { client, asked } = counting()
    const all = []
    for await (const { name } of client.databases.all({ clusterId: account.clusterIds[1] }, { pageSize: 2 })) {
      all.push(name)
    }
    expect(all).toEqual(names)
    expect(asked()).toBe(3)

    for await (const { name } of client.databases.all({ filter: { search: 'a' } }, { pageSize: 1 })) {
      if (name === 'beta') break
    }
    expect(asked()).toBe(5)
  })

  it('is found wherever it lies in the answer', async () => {
    const { id } = account.admin
    const people = ['ada@example.com', 'ann@example.com', 'mel@example.com']
    expect(await emails(admin.users.all({}, { pageSize: 1 }))).toEqual(people)
    expect(await emails(admin.groupMembers.all({ id: account.groupIds.member }, { pageSize: 1 }))).toEqual(
      people.slice(1),
    )
    expect((await listed(admin.tables.all({ databaseId }, { pageSize: 1 }))).map(({ name }) => name)).toEqual([
      'one',
      'three',
      'two',
    ])
    expect(await listed(admin.userSessions.all({ userId: id }))).toMatchObject([{ isCurrent: true }])
    expect(await listed(admin.sessions.all())).toMatchObject([{ isCurrent: true }])
  })

  it('comes in pages of 100 unless said otherwise, and refuses pages that are too large', async () => {
    const { client, asked } = counting()
    expect(await listed(client.auditEvents.all())).not.toHaveLength(0)
    expect(asked()).toBe(1)
    await expect(listed(client.auditEvents.all({}, { pageSize: 101 }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: 'first',
    })
  })

  it('of what does not exist is NOT_FOUND, not empty', async () => {
    await expect(listed(admin.tables.all({ databaseId: account.id }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(listed(anonymous.sessions.all())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is there for every operation whose answer is a list, and for no other', async () => {
    expect(Object.entries(admin).flatMap(([name, method]) => ('all' in method ? [name] : []))).toEqual([
      'whoMay',
      'groupGrants',
      'auditEvents',
      'auditLog',
      'clusters',
      'clusterNames',
      'databaseTokens',
      'databases',
      'databaseNames',
      'groups',
      'groupMembers',
      'invitations',
      'managementTokens',
      'sessions',
      'userSessions',
      'tables',
      'users',
    ])
  })

  it('can be had of a single document, without the client', async () => {
    const send = createSender({ url: gateway.url, token: account.admin.token })
    expect((await send(UsersDocument, { first: 1 })).users?.nodes).toMatchObject([{ email: 'ada@example.com' }])
    expect(await emails(nodesOf(send, UsersDocument, { filter: { search: 'mel' } }))).toEqual(['mel@example.com'])
  })

  function counting() {
    let requests = 0
    const fetch: typeof globalThis.fetch = (...request) => {
      requests++
      return globalThis.fetch(...request)
    }
    return { client: createClient({ url: gateway.url, token: account.admin.token, fetch }), asked: () => requests }
  }
})

describe('a refusal', () => {
  const clusterId = () => account.clusterIds[0] ?? ''
  const invite = async (email: string) => {
    const input = { invitations: [{ email, groupIds: [account.groupIds.member] }] }
    const [result] = (await admin.inviteUsers({ input })).inviteUsers?.results ?? []
    return { id: result?.invitation?.id ?? '', secret: secretOf(result?.link ?? '') }
  }
  const accept = (secret: string) =>
    anonymous.acceptInvitation({ input: { secret, name: 'Grace', password: 'a Long pass-phrase 8' } })
  const send = () => createSender({ url: gateway.url, token: member.token })
  const own = (text: string) => text as OperationDocument<unknown, object>

  /** The Admin of another account, and her cluster, which cannot be reached. */
  const linked = async (kind: LinkedKind) => {
    const other = await gateway.account()
    const [id = ''] = other.clusterIds
    await linkUnreachable(gateway, other, id, { kind, enforcement: 'NATIVE' })
    return { client: createClient({ url: gateway.url, token: other.admin.token }), id }
  }

  // That a store does not say whether it committed is tried in test/changes, on PostgreSQL.
  const refusals: Record<Exclude<ErrorCode, ClientErrorCode | 'UNKNOWN_OUTCOME'>, [() => Promise<unknown>, object]> = {
    UNAUTHENTICATED: [() => anonymous.users(), { status: 200 }],
    FORBIDDEN: [() => as(member).users(), { permission: 'USER_READ', wouldBeGrantedBy: ['admin', 'auditor'] }],
    NOT_FOUND: [() => admin.renameDatabase({ input: { id: account.id, name: 'new' } }), { field: 'input.id' }],
    BAD_INPUT: [() => admin.createDatabase({ input: { clusterId: clusterId(), name: '' } }), { field: 'input.name' }],
    CONFLICT: [
      () => admin.createDatabase({ input: { clusterId: account.clusterIds[1] ?? '', name: 'alpha' } }),
      { field: 'input.name' },
    ],
    STALE_VERSION: [
      () => admin.updateUser({ input: { id: member.id, name: 'Mel', expectedVersion: 99 } }),
      { currentVersion: 1 },
    ],
    LAST_ADMIN: [() => admin.removeUser({ id: account.admin.id }), {}],
    INVITATION_EXPIRED: [
      async () => {
        const later = await gatewayForTest()
        const other = await later.account()
        const input = { invitations: [{ email: 'eve@example.com', groupIds: [other.groupIds.member] }] }
        const { inviteUsers } = await createClient({ url: later.url, token: other.admin.token }).inviteUsers({ input })
        later.advance(8 * 24 * 3600 * 1000)
        const secret = secretOf(inviteUsers?.results[0]?.link ?? '')
        return createClient({ url: later.url }).acceptInvitation({ input: { secret, name: 'Eve', password } })
      },
      {},
    ],
    INVITATION_REVOKED: [
      async () => {
        const { id, secret } = await invite('joan@example.com')
        await admin.revokeInvitation({ id })
        return accept(secret)
      },
      {},
    ],
    INVITATION_ACCEPTED: [
      async () => {
        const { secret } = await invite('grace@example.com')
        await accept(secret)
        return accept(secret)
      },
      {},
    ],
    INVALID_CREDENTIALS: [
      () => anonymous.signIn({ input: { email: 'mel@example.com', password: 'not hers' } }),
      { status: 200 },
    ],
    PERSISTED_QUERY_NOT_FOUND: [
      () => {
        const persistedQuery = { version: 1, sha256Hash: '0'.repeat(64) }
        const body = JSON.stringify({ extensions: { persistedQuery } })
        return createClient({ url: gateway.url, fetch: (url, init) => fetch(url, { ...init, body }) }).viewer({})
      },
      { status: 200 },
    ],
    RATE_LIMITED: [
      async () => {
        const guess = () => anonymous.signIn({ input: { email: 'nobody@example.com', password: 'wrong' } })
        for (let guesses = 0; guesses < 20; guesses++) {
          const { code } = await guess().catch((error) => error)
          if (code === 'RATE_LIMITED') break
        }
        return guess()
      },
      { retryAfterSeconds: expect.any(Number) },
    ],
    IDEMPOTENCY_KEY_REUSED: [
      async () => {
        const create = () =>
          admin.createDatabaseToken(
            { input: { clusterId: clusterId(), description: 'once', permissions: [] } },
            { idempotencyKey: 'the-key-of-one-token' },
          )
        await create()
        return create()
      },
      { replayed: true, firstAt: expect.any(String), resourceId: expect.stringMatching(/^database_token_/) },
    ],
    UNSUPPORTED: [
      async () => {
        const { client, id } = await linked('INFLUXDB_1')
        return client.createDatabase({ input: { clusterId: id, name: 'small', maxTables: 5 } })
      },
      { field: 'input.maxTables' },
    ],
    CLUSTER_UNAVAILABLE: [
      async () => {
        const { client, id } = await linked('INFLUXDB_CLOUD_DEDICATED')
        return client.createDatabaseToken({ input: { clusterId: id, description: 'ingest', permissions: [] } })
      },
      { retryAfterSeconds: expect.any(Number) },
    ],
    QUERY_TOO_COMPLEX: [() => send()(own(`query { ${'viewer { user { id } } '.repeat(250)} }`), {}), { status: 400 }],
    INTERNAL: [
      async () => {
        const { db } = gateway
        await sql`alter table clusters rename to clusters_away`.execute(db)
        return as(member)
          .clusters()
          .finally(() => sql`alter table clusters_away rename to clusters`.execute(db))
      },
      {},
    ],
  }

  it.each(Object.entries(refusals))(
    'as %s is one ClustergateError, with its details as data',
    async (code, [call, details]) => {
      const error = await call().catch((error: unknown) => error)
      expect(error).toBeInstanceOf(ClustergateError)
      expect(error).toMatchObject({
        code,
        message: expect.stringMatching(/\.$|^PersistedQueryNotFound$/),
        requestId: expect.any(String),
        ...details,
      })
    },
  )

  it('names the request as the log does', async () => {
    const { requestId } = await as(member)
      .users()
      .catch((error) => error)
    const line = await eventually(() => gateway.log.find((one) => one['requestId'] === requestId))
    expect(line['operationName']).toBe('Users')
  })

  it('of a token that is not valid carries its status', async () => {
    const stranger = createClient({ url: gateway.url, token: 'cgs_unknown' })
    await expect(stranger.viewer()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', status: 401 })
  })

  it('of a session that ended because its person may do more says so', async () => {
    const kim = await account.join('kim-who-grows@example.com', ['member'])
    await admin.setUserGroups({ input: { userId: kim.id, groupKeys: ['member', 'auditor'] } })
    const refused = createClient({ url: gateway.url, token: kim.token }).viewer()
    await expect(refused).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      status: 401,
      sessionEndReason: 'RIGHTS_GREW',
    })
  })

  it('of a part throws too, with all errors of the answer', async () => {
    const document = own('query { account { id } users { nodes { id } } auditEvents { nodes { id } } }')
    await expect(send()(document, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
      permission: 'USER_READ',
      errors: [{ path: ['users'] }, { path: ['auditEvents'], extensions: { permission: 'AUDIT_READ' } }],
    })
  })

  it('of a group that grants too much names all that is missing', async () => {
    const permissions = [...memberPermissions, 'USER_READ', 'INVITATION_READ', 'GROUP_ASSIGN'] as Permission[]
    const { createManagementToken } = await admin.createManagementToken({
      input: { description: 'onboarding', permissions },
    })
    const onboarding = createClient({ url: gateway.url, token: createManagementToken?.secret })
    const input = { userId: member.id, groupKeys: ['member', 'auditor'] }
    const error = await onboarding.setUserGroups({ input }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ClustergateError)
    expect(error).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'MANAGEMENT_TOKEN_READ',
      missingPermissions: ['MANAGEMENT_TOKEN_READ', 'SESSION_READ', 'AUDIT_READ'],
    })
  })

  it('shows nothing of what was sent', async () => {
    const error = await anonymous
      .signIn({ input: { email: 'mel@example.com', password } })
      .then(() => anonymous.resetPassword({ input: { secret: 'cgr_secret', password } }))
      .catch((error: ClustergateError) => error)
    expect(error).toBeInstanceOf(ClustergateError)
    expect(inspect(error, { depth: 10 })).not.toMatch(/cgr_secret|pass-phrase/)
  })
})

async function listed<Node>(nodes: AsyncIterable<Node>): Promise<Node[]> {
  const all: Node[] = []
  for await (const node of nodes) all.push(node)
  return all
}

const emails = async (people: AsyncIterable<{ readonly email: string }>) =>
  (await listed(people)).map(({ email }) => email)
