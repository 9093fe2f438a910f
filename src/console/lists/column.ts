import type { ReactNode } from 'react'

/** A column of a list. `Field` is what the gateway can order the list by. */
export interface Column<Row, Field extends string = string> {
  /** Its name in the URL, in what a person has chosen, and in exports. */
  readonly key: string
  readonly title: string
  /** How wide it is beside the others; 1 when absent. */
  readonly weight?: number
  /** Whether it is always shown: what tells the rows apart. */
  readonly isFixed?: boolean
  /** Whether it is shown only to those who have chosen it. */
  readonly isOffAtFirst?: boolean
  /** Makes the heading a button that orders the list by this field. */
  readonly orderBy?: Field
  /** Whether the heading orders from the last to the first at first: newest first. */
  readonly isDescendingFirst?: boolean
  /** The value in plain text, as exports have it. */
  text(row: Row): string
  /** What the row shows, on one line; the text when absent. */
  cell?(row: Row): ReactNode
}

/** A page of a list, as the API answers with it. */
export interface Connection<Row> {
  readonly nodes: readonly Row[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor?: string | null
    readonly endCursor?: string | null
  }
  readonly totalCount?: number | null
}
