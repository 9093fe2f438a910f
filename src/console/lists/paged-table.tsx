import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Read } from '../api/use-read.ts'
import { numberWords } from '../counts/count-words.ts'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import classes from './paged-table.module.css'
import type { ListState } from './use-list.ts'

export interface Column<Row> {
  readonly title: string
  /** Whether the column holds buttons: its title is for screen readers only. */
  readonly isActions?: boolean
  /** Whether the column holds e-mail addresses or other long words. */
  readonly isWide?: boolean
  cell(row: Row): ReactNode
}

interface Connection<Row> {
  readonly nodes: readonly Row[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor?: string | null
    readonly endCursor?: string | null
  }
  readonly totalCount?: number | null
}

interface Props<Row> {
  /** The name of the list for screen readers: `Users`. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly read: Pick<Read<unknown>, 'refusal' | 'isLoading' | 'again'>
  readonly connection: Connection<Row> | null | undefined
  readonly list: ListState
  readonly empty: ReactNode
}

/** A page of a list as a table; on a narrow screen each row becomes a card. */
export function PagedTable<Row extends { readonly id: string }>(props: Props<Row>) {
  const { label, columns, read, connection, list, empty } = props
  if (read.isLoading) return <Loading />
  if (!connection) return read.refusal ? <Failure refusal={read.refusal} again={read.again} /> : empty
  return (
    <>
      {read.refusal && <Failure refusal={read.refusal} again={read.again} />}
      {connection.nodes.length === 0 ? (
        empty
      ) : (
        <Table className={classes['table']} highlightOnHover aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title, isActions, isWide }) => (
                <Table.Th key={title} scope="col" data-wide={isWide}>
                  {isActions ? <VisuallyHidden>{title}</VisuallyHidden> : title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {connection.nodes.map((row) => (
              <Table.Tr key={row.id}>
                {columns.map(({ title, isActions, cell }) => (
                  <Table.Td key={title} data-title={isActions ? undefined : title}>
                    {cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Pages connection={connection} list={list} label={label} />
    </>
  )
}

function Pages<Row>({ connection, list, label }: Pick<Props<Row>, 'list' | 'label'> & { connection: Connection<Row> }) {
  const [path] = useLocation()
  const { pageInfo, totalCount } = connection
  const steps = [
    { title: 'Previous', position: pageInfo.hasPreviousPage && { before: pageInfo.startCursor ?? '' } },
    { title: 'Next', position: pageInfo.hasNextPage && { after: pageInfo.endCursor ?? '' } },
  ]
  const isWhole = steps.every(({ position }) => !position)
  return (
    <Group justify="space-between" mt="md" component="nav" aria-label={`Pages of ${label}`}>
      <Text size="sm" c="dimmed">
        {typeof totalCount === 'number' && `${numberWords(totalCount)} in total`}
      </Text>
      {!isWhole && (
        <Group gap="xs">
          {steps.map(({ title, position }) =>
            position ? (
              <Button key={title} component={Link} href={path + list.linkTo(position)} variant="default" size="xs">
                {title}
              </Button>
            ) : (
              <Button key={title} variant="default" size="xs" disabled>
                {title}
              </Button>
            ),
          )}
        </Group>
      )}
    </Group>
  )
}
