import { type RawBuilder, sql } from 'kysely'

/** A condition `column is one of values`; of none, nothing is one. */
export const isOneOf = (column: string, values: readonly string[]): RawBuilder<boolean> =>
  values.length === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join(values)})`

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** A LIKE pattern, with the escape character \, for texts that contain this one, wildcards included. */
export const containing = (text: string): string => `%${escaped(text)}%`

/** A condition `column contains text`. */
export const contains = (column: string, text: string) =>
  sql<boolean>`${sql.ref(column)} like ${containing(text)} escape '\\'`

/** A condition `column starts with text`. */
export const startsWith = (column: string, text: string) =>
  sql<boolean>`${sql.ref(column)} like ${`${escaped(text)}%`} escape '\\'`
