import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Column } from './columns.ts'
import type { Output } from './format.ts'
import { showRows, withOutput } from './output.ts'
import { openProgress } from './progress.ts'
import { tell } from './streams.ts'

/** The options of a list: how many rows, and how they are printed. */
export interface ListOptions<Row> extends Output<Row> {
  readonly limit: number
  readonly all?: boolean
}

const rowsDefault = 100
const pageSizeMax = 100

/** Adds the options of a list to a command: those of `withOutput`, and how many rows. */
export const withList = <Row>(command: Command, columns: readonly Column<Row>[]): Command =>
  withOutput(command, columns)
    .addOption(new Option('--limit <rows>', 'maximum number of rows').argParser(parseCount).default(rowsDefault))
    .addOption(new Option('--all', 'all rows').conflicts('limit'))

/** The options that order a list. */
export interface SortOptions<Field extends string> {
  readonly sort?: Field
  readonly order?: 'ASC' | 'DESC'
}

/** Adds --sort for these fields, and --order; without fields, only the direction can be chosen. */
export function withSort<Field extends string>(command: Command, fields: readonly Field[] = []): Command {
  const words = (values: readonly string[]) => values.map((value) => value.toLowerCase().replaceAll('_', '-'))
  const choice = <Value extends string>(option: Option, values: readonly Value[]): Option =>
    option.choices(words(values)).argParser((given: string): Value => {
      const found = values.find((value) => value === given.toUpperCase().replaceAll('-', '_'))
      if (found !== undefined) return found
      throw new InvalidArgumentError(`There are: ${words(values).join(', ')}.`)
    })
  if (fields.length > 0) command.addOption(choice(new Option('--sort <field>', 'field to sort by'), fields))
  return command.addOption(choice(new Option('--order <direction>', 'sort direction'), ['ASC', 'DESC']))
}

/** The order as the API takes it; undefined for the default one, which sorts by the field `usual`. */
export const orderOf = <Field extends string>({ sort, order }: SortOptions<Field>, usual: Field) =>
  sort === undefined && order === undefined ? undefined : { field: sort ?? usual, direction: order ?? 'ASC' }

/** A list of the API, which the SDK reads page by page. */
type Listing<Row> = (page: { readonly pageSize: number }) => AsyncIterable<Row>

/** Prints as many rows as asked for; standard error says when there are more. */
export async function showList<Row>(
  listing: Listing<Row>,
  columns: readonly Column<Row>[],
  options: ListOptions<Row>,
): Promise<void> {
  const wanted = options.all ? Number.POSITIVE_INFINITY : options.limit
  const rows = await read(listing, wanted)
  await showRows(rows.slice(0, wanted), columns, options)
  if (rows.length > wanted) tell(`There are more than these ${wanted}: --limit takes more, --all takes all.`)
}

/** Reads one row more than asked for, to know whether there are more, and shows progress meanwhile. */
async function read<Row>(listing: Listing<Row>, wanted: number): Promise<readonly Row[]> {
  const rows: Row[] = []
  const progress = wanted > rowsDefault ? await openProgress() : undefined
  try {
    for await (const row of listing({ pageSize: Math.min(wanted + 1, pageSizeMax) })) {
      rows.push(row)
      if (rows.length > wanted) break
      progress?.show(rows.length)
    }
  } finally {
    progress?.close()
  }
  return rows
}

function parseCount(given: string): number {
  const count = Number(given)
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return count
  throw new InvalidArgumentError('A whole number from 1.')
}
