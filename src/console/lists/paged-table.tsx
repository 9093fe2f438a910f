import { Table, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Read } from '../api/use-read.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import type { Column, Connection } from './column.ts'
import { Heading } from './heading.tsx'
import classes from './list.module.css'
import { type ListExport, ListTools } from './list-tools.tsx'
import { Pages } from './pages.tsx'
import type { RowAction } from './row-actions.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { ChoiceOfPage, TableRow } from './table-row.tsx'
import { useColumns } from './use-columns.ts'
import type { ListState } from './use-list.ts'
import { useRange } from './use-range.ts'
import type { Selection } from './use-selection.ts'
import { useWrapping } from './use-wrapping.ts'

interface Props<Row extends { readonly id: string }> {
  /** The name of the list for screen readers, under which its columns are kept: `Users`. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly read: Pick<Read<unknown>, 'refusal' | 'isLoading' | 'again'>
  readonly connection: Connection<Row> | null | undefined
  readonly list: ListState
  readonly empty: ReactNode
  /** The fields that narrow the list. With it, even as null, columns can be chosen. */
  readonly filters?: ReactNode
  readonly exported?: ListExport<Row>
  /** The order without a choice, by its name in the URL: `-created`. */
  readonly usualOrder?: string
  /** What a row is called; needed for its actions and for choosing it. */
  called?(row: Row): string
  actions?(row: Row): readonly RowAction[]
  /** Lets rows be chosen; `actions` are the buttons for what can be done with all of them. */
  readonly choosing?: { readonly selection: Selection<Row>; readonly actions: ReactNode }
}

/** A page of a list as a table with a line for each row; where there is no room for it, each row becomes a card. */
export function PagedTable<Row extends { readonly id: string }>(props: Props<Row>) {
  const { label, columns, list, filters, exported, usualOrder = '' } = props
  const chosen = useColumns(label, columns)
  return (
    <div className={classes['list']}>
      {filters !== undefined && <ListTools {...{ columns, chosen, list, usualOrder, filters, exported }} />}
      <Content {...props} shown={chosen.shown} usualOrder={usualOrder} />
    </div>
  )
}

type ContentProps<Row extends { readonly id: string }> = Props<Row> & {
  readonly shown: readonly Column<Row>[]
  readonly usualOrder: string
}

function Content<Row extends { readonly id: string }>(props: ContentProps<Row>) {
  const { label, columns, shown, usualOrder, read, connection, list, empty, choosing, called, actions } = props
  const [isWrapped] = useWrapping()
  const choose = useRange(choosing?.selection, connection?.nodes ?? [])
  if (read.isLoading) return <Loading />
  if (!connection) return read.refusal ? <Failure refusal={read.refusal} again={read.again} /> : empty
  const { nodes } = connection
  const rows = nodes.map((row) => ({ row, actions: actions?.(row) ?? [] }))
  const quickCount = Math.max(0, ...rows.map((of) => of.actions.filter(({ isQuick }) => isQuick).length))
  const hasActions = rows.some((of) => of.actions.length > 0)
  const weights = shown.reduce((sum, { weight = 1 }) => sum + weight, 0)
  return (
    <>
      {read.refusal && <Failure refusal={read.refusal} again={read.again} />}
      {nodes.length === 0 ? (
        empty
      ) : (
        <Table className={classes['table']} highlightOnHover aria-label={label} data-wrapped={isWrapped || undefined}>
          <colgroup>
            {choosing && <col style={{ width: '2.5rem' }} />}
            {shown.map(({ key, weight = 1 }) => (
              <col key={key} style={{ width: `${(100 * weight) / weights}%` }} />
            ))}
            {hasActions && <col style={{ width: `${3 + 5 * quickCount}rem` }} />}
          </colgroup>
          <Table.Thead>
            <Table.Tr>
              {choosing && <ChoiceOfPage rows={nodes} selection={choosing.selection} />}
              {shown.map((column) => (
                <Heading key={column.key} {...{ column, columns, list, usualOrder }} />
              ))}
              {hasActions && (
                <Table.Th scope="col">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((of, at) => (
              <TableRow
                key={of.row.id}
                {...of}
                columns={shown}
                called={called?.(of.row) ?? ''}
                hasActions={hasActions}
                choice={
                  choosing && {
                    isChosen: choosing.selection.has(of.row),
                    choose: (isChosen, isRange) => choose(at, isChosen, isRange),
                  }
                }
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Pages connection={connection} list={list} label={label} />
      {choosing && (
        <SelectionBar label={label} selection={choosing.selection} shown={nodes}>
          {choosing.actions}
        </SelectionBar>
      )}
    </>
  )
}
