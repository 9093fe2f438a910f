import { expectRoom } from '../accounts/quotas.ts'
import { type Caller, personBehind, type SignedIn } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import * as adoptedStore from '../clusters/work/adopted.store.ts'
import * as databaseStore from '../databases/database.store.ts'
import { isKnownCluster } from '../databases/known-cluster.ts'
import { badInput, notFound, unsupported } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import type { Connection, Pager, Window } from '../pages/page.ts'
import { maySee } from '../policy/decide.ts'
import { type Reach, reachOf, wholeAccount } from '../policy/reach.ts'
import type { Fields } from '../store/columns.ts'
import type { Sql } from '../store/tables.ts'
import { acceptedStatuses, parseExpiresAt, parseTokenFilter, type TokenListFilter } from '../tokens/token.ts'
import type { TokensArgs } from '../tokens/token.type.ts'
import { newestFirst, type TokenKey, tokenOrder } from '../tokens/token-order.ts'
import { isId } from '../values/id.ts'
import { parseDescription } from '../values/text.ts'
import type { AtVersion } from '../values/version.type.ts'
import type { TokenPermission } from './database-permission.store.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView, type Grant, parseGrantList, parseGrants } from './database-token.ts'
import type {
  CreateDatabaseTokenInput,
  DatabasePermissionInput,
  DatabaseToken,
  DatabaseTokenSecretPayload,
  UpdateDatabaseTokenInput,
} from './database-token.type.ts'
import { decideOnToken, recordable } from './decide-on-token.ts'
import { carryToken, issue } from './issue.ts'
import { type Minter, mintsSecrets } from './minter.ts'
import { refuseUnlessAccepted, requireToken } from './require-token.ts'

export class DatabaseTokenService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly keys: Keys,
    private readonly clusters: LinkedClusters,
    private readonly minter: Minter,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the caller has no such token. */
  async find(caller: SignedIn, id: string): Promise<DatabaseToken | undefined> {
    return isId('database_token', id) ? databaseTokenStore.find(this.db, readable(caller), id, this.clock()) : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly DatabaseToken[]> {
    return databaseTokenStore.findMany(this.db, readable(caller), ids, this.clock())
  }

  /** A page of the tokens of the caller, or of one cluster; undefined when they know of no such cluster. */
  async page(
    caller: SignedIn,
    clusterId: string | undefined,
    args: TokensArgs,
    fields?: Fields,
  ): Promise<Connection<DatabaseToken> | undefined> {
    const { origin } = caller
    const { filter, window } = this.#read(caller, args)
    if (clusterId !== undefined && !(await isKnownCluster(this.db, caller, clusterId, filter.now))) return undefined
    const reach = readable(caller)
    const slice = await databaseTokenStore.page(this.db, reach, clusterId, filter, window, origin.deadline, fields)
    return this.pager.connection(window, slice, () =>
      databaseTokenStore.count(this.db, reach, clusterId, filter, origin.deadline),
    )
  }

  /** The same page of the tokens of each cluster, in the order of the clusters. */
  async pagesOfClusters(
    caller: SignedIn,
    clusterIds: readonly string[],
    args: TokensArgs,
    fields?: Fields,
  ): Promise<Connection<DatabaseToken>[]> {
    const { origin } = caller
    const { filter, window } = this.#read(caller, args)
    const reach = readable(caller)
    const slices = await databaseTokenStore.pagesOfClusters(
      this.db,
      reach,
      clusterIds,
      filter,
      window,
      origin.deadline,
      fields,
    )
    return this.pager.connections(window, clusterIds, slices, () =>
      databaseTokenStore.countOfClusters(this.db, reach, clusterIds, filter, origin.deadline),
    )
  }

  /** The same page of the tokens that reach each database, by id or through `*`, in the order of the databases. */
  async pagesOfDatabases(
    caller: SignedIn,
    databaseIds: readonly string[],
    args: TokensArgs,
    fields?: Fields,
  ): Promise<Connection<DatabaseToken>[]> {
    const { origin } = caller
    const { filter, window } = this.#read(caller, args)
    const reach = readable(caller)
    const slices = await databaseTokenStore.pagesOfDatabases(
      this.db,
      reach,
      databaseIds,
      filter,
      window,
      origin.deadline,
      fields,
    )
    return this.pager.connections(window, databaseIds, slices, () =>
      databaseTokenStore.countOfDatabases(this.db, reach, databaseIds, filter, origin.deadline),
    )
  }

  /** The permissions of each token that the caller may see, in the order of the ids. */
  async permissionsOf(caller: SignedIn, tokenIds: readonly string[]): Promise<readonly (readonly TokenPermission[])[]> {
    const found = await permissionStore.ofTokens(this.db, readable(caller), tokenIds, this.clock())
    const byToken = new Map<string, TokenPermission[]>(tokenIds.map((id) => [id, []]))
    for (const permission of found) byToken.get(permission.tokenId)?.push(permission)
    return tokenIds.map((id) => byToken.get(id) ?? [])
  }

  /** Whether each token reaches more than the permissions tell that the caller may see, in the order of the ids. */
  async reachMore(caller: SignedIn, tokenIds: readonly string[]): Promise<readonly boolean[]> {
    const reach = readable(caller)
    if (!reach.selectors) return tokenIds.map(() => false)
    const beyond = await permissionStore.reachingBeyond(this.db, reach, tokenIds, this.clock())
    const foreign = await adoptedStore.foreignGrantsOf(this.db, wholeAccount(caller.accountId), tokenIds)
    const shown = await adoptedStore.foreignGrantsOf(this.db, reach, tokenIds)
    return tokenIds.map((id, at) => beyond.has(id) || foreign[at]?.length !== shown[at]?.length)
  }

  /**
   * Throws NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT when the account is at its limit. Where the cluster makes the secret, also
   * CLUSTER_UNAVAILABLE, and CONFLICT and UNSUPPORTED for what the cluster refuses.
   */
  async create(caller: Caller, input: CreateDatabaseTokenInput): Promise<DatabaseTokenSecretPayload> {
    const { clusterId, permissions } = input
    const description = parseDescription(input.description, 'input.description')
    const work = async (change: GuardedChange) => {
      const { db, accountId, at, caller: current } = change
      const expiresAt = parseExpiresAt(input.expiresAt, at)
      if (!(await isKnownCluster(db, current, clusterId, at, 'DATABASE_TOKEN_CREATE'))) {
        throw notFound('cluster', 'input.clusterId')
      }
      const grants = await readGrants(change, clusterId, permissions, [])
      await decideOnToken(change, { clusterId }, grants)
      await expectRoom(change, 'databaseTokens')
      const target = await this.clusters.capabilitiesOf(db, accountId, clusterId)
      const plan = { clusterId, description, expiresAt, rotatedFromId: null, lineId: null, grants }
      return mintsSecrets(target) ? this.minter.begin(change, plan, target) : issue(change, plan, target, this.keys)
    }
    const issued = await this.minter.beginOnce(caller.origin, () =>
      this.changes.run(caller, 'createDatabaseToken', work, this.minter.revive),
    )
    return 'secret' in issued ? issued : this.minter.finish(issued, caller.origin)
  }

  /** Throws NOT_FOUND, FORBIDDEN, BAD_INPUT, STALE_VERSION, and CONFLICT for a token that no longer works. */
  update(caller: Caller, input: UpdateDatabaseTokenInput): Promise<DatabaseToken> {
    const { id, permissions } = input
    const patch = parsePatch(input)
    return this.changes.run(caller, 'updateDatabaseToken', async (change) => {
      const { db, accountId, at } = change
      const before = await requireToken(change, input, 'input.id')
      refuseUnlessAccepted(before)
      const held = await permissionStore.ofTokens(db, wholeAccount(accountId), [id], at)
      const grants = permissions ? await readGrants(change, before.clusterId, permissions, held) : held
      // To reach nothing takes no permission but that on what it reached.
      if (permissions && grants.length > 0) await decideOnToken(change, before, grants)
      const target = await this.clusters.capabilitiesOf(db, accountId, before.clusterId)
      if (permissions && target?.capabilities.changeTokenGrants === false) {
        throw unsupported(
          'input.permissions',
          'Clusters of this kind cannot change what a token may do; create another one.',
        )
      }
      if (permissions) {
        await permissionStore.remove(db, accountId, id)
        await permissionStore.insert(db, accountId, before, grants)
      }
      if (before.origin === 'IMPORTED') await adoptedStore.loseForeignGrants(db, accountId, id, permissions != null)
      const after = await databaseTokenStore.update(db, accountId, id, patch, at)
      const [was, is] = [await recordable(change, held), await recordable(change, grants)]
      const changes = differences(auditView(before, was), auditView(after, is))
      change.record({ id, label: after.description, changes })
      await carryToken(change, after, target)
      return after
    })
  }

  /**
   * Revokes a token at once and for good. Revoking it again changes nothing and is no error. Throws NOT_FOUND, FORBIDDEN,
   * STALE_VERSION.
   */
  revoke(caller: Caller, input: AtVersion): Promise<DatabaseToken> {
    const { id } = input
    return this.changes.run(caller, 'revokeDatabaseToken', async (change) => {
      const before = await requireToken(change, input, 'id')
      const by = personBehind(change.caller)
      const after = (await databaseTokenStore.revoke(change.db, change.accountId, id, change.at, by)) ?? before
      const changes = differences(auditView(before, []), auditView(after, []))
      change.record({ id, label: after.description, changes })
      await change.impact(() => ({ databaseTokensRevoked: acceptedStatuses.includes(before.status) ? 1 : 0 }))
      await carryToken(change, after, await this.clusters.capabilitiesOf(change.db, change.accountId, after.clusterId))
      return after
    })
  }

  #read(caller: SignedIn, args: TokensArgs): { filter: TokenListFilter; window: Window<TokenKey> } {
    const order = args.orderBy ?? newestFirst
    const conditions = parseTokenFilter(args.filter, (id) => maySee(caller, 'User', id))
    const filter = { conditions, now: this.clock(), order }
    return { filter, window: this.pager.window(caller.accountId, tokenOrder('database_tokens', order), args) }
  }
}

/** What a caller may see of tokens. */
const readable = (caller: SignedIn): Reach => reachOf(caller, 'DATABASE_TOKEN_READ')

function parsePatch({ description, permissions }: UpdateDatabaseTokenInput): databaseTokenStore.DatabaseTokenPatch {
  if (typeof description === 'string') return { description: parseDescription(description, 'input.description') }
  if (!permissions) throw badInput('input', 'Give a description, permissions, or both.')
  return {}
}

/**
 * Checks the permissions of an input against the databases of the cluster. Permissions that a token holds on a deleted
 * database may stay, because the database can be restored; new ones on it are refused.
 */
async function readGrants(
  { db, at, decisions }: GuardedChange,
  clusterId: string,
  given: readonly DatabasePermissionInput[],
  held: readonly Grant[],
): Promise<readonly Grant[]> {
  const ids = parseGrantList(given).flatMap(({ databaseId }) => (isId('database', databaseId) ? [databaseId] : []))
  const databases = ids.length === 0 ? [] : await databaseStore.findMany(db, decisions.reach('DATABASE_READ'), ids, at)
  const covered = (id: string) => held.some(({ databaseId }) => databaseId === null || databaseId === id)
  const nameable = databases.filter(
    (database) => database.clusterId === clusterId && (database.status === 'ACTIVE' || covered(database.id)),
  )
  const ofThose = new Set(nameable.map(({ id }) => id))
  return parseGrants(given, (id) => ofThose.has(id))
}
