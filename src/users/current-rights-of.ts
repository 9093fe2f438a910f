import { findHoldings, findLiveToken } from '../auth/current-rights.ts'
import type { Holdings } from '../policy/holdings.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'

/**
 * What a person or a management token holds now, by id. For operations that one caller starts and another finishes, such
 * as an invitation and its acceptance: the rights of the first are checked again at the end. They send no request then,
 * so a group counts by their attributes and by the hour; one with a condition on the network, on a recent sign-in or on
 * a second factor does not. Undefined for a person who is deactivated or removed, and for a token that is no longer
 * accepted.
 */
export async function currentRightsOf(
  db: Sql,
  accountId: string,
  id: string,
  now: number,
): Promise<Holdings | undefined> {
  const by = { accountId, id }
  if (!isId('management_token', id)) return findHoldings(db, by, now)
  return (await findLiveToken(db, by, now, noRequest))?.caller
}

/** A token that is asked about is not in use: no network is known. */
const noRequest = { requestId: '', ip: null, client: '' }
