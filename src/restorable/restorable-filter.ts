import { parseList, parseSearch } from '../values/text.ts'
import type { ResourceStatus } from './restorable-status.ts'

/** What clients may ask of a list of databases or tables. */
export interface ResourceFilter {
  readonly search?: string | null
  readonly statuses?: readonly ResourceStatus[] | null
}

/** Which databases or tables a list holds, as of a moment. */
export interface Selection {
  /** Folded. */
  readonly search: string | undefined
  /** Any of them; none selects nothing. */
  readonly statuses: readonly ResourceStatus[]
  readonly now: number
}

const searchLengthMax = 100

/** The active ones unless statuses are named; an empty search text finds all. Throws BAD_INPUT. */
export function parseFilter(filter: ResourceFilter | null | undefined, now: number): Selection {
  const statuses = parseList<ResourceStatus>(filter?.statuses ?? ['ACTIVE'], 'filter.statuses', 'statuses', 0)
  return { search: parseSearch(filter?.search, searchLengthMax), statuses: [...new Set(statuses)], now }
}
