import type { Keys } from '../auth/keys.ts'
import { badInput } from '../errors.ts'
import type { KeyValue, Order, Slice, Window } from '../store/window.ts'

export type { KeyValue, Order, Slice, Window }

export const pageSizeDefault = 20
export const pageSizeMax = 100

/** The arguments of every connection, as clients send them. */
export interface PageRequest {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}

/** The value of every connection type; a function runs only when its field is selected. */
export interface Connection<Row> {
  readonly nodes: readonly Row[]
  edges(): readonly { readonly node: Row; cursor(): string }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    startCursor(): string | null
    endCursor(): string | null
  }
  totalCount(): Promise<number>
}

const markLength = 8

/**
 * Reads page arguments and writes cursors. Cursors are authenticated, so clients cannot forge them or use them with
 * another account or order.
 */
export class Pager {
  constructor(private readonly keys: Keys) {}

  /**
   * The window that page arguments request. Throws BAD_INPUT for sizes out of bounds, contradicting arguments, and
   * cursors of another list.
   */
  window<Row>(accountId: string, order: Order<Row>, request: PageRequest): Window<Row> {
    const { first, after, last, before } = request
    const backward = isBackward(request)
    const size = (backward ? last : first) ?? pageSizeDefault
    if (size < 1 || size > pageSizeMax) {
      throw badInput(backward ? 'last' : 'first', `A page has 1 to ${pageSizeMax} rows.`)
    }
    const cursor = backward ? before : after
    const from = isGiven(cursor) ? this.#read(accountId, order, cursor, backward ? 'before' : 'after') : undefined
    return { accountId, order, size, backward, from }
  }

  connection<Row>(window: Window<Row>, slice: Slice<Row>, count: () => Promise<number>): Connection<Row> {
    const { rows, hasMore } = slice
    const { backward, from } = window
    const cursor = (row: Row | undefined) => (row === undefined ? null : this.#write(window, row))
    return {
      nodes: rows,
      edges: () => rows.map((node) => ({ node, cursor: () => this.#write(window, node) })),
      pageInfo: {
        hasNextPage: backward ? from !== undefined : hasMore,
        hasPreviousPage: backward ? hasMore : from !== undefined,
        startCursor: () => cursor(rows[0]),
        endCursor: () => cursor(rows.at(-1)),
      },
      totalCount: count,
    }
  }

  /**
   * The connections of many parents, in the order of their ids. The counts of all parents take one statement, which
   * runs once the first of them is selected; a parent without an entry has a count of 0.
   */
  connections<Row>(
    window: Window<Row>,
    parentIds: readonly string[],
    slices: readonly Slice<Row>[],
    readCounts: () => Promise<ReadonlyMap<string, number>>,
  ): Connection<Row>[] {
    let counts: Promise<ReadonlyMap<string, number>> | undefined
    const countOf = async (parentId: string): Promise<number> => {
      counts ??= readCounts()
      return (await counts).get(parentId) ?? 0
    }
    return slices.map((slice, at) => this.connection(window, slice, () => countOf(parentIds[at] as string)))
  }

  #write<Row>({ accountId, order }: Window<Row>, row: Row): string {
    const text = JSON.stringify(order.key(row))
    const mark = this.keys.cursorMark(signedText(accountId, order, text))
    return Buffer.concat([mark, Buffer.from(text)]).toString('base64url')
  }

  #read<Row>(accountId: string, order: Order<Row>, cursor: string, field: string): readonly KeyValue[] {
    const bytes = Buffer.from(cursor, 'base64url')
    const text = bytes.subarray(markLength).toString()
    if (!this.keys.vouchesForCursor(signedText(accountId, order, text), bytes.subarray(0, markLength))) {
      throw badInput(field, 'This cursor is not of this list in this order; start without one.')
    }
    return JSON.parse(text) as KeyValue[]
  }
}

const signedText = <Row>(accountId: string, order: Order<Row>, text: string): string =>
  `${accountId}\n${order.name} ${order.direction}\n${text}`

/** Whether a page is read from the end of the list. Throws BAD_INPUT for arguments that contradict each other. */
function isBackward({ first, after, last, before }: PageRequest): boolean {
  const backward = isGiven(last) || (isGiven(before) && !isGiven(first))
  if (isGiven(first) && isGiven(last)) throw badInput('last', 'Give either `first` or `last`, not both.')
  if (backward && isGiven(after)) throw badInput('after', '`after` goes with `first`; with `last` give `before`.')
  if (!backward && isGiven(before)) throw badInput('before', '`before` goes with `last`; with `first` give `after`.')
  return backward
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined
