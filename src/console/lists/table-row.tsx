import { Checkbox, Table } from '@mantine/core'
import type { MouseEvent } from 'react'
import type { Column } from './column.ts'
import classes from './list.module.css'
import { type RowAction, RowActions } from './row-actions.tsx'
import type { Selection } from './use-selection.ts'

interface Props<Row> {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly called: string
  readonly actions: readonly RowAction[]
  /** Whether the list has a column for actions. */
  readonly hasActions: boolean
  readonly choice: { readonly isChosen: boolean; choose(isChosen: boolean, isRange: boolean): void } | undefined
}

export function TableRow<Row>({ row, columns, called, actions, hasActions, choice }: Props<Row>) {
  return (
    <Table.Tr data-selected={choice?.isChosen || undefined}>
      {choice && (
        <Table.Td className={classes['choice']}>
          <Checkbox
            size="xs"
            aria-label={`Select ${called}`}
            checked={choice.isChosen}
            onChange={({ currentTarget, nativeEvent }) =>
              choice.choose(currentTarget.checked, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)
            }
          />
        </Table.Td>
      )}
      {columns.map(({ key, title, text, cell }, at) => (
        <Table.Td
          key={key}
          className={at === 0 ? classes['first'] : undefined}
          data-title={title}
          onMouseEnter={tellWhole}
        >
          {cell ? cell(row) : text(row)}
        </Table.Td>
      ))}
      {hasActions && (
        <Table.Td className={classes['actions']}>
          {actions.length > 0 && <RowActions called={called} actions={actions} />}
        </Table.Td>
      )}
    </Table.Tr>
  )
}

/** Gives what does not fit into its cell a title with all of it, for the pointer; others choose to wrap long texts. */
function tellWhole({ currentTarget: cell }: MouseEvent<HTMLElement>): void {
  cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : ''
}

interface ChoiceOfPageProps<Row extends { readonly id: string }> {
  readonly rows: readonly Row[]
  readonly selection: Selection<Row>
}

/** The heading that selects all rows of the page. */
export function ChoiceOfPage<Row extends { readonly id: string }>({ rows, selection }: ChoiceOfPageProps<Row>) {
  const count = rows.filter(selection.has).length
  const isWhole = rows.length > 0 && count === rows.length
  return (
    <Table.Th scope="col">
      <Checkbox
        size="xs"
        aria-label="Select all on this page"
        checked={isWhole}
        indeterminate={count > 0 && !isWhole}
        onChange={() => selection.choose(rows, !isWhole)}
      />
    </Table.Th>
  )
}
