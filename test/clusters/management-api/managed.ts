import { afterAll, beforeAll, expect } from 'vitest'
import { useWorld, type World, type WorldOptions } from '../../world.ts'
import {
  type ManagementApiEmulator,
  type ManagementApiOptions,
  openManagementApi,
} from '../emulators/management-api.ts'
import { link } from '../link.ts'

/** A token as it was handed out. */
export interface Held {
  readonly id: string
  readonly secret: string
}

/** The first cluster of the world's account, with an emulator behind it, and what its Admin does by the API. */
export interface Managed extends World {
  readonly cluster: ManagementApiEmulator
  create(name: string): Promise<string>
  rename(id: string, name: string): Promise<void>
  remove(id: string, name: string): Promise<void>
  undelete(id: string): Promise<void>
  /** A token that may read and write a database, or all of them. */
  token(databaseId: string): Promise<Held>
  /** What exists on the cluster, in order. */
  names(): readonly string[]
  /** How each object stands between the gateway and the cluster: its state, or the error of the last attempt. */
  states(): Promise<Readonly<Record<string, string>>>
}

export interface ManagedOptions extends ManagementApiOptions {
  readonly world?: WorldOptions
  readonly propagationSeconds?: number
}

/** The names of what is not deleted. */
export const present = (things: readonly { name: string; deletedAt?: number | undefined }[]): readonly string[] =>
  things.filter(({ deletedAt }) => deletedAt === undefined).map(({ name }) => name)

/** Also shows at the end that no request and no answer was against the vendor's file. */
export function useManaged({ world: worldOptions = {}, propagationSeconds, ...options }: ManagedOptions): Managed {
  const world = useWorld(worldOptions)
  const { gateway, account, admin } = world
  let cluster: ManagementApiEmulator
  beforeAll(async () => {
    cluster = await openManagementApi({ clock: () => gateway.app.core.clock(), ...options })
    const { managementUrl: url, settings, ...connection } = cluster.connection
    const more = propagationSeconds === undefined ? {} : { propagationSeconds }
    await link(gateway, account, { kind: cluster.kind, url, ...connection, settings: { ...settings, ...more } })
  })
  afterAll(async () => {
    await cluster?.close()
    expect(cluster?.violations).toEqual([])
  })
  const change = async (operation: string, input: string, answer: string, given: object) => {
    const document = `mutation ($input: ${input}!) { ${operation}(input: $input) { ${answer} } }`
    return (await admin.run(document, { input: given }))[operation]
  }
  const clusterId = () => account.clusterIds[0]
  const managed = {
    get cluster() {
      return cluster
    },
    create: async (name: string) => {
      const made = await change('createDatabase', 'CreateDatabaseInput', 'database { id }', {
        clusterId: clusterId(),
        name,
      })
      return made.database.id
    },
    rename: (id: string, name: string) => change('renameDatabase', 'RenameInput', 'database { id }', { id, name }),
    remove: (id: string, confirmName: string) =>
      change('deleteDatabase', 'DeleteInput', 'database { id }', { id, confirmName }),
    undelete: (id: string) =>
      admin.run('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { id } } }', { id }),
    token: async (databaseId: string) => {
      const permissions = ['READ', 'WRITE'].map((action) => ({ action, databaseId }))
      const given = { clusterId: clusterId(), description: 'ingest', permissions }
      const made = await change('createDatabaseToken', 'CreateDatabaseTokenInput', 'secret token { id }', given)
      return { id: made.token.id, secret: made.secret }
    },
    names: () => [...present(cluster.cluster.databases)].sort(),
    states: async () => {
      const work = gateway.db.selectFrom('cluster_work').select(['id', 'state', 'error_code as code'])
      return Object.fromEntries((await work.execute()).map(({ id, state, code }) => [id, code ?? state]))
    },
  }
  return Object.create(world, Object.getOwnPropertyDescriptors(managed))
}
