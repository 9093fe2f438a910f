import type { Call, ClusterError, Known } from '../clusters/drivers/driver.ts'
import type { OpenCluster } from '../clusters/links/linked-clusters.ts'
import type { Work } from '../clusters/work/work.store.ts'
import type { AuditAction } from '../policy/audit-actions.ts'
import type { Sql } from '../store/tables.ts'

/** One object on its way to its cluster, and what has come of it. */
export interface Journey {
  readonly work: Work
  readonly target: OpenCluster
  /** Undefined until the attempt ends, and when it was cut short. */
  end?: Applied | Waiting | ClusterError
}

/** The cluster has it as it was wanted. */
export interface Applied {
  readonly known: Known
  /** When it has to be looked at again: to purge it, or because it expires. */
  readonly again?: number | undefined
  /** What the gateway did on its own, without a request of that moment. */
  readonly event?: AuditAction
  /** Writes what follows in the gateway's own rows, in the transaction that notes the result. */
  follow?(db: Sql, at: number): Promise<void>
}

/** What the gateway takes away from a credential on its own, in words. */
export interface Repair {
  readonly id: string
  readonly label: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Something else has to be on the cluster first. */
export interface Waiting {
  readonly waitsFor: 'DATABASE' | 'TOKENS'
  /** When that is known to be over. */
  readonly until?: number
  /** What it waits for, where the gateway does that on its own. */
  readonly repairs?: readonly Repair[]
  /** Writes in the gateway's own rows what the others have to do first, in the transaction that notes the wait. */
  follow?(db: Sql, at: number): Promise<void>
}

/** What an attempt needs beside the object and its cluster. */
export interface AttemptContext extends Call {
  readonly db: Sql
  readonly now: number
}

/** What an object is known by that the cluster no longer has. */
export const unknown: Known = { externalId: null, externalName: null }
