import type { Caller } from '../auth/caller.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import { closesTheWay, probeTask } from '../clusters/links/breaker.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { carry } from '../clusters/work/carry.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import * as workStore from '../clusters/work/work.store.ts'
import * as databaseTokenStore from '../database-tokens/database-token.store.ts'
import * as databaseStore from '../databases/database.store.ts'
import { conflict, notFound } from '../errors.ts'
import type { Node } from '../nodes/node.type.ts'
import { decide, refusal } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
import * as tableStore from '../tables/table.store.ts'
import { kindOfId } from '../values/id.ts'
import { labelOf } from './carried.store.ts'

/** An object that a cluster may have to know of. */
export type Synced = Node & { readonly createdAt: number }

interface SyncedKind {
  /** What changing such an object requires. */
  readonly permission: Permission
  find(change: GuardedChange, id: string): Promise<Synced | undefined>
}

const kinds: Readonly<Partial<Record<string, SyncedKind>>> = {
  database: {
    permission: 'DATABASE_UPDATE',
    find: ({ db, accountId, at }, id) => databaseStore.find(db, accountId, id, at),
  },
  table: {
    permission: 'TABLE_UPDATE',
    find: ({ db, accountId, at }, id) => tableStore.find(db, accountId, id, at),
  },
  database_token: {
    permission: 'DATABASE_TOKEN_UPDATE',
    find: ({ db, accountId, at }, id) => databaseTokenStore.find(db, accountId, id, at),
  },
}

/** The object of an id, which the caller may change. Throws NOT_FOUND and FORBIDDEN. */
export async function requireSynced(change: GuardedChange, id: string): Promise<Synced> {
  const kind = kinds[kindOfId(id) ?? '']
  if (!kind) throw notFound('database, table or database token', 'id')
  const refused = refusal(decide(change.caller, kind.permission, undefined))
  if (refused) throw refused
  const found = await kind.find(change, id)
  if (!found) throw notFound('database, table or database token', 'id')
  return found
}

/** Tries again what has not reached its cluster. */
export class SyncService {
  constructor(
    private readonly changes: Changes,
    private readonly clusters: LinkedClusters,
  ) {}

  /**
   * Tries now, whatever it waits for. What is applied already is left alone. A database that is gone from the cluster is
   * created anew, empty. Throws NOT_FOUND, FORBIDDEN, CONFLICT for one that has drifted.
   */
  retry(caller: Caller, id: string): Promise<Synced> {
    return this.changes.run(caller, 'retrySync', async (change) => {
      const found = await requireSynced(change, id)
      const work = await workStore.find(change.db, change.accountId, id)
      if (work) await this.#retry(change, work)
      change.record({ id, label: work ? await labelOf(change.db, work) : null })
      return found
    })
  }

  async #retry(change: GuardedChange, work: workStore.Work): Promise<void> {
    const { db, accountId } = change
    const { clusterId, state, kind } = work
    if (state === 'APPLIED' || state === 'CREATING') return
    if (state === 'DRIFTED') {
      throw conflict('The cluster has something else. Decide which of the two counts: restore or accept it.')
    }
    if (work.errorCode === 'MISSING') await workStore.forget(db, work)
    const target = await this.clusters.capabilitiesOf(db, accountId, clusterId)
    if (target && closesTheWay(target.link.health)) {
      // Only the probe calls it; what waits is due as soon as that succeeds.
      await change.attempt(probeTask, clusterId)
    }
    await carry(change, work)
    if (kind === 'DATABASE') await wantTokensOf(db, accountId, { id: work.id, clusterId }, change)
  }
}
