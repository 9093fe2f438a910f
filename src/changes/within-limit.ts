import type { ClustergateError } from '../errors.ts'
import { filledSince, type Limit } from '../ledger/alike.store.ts'
import type { Actor, Change, Recorded } from './change.ts'

/** In the place of an attempt that is not recorded, because there have been enough events alike since then. */
export class Withheld {
  constructor(readonly since: number) {}
}

/** The event of a refused or failed attempt. */
export type Refused = Recorded & { readonly error: ClustergateError }

/** The work of a change that records an attempt, unless the log has as many events alike as the limit says. */
export const recordWithinLimit =
  (limit: Limit, actor: Actor, action: string, event: Refused) =>
  async ({ db, accountId, at, record }: Change): Promise<Withheld | undefined> => {
    const { error, changes = [] } = event
    const alike = { actorId: actor.id, action, errorCode: error.code, changes }
    const since = await filledSince(db, accountId, alike, limit, at)
    if (since !== undefined) return new Withheld(since)
    record(event)
    return undefined
  }
