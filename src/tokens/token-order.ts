import type { KeyValue, Order } from '../pages/page.ts'
import { fold } from '../values/text.ts'
import type { TokenTable } from './token.ts'
import type { TokenOrder, TokenOrderField } from './token.type.ts'

/** The columns of a token that lists are ordered by. */
export interface TokenKey {
  readonly id: string
  readonly description: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}

/** The order of a list when none is requested. */
export const newestFirst: TokenOrder = { field: 'CREATED_AT', direction: 'DESC' }

/** The store's `expiry_key` of a token without an end, which comes after all others. */
const withoutEnd = Number.MAX_SAFE_INTEGER

type Columns = Omit<Order<TokenKey>, 'direction'>

function columnsOf(table: TokenTable): Readonly<Record<TokenOrderField, Columns>> {
  const by = (name: string, column: string, value: (token: TokenKey) => KeyValue): Columns => ({
    name: `${table.replace('_', ' ')} by ${name}`,
    columns: [`${table}.${column}`, `${table}.id`],
    key: (token) => [value(token), token.id],
  })
  return {
    CREATED_AT: by('time', 'created_at', ({ createdAt }) => createdAt),
    DESCRIPTION: by('description', 'folded_description', ({ description }) => fold(description)),
    EXPIRES_AT: by('end', 'expiry_key', ({ expiresAt }) => expiresAt ?? withoutEnd),
    LAST_USED_AT: by('last use', 'last_use_key', ({ lastUsedAt }) => lastUsedAt ?? 0),
  }
}

const columns = {
  database_tokens: columnsOf('database_tokens'),
  management_tokens: columnsOf('management_tokens'),
}

/** The order of the tokens of a table, in columns of the store. */
export const tokenOrder = (table: TokenTable, { field, direction }: TokenOrder): Order<TokenKey> => ({
  ...columns[table][field],
  direction: direction === 'ASC' ? 'asc' : 'desc',
})
