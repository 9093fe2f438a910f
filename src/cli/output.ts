import { type Command, Option } from 'commander'
import { type Column, parseColumns } from './columns.ts'
import type { Format, Output } from './format.ts'
import { harmless, harmlessLines } from './harmless.ts'
import { say } from './streams.ts'

/** Adds --format, --columns and --absolute to a command that prints these columns. */
export function withOutput<Row>(command: Command, columns: readonly Column<Row>[]): Command {
  return command
    .addOption(formatOption().default('table' satisfies Format))
    .addOption(
      new Option(
        '--columns <names>',
        `which of ${columns.map(({ name }) => name).join(', ')}; commas between`,
      ).argParser(parseColumns(columns)),
    )
    .option('--absolute', 'show exact times instead of “3d ago”')
}

/** Adds --format to a command that prints a secret: outside a terminal it prints the secret alone. */
export function withSecretOutput(command: Command): Command {
  const format: Format = process.stdout.isTTY ? 'table' : 'plain'
  // No CSV: the result is one secret, not a list.
  const option = formatOption(['table', 'json', 'plain'])
  return command
    .addOption(option.default(format, 'table on a terminal, else plain: the secret alone'))
    .option('--absolute', 'show exact times instead of “3d ago”')
}

export const formatOption = (formats: readonly Format[] = ['table', 'json', 'csv', 'plain']) =>
  new Option('--format <format>', 'output format; json has all fields, named as in the API').choices(formats)

/** Prints rows on standard output. JSON is one array with all fields, whatever the columns. */
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

/** Prints one object: as itself in JSON, with a line for each column in a table. */
export async function showOne<Row>(row: Row, columns: readonly Column<Row>[], output: Output<Row>): Promise<void> {
  if (output.format === 'json') return showJson(row)
  if (output.format !== 'table') return showRows([row], columns, output)
  const { showFacts } = await import('./table.ts')
  showFacts(row, columns, output)
}

export const showJson = (value: unknown): void => say(harmlessLines(JSON.stringify(value, null, 2)))
