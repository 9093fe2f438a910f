import type { Command } from 'commander'
import type { Client, UserQuery } from '../sdk/index.ts'
import type { Column } from './columns.ts'
import { connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { wrongUsage } from './exit-codes.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { findGroupIds, namedGroups } from './groups.ts'
import { showOne, withOutput } from './output.ts'
import { existing } from './references.ts'
import { tell } from './streams.ts'

type Person = NonNullable<UserQuery['user']>

/** Adds `user groups`, which sets, adds or removes groups of a user. */
export function addUserGroupCommands<Row>(
  user: Command,
  columns: readonly Column<Row>[],
  findUserId: (client: Client, given: string) => Promise<string>,
): void {
  const groups = user.command('groups').alias('group').description('the groups of a user')
  const define = (name: string, description: string, change: Change) =>
    withDryRun(withExpectVersion(withOutput(groups.command(name), columns)))
      .description(description)
      .argument('<user>', 'their e-mail address, name or id')
      .argument('<groups...>', 'keys, names or ids of groups')
      .action(async (given: string, named: string[], options: Output<Row> & Expecting, command: Command) => {
        const { client } = await connect(command)
        const userId = await findUserId(client, given)
        await showOne((await change(client, userId, named, options.expectVersion)) as Row, columns, options)
      })

  define(
    'set',
    'put a person into these groups, and into no others',
    async (client, userId, named, expectedVersion) => {
      const input = { userId, ...(await namedGroups(client, named)), expectedVersion }
      const { setUserGroups } = await client.setUserGroups({ input })
      return existing('user', userId, setUserGroups).user
    },
  )
  define('add', 'put a person into more groups', (client, userId, named, expectedVersion) =>
    changeGroups(client, userId, named, expectedVersion, (present, meant) => [...new Set([...present, ...meant])]),
  )
  define('remove', 'take a person out of some groups; one always remains', (client, userId, named, expectedVersion) =>
    changeGroups(client, userId, named, expectedVersion, (present, meant) =>
      present.filter((id) => !meant.includes(id)),
    ),
  )
}

type Change = (
  client: Client,
  userId: string,
  named: readonly string[],
  expectedVersion: number | undefined,
) => Promise<unknown>

const attemptsMax = 5

/**
 * Changes the groups of a user. They are written as a whole, so after a STALE_VERSION they are read again: a concurrent
 * change is kept, unless the version was given.
 */
async function changeGroups(
  client: Client,
  id: string,
  named: readonly string[],
  expectedVersion: number | undefined,
  change: (present: readonly string[], meant: readonly string[]) => readonly string[],
): Promise<unknown> {
  const meant = await findGroupIds(client, named)
  for (let attempt = 1; ; attempt++) {
    const person: Person = existing('user', id, (await client.user({ id })).user)
    const groupIds = change(
      person.groups.map((group) => group.id),
      meant,
    )
    if (groupIds.length === 0)
      throw wrongUsage(`${person.email} would be in no group; clustergate user deactivate keeps a person out.`)
    if (groupIds.length === person.groups.length) {
      tell('There is nothing to change.')
      return person
    }
    try {
      const input = { userId: id, groupIds, expectedVersion: expectedVersion ?? person.version }
      return existing('user', id, (await client.setUserGroups({ input })).setUserGroups).user
    } catch (error) {
      const isGiven = expectedVersion !== undefined
      if (isGiven || attempt === attemptsMax || (error as { code?: string }).code !== 'STALE_VERSION') throw error
    }
  }
}
