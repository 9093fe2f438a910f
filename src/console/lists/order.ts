import type { Column } from './column.ts'
import type { ListState } from './use-list.ts'

type Direction = 'ASC' | 'DESC'

interface Ordered<Row, Field extends string> {
  readonly column: Column<Row, Field> & { readonly orderBy: Field }
  readonly direction: Direction
}

/** The columns by which the gateway can order. */
export const orderable = <Row, Field extends string>(columns: readonly Column<Row, Field>[]) =>
  columns.filter((column): column is Ordered<Row, Field>['column'] => column.orderBy !== undefined)

/** The order of this name, as `-expires`: the column by its key, from the last to the first. Undefined for any other text. */
export function orderNamed<Row, Field extends string>(
  name: string,
  columns: readonly Column<Row, Field>[],
): Ordered<Row, Field> | undefined {
  const isDescending = name.startsWith('-')
  const column = orderable(columns).find(({ key }) => key === (isDescending ? name.slice(1) : name))
  return column && { column, direction: isDescending ? 'DESC' : 'ASC' }
}

/** The order in the URL, for the query; null for the usual one. */
export function orderOf<Row, Field extends string>(
  list: ListState,
  columns: readonly Column<Row, Field>[],
): { readonly field: Field; readonly direction: Direction } | null {
  const ordered = orderNamed(list.filter('order'), columns)
  return ordered ? { field: ordered.column.orderBy, direction: ordered.direction } : null
}

/** The names of both orders of a column, in which a heading goes through them. */
export const ordersOf = ({ key, isDescendingFirst }: Column<never>): readonly [string, string] =>
  isDescendingFirst ? [`-${key}`, key] : [key, `-${key}`]
