import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Changes } from '../changes/changes.ts'
import { wholeAccount } from '../policy/reach.ts'
import type { Sql } from '../store/tables.ts'
import { valuesByKey } from '../values/pairs.ts'
import { refuseToCarry } from './carry-into-scope.ts'
import { requireActiveDatabase, saveChanged } from './change-database.ts'
import type { Database, SetDatabaseLabelsInput } from './database.type.ts'
import * as labelStore from './label.store.ts'
import type { Label } from './label.type.ts'
import { labelsView, parseLabels } from './labels.ts'

/** The labels of databases: the gateway keeps them, and no cluster hears of them. */
export class LabelService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
  ) {}

  /**
   * The labels of each database, in the order of the ids: of databases that the caller was shown, be it as the answer to
   * a change that has taken one out of their reach.
   */
  ofDatabases({ accountId }: SignedIn, ids: readonly string[]): Promise<(readonly Label[])[]> {
    return labelStore.ofDatabases(this.db, wholeAccount(accountId), ids)
  }

  /** Throws BAD_INPUT, NOT_FOUND, FORBIDDEN, STALE_VERSION, CONFLICT when the database is deleted. */
  set(caller: Caller, input: SetDatabaseLabelsInput): Promise<Database> {
    return this.changes.run(caller, 'setDatabaseLabels', async (change) => {
      const { db, accountId } = change
      const labels = parseLabels(input.labels, 'input.labels')
      const database = await requireActiveDatabase(change, input, 'input.id')
      change.decisions.decide({ ...database, labels: valuesByKey(labels) })
      await refuseToCarry(change, database, { labels }, 'input.labels')
      const [before = []] = await labelStore.ofDatabases(db, wholeAccount(accountId), [database.id])
      await labelStore.replace(db, accountId, database.id, labels)
      const beside = { before: { labels: labelsView(before) }, after: { labels: labelsView(labels) } }
      return saveChanged(change, database, {}, beside)
    })
  }
}
