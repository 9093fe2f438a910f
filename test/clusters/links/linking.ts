import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SavedLink } from '../../../src/clusters/links/link.store.ts'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { newId } from '../../../src/values/id.ts'
import type { TestAccount, TestGateway } from '../../gateway.ts'
import { clustergate, type Outcome } from '../../process/command.ts'

/** Writes a secret into a file that only its owner may read. */
export async function secretFile({ store }: TestGateway, text: string): Promise<string> {
  const path = join(store.dataDirectory, newId('account'))
  await writeFile(path, text, { mode: 0o600 })
  return path
}

/** The operator's commands on the clusters of an account, each a process of its own beside the gateway. */
export const clusterCommands = (gateway: TestGateway, account: TestAccount) => {
  const run = (command: string, ...args: string[]): Promise<Outcome> =>
    clustergate(gateway.store, ['cluster', command, ...args, '--account', account.id])
  return {
    run,
    /** Connects to an InfluxDB 1.x as `root`. */
    connect: async (name: string, url: string, password: string, ...args: string[]): Promise<Outcome> => {
      const credential = ['--username', 'root', '--credential-file', await secretFile(gateway, password)]
      return run('connect', name, '--kind', 'influxdb-1', '--management-url', url, ...credential, ...args)
    },
    check: (name: string, ...args: string[]) => run('check', name, ...args),
    disconnect: (name: string, ...args: string[]) => run('disconnect', name, ...args),
  }
}

/** A server that answers every request alike, closed when the test ends. */
export async function serverForTest(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export const linkDocument = `query ($id: ID!) { cluster(id: $id) { link {
  kind enforcement managementUrl credentialPrefix version health warning checkedAt lastError { code message at }
  pendingCount failedCount driftedCount
  capabilities { renameDatabase undeleteDatabase reuseDeletedName changeRetention minimumRetention databasesMax
    tableLimits partitionTemplates tables changeTokenPermissions slashInDatabaseNames } } } }`

/** Links a cluster to one that could not be reached when it was asked last: to an InfluxDB 3 Core, or as `more` says. */
export async function linkUnreachable(
  { app, db }: TestGateway,
  account: TestAccount,
  clusterId: string,
  more: Partial<SavedLink> = {},
): Promise<void> {
  const at = Date.now()
  const place = { accountId: account.id, id: clusterId }
  const link: SavedLink = {
    clusterId,
    kind: 'INFLUXDB_3_CORE',
    enforcement: 'FORWARD_AUTH',
    managementUrl: 'http://127.0.0.1:1',
    settings: {},
    credential: app.core.keys.sealCredential(place, 'a password'),
    credentialPrefix: 'a ',
    health: 'UNREACHABLE',
    failures: 1,
    version: '3.11.2',
    warning: 'The cluster checks no credentials.',
    checkedAt: at,
    error: { code: 'UNREACHABLE', message: 'The cluster does not answer.', at },
    ...more,
  }
  await linkStore.save(db, account.id, link, at)
}
