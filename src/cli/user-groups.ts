import type { Command } from 'commander'
import type { Client, UserQuery } from '../sdk/index.ts'
import type { Column } from './columns.ts'
import { connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { namedGroups } from './groups.ts'
import { showOne, withOutput } from './output.ts'
import { existing } from './references.ts'
import { forEachOf } from './several.ts'
import { timeAhead } from './times.ts'

type Person = NonNullable<UserQuery['user']>

/** How long a person belongs to a group, and why. */
interface Term {
  readonly until?: string
  readonly reason?: string
}

/** Adds `user groups`, which sets, adds or removes groups of a user. */
export function addUserGroupCommands<Row>(
  user: Command,
  columns: readonly Column<Row>[],
  findUserId: (client: Client, given: string) => Promise<string>,
): void {
  const groups = user.command('groups').alias('group').description('the groups of a user')
  const define = (name: string, description: string, change: Change): Command =>
    withDryRun(withExpectVersion(withOutput(groups.command(name), columns)))
      .description(description)
      .argument('<user>', 'their e-mail address, name or id')
      .argument('<groups...>', 'keys, names or ids of groups')
      .action(async (given: string, named: string[], options: Output<Row> & Expecting & Term, command: Command) => {
        const { client } = await connect(command)
        const userId = await findUserId(client, given)
        const person = await change(client, userId, named, options)
        if (person !== undefined) await showOne(person as Row, columns, options)
      })

  define(
    'set',
    'put a person into these groups, and into no others',
    async (client, userId, named, { expectVersion: expectedVersion }) => {
      const input = { userId, ...(await namedGroups(client, named)), expectedVersion }
      const { setUserGroups } = await client.setUserGroups({ input })
      return existing('user', userId, setUserGroups).user
    },
  )
  define(
    'add',
    'put a person into groups, for good or for a time; what they are in gets these terms',
    (client, userId, named, { until, reason, ...rest }) =>
      oneByOne(client, named, rest, async (input) => {
        const { addMembership } = await client.addMembership({ input: { ...input, userId, until, reason } })
        return existing('user', userId, addMembership).user
      }),
  )
    .option('--until <time>', 'when it ends: 2026-12-24T23:00:00Z, or 8h from now (default: never)', timeAhead)
    .option('--reason <text>', 'why, as in INC-42; the audit log keeps it')
  define('remove', 'take a person out of some groups', (client, userId, named, options) =>
    oneByOne(client, named, options, async (input) => {
      const { removeMembership } = await client.removeMembership({ input: { ...input, userId } })
      return existing('user', userId, removeMembership).user
    }),
  )
}

type Change = (client: Client, userId: string, named: readonly string[], options: Expecting & Term) => Promise<unknown>

interface OneGroup {
  readonly groupId?: string | undefined
  readonly groupKey?: string | undefined
  readonly expectedVersion: number | undefined
}

/**
 * Changes one group after the other, each on the version that the one before has left. Returns the person as they are
 * then; undefined where every change failed.
 */
async function oneByOne(
  client: Client,
  named: readonly string[],
  { expectVersion }: Expecting,
  change: (input: OneGroup) => Promise<Pick<Person, 'version'>>,
): Promise<unknown> {
  let expectedVersion = expectVersion
  const people = await forEachOf(named, async (one) => {
    const { groupIds, groupKeys } = await namedGroups(client, [one])
    const person = await change({ groupId: groupIds[0], groupKey: groupKeys[0], expectedVersion })
    if (expectVersion !== undefined) expectedVersion = person.version
    return person
  })
  return people.at(-1)
}
