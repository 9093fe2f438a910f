import type { Sql } from './tables.ts'

/** A write that is made right before a commit. */
export interface LastWrite {
  write(db: Sql): Promise<void>
}

/**
 * The last writes of one commit, by name. Transactions that share a commit share these: each reads those that earlier
 * ones left, and replaces them by its own as the last thing it does.
 */
export type LastWrites = Map<string, LastWrite>

export async function writeAll(db: Sql, last: LastWrites): Promise<void> {
  for (const one of last.values()) await one.write(db)
}
