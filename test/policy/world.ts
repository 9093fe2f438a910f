import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql'
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { type EmulatedCluster, emulatedCluster } from '../clusters/emulated.ts'
import {
  type BuiltInKey,
  type Client,
  eventually,
  password,
  secretOf,
  type TestAccount,
  type TestGateway,
} from '../gateway.ts'
import { useWorld, type WorldOptions } from '../world.ts'

/** Somebody who is signed in, with the id of the session. */
export interface Visitor extends Client {
  readonly id: string
  readonly email: string
  readonly sessionId: string
  readonly token: string
}

export interface MadeToken extends Client {
  readonly id: string
  readonly secret: string
}

/** Makes objects of one account, as its Admin. Each call makes a fresh one. */
export interface Maker {
  readonly account: TestAccount
  cluster(): string
  database(): Promise<{ id: string; name: string }>
  deletedDatabase(): Promise<{ id: string; name: string }>
  /** One that an emulated cluster has with another limit. */
  driftedDatabase(): Promise<{ id: string }>
  /** A custom group without members, which grants nothing. */
  group(): Promise<{ id: string; key: string }>
  table(): Promise<{ id: string; name: string; databaseId: string }>
  deletedTable(): Promise<{ id: string; name: string; databaseId: string }>
  databaseToken(databaseId?: string): Promise<string>
  managementToken(permissions: readonly string[], creator?: Client): Promise<MadeToken>
  invitation(groups?: readonly BuiltInKey[]): Promise<{ id: string; email: string; secret: string }>
  /** Somebody who was imported, and has no password yet. */
  person(groups?: readonly BuiltInKey[]): Promise<{ id: string; email: string }>
  /** The secret of a reset link that was mailed to somebody. */
  resetSecret(email: string): Promise<string>
  /** The secret of a link that gives a person another address. */
  emailSecret(userId: string): Promise<string>
  /** Invites somebody, who accepts: a person with a password. */
  join(groups: readonly BuiltInKey[]): Promise<Visitor>
  name(): string
}

/** A gateway without accounts, and the means to put things into those that a test makes. */
export interface Makers {
  readonly gateway: TestGateway
  /** Undefined before the first test. */
  readonly schema: GraphQLSchema
  maker(account: TestAccount, admin: Client): Maker
  signIn(account: TestAccount, email: string, secret?: string): Promise<Visitor>
}

const viewerDocument = '{ viewer { user { id email } session { id } } }'

/**
 * Numbers the names of all files of a process: `requests.ts` remembers passwords by address. They have the same length,
 * so that answers which differ only in names have it too.
 */
let count = 10_000

/** Opens a gateway before the tests of a file or of a `describe`, with makers of things for its accounts. */
export function useMakers(options?: WorldOptions): Makers {
  const { gateway } = useWorld(options)
  let schema: GraphQLSchema
  beforeAll(async () => {
    schema = buildClientSchema(await gateway.anonymous.run(getIntrospectionQuery()))
  })
  const name = () => `thing${++count}`

  const clusters = new Map<string, Promise<EmulatedCluster>>()
  afterAll(async () => {
    for (const one of clusters.values()) await (await one).behind.close()
  })
  const emulated = (account: TestAccount): Promise<EmulatedCluster> => {
    const found = clusters.get(account.id) ?? emulatedCluster(gateway, account)
    clusters.set(account.id, found)
    return found
  }

  const visitor = async (token: string): Promise<Visitor> => {
    const client = gateway.as(token)
    const { viewer } = await client.run(viewerDocument)
    return { ...client, ...viewer.user, sessionId: viewer.session.id, token }
  }

  const maker = (account: TestAccount, admin: Client): Maker => {
    const made = async (field: string, input: string, variables: object, selection: string) =>
      (
        await admin.run(`mutation ($input: ${input}!) { ${field}(input: $input) { ${selection} } }`, {
          input: variables,
        })
      )[field]
    const groupIds = (groups: readonly BuiltInKey[]) => groups.map((group) => account.groupIds[group])
    const cluster = () => account.clusterIds[0] as string
    const make: Maker = {
      account,
      cluster,
      name,
      async database() {
        const input = { clusterId: cluster(), name: name() }
        return (await made('createDatabase', 'CreateDatabaseInput', input, 'database { id name }')).database
      },
      async deletedDatabase() {
        const database = await make.database()
        await made('deleteDatabase', 'DeleteInput', { id: database.id, confirmName: database.name }, '__typename')
        return database
      },
      async driftedDatabase() {
        return (await emulated(account)).driftedDatabase(admin, name())
      },
      async group() {
        const key = name()
        return (await made('createGroup', 'CreateGroupInput', { key, name: key, grants: [] }, 'group { id key }')).group
      },
      async table() {
        const { id: databaseId } = await make.database()
        const input = { databaseId, name: name() }
        return { ...(await made('createTable', 'CreateTableInput', input, 'table { id name }')).table, databaseId }
      },
      async deletedTable() {
        const table = await make.table()
        await made('deleteTable', 'DeleteInput', { id: table.id, confirmName: table.name }, '__typename')
        return table
      },
      async databaseToken(databaseId = '*') {
        const permissions = [{ action: 'READ', databaseId }]
        const input = { clusterId: cluster(), description: name(), permissions }
        return (await made('createDatabaseToken', 'CreateDatabaseTokenInput', input, 'token { id }')).token.id
      },
      async managementToken(permissions, creator = admin) {
        const { createManagementToken } = await creator.run(
          `mutation ($input: CreateManagementTokenInput!) {
            createManagementToken(input: $input) { secret token { id } } }`,
          { input: { description: name(), permissions } },
        )
        const { secret, token } = createManagementToken
        return { ...gateway.as(secret), id: token.id, secret }
      },
      async invitation(groups = ['member']) {
        const email = `${name()}@example.com`
        const input = { invitations: [{ email, groupIds: groupIds(groups) }] }
        const { results } = await made('inviteUsers', 'InviteUsersInput', input, 'results { link invitation { id } }')
        return { id: results[0].invitation.id, email, secret: secretOf(results[0].link) }
      },
      async person(groups = ['member']) {
        const email = `${name()}@example.com`
        await operatorOf(gateway.app.core).importUsers(account.id, [
          { email, name: 'Imported', groups, attributes: [] },
        ])
        const { users } = await admin.run(
          'query ($email: String!) { users(filter: { search: $email }) { nodes { id } } }',
          {
            email,
          },
        )
        return { id: users.nodes[0].id, email }
      },
      async resetSecret(email) {
        await gateway.anonymous.run(
          'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }',
          { input: { email, accountId: account.id } },
        )
        const mail = join(gateway.config.dataDirectory, 'mail')
        return eventually(async () => {
          for (const file of (await readdir(mail).catch(() => [])).filter((name) => name.endsWith('.eml'))) {
            const text = (await readFile(join(mail, file), 'utf8')).replaceAll('=\r\n', '')
            const secret = text.includes(email) && /cgr_[0-9a-f]{72}/.exec(text)
            if (secret) return secret[0]
          }
          return undefined
        })
      },
      async emailSecret(userId) {
        const input = { userId, email: `${name()}@example.com` }
        return secretOf((await made('changeEmail', 'ChangeEmailInput', input, 'link')).link)
      },
      async join(groups) {
        const { secret } = await make.invitation(groups)
        const { acceptInvitation } = await gateway.anonymous.run(
          'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken } }',
          { input: { secret, name: 'Somebody', password } },
        )
        return visitor(acceptInvitation.accessToken)
      },
    }
    return make
  }

  return {
    gateway,
    get schema() {
      return schema
    },
    maker,
    async signIn(account, email, secret = password) {
      const { signIn } = await gateway.anonymous.run(
        'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
        { input: { accountId: account.id, email, password: secret } },
      )
      return visitor(signIn.accessToken)
    },
  }
}

/** Told by the clock or by the mail worker, not by anything that a caller did. */
const told = [
  'last_seen_at',
  'last_used_at',
  'last_use_key',
  'delivery',
  'status',
  'attempts',
  'next_attempt_at',
  'message',
  'failure',
  'finished_at',
  'is_written',
]
const tables = [
  'accounts',
  'clusters',
  'groups',
  'users',
  'user_groups',
  'sessions',
  'password_resets',
  'email_changes',
  'invitations',
  'invitation_groups',
  'databases',
  'database_labels',
  'tables',
  'database_tokens',
  'database_token_permissions',
  'management_tokens',
  'outbox',
]

/** Everything that the store holds of an account, the audit log only if asked for, as one comparable text. */
export async function stateOf({ db }: TestGateway, accountId: string, audit = false): Promise<string> {
  const state: string[] = []
  for (const table of audit ? [...tables, 'audit_events'] : tables) {
    const owner = table === 'accounts' ? 'id' : 'account_id'
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(owner)} = ${accountId}`.execute(db)
    const ignored = told.filter((column) => table === 'outbox' || column.startsWith('last_'))
    // A session that is used lasts longer, once a minute.
    if (table === 'sessions') ignored.push('expires_at')
    state.push(...rows.map((row) => `${table} ${JSON.stringify(without(row, ignored))}`))
  }
  return state.sort().join('\n')
}

const without = (row: Record<string, unknown>, columns: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)))

/** Every id that stands in the rows of an account. */
export const idsOf = (state: string): readonly string[] => [
  ...new Set(state.match(/[a-z_]+_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []),
]
