import type { Command } from 'commander'
import type {
  Client,
  MembershipTermFragment,
  Permission,
  UserFieldsFragment,
  UserOrderField,
  UserStatus,
} from '../sdk/index.ts'
import { asKept } from './address.ts'
import { choiceOption, repeated } from './choices.ts'
import { extra, fact, number, text, time, titled } from './columns.ts'
import { confirmByName, type Forcing } from './confirm.ts'
import { connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { wrongUsage } from './exit-codes.ts'
import { type Expecting, withExpectVersion } from './expect-version.ts'
import type { Output } from './format.ts'
import { findGroupIds } from './groups.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { describeMemberships } from './memberships.ts'
import { showOne, withOutput } from './output.ts'
import { changedPairs, collectPair, describePairs, type Pair } from './pairs.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'
import { addUserGroupCommands } from './user-groups.ts'

/** A user as queries return it, with groups, or as a mutation that does not change groups does, without. */
export type Row = UserFieldsFragment & {
  readonly memberships?: readonly MembershipTermFragment[]
  readonly permissions?: readonly Permission[]
  readonly partialPermissions?: readonly Permission[]
}

const columns = [
  text<Row>('email', ({ email }) => email),
  text<Row>('name', ({ name }) => name),
  text<Row>('groups', ({ memberships }) => memberships && describeMemberships(memberships)),
  fact<Row>('status', ({ status }) => status),
  time<Row>('lastSignInAt', ({ lastSignInAt }) => lastSignInAt, 'never'),
  fact<Row>('id', ({ id }) => id),
  extra(text<Row>('pendingEmail', ({ pendingEmail }) => pendingEmail)),
  extra(text<Row>('attributes', ({ attributes }) => describePairs(attributes))),
  extra(time<Row>('createdAt', ({ createdAt }) => createdAt)),
  extra(number<Row>('version', ({ version }) => version)),
]

/** Those of one user: also what they may do. */
const shownColumns = [
  ...columns,
  text<Row>('permissions', ({ permissions }) => permissions?.join(', ')),
  titled(
    'ON SOME RESOURCES ONLY',
    text<Row>('partialPermissions', ({ partialPermissions }) => partialPermissions?.join(', '), ''),
  ),
]

export const changedColumns = columns.filter(({ name }) => name !== 'groups')

interface Search {
  readonly search?: string
  readonly status?: readonly UserStatus[]
  readonly group?: readonly string[]
}

interface Changes {
  readonly name?: string
  readonly attribute?: readonly Pair[]
  readonly removeAttribute?: readonly string[]
}

export function addUserCommands(user: Command): void {
  withSort(withList(user.command('list'), columns), ['EMAIL', 'NAME', 'CREATED_AT'])
    .description('list users, by e-mail address unless sorted')
    .option('--search <text>', 'only with this text in the e-mail address or the name')
    .addOption(choiceOption<UserStatus>('--status <status>', ['ACTIVE', 'DEACTIVATED'], 'only this status'))
    .option('--group <group>', 'only members of this group; repeatable', repeated)
    .action(async (options: ListOptions<Row> & SortOptions<UserOrderField> & Search, command: Command) => {
      const { client } = await connect(command)
      const groupIds = options.group && (await findGroupIds(client, options.group))
      const filter = { search: options.search, statuses: options.status, groupIds }
      const orderBy = orderOf(options, 'EMAIL')
      await showList((page) => client.users.all({ filter, orderBy }, page), columns, options)
    })

  withOutput(user.command('get').alias('show'), shownColumns)
    .description('show a user')
    .argument('<user>', whoForm)
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const id = await findUserId(client, given)
      await showOne(existing('user', given, (await client.user({ id })).user), shownColumns, options)
    })

  withDryRun(withExpectVersion(withOutput(user.command('update'), changedColumns)))
    .description('change a user’s name or attributes; what you leave out stays')
    .argument('<user>', whoForm)
    .option('--name <name>', 'new name')
    .option('--attribute <key=value>', 'set an attribute; repeatable', collectPair)
    .option('--remove-attribute <key>', 'remove an attribute; repeatable', repeated)
    .action(async (given: string, options: Output<Row> & Changes & Expecting, command: Command) => {
      if (options.name === undefined && !options.attribute && !options.removeAttribute)
        throw wrongUsage('Say what to change: --name, --attribute or --remove-attribute.')
      const { client } = await connect(command)
      const id = await findUserId(client, given)
      const { attributes, version } = existing('user', given, (await client.user({ id })).user)
      const input = {
        id,
        name: options.name,
        attributes: changed(attributes, options),
        // The attributes are written as a whole: a concurrent change must be refused, not undone.
        expectedVersion: options.expectVersion ?? version,
      }
      const { updateUser } = await client.updateUser({ input })
      await showOne(existing('user', given, updateUser).user, changedColumns, options)
    })

  addStatusCommand(
    user,
    'deactivate',
    'DEACTIVATED',
    'deactivate a user: end their sessions and refuse sign-in until they are activated',
  )
  addStatusCommand(user, 'activate', 'ACTIVE', 'activate a deactivated user')

  withDryRun(withExpectVersion(user.command('remove')))
    .description('remove a user from the account, for good')
    .argument('<user>', whoForm)
    .option('--force', 'skip the confirmation')
    .action(async (given: string, options: Expecting & Forcing, command: Command) => {
      const { client } = await connect(command)
      const id = await findUserId(client, given)
      const { email } = existing('user', given, (await client.user({ id })).user)
      await confirmByName(email, 'Their sessions end, and their management tokens are revoked.', options)
      await client.removeUser({ id, expectedVersion: options.expectVersion })
    })

  addUserGroupCommands(user, columns, findUserId)
}

const whoForm = 'their e-mail address, name or id'

function addStatusCommand(user: Command, name: string, status: UserStatus, description: string): void {
  withDryRun(withExpectVersion(withOutput(user.command(name), changedColumns)))
    .description(description)
    .argument('<user>', whoForm)
    .action(async (given: string, options: Output<Row> & Expecting, command: Command) => {
      const { client } = await connect(command)
      const id = await findUserId(client, given)
      const input = { id, status, expectedVersion: options.expectVersion }
      const { updateUser } = await client.updateUser({ input })
      await showOne(existing('user', given, updateUser).user, changedColumns, options)
    })
}

/** Finds the id of a user by e-mail address, which is unique, by name or id. */
export async function findUserId(client: Client, given: string): Promise<string> {
  if (isIdOf('user', given)) return given
  const found = await pick(client.users.all({ filter: { search: given } }), ({ id, name, email }) =>
    email === asKept(given) || name === given ? { id, email, label: `${name} <${email}>` } : undefined,
  )
  const byAddress = found.filter(({ email }) => email === asKept(given))
  return theOne('user', given, byAddress.length > 0 ? byAddress : found).id
}

/** The attributes after the change; undefined when the options change none. */
function changed(present: readonly Pair[], { attribute = [], removeAttribute = [] }: Changes): Pair[] | undefined {
  if (attribute.length === 0 && removeAttribute.length === 0) return undefined
  return changedPairs(present, attribute, removeAttribute)
}
