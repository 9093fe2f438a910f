import { ClusterHttp } from '../cluster-http.ts'
import type { Call, ClusterDriver, Health, Known, WantedDatabase } from '../driver.ts'
import type { Connection } from '../kind.ts'
import { ManagementApi } from './api.ts'
import { credentialOf } from './credential.ts'
import { Databases } from './databases.ts'
import { Tables } from './tables.ts'
import { Tokens } from './tokens.ts'

/** A cluster behind the Management API v0: Cloud Dedicated, or Clustered, whose paths name no account and cluster. */
export class ManagementApiDriver implements ClusterDriver {
  readonly tables: Tables
  readonly tokens: Tokens
  readonly #api: ManagementApi
  readonly #databases: Databases

  constructor(connection: Connection) {
    const { accountId, clusterId, ca } = connection.settings
    // The vendor's documentation names the address with its path, too.
    const http = new ClusterHttp('management-api', connection.managementUrl.replace(/\/api\/v0\/*$/, ''), ca)
    const root = accountId === undefined ? '/api/v0' : `/api/v0/accounts/${accountId}/clusters/${clusterId}`
    this.#api = new ManagementApi(http, root, credentialOf(connection))
    this.#databases = new Databases(this.#api)
    this.tables = new Tables(this.#api, this.#databases)
    this.tokens = new Tokens(this.#api)
  }

  /** The API says no version; of its lists, the one of databases is the shorter. */
  async health(call: Call): Promise<Health> {
    await this.#databases.list(call)
    return { version: null, warning: null }
  }

  listDatabases(call: Call) {
    return this.#databases.list(call)
  }

  ensureDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.ensure(wanted, known, call)
  }

  deleteDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.delete(wanted, known, call)
  }

  undeleteDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.undelete(wanted, known, call)
  }

  purgeDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.purge(wanted, known, call)
  }

  close(): Promise<void> {
    return this.#api.close()
  }
}
