import { randomBytes } from 'node:crypto'
import { isId } from '../../../values/id.ts'
import {
  type Call,
  ClusterError,
  type Grant,
  type Known,
  type ObservedToken,
  type TokenDriver,
  type WantedToken,
} from '../driver.ts'
import type { Row } from './answers.ts'
import { name, type Statements, text } from './statements.ts'

/** What a user may do on one database: InfluxDB knows one value for each, and a new one replaces it. */
type Privilege = 'READ' | 'WRITE' | 'ALL PRIVILEGES'

export interface UsersOptions {
  /** The gateway's own user, which is never touched. */
  readonly ownName: string
  /**
   * Whether a token's secret is its user's password. Where it is not, the password is random, and nobody ever knows it:
   * the user signs in by the JWTs that the gateway gives to the proxy.
   */
  readonly hasSecrets: boolean
}

/** The users of one cluster. Each database token has one, whose name is the id of the token. */
export class Users implements TokenDriver {
  constructor(
    private readonly statements: Statements,
    private readonly options: UsersOptions,
  ) {}

  async list(call: Call): Promise<readonly ObservedToken[]> {
    const users = await this.statements.read('SHOW USERS', call)
    const grants = await this.statements.readEach(
      users.map(([user]) => showGrants(String(user))),
      call,
    )
    return users.flatMap(([found, isAdmin], at) => {
      const rows = grants[at]
      if (!rows) return []
      const user = String(found)
      const mark = isId('database_token', user) ? user : null
      const held = [...privilegesOf(rows)].flatMap(([database, privilege]) => grantsOf(database, privilege))
      return [{ externalId: user, mark, description: user, isAdmin: isAdmin === true, grants: held }]
    })
  }

  async ensure(wanted: WantedToken, { externalId }: Known, secret: string | undefined, call: Call): Promise<Known> {
    const user = this.#checked(externalId ?? wanted.id)
    const want = wantedPrivileges(wanted.grants)
    const isOurs = user === wanted.id
    const [users, grants] = await this.statements.readEach(['SHOW USERS', showGrants(user)], call)
    const found = users?.find(([other]) => other === user)
    if (!found || !grants) await this.#create(user, isOurs, secret, call)
    else if (isOurs && this.options.hasSecrets && secret !== undefined) {
      // It is not known to have been applied yet: the answer of the first attempt was lost.
      await this.statements.change(`SET PASSWORD FOR ${name(user)} = ${text(secret)}`, call)
    }
    // An admin passes every rule; to have less than that is the first thing to see to.
    if (found?.[1] === true) await this.statements.change(`REVOKE ALL PRIVILEGES FROM ${name(user)}`, call)
    await this.#setPrivileges(user, privilegesOf(grants ?? []), want, call)
    return { externalId: user, externalName: user }
  }

  async remove({ id }: Pick<WantedToken, 'id'>, { externalId }: Known, call: Call): Promise<void> {
    await this.statements.changeUnlessGone(`DROP USER ${name(this.#checked(externalId ?? id))}`, call)
  }

  async #create(user: string, isOurs: boolean, secret: string | undefined, call: Call): Promise<void> {
    const password = this.options.hasSecrets ? secret : randomBytes(32).toString('base64url')
    if (!isOurs || password === undefined) {
      throw new ClusterError('SECRET_LOST', 'The user is gone from the cluster, and its password is kept nowhere.')
    }
    await this.statements.change(`CREATE USER ${name(user)} WITH PASSWORD ${text(password)}`, call)
  }

  /** Takes away before it gives. A database that is gone does not keep the others from being granted. */
  async #setPrivileges(
    user: string,
    held: ReadonlyMap<string, Privilege>,
    wanted: ReadonlyMap<string, Privilege>,
    call: Call,
  ): Promise<void> {
    for (const database of held.keys()) {
      if (wanted.has(database)) continue
      // The cluster says that a database is not found when the user has nothing on it.
      await this.statements.changeUnlessGone(`REVOKE ALL ON ${name(database)} FROM ${name(user)}`, call)
    }
    const changed = [...wanted].filter(([database, privilege]) => held.get(database) !== privilege)
    const takesAway = ([database]: readonly [string, Privilege]) => (held.has(database) ? 0 : 1)
    let missing: ClusterError | undefined
    for (const [database, privilege] of changed.sort((a, b) => takesAway(a) - takesAway(b))) {
      const grant = `GRANT ${privilege} ON ${name(database)} TO ${name(user)}`
      try {
        await this.statements.change(grant, call)
      } catch (error) {
        if (!(error instanceof ClusterError) || error.code !== 'MISSING') throw error
        missing = error
      }
    }
    if (missing) throw missing
  }

  #checked(user: string): string {
    if (user === this.options.ownName) {
      throw new ClusterError('REFUSED', 'The user of the gateway itself is not a database token.')
    }
    return user
  }
}

const showGrants = (user: string): string => `SHOW GRANTS FOR ${name(user)}`

/**
 * What a user holds, by database, sorted: the cluster's list has no order. What was revoked stays in it as
 * `NO PRIVILEGES`.
 */
function privilegesOf(rows: readonly Row[]): ReadonlyMap<string, Privilege> {
  const held = rows.filter(([, privilege]) => privilege !== 'NO PRIVILEGES')
  const pairs = held.map(([database, privilege]) => [String(database), privilege as Privilege] as const)
  return new Map(pairs.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function grantsOf(database: string, privilege: Privilege): readonly Grant[] {
  const actions = privilege === 'ALL PRIVILEGES' ? (['READ', 'WRITE'] as const) : [privilege]
  return actions.map((action) => ({ action, database: { name: database, externalId: null } }))
}

function wantedPrivileges(grants: readonly Grant[]): ReadonlyMap<string, Privilege> {
  const wanted = new Map<string, Privilege>()
  for (const { action, database } of grants) {
    if (database === null) throw new ClusterError('UNSUPPORTED', 'InfluxDB 1.x has no grant for every database.')
    const other = wanted.get(database.name)
    wanted.set(database.name, other === undefined || other === action ? action : 'ALL PRIVILEGES')
  }
  return wanted
}
