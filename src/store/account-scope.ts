import type { CompiledQuery } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/** What PostgreSQL's row security knows as "whichever account it is"; it opens some tables, for reading alone. */
export const everyAccount = '*'

const acrossAccounts = Symbol('across accounts')

const marked = new WeakMap<Sql, Sql>()

/**
 * For the few reads that cannot know the account yet: a credential or a link by its hash, a person by their address,
 * the tasks that are due, and what the operator lists. Everything else is about one account, which its statement names.
 */
export function ofEveryAccount(db: Sql): Sql {
  if (!engineOf(db).hidesAccounts) return db
  let across = marked.get(db)
  if (!across) {
    across = db.withPlugin({
      transformQuery: ({ node }) => Object.freeze({ ...node, [acrossAccounts]: true }) as typeof node,
      transformResult: async ({ result }) => result,
    })
    marked.set(db, across)
  }
  return across
}

const accountPattern = /^account_[0-9a-f-]{36}$/

/**
 * Whose rows a statement may see: in a transaction for one account that one's, else those of the account that it names
 * first. One that names none sees nothing.
 */
export function accountOf({ query, parameters }: CompiledQuery, ofTransaction: string | undefined): string {
  if (acrossAccounts in query) return everyAccount
  if (ofTransaction !== undefined) return ofTransaction
  const named = parameters.find((value): value is string => typeof value === 'string' && accountPattern.test(value))
  return named ?? ''
}
