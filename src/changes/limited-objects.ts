import type { SignedIn } from '../auth/caller.ts'
import type { Sql } from '../store/tables.ts'
import type { GuardedChange } from './change.ts'

/** What changes ask about objects of which callers may see some only. Callers without such limits are not asked about. */
export interface LimitedObjects {
  /**
   * Decides on the objects of an answer that was kept, as the operation decides where it finds them. Throws NOT_FOUND,
   * FORBIDDEN.
   */
  decideAgain(change: GuardedChange, answer: unknown): Promise<void>
  /** Those of the ids that the caller may not read, though they may read others of the kind. */
  hiddenAmong(db: Sql, caller: SignedIn, ids: readonly string[], now: number): Promise<ReadonlySet<string>>
}
