import { styleText } from 'node:util'
import measure from 'fast-string-truncated-width'
import type { Column } from './columns.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { isColoured, say, tell, widthOf } from './streams.ts'
import { relativeTime } from './times.ts'

const gap = '  '
const textWidthComfortable = 16
const textWidthMin = 8

interface Drawn {
  readonly column: Pick<Column<never>, 'name' | 'kind'>
  readonly title: string
  readonly cells: readonly string[]
  width: number
}

/**
 * Prints rows as a table that fits the terminal: texts are truncated, and columns left out are named on standard error.
 */
export function showTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], output: Output<Row>): void {
  if (rows.length === 0) {
    tell('There is nothing to show.')
    return
  }
  const chosen = output.columns ?? columns.filter(({ isExtra }) => !isExtra)
  const now = Date.now()
  const drawn = chosen.map((column): Drawn => {
    const { title } = column
    const cells = rows.map((row) => shown(column, row, output, now))
    return { column, title, cells, width: Math.max(widthIn(title), ...cells.map(widthIn)) }
  })
  const width = widthOf(process.stdout)
  const shownColumns = width === undefined ? drawn : fitted(drawn, width, output.columns === undefined)
  say(
    coloured(
      'bold',
      line(shownColumns, ({ title }) => title),
    ),
  )
  for (const at of rows.keys()) say(line(shownColumns, ({ cells }) => cells[at] as string))
  const hidden = drawn.filter((column) => !shownColumns.includes(column)).map(({ column }) => column.name)
  if (hidden.length > 0) tell(`No room for ${hidden.join(', ')}: name them with --columns, or make the window wider.`)
}

/** Prints one object, a line for each column; none for one that has no value, and nothing to show instead. */
export function showFacts<Row>(row: Row, columns: readonly Column<Row>[], output: Output<Row>): void {
  const now = Date.now()
  const chosen = (output.columns ?? columns).filter(
    (column) => column.none !== '' || shown(column, row, output, now) !== '',
  )
  const title = Math.max(...chosen.map((column) => widthIn(column.title)))
  for (const column of chosen) {
    say(`${coloured('bold', column.title.padEnd(title))}${gap}${shown(column, row, output, now)}`)
  }
}

/**
 * The columns that fit the width: the last ones are left out before texts get too short to read; the first always
 * stays.
 */
function fitted(columns: readonly Drawn[], width: number, mayHide: boolean): readonly Drawn[] {
  const kept = [...columns]
  const least = () => total(kept.map((drawn) => Math.min(drawn.width, floorOf(drawn, textWidthComfortable))))
  while (mayHide && kept.length > 1 && least() > width) kept.pop()
  for (const floor of [textWidthComfortable, textWidthMin]) {
    while (total(kept.map((drawn) => drawn.width)) > width) {
      const widest = kept
        .filter((drawn) => drawn.width > floorOf(drawn, floor))
        .reduce<Drawn | undefined>((most, next) => (most && most.width >= next.width ? most : next), undefined)
      if (!widest) break
      widest.width--
    }
  }
  return kept
}

const floorOf = ({ column, title, width }: Drawn, floor: number): number =>
  column.kind === 'text' ? Math.max(floor, widthIn(title)) : width

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1)

/** The text of a cell. */
function shown<Row>(column: Column<Row>, row: Row, { absolute }: Output<Row>, now: number): string {
  const value = column.value(row)
  if (value === null || value === undefined || value === '')
    return typeof column.none === 'string' ? column.none : column.none(row)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const isRelative = column.kind === 'time' && !absolute
  return harmless(isRelative ? relativeTime(String(value), now) : String(value))
}

function line(columns: readonly Drawn[], textOf: (drawn: Drawn) => string): string {
  const cells = columns.map((drawn) => {
    const text = shorten(textOf(drawn), drawn.width)
    const padding = ' '.repeat(Math.max(0, drawn.width - widthIn(text)))
    return drawn.column.kind === 'number' ? `${padding}${text}` : `${text}${padding}`
  })
  return cells.join(gap).trimEnd()
}

/** The width of a text on the terminal: an ideograph takes two columns, a combining accent none. */
const widthIn = (text: string): number => measure(text).width

function shorten(text: string, width: number): string {
  const { truncated, index } = measure(text, { limit: width, ellipsis: '…' })
  return truncated ? `${text.slice(0, index)}…` : text
}

const coloured = (style: 'bold', text: string): string => (isColoured(process.stdout) ? styleText(style, text) : text)
