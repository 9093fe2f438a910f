import type { Command } from 'commander'
import type {
  Client,
  EnvironmentInput,
  ExplainAccessQuery,
  GroupsQuery,
  Permission,
  UserFieldsFragment,
} from '../sdk/index.ts'
import { permissionName } from './choices.ts'
import { findClusterId } from './clusters.ts'
import { extra, fact, text } from './columns.ts'
import { type Connection, connect } from './connection.ts'
import { findDatabase } from './databases.ts'
import { exitCodes, wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { showOne, showRows, withOutput } from './output.ts'
import { existing, pick } from './references.ts'
import { say } from './streams.ts'
import { timeAhead } from './times.ts'
import { describeClause } from './unmet.ts'
import { changedColumns, findUserId } from './users.ts'

type Decision = NonNullable<ExplainAccessQuery['explainAccess']>
type Path = Decision['paths'][number]
type Group = NonNullable<GroupsQuery['groups']>['nodes'][number]
type Explained = Decision & { readonly givenBy: readonly string[] }

const decisionColumns = [
  fact<Explained>('allowed', ({ allowed }) => allowed),
  fact<Explained>('permission', ({ permission }) => permission),
  text<Explained>('summary', ({ summary }) => summary),
  text<Explained>('grantedBy', ({ grantedBy }) => grantedBy.map(({ name }) => name).join(', ')),
  text<Explained>('wouldBeGrantedBy', ({ wouldBeGrantedBy }) => wouldBeGrantedBy.map(({ name }) => name).join(', ')),
  text<Explained>('givenBy', ({ givenBy }) => givenBy.join(', ')),
  extra(fact<Explained>('partial', ({ partial }) => partial)),
  extra(text<Explained>('paths', ({ paths }) => paths.map(describePath).join('; '))),
  extra(text<Explained>('unmet', ({ paths }) => paths.flatMap(({ unmet }) => unmet.map(describeClause)).join(' '))),
]

/** What a decision is asked for: the present one of the caller where nothing is said. */
interface Question {
  readonly user?: string
  readonly from?: string
  readonly at?: string
  readonly asToken?: boolean
}

const withEnvironment = (command: Command): Command =>
  command
    .option('--from <ip>', 'as if the request came from this address')
    .option('--at <time>', 'as if it were then: 2026-12-24T23:00:00Z, or 8h from now', timeAhead)
    .option('--as-token', 'as if a management token asked, not the person')

export function defineCan(can: Command): void {
  withEnvironment(withOutput(can, decisionColumns))
    .argument(
      '[permission]',
      'all when absent; as in DATABASE_CREATE or database-create; clustergate group get admin lists them',
    )
    .argument('[resource]', 'name or id of the database or the cluster; without it, whatever it is')
    .option('--user <user>', 'ask about another user: e-mail address, name or id')
    .action(
      async (
        given: string | undefined,
        resource: string | undefined,
        options: Output<Explained> & Question,
        command: Command,
      ) => {
        const connection = await connect(command)
        const { client } = connection
        const userId = options.user === undefined ? undefined : await findUserId(client, options.user)
        const at = environmentOf(options)
        if (given === undefined) {
          if (at) throw wrongUsage('Say which permission is meant: --from, --at and --as-token are for one of them.')
          return showRows(await decisionsOn(client, userId), listedColumns, options)
        }
        // An unknown permission is refused by the gateway, which may be newer than this command line.
        const permission = permissionName(given) as Permission
        const resourceId = await findResourceId(connection, permission, resource)
        const answer = await client.explainAccess({ permission, userId, resourceId, at })
        const decision = existing('person', given, answer.explainAccess)
        const givenBy = decision.wouldBeGrantedBy.length > 0 ? await whoAssignsGroups(client) : []
        if (options.format === 'table' && !options.columns) explain({ ...decision, givenBy })
        else await showOne({ ...decision, givenBy }, decisionColumns, options)
        if (!decision.allowed) process.exitCode = exitCodes.failed
      },
    )
}

export function defineWhoMay(whoMay: Command): void {
  withEnvironment(withList(whoMay, changedColumns))
    .argument('<permission>', 'as in DATABASE_DELETE or database-delete; clustergate group get admin lists them')
    .argument('[resource]', 'name or id of the database or the cluster; without it, whatever it is')
    .action(
      async (
        given: string,
        resource: string | undefined,
        options: ListOptions<UserFieldsFragment> & Question,
        command: Command,
      ) => {
        const connection = await connect(command)
        const permission = permissionName(given) as Permission
        const resourceId = await findResourceId(connection, permission, resource)
        const question = { permission, resourceId, at: environmentOf(options) }
        await showList((page) => connection.client.whoMay.all(question, page), changedColumns, options)
      },
    )
}

/** The environment as the API takes it; undefined for the present one. */
function environmentOf({ from, at, asToken }: Question): EnvironmentInput | undefined {
  if (from === undefined && at === undefined && !asToken) return undefined
  return { ip: from, at, caller: asToken ? 'TOKEN' : undefined }
}

/** An id is taken as it is; a name is that of a database, or of a cluster where the permission is about clusters. */
async function findResourceId(
  connection: Connection,
  permission: Permission,
  given: string | undefined,
): Promise<string | undefined> {
  if (given === undefined || /^[a-z_]+_[0-9a-f-]{36}$/.test(given)) return given
  if (permission.startsWith('CLUSTER_')) return findClusterId(connection.client, given)
  return (await findDatabase(connection, given, undefined)).id
}

const listedColumns = decisionColumns
  .filter(({ name }) => !['summary', 'givenBy', 'paths', 'unmet'].includes(name))
  .map((column) => ({ ...column, isExtra: false }))

/** The decision on each permission that any group grants, for the caller or for another user. */
async function decisionsOn(client: Client, userId: string | undefined): Promise<readonly Explained[]> {
  const groups = await pick(client.groups.all(), (group) => group)
  const { permissions, partialPermissions, memberships } = await subjectOf(client, userId)
  const counting = memberships.filter(({ counts }) => counts).map(({ group }) => group.id)
  const all = [...new Set([...groups.flatMap((group) => group.permissions), ...permissions, ...partialPermissions])]
  return all.map((permission): Explained => {
    const granting = groups.filter((group) => group.permissions.includes(permission))
    const allowed = permissions.includes(permission)
    const partial = partialPermissions.includes(permission)
    const isPath = ({ permissions: granted, on }: Group['grants'][number]) =>
      granted.includes(permission) && (on.account === true || (partial && !allowed))
    const grantedBy =
      allowed || partial ? granting.filter(({ id, grants }) => counting.includes(id) && grants.some(isPath)) : []
    const summary = allowed
      ? 'It is granted.'
      : partial
        ? 'It is granted on some resources only.'
        : 'It is not granted.'
    const wouldBeGrantedBy = allowed ? [] : granting
    return { allowed, permission, summary, grantedBy, wouldBeGrantedBy, givenBy: [], partial, paths: [] }
  })
}

/** What the caller or another user holds, and their groups. A management token has none. */
async function subjectOf(client: Client, userId: string | undefined) {
  if (userId !== undefined) {
    const person = existing('user', userId, (await client.user({ id: userId })).user)
    // A deactivated user keeps the groups, but has no permissions.
    return person.status === 'ACTIVE' ? person : { ...person, permissions: [], partialPermissions: [] }
  }
  const { permissions, partialPermissions, user } = existing('session', 'yours', (await client.viewer()).viewer)
  return { permissions, partialPermissions, memberships: user?.memberships ?? [] }
}

/** Prints a decision in sentences, and why the groups that would allow it do not count. */
function explain({ allowed, summary, paths, wouldBeGrantedBy, givenBy }: Explained): void {
  say(harmless(summary))
  for (const path of allowed ? [] : paths.filter(({ counts }) => !counts)) {
    say(harmless(`${describePath(path)}:`))
    for (const unmet of path.unmet) say(harmless(`  ${describeClause(unmet)}`))
  }
  if (wouldBeGrantedBy.length > 0) say(harmless(`Members of ${givenBy.join(' or ')} can change groups.`))
}

const describePath = ({ group, on, counts }: Path): string =>
  `${group.name} grants it on ${on.summary}${counts ? '' : ', but does not count'}`

/** The names of the groups whose members can change groups. */
const whoAssignsGroups = (client: Client): Promise<readonly string[]> =>
  pick(client.groups.all(), ({ name, permissions }) => (permissions.includes('GROUP_ASSIGN') ? name : undefined))
