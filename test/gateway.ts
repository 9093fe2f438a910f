import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type App, openApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { sessionCookieName } from '../src/gateway/http/session-cookie.ts'
import type { Report } from '../src/gateway/request-log.ts'
import { operatorOf } from '../src/operator/operator.ts'
import type { BuiltInKey } from '../src/policy/groups.ts'
import { openPostgres } from '../src/store/postgres/connect.ts'
import type { Sql } from '../src/store/tables.ts'
import { makeStore, type TestStore } from './store.ts'

export type { BuiltInKey }

/** What a client sees of an answer. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly data: any
  readonly errors: readonly ClientError[]
  /** The body as it came. */
  readonly text: string
}

export interface ClientError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: {
    readonly code: string
    readonly field?: string
    readonly permission?: string
    readonly wouldBeGrantedBy?: readonly string[]
    readonly retryAfterSeconds?: number
    readonly currentVersion?: number
    readonly successorId?: string
    readonly sessionEndReason?: string
    readonly requestId: string
  }
}

/** What a refused operation is thrown as. */
export class Refused extends Error {
  readonly code: string
  readonly field: string | undefined

  constructor(readonly error: ClientError) {
    super(`${error.extensions.code}: ${error.message} (${error.extensions.field ?? ''})`)
    this.code = error.extensions.code
    this.field = error.extensions.field
  }
}

/** Somebody, or something, that calls the gateway. */
export interface Client {
  /** Sends a document, and returns the answer also when it has errors. */
  send(query: string, variables?: object): Promise<Answer>
  /** The data of a document that must succeed as a whole; throws Refused with the first error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  run(query: string, variables?: object): Promise<any>
}

export interface Member extends Client {
  readonly id: string
  readonly email: string
  readonly password: string
  readonly token: string
}

/** An account with its first Admin, and the ids a test needs to speak of it. */
export interface TestAccount {
  readonly id: string
  readonly clusterIds: readonly string[]
  readonly groupIds: Readonly<Record<BuiltInKey, string>>
  readonly admin: Member
  /** Invites somebody with groups, and accepts in their name: through the front door. */
  join(email: string, groups: readonly BuiltInKey[]): Promise<Member>
}

export interface TestGateway {
  readonly app: App
  readonly config: Config
  readonly url: string
  /** What its session cookie is called. */
  readonly cookieName: string
  readonly store: TestStore
  /** The store as its owner sees it: all of it, and nothing hidden. */
  readonly db: Sql
  readonly statements: string[]
  /** Lines of the log, parsed. */
  readonly log: Record<string, unknown>[]
  readonly anonymous: Client
  /** Calls `listener` after each statement, for tests in which something happens meanwhile. */
  onStatement(listener: (sql: string) => void): void
  /** Moves the gateway's clocks. */
  advance(milliseconds: number): void
  as(token: string): Client
  account(name?: string): Promise<TestAccount>
  /** Waits until the worker has carried out every task that is due, such as mail. */
  tasksDone(): Promise<void>
  /** How many statements a piece of work costs, authentication included. */
  count<T>(work: () => Promise<T>): Promise<{ result: T; statements: string[] }>
  close(): Promise<void>
}

export interface TestOptions {
  /** The clock of the machine that the gateway runs on. */
  readonly clock?: () => number
  /** By how much the store's time and all clocks are moved from the start on. */
  readonly shift?: number
  /** A store that another gateway uses as well; it is left alone at the end. */
  readonly store?: TestStore
  readonly environment?: Record<string, string>
  readonly postgres?: boolean
  /** Hears of every request. */
  readonly report?: Report
}

/** What Members may: who gives their group must hold all of it. */
export const memberPermissions = [
  'ACCOUNT_READ',
  'CLUSTER_READ',
  'GROUP_READ',
  'DATABASE_READ',
  'TABLE_READ',
  'DATABASE_TOKEN_READ',
  'DATABASE_TOKEN_CREATE',
]

export const password = 'a Long pass-phrase 7'

/** A whole gateway over HTTP on a port of its own, on a store of its own, with a clock that tests can move. */
export async function openGateway(options: TestOptions = {}): Promise<TestGateway> {
  const store = options.store ?? (await makeStore(options.postgres))
  const config = readConfig({
    PORT: '0',
    CLUSTERGATE_DATA_DIR: store.dataDirectory,
    CLUSTERGATE_PUBLIC_URL: 'http://gateway.test',
    // A suite asks more in a minute than anybody should; an empty variable brings a default back.
    CLUSTERGATE_POINTS_PER_MINUTE: '1000000',
    CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1000000',
    ...(store.databaseUrl && { DATABASE_URL: store.databaseUrl }),
    ...options.environment,
  })
  let offset = options.shift ?? 0
  let heard: (sql: string) => void = () => {}
  const statements: string[] = []
  const lines: Record<string, unknown>[] = []
  const app = await openApp(config, {
    clock: options.clock ?? (() => Date.now()),
    shift: () => offset,
    timer: () => performance.now() + offset,
    onStatement: (sql) => {
      statements.push(sql)
      heard(sql)
    },
    log: pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) }),
    graceMilliseconds: 0,
    ...(options.report && { report: options.report }),
  })
  const url = `http://127.0.0.1:${app.port}/graphql`
  let owner: Sql | undefined
  const gateway: TestGateway = {
    app,
    config,
    url,
    cookieName: sessionCookieName(config, app.core.keys.storeFingerprint),
    store,
    get db() {
      owner ??= store.ownerUrl === undefined ? app.core.store.db : openPostgres(store.ownerUrl).db
      return owner
    },
    statements,
    log: lines,
    anonymous: clientOf(url),
    onStatement: (listener) => {
      heard = listener
    },
    advance: (milliseconds) => {
      offset += milliseconds
    },
    as: (token) => clientOf(url, { authorization: `Bearer ${token}` }),
    account: (name = 'Account') => makeAccount(gateway, name),
    async tasksDone() {
      await eventually(async () => {
        const now = (options.clock?.() ?? Date.now()) + offset
        const waiting = gateway.db.selectFrom('tasks').select('id').where('next_attempt_at', '<=', now)
        const claimed = gateway.db.selectFrom('tasks').select('id').where('claimed_until', '>', 0)
        return (await waiting.union(claimed).execute()).length === 0
      })
    },
    async count(work) {
      // A task that an earlier request queued would be settled meanwhile, in a transaction that looks like any other.
      await gateway.tasksDone()
      const before = statements.length
      const result = await work()
      // The worker looks into its queue whenever it likes, and once a minute it is noted who was here.
      const disturbs = /storeNow|(from|update) "(outbox|tasks)"|"(key_holders|master_keys)"|set "last_(seen|used)_at"/
      return { result, statements: statements.slice(before).filter((sql) => !disturbs.test(sql)) }
    },
    async close() {
      await app.close()
      await owner?.destroy()
      if (!options.store) await store.remove()
    },
  }
  return gateway
}

/** As `openGateway`, closed when the test ends. */
export async function gatewayForTest(options: TestOptions = {}): Promise<TestGateway> {
  const gateway = await openGateway(options)
  onTestFinished(() => gateway.close())
  return gateway
}

export function clientOf(url: string, headers: Record<string, string> = {}): Client {
  const send = async (query: string, variables: object = {}): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    const text = await response.text()
    const body = JSON.parse(text) as { data?: unknown; errors?: ClientError[] }
    return { status: response.status, headers: response.headers, data: body.data, errors: body.errors ?? [], text }
  }
  return {
    send,
    async run(query, variables) {
      const { data, errors } = await send(query, variables)
      if (errors[0]) throw new Refused(errors[0])
      return data
    },
  }
}

async function makeAccount(gateway: TestGateway, name: string): Promise<TestAccount> {
  const operator = operatorOf(gateway.app.core)
  const clusters = ['primary', 'secondary'].map((cluster) => ({ name: cluster, url: `https://${cluster}.example.com` }))
  const { accountId, clusterIds, invitationLink } = await operator.createAccount(name, clusters, 'ada@example.com')
  const admin = await accept(gateway, invitationLink, 'Ada')
  const { groups } = await admin.run('{ groups { nodes { id key } } }')
  const groupIds = Object.fromEntries(
    groups.nodes.map((group: { id: string; key: string }) => [group.key, group.id]),
  ) as Record<BuiltInKey, string>
  return {
    id: accountId,
    clusterIds,
    groupIds,
    admin,
    async join(email, keys) {
      const input = { invitations: [{ email, groupIds: keys.map((key) => groupIds[key]) }] }
      const { inviteUsers } = await admin.run(
        'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link error { message } } } }',
        { input },
      )
      return accept(gateway, inviteUsers.results[0].link, email.slice(0, email.indexOf('@')))
    },
  }
}

export const secretOf = (link: string): string => link.slice(link.indexOf('#') + 1)

export const acceptDocument =
  'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken user { id email } } }'

async function accept(gateway: TestGateway, link: string, name: string): Promise<Member> {
  const { acceptInvitation } = await gateway.anonymous.run(acceptDocument, {
    input: { secret: secretOf(link), name, password },
  })
  const { accessToken, user } = acceptInvitation
  return { ...gateway.as(accessToken), ...user, password, token: accessToken }
}

/** Waits for something that a worker does by itself; throws when it does not come. */
export async function eventually<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  const end = Date.now() + 20_000
  for (let attempt = 0; Date.now() < end; attempt++) {
    const found = await look()
    if (found) return found
    await delay(attempt < 20 ? 1 : 25)
  }
  throw new Error('It did not happen within twenty seconds.')
}
