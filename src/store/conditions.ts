import { type Expression, type RawBuilder, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

/** The condition `column is one of values`; false for an empty list. */
export const isOneOf = (column: string, values: readonly string[]): RawBuilder<boolean> =>
  values.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`

/** The condition that an end which is in `column` has not come; what has none never ends. */
export const isNotOver = (column: string, now: number | RawBuilder<number>): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} is null or ${sql.ref(column)} > ${now})`

/**
 * The condition `column is in this list of texts`. The list is one JSON value, so that a prepared statement takes lists
 * of any length.
 */
export const isListed = (db: Sql, column: string, json: string): RawBuilder<boolean> =>
  engineOf(db).isListed(column, json)

/** The condition `column is in the one column of query`, where the query depends on the row of a table before it. */
export const isAmong = (db: Sql, column: string, query: Expression<unknown>): RawBuilder<boolean> =>
  engineOf(db).isAmong(column, query)

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** A LIKE pattern, with the escape character \, for texts that contain this one, whose wildcards are escaped. */
export const containing = (text: string): string => `%${escaped(text)}%`

/** The condition `column contains text`. */
export const contains = (column: string, text: string) =>
  sql<boolean>`${sql.ref(column)} like ${containing(text)} escape '\\'`

/**
 * The condition `column contains text`, whose letters A to Z are small ones, for a column that is not kept folded. Both
 * engines turn these letters alone into small ones, as texts compare by code point.
 */
export const containsLetters = (column: string, text: string) =>
  sql<boolean>`lower(${sql.ref(column)}) like ${containing(text)} escape '\\'`

/** The condition `column starts with text`. */
export const startsWith = (column: string, text: string) =>
  sql<boolean>`${sql.ref(column)} like ${`${escaped(text)}%`} escape '\\'`
