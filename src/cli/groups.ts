import { type Command, Option } from 'commander'
import type { Client } from '../sdk/index.ts'
import { connect } from './connection.ts'
import type { Output } from './format.ts'
import { groupColumns, type ListedGroup, listedColumns, type ShownGroup, showGroup } from './group-columns.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { withOutput } from './output.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'

export function addGroupCommands(group: Command): void {
  withList(group.command('list'), listedColumns)
    .description('list the groups')
    .action(async (options: ListOptions<ListedGroup>, command: Command) => {
      const { client } = await connect(command)
      await showList((page) => client.groups.all({}, page), listedColumns, options)
    })

  withOutput(group.command('get').alias('show'), groupColumns)
    .description('show a group, and what it grants; clustergate user list --group shows its members')
    .argument('<group>', 'its key, name or id')
    .addOption(new Option('--yaml', 'the file that create and edit read').conflicts(['format', 'columns']))
    .action(async (given: string, options: Output<ShownGroup> & { yaml?: boolean }, command: Command) => {
      const { client } = await connect(command)
      const found = await findGroup(client, given)
      if (!options.yaml) return showGroup(found, options)
      const { printGroupFile } = await import('./group-file.ts')
      process.stdout.write(printGroupFile(found))
    })
}

/** Finds a group by its key, name or id, with all there is to it. */
export async function findGroup(client: Client, given: string): Promise<ShownGroup> {
  const [id = ''] = await findGroupIds(client, [given])
  return existing('group', given, (await client.group({ id })).group)
}

/** Groups as a mutation takes them: by id or by key. */
export interface NamedGroups {
  readonly groupIds: string[]
  readonly groupKeys: string[]
}

/**
 * The groups of these keys, names or ids. Built-in ones, and all for a caller who may not read groups, go by key, in any
 * case: nothing is looked up.
 */
export async function namedGroups(client: Client, given: readonly string[]): Promise<NamedGroups> {
  const ids = given.filter((one) => isIdOf('group', one))
  const keys = given.filter((one) => builtInKeys.includes(one.toLowerCase()))
  const others = given.filter((one) => !ids.includes(one) && !keys.includes(one))
  const found = await findGroupIds(client, others).catch((error: { code?: string }) => {
    if (error.code !== 'FORBIDDEN') throw error
    return undefined
  })
  return {
    groupIds: [...ids, ...(found ?? [])],
    groupKeys: [...keys, ...(found ? [] : others)].map((key) => key.toLowerCase()),
  }
}

const builtInKeys = ['admin', 'member', 'auditor']

/** Finds the ids of groups by their ids, keys or names, in this order. */
export async function findGroupIds(client: Client, given: readonly string[]): Promise<string[]> {
  if (given.every((one) => isIdOf('group', one))) return [...given]
  const groups = await pick(client.groups.all(), (group) => ({ ...group, label: `${group.name} (${group.key})` }))
  return given.map((one) => {
    const meant = groups.filter(({ id, key }) => id === one || sameWord(key, one))
    return theOne('group', one, meant.length > 0 ? meant : groups.filter(({ name }) => sameWord(name, one))).id
  })
}

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
