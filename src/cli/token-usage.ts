import { type Command, InvalidArgumentError } from 'commander'
import type { UsageDayFieldsFragment } from '../sdk/index.ts'
import { fact, number } from './columns.ts'
import { connect } from './connection.ts'
import { findTokenId } from './find-database-token.ts'
import type { Output } from './format.ts'
import { showRows, withOutput } from './output.ts'
import { existing } from './references.ts'
import { tell } from './streams.ts'

const columns = [
  fact<UsageDayFieldsFragment>('day', ({ day }) => day.slice(0, '2026-11-23'.length)),
  number<UsageDayFieldsFragment>('reads', ({ reads }) => reads),
  number<UsageDayFieldsFragment>('writes', ({ writes }) => writes),
  number<UsageDayFieldsFragment>('denials', ({ denials }) => denials),
]

interface Options extends Output<UsageDayFieldsFragment> {
  readonly days?: number
  readonly includeRevoked?: boolean
}

/** `token usage`: the requests of a token, day by day. Standard error says where that is not known. */
export function addTokenUsageCommand(token: Command): void {
  withOutput(token.command('usage'), columns)
    .description('show how often a database token was used on each of the last days (UTC)')
    .argument('<token>', 'its id, or its description, which means the newest of a line of rotations')
    .option('--days <count>', 'how many days, up to today: 1 to 90 (default: 30)', parseDays)
    .option('--include-revoked', 'search revoked and expired tokens too')
    .action(async (given: string, options: Options, command: Command) => {
      const connection = await connect(command)
      const id = await findTokenId(connection, given, options.includeRevoked)
      const found = await connection.client.usageOfDatabaseToken({ id, days: options.days })
      const { usage } = existing('database token', given, found.databaseToken)
      if (usage === null) tell('Its use is not reported: no proxy of its cluster has this gateway check data requests.')
      await showRows(usage ?? [], columns, options)
    })
}

function parseDays(given: string): number {
  const days = Number(given)
  if (Number.isInteger(days)) return days
  throw new InvalidArgumentError('A whole number of days.')
}
