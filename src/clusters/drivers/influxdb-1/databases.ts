import { badInput } from '../../../errors.ts'
import {
  type Call,
  ClusterError,
  creating,
  type Known,
  type NamedDatabase,
  type ObservedDatabase,
  type WantedDatabase,
} from '../driver.ts'
import { alterStatement, createStatement, defaultOf, policyOf } from './retention.ts'
import { name, type Statements } from './statements.ts'

/** Where the cluster keeps what it measures of itself. */
const systemDatabase = '_internal'
const nameBytesMax = 255
/** Printable characters, as Go counts them: of all blanks, the plain one. Slashes would leave the cluster's directory. */
const namePattern = /^(?!\.{1,2}$)(?:(?![/\\])[\p{L}\p{M}\p{N}\p{P}\p{S} ])+$/u

/** Whether the cluster takes a name, and keeps it as it is. */
const isDatabaseName = (text: string): boolean =>
  text !== '' && text !== systemDatabase && Buffer.byteLength(text) <= nameBytesMax && namePattern.test(text)

/** Throws BAD_INPUT for a name that InfluxDB 1.x does not take. */
export function parseDatabaseName(text: string, field: string): void {
  if (!isDatabaseName(text)) {
    throw badInput(
      field,
      'InfluxDB 1.x takes database names of 1 to 255 bytes: printable characters and blanks, without `/` and `\\`, and neither `.`, `..` nor `_internal`.',
    )
  }
}

/** The databases of one cluster. They have names and no ids, and there is neither a rename nor an undelete. */
export class Databases {
  constructor(private readonly statements: Statements) {}

  async list(call: Call): Promise<readonly ObservedDatabase[]> {
    const names = await this.#names(call)
    const policies = await this.statements.readEach(names.map(showPolicies), call)
    return names.flatMap((externalName, at) => {
      const found = policies[at]?.map(policyOf)
      if (!found) return []
      const { retentionSeconds = null, retentionNanoseconds } = defaultOf(found) ?? {}
      return [
        {
          externalId: null,
          externalName,
          retentionSeconds,
          ...(retentionNanoseconds !== undefined && { retentionNanoseconds }),
          isSystem: externalName === systemDatabase,
        },
      ]
    })
  }

  /** By one statement, however many there are: their retention is not asked for. */
  async lookUp(name: string, { externalName }: Known, call: Call): Promise<readonly NamedDatabase[]> {
    const meant = new Set([name, externalName])
    return (await this.#names(call)).filter((found) => meant.has(found)).map(known)
  }

  async ensure(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<Known> {
    if (externalName !== null && externalName !== wanted.name) {
      throw new ClusterError('UNSUPPORTED', 'InfluxDB 1.x cannot rename databases.')
    }
    const database = checked(wanted.name)
    const rows = await this.statements.readUnlessGone(showPolicies(database), call)
    if (!rows) {
      const create = createStatement(database, wanted.retentionSeconds)
      await creating(call, () => this.statements.change(create, call))
      return known(database)
    }
    const alter = alterStatement(database, rows.map(policyOf), wanted.retentionSeconds)
    if (alter !== undefined) await this.statements.change(alter, call)
    return known(database)
  }

  /** Its data has never been away; throws MISSING when somebody has removed it meanwhile. */
  async undelete(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<Known> {
    const database = checked(externalName ?? wanted.name)
    await this.statements.read(showPolicies(database), call)
    return known(database)
  }

  async purge(wanted: WantedDatabase, { externalName }: Known, call: Call): Promise<void> {
    await this.statements.changeUnlessGone(`DROP DATABASE ${name(checked(externalName ?? wanted.name))}`, call)
  }

  async #names(call: Call): Promise<readonly string[]> {
    return (await this.statements.read('SHOW DATABASES', call)).map(([found]) => String(found))
  }
}

const showPolicies = (database: string): string => `SHOW RETENTION POLICIES ON ${name(database)}`

const known = (externalName: string): NamedDatabase => ({ externalId: null, externalName })

function checked(database: string): string {
  if (!isDatabaseName(database)) {
    throw new ClusterError('UNSUPPORTED', 'InfluxDB 1.x does not take this database name.')
  }
  return database
}
