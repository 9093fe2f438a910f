import type { CompiledQuery } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/**
 * The value of `app.account` by which PostgreSQL's row security shows the rows of all accounts, of some tables and for
 * reading alone.
 */
export const everyAccount = '*'

const acrossAccounts = Symbol('across accounts')

const marked = new WeakMap<Sql, Sql>()

/**
 * Marks a read of all accounts. Only a few reads cannot know the account yet: of a credential or a link by its hash, of
 * a person by their address, of due tasks, and of the operator's lists. Every other statement names its account.
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
 * The account whose rows a statement may see: that of its transaction, else the first one that the statement names.
 * Without any, it sees nothing.
 */
export function accountOf({ query, parameters }: CompiledQuery, ofTransaction: string | undefined): string {
  if (acrossAccounts in query) return everyAccount
  if (ofTransaction !== undefined) return ofTransaction
  const named = parameters.find((value): value is string => typeof value === 'string' && accountPattern.test(value))
  return named ?? ''
}
