import { type RawBuilder, type Selectable, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql, Tables } from './tables.ts'

/**
 * The columns of users, sessions and groups that make up the objects of the schema, by the names of their members. The
 * stores of these resources and the check of a credential all read by these lists: a member that one of them left out
 * would be null in some answers only.
 */
export const userColumns = {
  id: 'id',
  email: 'email',
  name: 'name',
  status: 'status',
  attributes: 'attributes',
  createdAt: 'created_at',
  lastSignInAt: 'last_sign_in_at',
  version: 'version',
} as const

export const sessionColumns = {
  id: 'id',
  userId: 'user_id',
  client: 'client',
  ip: 'ip',
  createdAt: 'created_at',
  lastSeenAt: 'last_seen_at',
  expiresAt: 'expires_at',
} as const

export const groupColumns = {
  id: 'id',
  key: 'key',
  name: 'name',
  description: 'description',
  definition: 'definition',
  createdAt: 'created_at',
  createdById: 'created_by',
  updatedAt: 'updated_at',
  version: 'version',
} as const

type Columns = Readonly<Record<string, string>>
type Names<List extends Columns> = keyof List & string
type Selected<Table extends string, List extends Columns, Prefix extends string> = {
  [Name in Names<List>]: `${Table}.${List[Name]} as ${Prefix}${Name}`
}[Names<List>]

type Row<Table extends keyof Tables & string, List extends Columns> = {
  readonly [Name in Names<List>]: List[Name] extends keyof Selectable<Tables[Table]>
    ? Selectable<Tables[Table]>[List[Name]]
    : never
}

export type UserRow = Row<'users', typeof userColumns>
export type SessionRow = Row<'sessions', typeof sessionColumns>
export type GroupRow = Row<'groups', typeof groupColumns>

/** The arguments of `select` for the members of one table. */
export const selected = <Table extends string, List extends Columns>(table: Table, columns: List) =>
  aliases(table, columns, '')

/** The fields of a type that an operation selects; undefined where that is not known. */
export type Fields = ReadonlySet<string> | undefined

/**
 * The columns of a list, without those that serve only the fields that `servedFields` names, where the operation does
 * not select these. The rows keep the type of whole ones, because nothing reads what was not selected.
 */
export const columnsFor = <List extends Columns>(
  columns: List,
  servedFields: Partial<Record<Names<List>, string | readonly string[]>>,
  fields: Fields,
): List =>
  fields === undefined
    ? columns
    : (Object.fromEntries(
        Object.entries(columns).filter(([name]) => {
          const served = servedFields[name as Names<List>]
          return served === undefined || [served].flat().some((field) => fields.has(field))
        }),
      ) as List)

/** The part of one table in a statement that reads several: what to select, and how to read it from a row. */
export function partOf<Table extends keyof Tables & string, List extends Columns, Prefix extends string>(
  table: Table,
  columns: List,
  prefix: Prefix,
) {
  type Found = { readonly [Name in Names<List> as `${Prefix}${Name}`]: Row<Table, List>[Name] }
  const members = Object.keys(columns).map((name) => [name, `${prefix}${name}`] as const)
  return {
    columns: aliases(table, columns, prefix),
    of(row: Found): Row<Table, List> {
      const part: Record<string, unknown> = {}
      for (const [name, alias] of members) part[name] = row[alias as keyof Found]
      return part as Row<Table, List>
    },
  }
}

/** The members of all rows of a subquery, in one cell: a list of lists, as JSON, which is null or empty where there are no rows. */
export const listOf = (db: Sql, columns: Readonly<Record<string, string>>): RawBuilder<string | null> =>
  engineOf(db).listOfRows(membersOf(columns))

/** The members of one row, in one cell. */
export const rowOf = (db: Sql, columns: Readonly<Record<string, string>>): RawBuilder<string> =>
  engineOf(db).row(membersOf(columns))

const membersOf = (columns: Readonly<Record<string, string>>) =>
  sql.join(Object.values(columns).map((column) => sql.ref(column)))

/** The rows of a cell that `listOf` has made. */
export const readList = <Found extends object>(list: string | null, columns: Record<keyof Found, string>): Found[] =>
  (JSON.parse(list ?? '[]') as unknown[][]).map((values) => named(values, columns))

/** The row of a cell that `rowOf` has made. */
export const readRow = <Found extends object>(row: string, columns: Record<keyof Found, string>): Found =>
  named(JSON.parse(row), columns)

const named = <Found extends object>(values: unknown[], columns: Record<keyof Found, string>): Found =>
  Object.fromEntries(Object.keys(columns).map((name, at) => [name, values[at]])) as Found

const aliases = <Table extends string, List extends Columns, Prefix extends string>(
  table: Table,
  columns: List,
  prefix: Prefix,
) =>
  Object.entries(columns).map(([name, column]) => `${table}.${column} as ${prefix}${name}`) as Selected<
    Table,
    List,
    Prefix
  >[]
