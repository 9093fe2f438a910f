import type { GroupDetailsFragment, GroupFieldsFragment } from '../sdk/index.ts'
import { extra, fact, number, text, time, titled } from './columns.ts'
import type { Output } from './format.ts'
import { showOne, showRows } from './output.ts'
import { say } from './streams.ts'

export type ListedGroup = GroupFieldsFragment
export type ShownGroup = GroupDetailsFragment

const common = [
  fact<ListedGroup>('key', ({ key }) => key),
  text<ListedGroup>('name', ({ name }) => name),
  text<ListedGroup>('description', ({ description }) => description),
  fact<ListedGroup>('id', ({ id }) => id),
]

export const listedColumns = [
  ...common,
  extra(fact<ListedGroup>('builtIn', ({ builtIn }) => builtIn)),
  extra(text<ListedGroup>('conditionsSummary', ({ conditionsSummary }) => conditionsSummary)),
  extra(text<ListedGroup>('permissions', ({ permissions }) => permissions.join(', '))),
]

export const groupColumns = [
  ...common,
  fact<ShownGroup>('builtIn', ({ builtIn }) => builtIn),
  titled(
    'COUNTS',
    text<ShownGroup>('conditionsSummary', ({ conditionsSummary }) => conditionsSummary),
  ),
  text<ShownGroup>('permissions', ({ permissions }) => permissions.join(', ')),
  text<ShownGroup>('createdBy', ({ createdBy }) => createdBy?.email, ''),
  time<ShownGroup>('createdAt', ({ createdAt }) => createdAt, ''),
  time<ShownGroup>('updatedAt', ({ updatedAt }) => updatedAt, ''),
  number<ShownGroup>('version', ({ version }) => version),
]

type Grant = ShownGroup['grants'][number]

const grantColumns = [
  text<Grant>('on', ({ on }) => on.summary),
  text<Grant>('permissions', ({ permissions }) => permissions.join(', ')),
]

/** Prints a group; a table also tells what a custom one grants on what, grant by grant. */
export async function showGroup(group: ShownGroup, output: Output<ShownGroup>): Promise<void> {
  await showOne(group, groupColumns, output)
  if (output.format !== 'table' || output.columns || group.builtIn) return
  say('')
  await showRows(group.grants, grantColumns, { format: 'table' })
}
