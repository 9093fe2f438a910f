import { afterAll, beforeAll } from 'vitest'
import type { Terms } from '../../../src/clusters/drivers/driver.ts'
import { clusterSecretsOf } from '../../../src/operator/operator.ts'
import { ask, checkPortOf, described, mintProxySecret, type Permissions } from '../../dataplane/checks.ts'
import { type Client, eventually } from '../../gateway.ts'
import { signIn } from '../../sessions/documents.ts'
import { useWorld, type World } from '../../world.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { link } from '../link.ts'
import { type LossyProxy, openLossyProxy } from '../lossy-proxy.ts'

/** How tokens are enforced on a cluster of these tests. */
export const modes = {
  'by the cluster itself': { enforcement: 'NATIVE', verifiesJwt: false },
  'by a proxy with JWTs': { enforcement: 'FORWARD_AUTH', verifiesJwt: true },
  'by a proxy alone': { enforcement: 'FORWARD_AUTH', verifiesJwt: false },
} as const satisfies Record<string, Terms>

export type Mode = keyof typeof modes
/** Those in which the cluster has a user for each token. */
export const allModes = ['by the cluster itself', 'by a proxy with JWTs'] as const satisfies Mode[]

export const adminPassword = 'CANARY the password of the administrator'
export const sharedSecret = 'CANARY the secret that JWTs are signed with'

export interface Synced {
  readonly state: string
  readonly attempts: number
  readonly nextAttemptAt: string | null
  readonly lastError: { readonly code: string; readonly message: string } | null
}

export interface MadeDatabase {
  readonly id: string
  readonly name: string
  readonly sync: Synced
}

export interface MadeToken {
  readonly id: string
  readonly secret: string
  readonly sync: Synced
}

/** The first cluster of the world's account with a real InfluxDB 1.x behind it, which the gateway manages. */
export interface Managed extends World {
  readonly influxd: Influxd
  /** The gateway's way to it; data goes another. */
  readonly proxy: LossyProxy
  readonly clusterId: string
  createDatabase(name: string, input?: object): Promise<MadeDatabase>
  createToken(permissions: Permissions, input?: object): Promise<MadeToken>
  updateToken(id: string, permissions: Permissions): Promise<Synced>
  revokeToken(id: string): Promise<Synced>
  rotateToken(id: string): Promise<MadeToken>
  updateDatabase(id: string, input: object): Promise<Synced>
  deleteDatabase(database: MadeDatabase): Promise<Synced>
  undeleteDatabase(id: string): Promise<Synced>
  purgeDatabase(database: MadeDatabase): Promise<void>
  /** Where an object stands. */
  sync(id: string): Promise<Synced>
  counts(): Promise<{ readonly pendingCount: number; readonly failedCount: number; readonly driftedCount: number }>
  /** Waits until nothing is under way any more. */
  settled(): Promise<void>
  /** The status of a write, or a query, with a token. */
  write(token: MadeToken, database: string): Promise<number>
  read(token: MadeToken, database: string): Promise<number>
  /** The status of any statement with a token, by POST. */
  query(token: MadeToken, statement: string): Promise<number>
  /** How many points the administrator counts in a database. */
  points(database: string): Promise<number>
  /** The names of all databases on the cluster, and of all users but the administrator. */
  databases(): Promise<readonly string[]>
  users(): Promise<readonly string[]>
  /** Moves the gateway's clock, and signs the admin in again. */
  advance(milliseconds: number): Promise<void>
}

const syncFields = 'sync { state attempts nextAttemptAt lastError { code message } }'
const databaseFields = `database { id name ${syncFields} }`
const tokenFields = `token { id ${syncFields} }`
const syncDocument = `query ($id: ID!) { node(id: $id) {
  ... on Database { ${syncFields} } ... on DatabaseToken { ${syncFields} } } }`

export function useManaged(mode: Mode): Managed {
  const world = useWorld({
    environment: { CLUSTERGATE_CHECK_PORT: '0', CLUSTERGATE_SESSION_IDLE: '12h' },
  })
  const { gateway, account } = world
  let influxd: Influxd
  let proxy: LossyProxy
  let proxySecret: string
  let admin: Client
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true, password: adminPassword, sharedSecret })
    proxy = await openLossyProxy(influxd.url)
    admin = account.admin
    const clusterId = account.clusterIds[0] as string
    proxySecret = await mintProxySecret(gateway, account)
    if (modes[mode].verifiesJwt) {
      await clusterSecretsOf(gateway.app.core).setJwtSecret(account.id, clusterId, sharedSecret)
    }
    const settings = { username: 'root' }
    const { enforcement } = modes[mode]
    await link(gateway, account, {
      kind: 'INFLUXDB_1',
      url: proxy.url,
      credential: adminPassword,
      settings,
      enforcement,
    })
  })
  afterAll(async () => {
    await proxy?.close()
    await influxd?.stop()
  })

  const change = async (operation: string, input: string, answer: string, given: object) => {
    const document = `mutation ($input: ${input}!) { ${operation}(input: $input) { ${answer} } }`
    return (await admin.run(document, { input: given }))[operation]
  }
  const byId = async (operation: string, answer: string, id: string) => {
    const document = `mutation ($id: ID!) { ${operation}(id: $id) { ${answer} } }`
    return (await admin.run(document, { id }))[operation]
  }

  const asked = async (
    { id, secret }: MadeToken,
    method: 'POST' | 'GET',
    target: string,
    body: string | undefined,
  ): Promise<number> => {
    let authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    if (modes[mode].enforcement === 'FORWARD_AUTH') {
      const clusterId = account.clusterIds[0] as string
      const request = described({ method, target, authorization: `Bearer ${secret}` })
      const headers = ['X-Clustergate-Proxy', proxySecret, ...request]
      const checked = await ask(checkPortOf(gateway), `/dataplane/${clusterId}/check`, headers)
      if (checked.status !== 204) return checked.status
      authorization = String(checked.headers['x-clustergate-authorization'])
    }
    const answer = await fetch(influxd.url + target, { method, headers: { authorization }, ...(body && { body }) })
    await answer.arrayBuffer()
    return answer.status
  }

  const managed: Omit<Managed, keyof World> = {
    get influxd() {
      return influxd
    },
    get proxy() {
      return proxy
    },
    get clusterId() {
      return account.clusterIds[0] as string
    },
    async createDatabase(name, input = {}) {
      const given = { clusterId: managed.clusterId, name, ...input }
      return (await change('createDatabase', 'CreateDatabaseInput', databaseFields, given)).database
    },
    async updateDatabase(id, input) {
      return (await change('updateDatabase', 'UpdateDatabaseInput', databaseFields, { id, ...input })).database.sync
    },
    async deleteDatabase({ id, name }) {
      return (await change('deleteDatabase', 'DeleteInput', databaseFields, { id, confirmName: name })).database.sync
    },
    async undeleteDatabase(id) {
      return (await byId('undeleteDatabase', databaseFields, id)).database.sync
    },
    async purgeDatabase({ id, name }) {
      await change('purgeDatabase', 'DeleteInput', 'id', { id, confirmName: name })
    },
    async createToken(permissions, input = {}) {
      const given = { clusterId: managed.clusterId, description: 'ingest', permissions, ...input }
      const made = await change('createDatabaseToken', 'CreateDatabaseTokenInput', `secret ${tokenFields}`, given)
      return { ...made.token, secret: made.secret }
    },
    async updateToken(id, permissions) {
      const given = { id, permissions }
      return (await change('updateDatabaseToken', 'UpdateDatabaseTokenInput', tokenFields, given)).token.sync
    },
    async rotateToken(id) {
      const made = await change('rotateDatabaseToken', 'RotateTokenInput', `secret ${tokenFields}`, { id })
      return { ...made.token, secret: made.secret }
    },
    async revokeToken(id) {
      return (await byId('revokeDatabaseToken', tokenFields, id)).token.sync
    },
    async sync(id) {
      const { node } = await admin.run(syncDocument, { id })
      return node.sync
    },
    async counts() {
      const document = 'query ($id: ID!) { cluster(id: $id) { link { pendingCount failedCount driftedCount } } }'
      return (await admin.run(document, { id: managed.clusterId })).cluster.link
    },
    async settled() {
      await eventually(async () => (await managed.counts()).pendingCount === 0)
      await gateway.tasksDone()
    },
    write: (token, database) => asked(token, 'POST', `/write?db=${encodeURIComponent(database)}`, 'm v=1'),
    read: (token, database) =>
      asked(
        token,
        'GET',
        `/query?db=${encodeURIComponent(database)}&q=${encodeURIComponent('SELECT * FROM m')}`,
        undefined,
      ),
    query: (token, statement) => asked(token, 'POST', `/query?db=first&q=${encodeURIComponent(statement)}`, undefined),
    async points(database) {
      const { text } = await influxd.ask('SELECT count(v) FROM m', { user: 'root', database })
      return JSON.parse(text).results[0].series?.[0].values[0][1] ?? 0
    },
    async databases() {
      const [result] = await influxd.run('SHOW DATABASES')
      return (result?.series?.[0]?.values ?? []).map(([name]) => String(name))
    },
    async users() {
      const [result] = await influxd.run('SHOW USERS')
      return (result?.series?.[0]?.values ?? []).map(([name]) => String(name)).filter((name) => name !== 'root')
    },
    async advance(milliseconds) {
      gateway.advance(milliseconds)
      admin = await signIn(gateway, account, account.admin)
    },
  }
  return Object.defineProperties(world, Object.getOwnPropertyDescriptors(managed)) as Managed
}
