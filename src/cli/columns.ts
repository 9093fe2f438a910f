import { InvalidArgumentError } from 'commander'

/** One fact about a row. The name is the API's, and what `--columns` takes. */
export interface Column<Row> {
  readonly name: string
  /** RFC 3339 text for a time. */
  readonly value: (row: Row) => string | number | boolean | null | undefined
  /** A text may be cut short where space is scarce; a fact is no use unless it is whole. */
  readonly kind: 'text' | 'fact' | 'number' | 'time'
  readonly title: string
  /** What a table says where there is no value. */
  readonly none: string
  /** Left out of tables unless it is asked for. */
  readonly isExtra: boolean
}

type Value<Row> = Column<Row>['value']

const column =
  (kind: Column<never>['kind']) =>
  <Row>(name: string, value: Value<Row>, none = '-'): Column<Row> => ({
    name,
    value,
    kind,
    none,
    title: name.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase(),
    isExtra: false,
  })

export const text = column('text')
export const fact = column('fact')
export const number = column('number')
export const time = column('time')

export const extra = <Row>(shown: Column<Row>): Column<Row> => ({ ...shown, isExtra: true })

/** Where the API's name is longer than a table bears. */
export const titled = <Row>(title: string, shown: Column<Row>): Column<Row> => ({ ...shown, title })

/** Reads a list of names in any case; throws InvalidArgumentError for one that is no column. */
export const parseColumns =
  <Row>(columns: readonly Column<Row>[]) =>
  (given: string): readonly Column<Row>[] =>
    given.split(',').map((part) => {
      const found = columns.find(({ name }) => name.toLowerCase() === part.trim().toLowerCase())
      if (found) return found
      throw new InvalidArgumentError(`There are: ${columns.map(({ name }) => name).join(', ')}.`)
    })
