import type { SyncState } from '../clusters/work/sync.type.ts'
import { badInput } from '../errors.ts'
import { isId } from '../values/id.ts'
import { descriptionLengthMax, parseList, parseSearch } from '../values/text.ts'
import type { TokenFilter, TokenOrder, TokenStatus } from './token.type.ts'

/** The tables of tokens, which share most of their columns. */
export type TokenTable = 'database_tokens' | 'management_tokens'

/** The checked conditions of a filter; undefined means any. */
export interface TokenConditions {
  readonly statuses: readonly TokenStatus[]
  /** Folded, see `fold`. */
  readonly search: string | undefined
  readonly databaseIds: readonly string[] | undefined
  readonly createdByIds: readonly string[] | undefined
  readonly expiresBefore: number | undefined
  readonly unusedSince: number | undefined
  readonly syncStates: readonly SyncState[] | undefined
}

/** The checked filter of a list of tokens, with the time at which statuses are computed, and the order of the list. */
export interface TokenListFilter {
  readonly conditions: TokenConditions
  readonly now: number
  readonly order: TokenOrder
}

const everyStatus = Object.keys({ ACTIVE: 1, REPLACED: 1, EXPIRED: 1, REVOKED: 1 } satisfies Record<
  TokenStatus,
  1
>) as TokenStatus[]

/** Whether every token meets these conditions. */
export const metByAll = ({ statuses, ...others }: TokenConditions): boolean =>
  everyStatus.every((status) => statuses.includes(status)) &&
  Object.values(others).every((condition) => condition === undefined)

/** Whether these conditions restrict nothing but the status. */
const isPlain = ({ statuses: _, ...others }: TokenConditions): boolean =>
  Object.values(others).every((condition) => condition === undefined)

/**
 * Whether reading a page reads few rows besides its own. Tokens that are no longer accepted stay in the store, and come
 * after the others only when the newest come first.
 */
export const isQuick = ({ conditions, order }: TokenListFilter): boolean =>
  isPlain(conditions) && order.field === 'CREATED_AT' && order.direction === 'DESC'

/** The statuses of tokens that are accepted. A list shows only these unless `statuses` says otherwise. */
export const acceptedStatuses: readonly TokenStatus[] = ['ACTIVE', 'REPLACED']

/** Whether all these statuses are of accepted tokens. */
export const areAccepted = (statuses: readonly TokenStatus[]): boolean =>
  statuses.every((status) => acceptedStatuses.includes(status))

/**
 * Checks a filter. Throws BAD_INPUT for lists that are too long and for text that cannot be searched for. People whom the
 * caller may not see match nothing: a filter must not tell who created a token where `createdBy` does not.
 */
export function parseTokenFilter(
  filter: TokenFilter | null | undefined,
  maySeePerson: (id: string) => boolean,
): TokenConditions {
  const { search, statuses, databaseIds, createdByIds, expiresBefore, unusedSince, syncStates } = filter ?? {}
  return {
    statuses: parseList(statuses ?? acceptedStatuses, 'filter.statuses', 'statuses', 0),
    search: parseSearch(search, descriptionLengthMax),
    // An id that cannot exist matches nothing, like any other unknown one.
    databaseIds: databaseIds
      ? parseList(databaseIds, 'filter.databaseIds', 'database ids', 0).filter((id) => isId('database', id))
      : undefined,
    createdByIds: createdByIds
      ? parseList(createdByIds, 'filter.createdByIds', 'user ids', 0).filter(
          (id) => isId('user', id) && maySeePerson(id),
        )
      : undefined,
    expiresBefore: expiresBefore ?? undefined,
    unusedSince: unusedSince ?? undefined,
    syncStates: syncStates ? parseList(syncStates, 'filter.syncStates', 'states', 0) : undefined,
  }
}

/** Checks when a token is to expire: a time in the future, or null for never. Throws BAD_INPUT. */
export function parseExpiresAt(expiresAt: number | null | undefined, now: number): number | null {
  if (expiresAt === null || expiresAt === undefined) return null
  if (expiresAt > now) return expiresAt
  throw badInput('input.expiresAt', 'A token expires in the future, or never: leave it out for never.')
}
