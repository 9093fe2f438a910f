import { badInput } from '../errors.ts'
import { isId } from '../values/id.ts'
import { descriptionLengthMax, parseList, parseSearch } from '../values/text.ts'
import type { TokenFilter, TokenOrder, TokenStatus } from './token.type.ts'

/** The tables of tokens, which share most of their columns. */
export type TokenTable = 'database_tokens' | 'management_tokens'

/** A filter that has been checked: what is undefined is not asked for. */
export interface TokenConditions {
  readonly statuses: readonly TokenStatus[]
  /** Folded. */
  readonly search: string | undefined
  readonly databaseIds: readonly string[] | undefined
  readonly expiresBefore: number | undefined
  readonly unusedSince: number | undefined
}

/** Which tokens a list is about, as of a moment, and in which order it goes. */
export interface TokenSelection {
  readonly conditions: TokenConditions
  readonly now: number
  readonly order: TokenOrder
}

const everyStatus = Object.keys({ ACTIVE: 1, REPLACED: 1, EXPIRED: 1, REVOKED: 1 } satisfies Record<
  TokenStatus,
  1
>) as TokenStatus[]

/** Whether every token meets them. */
export const metByAll = ({ statuses, ...others }: TokenConditions): boolean =>
  everyStatus.every((status) => statuses.includes(status)) &&
  Object.values(others).every((condition) => condition === undefined)

/** Whether they ask for nothing but a status. */
const isPlain = ({ statuses: _, ...others }: TokenConditions): boolean =>
  Object.values(others).every((condition) => condition === undefined)

/**
 * Whether a page is found by reading little more than its rows. Tokens that are no longer accepted stay in the store, and
 * lie behind the others only where the newest come first.
 */
export const isQuick = ({ conditions, order }: TokenSelection): boolean =>
  isPlain(conditions) && order.field === 'CREATED_AT' && order.direction === 'DESC'

/** What is accepted. A list shows these when nothing is said: a token that no longer works is in nobody's way. */
export const acceptedStatuses: readonly TokenStatus[] = ['ACTIVE', 'REPLACED']

/** Whether they leave out everything that is no longer accepted. */
export const areAccepted = (statuses: readonly TokenStatus[]): boolean =>
  statuses.every((status) => acceptedStatuses.includes(status))

/** Throws BAD_INPUT for lists that are too long and for text that cannot be searched for. */
export function parseTokenFilter(filter: TokenFilter | null | undefined): TokenConditions {
  const { search, statuses, databaseIds, expiresBefore, unusedSince } = filter ?? {}
  return {
    statuses: parseList(statuses ?? acceptedStatuses, 'filter.statuses', 'statuses', 0),
    search: parseSearch(search, descriptionLengthMax),
    // An id that cannot exist matches nothing, like any other unknown one.
    databaseIds: databaseIds
      ? parseList(databaseIds, 'filter.databaseIds', 'database ids', 0).filter((id) => isId('database', id))
      : undefined,
    expiresBefore: expiresBefore ?? undefined,
    unusedSince: unusedSince ?? undefined,
  }
}

/** When a token ends: a moment still to come, or null for never. Throws BAD_INPUT. */
export function parseExpiresAt(expiresAt: number | null | undefined, now: number): number | null {
  if (expiresAt === null || expiresAt === undefined) return null
  if (expiresAt > now) return expiresAt
  throw badInput('input.expiresAt', 'A token expires in the future, or never: leave it out for never.')
}
