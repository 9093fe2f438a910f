import { Table, UnstyledButton } from '@mantine/core'
import { ArrowUp } from 'lucide-react'
import type { Column } from './column.ts'
import classes from './list.module.css'
import { orderNamed, ordersOf } from './order.ts'
import type { ListState } from './use-list.ts'

interface Props<Row> {
  readonly column: Column<Row>
  readonly columns: readonly Column<Row>[]
  readonly list: ListState
  /** The name of the order without a choice. */
  readonly usualOrder: string
}

/** The heading of a column; a button where it orders the list: one way, the other way, and back to the usual order. */
export function Heading<Row>({ column, columns, list, usualOrder }: Props<Row>) {
  const { title, orderBy } = column
  if (orderBy === undefined) return <Table.Th scope="col">{title}</Table.Th>
  const chosen = orderNamed(list.filter('order'), columns) ?? orderNamed(usualOrder, columns)
  const direction = chosen?.column.key === column.key ? chosen.direction : undefined
  const [first, second] = ordersOf(column)
  const now = direction && (direction === 'DESC' ? `-${column.key}` : column.key)
  const next = now === first ? second : now === second && usualOrder !== first ? '' : first
  return (
    <Table.Th scope="col" aria-sort={direction ? (direction === 'ASC' ? 'ascending' : 'descending') : 'none'}>
      <UnstyledButton
        className={classes['order']}
        data-direction={direction}
        onClick={() => list.narrow({ order: next === usualOrder ? '' : next })}
      >
        {title}
        <ArrowUp size={13} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
