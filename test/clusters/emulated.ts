import { operatorOf } from '../../src/operator/operator.ts'
import { createDocument } from '../databases/documents.ts'
import { type Client, eventually, type TestAccount, type TestGateway } from '../gateway.ts'
import { type ManagementApiEmulator, openManagementApi } from './emulators/management-api.ts'
import { linkUnreachable } from './links/linking.ts'

/** A further cluster of an account, with an emulated one behind it, which the caller closes. */
export interface EmulatedCluster {
  readonly behind: ManagementApiEmulator
  readonly clusterId: string
  /** Makes a database that the one behind has with another limit, as a comparison would have found. */
  driftedDatabase(client: Client, name: string): Promise<{ readonly id: string; readonly name: string }>
}

export async function emulatedCluster(gateway: TestGateway, account: TestAccount): Promise<EmulatedCluster> {
  const behind = await openManagementApi()
  const more = { name: 'emulated', url: 'https://emulated.example.com' }
  const clusterId = await operatorOf(gateway.app.core).addCluster(account.id, more)
  const { managementUrl, settings, credential } = behind.connection
  await linkUnreachable(gateway, account, clusterId, {
    ...{ kind: behind.kind, enforcement: 'NATIVE', managementUrl, settings, health: 'HEALTHY', error: null },
    credential: gateway.app.core.keys.sealCredential({ accountId: account.id, id: clusterId }, credential),
  })
  return {
    behind,
    clusterId,
    async driftedDatabase(client, name) {
      const { createDatabase } = await client.run(createDocument, { input: { clusterId, name } })
      const { id } = createDatabase.database
      // Where the first attempt came too late, a worker makes the next one.
      const there = await eventually(async () => {
        const work = gateway.db.selectFrom('cluster_work').select('state').where('id', '=', id)
        const isThere = (await work.executeTakeFirst())?.state === 'APPLIED'
        return isThere && behind.cluster.databases.find((one) => one.name === name)
      })
      there.maxTables = 7n
      const differences = JSON.stringify([{ field: 'maxTables', here: 500, onCluster: 7 }])
      const work = gateway.db.updateTable('cluster_work').where('id', '=', id)
      await work.set({ state: 'DRIFTED', differences }).execute()
      return { id, name }
    },
  }
}
