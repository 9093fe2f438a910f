import type { Enforcement } from '../../src/clusters/drivers/driver.ts'
import type { LinkedKind, LinkSettings } from '../../src/clusters/drivers/kinds.ts'
import * as linkStore from '../../src/clusters/links/link.store.ts'
import type { TestAccount, TestGateway } from '../gateway.ts'

export interface LinkOptions {
  readonly kind: LinkedKind
  readonly url: string
  readonly credential: string
  readonly settings?: LinkSettings
  readonly enforcement?: Enforcement
}

/** Links the first cluster of an account to a real one, or an emulator, as `clustergate cluster connect` does. */
export async function link(
  { app, db }: TestGateway,
  { id: accountId, clusterIds }: TestAccount,
  { kind, url, credential, settings = {}, enforcement = 'NATIVE' }: LinkOptions,
): Promise<void> {
  const { keys, clock } = app.core
  const clusterId = clusterIds[0] as string
  const found = {
    clusterId,
    kind,
    enforcement,
    managementUrl: url,
    settings,
    credential: keys.sealCredential({ accountId, id: clusterId }, credential),
    credentialPrefix: credential.slice(0, 4),
    health: 'HEALTHY' as const,
    failures: 0,
    version: null,
    warning: null,
    checkedAt: null,
    error: null,
  }
  await linkStore.save(db, accountId, found, clock())
}
