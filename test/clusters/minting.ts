import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { probeTask } from '../../src/clusters/links/breaker.ts'
import * as workStore from '../../src/clusters/work/work.store.ts'
import { createDatabase, createDocument, inputOf, rotateDocument } from '../database-tokens/documents.ts'
import type { Answer, Client, TestAccount, TestGateway } from '../gateway.ts'
import type { World } from '../world.ts'
import { type ManagementApiEmulator, openManagementApi } from './emulators/management-api.ts'
import { link } from './link.ts'

/** A token as it was answered, with its secret. */
export interface Held {
  readonly id: string
  readonly secret: string
  readonly prefix: string
  readonly status: string
}

/** A cluster that makes the secrets of its tokens. */
export interface Minting {
  readonly cluster: ManagementApiEmulator
  /** A database `orders`, and its id. */
  readonly databaseId: string
  /** Asks for a token that may write to `orders`. */
  create(by?: Client, input?: object): Promise<Answer>
  rotate(id: string, by?: Client, input?: object): Promise<Answer>
  /** What an answer without errors hands out; from now on it is in somebody's hands. */
  held(answer: Answer): Held
  /** A new token, in somebody's hands. */
  token(input?: object): Promise<Held>
  /** The cluster is reached again, as the next probe finds. */
  mend(): Promise<void>
}

export const mintOperation = 'POST /tokens'

/**
 * Puts an emulator of Cloud Dedicated behind the first cluster of the account. After every test each live token of the cluster is in somebody's
 * hands, and accepted by the gateway.
 */
export function useMinting({ gateway, account, admin }: World): Minting {
  let cluster: ManagementApiEmulator
  let databaseId: string
  const secrets = new Set<string>()
  beforeAll(async () => {
    cluster = await openManagementApi({ clock: () => gateway.app.core.clock() })
    await linkTo(gateway, account, cluster)
    databaseId = await createDatabase(account, 'orders')
  })
  afterAll(() => cluster?.close())
  const mend = async () => {
    cluster.before = undefined
    cluster.after = undefined
    await linkTo(gateway, account, cluster)
    await gateway.db.deleteFrom('tasks').where('kind', '=', probeTask).execute()
    const { clock } = gateway.app.core
    await workStore.makeDue(gateway.db, account.id, account.clusterIds[0] as string, clock())
    await gateway.tasksDone()
  }
  beforeEach(() => cluster.forget())
  afterEach(async () => {
    await mend()
    await expectHolders(cluster, admin, secrets)
    expect(cluster.violations).toEqual([])
  })
  const create = (by: Client = admin, input: object = {}) =>
    by.send(createDocument, inputOf(account, { permissions: [{ action: 'WRITE', databaseId }], ...input }))
  const held = ({ errors, data }: Answer): Held => {
    expect(errors).toEqual([])
    const { secret, token } = data.createDatabaseToken ?? data.rotateDatabaseToken
    secrets.add(secret)
    return { ...token, secret }
  }
  return {
    get cluster() {
      return cluster
    },
    get databaseId() {
      return databaseId
    },
    create,
    held,
    rotate: (id, by = admin, input = {}) => by.send(rotateDocument, { input: { id, ...input } }),
    token: async (input) => held(await create(admin, input)),
    mend,
  }
}

/** Links the first cluster of an account to an emulator. */
export const linkTo = (gateway: TestGateway, account: TestAccount, { connection, kind }: ManagementApiEmulator) =>
  link(gateway, account, {
    kind,
    url: connection.managementUrl,
    credential: connection.credential,
    settings: connection.settings,
  })

const mark = /\[cg:([\w-]+)\]$/

/** The id by which the gateway knows a token of the cluster. */
export const markOf = ({ description }: { readonly description: string }): string => mark.exec(description)?.[1] ?? ''

/** The tokens that the cluster accepts at this moment. */
export const liveTokens = ({ cluster: { tokens, clock } }: ManagementApiEmulator) =>
  tokens.filter(
    ({ revokedAt, expiresAt }) => revokedAt === undefined && Date.parse(expiresAt ?? '9999-12-31') > clock(),
  )

/** Every token that the cluster accepts was handed out, and is accepted by the gateway, too. */
export async function expectHolders(
  cluster: ManagementApiEmulator,
  admin: Client,
  secrets: ReadonlySet<string>,
): Promise<void> {
  for (const token of liveTokens(cluster)) {
    expect(secrets).toContain(token.accessToken)
    const { databaseToken } = await admin.run('query ($id: ID!) { databaseToken(id: $id) { status } }', {
      id: markOf(token),
    })
    expect(['ACTIVE', 'REPLACED']).toContain(databaseToken.status)
  }
}
