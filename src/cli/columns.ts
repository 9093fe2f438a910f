import { InvalidArgumentError } from 'commander'

/** A column of a list. Its name is that of the API's field, and what `--columns` takes. */
export interface Column<Row> {
  readonly name: string
  /** The value; a time as RFC 3339 text. */
  readonly value: (row: Row) => string | number | boolean | null | undefined
  /** A `text` may be truncated in a narrow terminal; a `fact`, such as an id, never is. */
  readonly kind: 'text' | 'fact' | 'number' | 'time'
  readonly title: string
  /** Shown in a table where there is no value; a function where that depends on the row. */
  readonly none: string | ((row: Row) => string)
  /** Whether tables leave the column out unless `--columns` names it. */
  readonly isExtra: boolean
}

type Value<Row> = Column<Row>['value']

const column =
  (kind: Column<never>['kind']) =>
  <Row>(name: string, value: Value<Row>, none: Column<Row>['none'] = '-'): Column<Row> => ({
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

/** The column under a title of its own, where the API's name is too long for a table. */
export const titled = <Row>(title: string, shown: Column<Row>): Column<Row> => ({ ...shown, title })

/** Reads the value of `--columns`, in any case; throws InvalidArgumentError for a name that is no column. */
export const parseColumns =
  <Row>(columns: readonly Column<Row>[]) =>
  (given: string): readonly Column<Row>[] =>
    given.split(',').map((part) => {
      const found = columns.find(({ name }) => name.toLowerCase() === part.trim().toLowerCase())
      if (found) return found
      throw new InvalidArgumentError(`There are: ${columns.map(({ name }) => name).join(', ')}.`)
    })
