import { Button, Menu } from '@mantine/core'
import { Download, ListFilter } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Column } from './column.ts'
import { ColumnMenu } from './column-menu.tsx'
import { ExportProgress } from './export-progress.tsx'
import classes from './list.module.css'
import { formatsOf } from './list-export.ts'
import { OrderSelect } from './order-select.tsx'
import type { useColumns } from './use-columns.ts'
import { useExport } from './use-export.ts'
import type { ListState } from './use-list.ts'
import { type ReadPage, walk } from './walk.ts'

const rowsMax = 20_000

/** How a list is exported. */
export interface ListExport<Row> {
  /** Without its ending. */
  readonly fileName: string
  /** One of the rows: `user`. */
  readonly thing: string
  /** Reads a page of the list in its present order, with its present filters. */
  readonly read: ReadPage<Row>
}

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly chosen: ReturnType<typeof useColumns<Row>>
  readonly list: ListState
  readonly usualOrder: string
  readonly filters: ReactNode
  readonly exported: ListExport<Row> | undefined
}

/** The line above a list: its filters, and what is done with the list as a whole. */
export function ListTools<Row extends { readonly id: string }>(props: Props<Row>) {
  const { columns, chosen, list, usualOrder, filters, exported } = props
  const { state, run, stop } = useExport()
  // Only matters where rows are cards: there, the filters would fill the screen.
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className={classes['tools']}>
        <div className={classes['filters']} data-open={isOpen || undefined}>
          {filters}
        </div>
        <div className={classes['whole']}>
          {filters && (
            <Button
              className={classes['whereCards']}
              variant="subtle"
              color="gray"
              px="xs"
              leftSection={<ListFilter size={16} aria-hidden />}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              Filters
            </Button>
          )}
          <OrderSelect columns={columns} list={list} usualOrder={usualOrder} />
          <ColumnMenu columns={columns} {...chosen} />
          {exported && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  variant="subtle"
                  color="gray"
                  px="xs"
                  leftSection={<Download size={16} aria-hidden />}
                  disabled={state.name === 'walking'}
                >
                  Export
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {formatsOf(columns).map((format) => (
                  <Menu.Item
                    key={format.title}
                    onClick={() =>
                      void run({
                        ...{ format, rowsMax, fileName: exported.fileName },
                        walk: (signal) => walk(exported.read, 'forward', signal),
                      })
                    }
                  >
                    {format.title}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </div>
      {exported && <ExportProgress state={state} thing={exported.thing} hasFilters={filters !== null} stop={stop} />}
    </>
  )
}
