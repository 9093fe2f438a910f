import type { Sql } from '../store/tables.ts'
import { statusAt } from '../tokens/token.store.ts'
import { acceptedStatuses } from '../tokens/token.ts'
import type { DatabaseToken } from './database-token.type.ts'

/** The facts of a token that a rotation needs and the API does not show. */
export interface Lineage {
  /** The lifetime that it was created with; null when it was to last for ever. */
  readonly lifetimeMilliseconds: number | null
  /** The first of the tokens that replaced one another up to it; its own id when it replaced none. */
  readonly lineId: string
}

export const lineageOf = (db: Sql, accountId: string, id: string): Promise<Lineage> =>
  db
    .selectFrom('database_tokens')
    .select((select) => ['life_milliseconds as lifetimeMilliseconds', select.fn.coalesce('line_id', 'id').as('lineId')])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export type AcceptedOfLine = Pick<DatabaseToken, 'id' | 'expiresAt' | 'rotatedFromId'>

/** The newest accepted token of a line besides these; undefined when there is none. */
export const acceptedOfLine = (
  db: Sql,
  accountId: string,
  lineId: string,
  exceptIds: readonly string[],
  now: number,
): Promise<AcceptedOfLine | undefined> =>
  db
    .selectFrom('database_tokens')
    .select(['id', 'expires_at as expiresAt', 'rotated_from as rotatedFromId'])
    .where('account_id', '=', accountId)
    .where((where) => where.or([where('line_id', '=', lineId), where('id', '=', lineId)]))
    .where('id', 'not in', exceptIds)
    .where(statusAt('database_tokens', now), 'in', acceptedStatuses)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
