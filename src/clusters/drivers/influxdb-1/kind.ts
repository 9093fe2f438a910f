import type { Call, ClusterDriver, Health, Known, Terms, WantedDatabase } from '../driver.ts'
import type { Connection, Kind } from '../kind.ts'
import { Databases, parseDatabaseName } from './databases.ts'
import { name, Statements } from './statements.ts'
import { Users } from './users.ts'

/** Whether the cluster has a user for each token: where only the proxy guards it, it has none. */
const hasUsers = ({ enforcement, verifiesJwt }: Terms): boolean => enforcement === 'NATIVE' || verifiesJwt

/** InfluxDB 1.x, told what to do in InfluxQL. Tried with 1.6.7. */
export const influxdb1: Kind = {
  title: 'InfluxDB 1.x',
  enforcements: ['FORWARD_AUTH', 'NATIVE'],
  requiredSettings: ['username'],
  optionalSettings: [],
  policies: 'WITHIN_DATABASE',
  capabilities: (terms) => ({
    renameDatabase: false,
    undeleteDatabase: 'EMULATED',
    deletedNameIsFree: false,
    changeRetention: true,
    retentionSecondsMin: 3_600,
    retentionSecondsStep: 1,
    databasesMax: null,
    tableLimits: false,
    partitionTemplates: false,
    tables: false,
    slashInDatabaseNames: false,
    parseDatabaseName,
    secretsBy: hasUsers(terms) ? 'GATEWAY' : 'NONE',
    // Of a password, bcrypt compares no more. Where the gateway checks the secret, all of it counts.
    secretBytesMax: terms.enforcement === 'NATIVE' ? 72 : Number.MAX_SAFE_INTEGER,
    // Only its admins may do something on every database, and they may drop it, too.
    everyDatabase: 'FAN_OUT',
    changeTokenGrants: true,
    tokenExpiry: 'EMULATED',
    grantsById: false,
  }),
  open: (connection) => new Influxdb1(connection),
}

class Influxdb1 implements ClusterDriver {
  readonly tokens?: Users
  readonly #statements: Statements
  readonly #databases: Databases
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
    this.#statements = new Statements(connection)
    this.#databases = new Databases(this.#statements)
    if (hasUsers(connection)) {
      const hasSecrets = connection.enforcement === 'NATIVE'
      this.tokens = new Users(this.#statements, { ownName: this.#username, hasSecrets })
    }
  }

  /** Throws FORBIDDEN when the gateway's user is not an admin: nothing less may manage databases and users. */
  async health(call: Call): Promise<Health> {
    const version = await this.#statements.version(call)
    // The cheapest statement that only an admin may run. Where no credentials are checked, the user may be missing.
    await this.#statements.readUnlessGone(`SHOW GRANTS FOR ${name(this.#username)}`, call)
    return { version, warning: warningOf(this.#connection, await this.#statements.answersAnyone(call)) }
  }

  listDatabases(call: Call) {
    return this.#databases.list(call)
  }

  lookUp(name: string, known: Known, call: Call) {
    return this.#databases.lookUp(name, known, call)
  }

  ensureDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.ensure(wanted, known, call)
  }

  /** Does nothing: the data stays until it is purged, and the caller has taken all access away. */
  async deleteDatabase(_wanted: WantedDatabase, known: Known) {
    return known
  }

  undeleteDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.undelete(wanted, known, call)
  }

  purgeDatabase(wanted: WantedDatabase, known: Known, call: Call) {
    return this.#databases.purge(wanted, known, call)
  }

  close() {
    return this.#statements.close()
  }

  get #username(): string {
    return this.#connection.settings.username ?? ''
  }
}

/** What is wrong with how the cluster checks credentials, in words; null where nothing is. */
function warningOf(terms: Terms, answersAnyone: boolean): string | null {
  if (!answersAnyone) {
    return hasUsers(terms)
      ? null
      : 'The cluster asks for credentials that the proxy does not have, so that it refuses all data requests: give the gateway its shared-secret (clustergate cluster jwt-secret).'
  }
  if (terms.enforcement === 'NATIVE') {
    return 'The cluster checks no credentials, so that database tokens protect nothing: set auth-enabled = true in the [http] section of its configuration, and restart it.'
  }
  return 'The cluster checks no credentials, so that only its proxy protects it: let nobody else reach it, or set auth-enabled = true and a shared-secret in the [http] section of its configuration.'
}
