import type { Command } from 'commander'
import type { ResourceStatus } from '../sdk/index.ts'
import { choiceOption } from './choices.ts'

/** The options by which lists of databases and of tables are filtered. */
export interface FilterOptions {
  readonly search?: string
  readonly filterStatus?: readonly ResourceStatus[]
}

export const withFilter = (command: Command): Command =>
  command
    .option('--search <text>', 'only with this text in the name')
    .addOption(
      choiceOption<ResourceStatus>(
        '--filter-status <status>',
        ['ACTIVE', 'DELETED'],
        'only this status (default: active)',
      ),
    )

/** The filter as queries take it. */
export const filterOf = ({ search, filterStatus }: FilterOptions) => ({ search, statuses: filterStatus })
