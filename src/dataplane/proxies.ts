import type { CredentialHashes } from '../auth/credential-hashes.ts'
import type { Keys } from '../auth/keys.ts'
import { kindOfSecret } from '../auth/secret.ts'
import * as proxySecretStore from '../clusters/proxy-secret.store.ts'
import type { Sql } from '../store/tables.ts'

/** A proxy that says which cluster it stands before. */
export interface AskingProxy {
  readonly clusterId: string
  readonly secret: string | undefined
}

/** The same with the account of the cluster. Whether the secret is valid, the statement of its question decides. */
export interface NamedProxy {
  readonly accountId: string
  readonly clusterId: string
  readonly proxy: CredentialHashes
}

export class Proxies {
  /** The accounts of the clusters that were asked for. A cluster never moves to another account. */
  readonly #accounts = new Map<string, string>()

  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
  ) {}

  /** Undefined when the secret cannot be of this cluster. Asks the store once for each cluster. */
  name({ clusterId, secret }: AskingProxy): Promise<NamedProxy | undefined> | NamedProxy | undefined {
    if (secret === undefined || kindOfSecret(secret) !== 'proxy') return undefined
    const proxy = this.keys.hashesOf(secret)
    const accountId = this.#accounts.get(clusterId)
    return accountId === undefined ? this.#find(clusterId, proxy) : { accountId, clusterId, proxy }
  }

  async #find(clusterId: string, proxy: CredentialHashes): Promise<NamedProxy | undefined> {
    const accountId = await proxySecretStore.findAccountId(this.db, clusterId, proxy)
    if (accountId === undefined) return undefined
    this.#accounts.set(clusterId, accountId)
    return { accountId, clusterId, proxy }
  }
}
