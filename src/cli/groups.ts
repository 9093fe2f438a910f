import type { Command } from 'commander'
import type { Client, GroupFieldsFragment } from '../sdk/index.ts'
import { extra, fact, text } from './columns.ts'
import { connect } from './connection.ts'
import type { Output } from './format.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { showOne, withOutput } from './output.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'

type Row = GroupFieldsFragment

const columns = [
  fact<Row>('key', ({ key }) => key),
  text<Row>('name', ({ name }) => name),
  text<Row>('description', ({ description }) => description),
  fact<Row>('id', ({ id }) => id),
  extra(fact<Row>('builtIn', ({ builtIn }) => builtIn)),
  extra(text<Row>('permissions', ({ permissions }) => permissions.join(', '))),
]

export function addGroupCommands(group: Command): void {
  withList(group.command('list'), columns)
    .description('list the groups')
    .action(async (options: ListOptions<Row>, command: Command) => {
      const { client } = await connect(command)
      await showList((page) => client.groups.all({}, page), columns, options)
    })

  withOutput(group.command('get'), columns)
    .description('show a group and its permissions; clustergate user list --group shows its members')
    .argument('<group>', 'its key, name or id')
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const [id = ''] = await findGroupIds(client, [given])
      await showOne(existing('group', given, (await client.group({ id })).group), columns, options)
    })
}

/** Groups as a mutation takes them: by id, or by key, which is the name in lower case. */
export const namedGroups = (given: readonly string[]): { groupIds: string[]; groupKeys: string[] } => ({
  groupIds: given.filter((one) => isIdOf('group', one)),
  groupKeys: given.filter((one) => !isIdOf('group', one)).map((one) => one.toLowerCase()),
})

/** Finds the ids of groups by their keys, names or ids. */
export async function findGroupIds(client: Client, given: readonly string[]): Promise<string[]> {
  if (given.every((one) => isIdOf('group', one))) return [...given]
  const groups = await pick(client.groups.all(), (group) => ({ ...group, label: group.name }))
  return given.map((one) => {
    const found = groups.filter(({ id, key, name }) => [id, key, name].some((form) => sameWord(form, one)))
    return theOne('group', one, found).id
  })
}

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
