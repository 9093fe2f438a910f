import type { SignedIn } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import * as linkStore from '../clusters/links/link.store.ts'
import type { LinkedClusters, OpenCluster } from '../clusters/links/linked-clusters.ts'
import * as databaseTokenStore from '../database-tokens/database-token.store.ts'
import * as databaseStore from '../databases/database.store.ts'
import { badInput, ClustergateError, conflict, notFound } from '../errors.ts'
import { reachOf } from '../policy/reach.ts'
import { toRowError } from '../policy/row-error.type.ts'
import { Rehearsal } from '../rehearsal.ts'
import type { Sql } from '../store/tables.ts'
import { parseList } from '../values/text.ts'
import { type ClusterContent, listForCaller, noContent } from './cluster-content.ts'
import type { ImportFromClusterInput, ImportResult, UnmanagedResources } from './import.type.ts'
import { Importer } from './importer.ts'
import { knownContent } from './known-content.store.ts'
import { credentialBar, databaseObstacle, printGrants, unmanagedOf } from './unmanaged.ts'

/** More than this in one transaction would keep everybody else waiting. */
const rowsMax = 1_000

/** Shows what lies on clusters and is not managed here, and takes it over. */
export class ImportService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly clusters: LinkedClusters,
    private readonly clock: () => number,
  ) {}

  /** What each cluster has, in the order of the ids. Throws CLUSTER_UNAVAILABLE for one that does not answer. */
  async unmanaged(caller: SignedIn, clusterIds: readonly string[]): Promise<readonly UnmanagedResources[]> {
    return Promise.all(clusterIds.map((id) => this.#unmanagedOf(caller, id)))
  }

  async #unmanagedOf(caller: SignedIn, clusterId: string): Promise<UnmanagedResources> {
    const readAt = this.clock()
    const { content } = await this.#list(caller, clusterId)
    const { databases, tokens } = unmanagedOf(content, await knownContent(this.db, caller.accountId, clusterId))
    return {
      databases: databases.map((database) => ({
        name: database.externalName,
        retentionPeriod: database.retentionSeconds === null ? null : Math.ceil(database.retentionSeconds),
        obstacle: databaseObstacle(database),
      })),
      credentials: tokens.map((token) => ({
        externalId: token.externalId,
        description: token.description,
        isAdmin: token.isAdmin,
        permissions: printGrants(token),
        obstacle: credentialBar(token),
      })),
      readAt,
    }
  }

  /** Throws NOT_FOUND, BAD_INPUT, CLUSTER_UNAVAILABLE, CONFLICT when the cluster was connected anew meanwhile. */
  async import(caller: SignedIn, input: ImportFromClusterInput): Promise<readonly ImportResult[]> {
    const run = () => this.#import(caller, input)
    return this.#readable(caller, await this.changes.runUnlessDone(caller, 'importFromCluster', run))
  }

  async #import(caller: SignedIn, input: ImportFromClusterInput): Promise<readonly ImportResult[]> {
    const { clusterId, dryRun } = input
    const named = {
      databases: parseNames(input.databases, 'input.databases'),
      credentials: parseNames(input.credentials ?? [], 'input.credentials') ?? [],
    }
    if (!(await clusterStore.exists(this.db, caller.accountId, clusterId))) {
      throw notFound('cluster', 'input.clusterId')
    }
    const { target, content } = await this.#list(caller, clusterId)
    const work = async (change: GuardedChange): Promise<readonly ImportResult[]> => {
      await expectUnchanged(change, clusterId, target)
      const known = await knownContent(change.db, change.accountId, clusterId)
      const unmanaged = unmanagedOf(content, known)
      const databases = named.databases ?? unmanaged.databases.map(({ externalName }) => externalName)
      if (databases.length > rowsMax) {
        throw badInput('input.databases', `The cluster has ${databases.length} databases; name at most ${rowsMax}.`)
      }
      const importer = new Importer(change, clusterId, content, known)
      const results: ImportResult[] = []
      for (const [at, name] of databases.entries()) {
        const field = `input.databases.${at}`
        results.push(await asRow(change, name, async () => ({ database: await importer.importDatabase(name, field) })))
      }
      await importer.resolveForeignGrants()
      for (const [at, name] of named.credentials.entries()) {
        const field = `input.credentials.${at}`
        results.push(await asRow(change, name, async () => ({ token: await importer.importToken(name, field) })))
      }
      await importer.finish()
      return results
    }
    const rehearsal = caller.origin.rehearsal ?? (dryRun ? new Rehearsal() : undefined)
    const results = await this.changes.run(
      { ...caller, origin: { ...caller.origin, rehearsal } },
      'importFromCluster',
      work,
    )
    return rehearsal ? results.map(({ name, error }) => ({ name, database: null, token: null, error })) : results
  }

  /** The results without the objects that the caller may not read although they have imported them. */
  async #readable(caller: SignedIn, results: readonly ImportResult[]): Promise<readonly ImportResult[]> {
    if (caller.scopes.size === 0) return results
    const idsOf = (list: readonly ({ readonly id: string } | null | undefined)[]) =>
      list.flatMap((one) => one?.id ?? [])
    const [databaseIds, tokenIds] = [
      idsOf(results.map(({ database }) => database)),
      idsOf(results.map(({ token }) => token)),
    ]
    const now = this.clock()
    const databases =
      databaseIds.length === 0
        ? []
        : await databaseStore.findMany(this.db, reachOf(caller, 'DATABASE_READ'), databaseIds, now)
    const tokens =
      tokenIds.length === 0
        ? []
        : await databaseTokenStore.findMany(this.db, reachOf(caller, 'DATABASE_TOKEN_READ'), tokenIds, now)
    const seen = new Set(idsOf([...databases, ...tokens]))
    return results.map((one) => ({
      ...one,
      database: one.database && seen.has(one.database.id) ? one.database : null,
      token: one.token && seen.has(one.token.id) ? one.token : null,
    }))
  }

  /** What lies on a cluster; nothing where the gateway keeps records only. Throws CLUSTER_UNAVAILABLE. */
  async #list(
    { accountId, origin }: SignedIn,
    clusterId: string,
  ): Promise<{ readonly target: OpenCluster | undefined; readonly content: ClusterContent }> {
    const target = await this.clusters.open(accountId, clusterId)
    if (!target) return { target, content: noContent }
    return { target, content: await listForCaller(target, origin.deadline) }
  }
}

/** Throws CONFLICT when what was listed may be another cluster's by now. */
async function expectUnchanged(
  { db, accountId }: GuardedChange,
  clusterId: string,
  target: OpenCluster | undefined,
): Promise<void> {
  if (!(await clusterStore.exists(db, accountId, clusterId))) throw notFound('cluster', 'input.clusterId')
  const link = await linkStore.find(db, accountId, clusterId)
  if (link?.credential !== target?.link.credential) {
    throw conflict('The cluster was connected anew meanwhile. Try again.', 'input.clusterId')
  }
}

/** Imports one thing; a refusal of it is an audit event and a result of its own. */
async function asRow(
  change: GuardedChange,
  name: string,
  work: () => Promise<Partial<Pick<ImportResult, 'database' | 'token'>>>,
): Promise<ImportResult> {
  try {
    return { name, database: null, token: null, error: null, ...(await work()) }
  } catch (error) {
    if (!(error instanceof ClustergateError)) throw error
    change.record({ id: null, label: name, error })
    return { name, database: null, token: null, error: toRowError(error) }
  }
}

/** Without duplicates, in their order; undefined where none are named. */
function parseNames(names: readonly string[] | null | undefined, field: string): readonly string[] | undefined {
  return names ? [...new Set(parseList(names, field, 'names', 0, rowsMax))] : undefined
}
