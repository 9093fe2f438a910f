import type { SyncState } from '../clusters/work/sync.type.ts'
import { parseList, parseSearch } from '../values/text.ts'
import type { ResourceStatus } from './restorable-status.ts'

/** The filter of a list of databases or tables, as clients send it. */
export interface ResourceFilter {
  readonly search?: string | null
  readonly statuses?: readonly ResourceStatus[] | null
  readonly syncStates?: readonly SyncState[] | null
}

/** The checked filter of a list of databases or tables, at a moment. */
export interface RestorableListFilter {
  /** Folded, see `fold`; undefined matches every name. */
  readonly search: string | undefined
  /** A row must have one of these; an empty list matches no row. */
  readonly statuses: readonly ResourceStatus[]
  /** In one of these; undefined matches every state, and an empty list no row. */
  readonly syncStates: readonly SyncState[] | undefined
  readonly now: number
}

const searchLengthMax = 100

/** Checks a filter. Without statuses, active rows match; an empty search text matches every row. Throws BAD_INPUT. */
export function parseFilter(filter: ResourceFilter | null | undefined, now: number): RestorableListFilter {
  const statuses = parseList<ResourceStatus>(filter?.statuses ?? ['ACTIVE'], 'filter.statuses', 'statuses', 0)
  return {
    search: parseSearch(filter?.search, searchLengthMax),
    statuses: [...new Set(statuses)],
    syncStates: filter?.syncStates ? parseList(filter.syncStates, 'filter.syncStates', 'states', 0) : undefined,
    now,
  }
}
