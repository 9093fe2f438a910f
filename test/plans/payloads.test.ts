import { type GraphQLObjectType, getNamedType } from 'graphql'
import { afterAll, expect, it } from 'vitest'
import { type MutationName, operations } from '../../src/policy/operations.ts'
import { allPermissions } from '../../src/policy/permissions.ts'
import { openManagementApi } from '../clusters/emulators/management-api.ts'
import { link } from '../clusters/link.ts'
import type { TestAccount } from '../gateway.ts'
import { documentOf, fieldAt } from '../policy/documents.ts'
import { passwordOf, requests } from '../policy/requests.ts'
import { type Maker, useMakers } from '../policy/world.ts'
import { tell } from './both-paths.ts'
import { comparable } from './comparable.ts'
import { manyPoints } from './furnished.ts'
import { post } from './post.ts'
import { everyFieldOf, fieldsOfPayloads, noteFields } from './survey.ts'

const world = useMakers(manyPoints)

/** One of two accounts that are alike: what is made in the one is made in the other. */
interface Twin {
  readonly account: TestAccount
  readonly make: Maker
}

/** A mutation that somebody sends, with the secret of a bearer token. */
interface Sent {
  readonly token: string
  readonly variables: object
}

async function twin(): Promise<Twin> {
  // The name by which `leaveAccount` is confirmed.
  const account = await world.gateway.account('Ada’s')
  return { account, make: world.maker(account, account.admin) }
}

/** A request of `test/policy/requests.ts`, sent by an Admin who has joined for it. */
const byAdmin =
  (name: string) =>
  async ({ account, make }: Twin): Promise<Sent> => {
    const admin = await make.join(['admin'])
    const anotherSession = async () => (await world.signIn(account, admin.email, passwordOf(admin.email))).sessionId
    const variables = (await requests[name]?.(make, { ...admin, anotherSession })) ?? {}
    return { token: admin.token, variables }
  }

const invitation = (email: string, groupIds: readonly string[]) => ({
  input: { invitations: [{ email, groupIds }] },
})

/** Rows of `inviteUsers` that are refused. */
const refusedRows: Readonly<Record<string, (twin: Twin) => Promise<Sent>>> = {
  'Mutation.inviteUsers into no group': async ({ account, make }) => ({
    token: account.admin.token,
    variables: invitation(`${make.name()}@example.com`, []),
  }),
  'Mutation.inviteUsers with rights that the sender lacks': async ({ account, make }) => ({
    token: (await make.managementToken(allPermissions.filter((name) => !/AUDIT_READ|TOKEN_CREATE/.test(name)))).secret,
    variables: invitation(`${make.name()}@example.com`, [account.groupIds.auditor]),
  }),
  'Mutation.inviteUsers of an address that had too many': async ({ account, make }) => {
    const { id, email } = await make.invitation()
    for (let sent = 1; sent < 5; sent++) {
      await account.admin.run('mutation ($id: ID!) { resendInvitation(id: $id) { invitation { id } } }', { id })
    }
    await account.admin.run('mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }', { id })
    return { token: account.admin.token, variables: invitation(email, [account.groupIds.member]) }
  },
}

/** A cluster with a database and a token that no gateway knows; both accounts link it. */
const foreign = once(async () => {
  const cluster = await openManagementApi()
  const { managementUrl: url, settings, credential } = cluster.connection
  const make = async (path: string, thing: object) => {
    const answer = await fetch(`${url}/api/v0/accounts/${settings.accountId}/clusters/${settings.clusterId}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
      body: JSON.stringify(thing),
    })
    return (await answer.json()) as { readonly id: string }
  }
  await make('/databases', { name: 'theirs' })
  const permissions = [{ action: 'read', resource: 'theirs' }]
  return { cluster, token: await make('/tokens', { description: 'theirs', permissions }) }
})
afterAll(async () => (await foreign()).cluster.close())

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What only a cluster answers: it comes last, because from then on the first cluster of the account is linked. */
const fromCluster: Readonly<Record<string, (twin: Twin) => Promise<Sent>>> = {
  'Mutation.importFromCluster from a cluster': async ({ account }) => {
    const { cluster, token } = await foreign()
    const { managementUrl: url, ...connection } = cluster.connection
    await link(world.gateway, account, { kind: cluster.kind, url, ...connection })
    const input = { clusterId: account.clusterIds[0], databases: ['theirs', 'missing'], credentials: [token.id] }
    return { token: account.admin.token, variables: { input } }
  },
}

it('every field of every payload is answered by a mutation that is known as by Apollo Server', async () => {
  const { gateway, schema } = world
  const [reference, other] = [await twin(), await twin()]
  const ofAdmins = Object.keys(requests).filter((name) => name.startsWith('Mutation.'))
  const cases = { ...Object.fromEntries(ofAdmins.map((name) => [name, byAdmin(name)])), ...refusedRows, ...fromCluster }
  const found = new Set<string>()
  const unplanned: string[] = []
  for (const [name, prepare] of Object.entries(cases)) {
    const [coordinate = ''] = name.split(' ')
    const payload = getNamedType(fieldAt(schema, coordinate).type) as GraphQLObjectType
    const query = documentOf(schema, coordinate, everyFieldOf(payload))
    const first = await prepare(reference)
    const second = await prepare(other)
    // Payloads show the state of mail.
    await gateway.tasksDone()
    const asked = { query, variables: first.variables, extensions: { persistedQuery: null } }
    const expected = await tell(gateway, () => post(gateway.url, first.token, asked))
    const again = await tell(gateway, () => post(gateway.url, second.token, { query, variables: second.variables }))
    expect(comparable(again.told), name).toEqual(comparable(expected.told))
    noteFields(schema, { query, variables: {} }, JSON.parse(again.told.text).data, found)
    const { requires } = operations.Mutation[coordinate.slice('Mutation.'.length) as MutationName]
    if (typeof requires === 'string' && !again.planned) unplanned.push(name)
  }
  expect([...fieldsOfPayloads(schema)].filter((field) => !found.has(field))).toEqual([])
  expect(unplanned).toEqual([])
}, 300_000)
