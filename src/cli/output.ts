import { type Command, Option } from 'commander'
import { type Column, parseColumns } from './columns.ts'
import type { Format, Output } from './format.ts'
import { harmless, harmlessLines } from './harmless.ts'
import { say } from './streams.ts'

/** Lets a command answer in every format, with any of these columns. */
export function withOutput<Row>(command: Command, columns: readonly Column<Row>[]): Command {
  return command
    .addOption(formatOption().default('table' satisfies Format))
    .addOption(
      new Option(
        '--columns <names>',
        `which of ${columns.map(({ name }) => name).join(', ')}; commas between`,
      ).argParser(parseColumns(columns)),
    )
    .option('--absolute', 'write times out, instead of “3d ago”')
}

/** As `withOutput`, for what answers with a secret: outside a terminal, that is all that is printed. */
export function withSecretOutput(command: Command): Command {
  const format: Format = process.stdout.isTTY ? 'table' : 'plain'
  // A secret is no row of CSV.
  const option = formatOption(['table', 'json', 'plain'])
  return command
    .addOption(option.default(format, 'table on a terminal, else plain: the secret alone'))
    .option('--absolute', 'write times out, instead of “3d ago”')
}

const formatOption = (formats: readonly Format[] = ['table', 'json', 'csv', 'plain']) =>
  new Option('--format <format>', 'json has all fields, by the names of the API').choices(formats)

/** Shows rows on standard output. JSON is one document, a list, whatever the columns. */
export async function showRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  output: Output<Row>,
): Promise<void> {
  if (output.format === 'json') return showJson(rows)
  if (output.format === 'table') {
    const { showTable } = await import('./table.ts')
    return showTable(rows, columns, output)
  }
  const chosen = output.columns ?? (output.format === 'csv' ? columns : columns.filter(({ isExtra }) => !isExtra))
  if (output.format === 'plain') {
    for (const row of rows) say(chosen.map(({ value }) => harmless(String(value(row) ?? ''))).join('\t'))
    return
  }
  const { csvHeader, csvLine } = await import('./csv.ts')
  say(csvHeader(chosen))
  for (const row of rows) say(csvLine(chosen, row))
}

/** Shows one thing: JSON is the thing itself, a table has a line for each of its facts. */
export async function showOne<Row>(row: Row, columns: readonly Column<Row>[], output: Output<Row>): Promise<void> {
  if (output.format === 'json') return showJson(row)
  if (output.format !== 'table') return showRows([row], columns, output)
  const { showFacts } = await import('./table.ts')
  showFacts(row, columns, output)
}

export const showJson = (value: unknown): void => say(harmlessLines(JSON.stringify(value, null, 2)))
