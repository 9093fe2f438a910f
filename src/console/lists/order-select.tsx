import { NativeSelect } from '@mantine/core'
import type { Column } from './column.ts'
import classes from './list.module.css'
import { orderable, orderNamed } from './order.ts'
import type { ListState } from './use-list.ts'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly list: ListState
  readonly usualOrder: string
}

/** The order of a list where it has no headings, because its rows are cards. */
export function OrderSelect<Row>({ columns, list, usualOrder }: Props<Row>) {
  const options = orderable(columns).flatMap(({ key, title }) => [
    { value: key, label: `${title}, ascending` },
    { value: `-${key}`, label: `${title}, descending` },
  ])
  const isKnown = options.some(({ value }) => value === usualOrder)
  if (options.length === 0) return null
  const asked = list.filter('order')
  return (
    <NativeSelect
      className={classes['whereCards']}
      size="sm"
      aria-label="Order"
      value={orderNamed(asked, columns) ? asked : isKnown ? usualOrder : ''}
      onChange={({ currentTarget: { value } }) => list.narrow({ order: value === usualOrder ? '' : value })}
      data={isKnown ? options : [{ value: '', label: 'Usual order' }, ...options]}
    />
  )
}
