import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Empty } from '../states/empty.tsx'
import type { ListState } from './use-list.ts'

interface Props {
  /** One of the rows: `token`. */
  readonly thing: string
  readonly list: ListState
  /** The filters of the list, by their names in the URL. */
  readonly filters: readonly string[]
  readonly children?: ReactNode
}

/** The empty state of a list whose filters select nothing, and the way back to all of it. */
export function NothingMatches({ thing, list, filters, children }: Props) {
  return (
    <Empty title={`No ${thing} matches.`}>
      {children}
      <Button
        variant="default"
        size="xs"
        onClick={() => list.narrow(Object.fromEntries(filters.map((name) => [name, ''])))}
      >
        Clear filters
      </Button>
    </Empty>
  )
}
