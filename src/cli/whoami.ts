import type { Command } from 'commander'
import type { Client, ExplainAccessQuery, Permission, ViewerQuery } from '../sdk/index.ts'
import { permissionName } from './choices.ts'
import { extra, fact, text, time, titled } from './columns.ts'
import { connect } from './connection.ts'
import { exitCodes } from './exit-codes.ts'
import type { Output } from './format.ts'
import { harmless } from './harmless.ts'
import { describeMemberships } from './memberships.ts'
import { showOne, showRows, withOutput } from './output.ts'
import { existing, pick } from './references.ts'
import { say } from './streams.ts'
import { findUserId } from './users.ts'

/** The caller, with the gateway and the profile in use. */
interface Viewer extends NonNullable<ViewerQuery['viewer']> {
  readonly url: string
  readonly profile: string
}

const viewerColumns = [
  text<Viewer>('user', ({ user }) => user?.email),
  extra(text<Viewer>('pendingEmail', ({ user }) => user?.pendingEmail)),
  text<Viewer>('name', ({ user }) => user?.name),
  text<Viewer>('groups', ({ user }) => user && describeMemberships(user.memberships)),
  text<Viewer>('managementToken', ({ managementToken }) => managementToken?.description),
  text<Viewer>('account', ({ account }) => account?.name),
  time<Viewer>('expiresAt', ({ session, managementToken }) => (session ?? managementToken)?.expiresAt, 'never'),
  time<Viewer>('endsAt', ({ session }) => session?.endsAt),
  text<Viewer>('permissions', ({ permissions }) => permissions.join(', ')),
  titled(
    'ON SOME RESOURCES ONLY',
    text<Viewer>('partialPermissions', ({ partialPermissions }) => partialPermissions.join(', '), ''),
  ),
  fact<Viewer>('url', ({ url }) => url),
  fact<Viewer>('profile', ({ profile }) => profile),
]

type Decision = Omit<NonNullable<ExplainAccessQuery['explainAccess']>, 'partial' | 'paths'>
type Explained = Decision & { readonly givenBy: readonly string[] }

const decisionColumns = [
  fact<Explained>('allowed', ({ allowed }) => allowed),
  fact<Explained>('permission', ({ permission }) => permission),
  text<Explained>('summary', ({ summary }) => summary),
  text<Explained>('grantedBy', ({ grantedBy }) => grantedBy.map(({ name }) => name).join(', ')),
  text<Explained>('wouldBeGrantedBy', ({ wouldBeGrantedBy }) => wouldBeGrantedBy.map(({ name }) => name).join(', ')),
  text<Explained>('givenBy', ({ givenBy }) => givenBy.join(', ')),
]

export function defineWhoami(whoami: Command): void {
  withOutput(whoami, viewerColumns).action(async (options: Output<Viewer>, command: Command) => {
    const { client, url, profile } = await connect(command)
    // The account requires ACCOUNT_READ, which a management token may lack.
    const { viewer } = await client.viewer()
    const withAccount = viewer?.permissions.includes('ACCOUNT_READ') ?? false
    const whole = withAccount ? (await client.viewer({ withAccount })).viewer : viewer
    await showOne({ ...existing('session', url, whole), url, profile }, viewerColumns, options)
  })
}

export function defineCan(can: Command): void {
  withOutput(can, decisionColumns)
    .argument(
      '[permission]',
      'all when absent; as in DATABASE_CREATE or database-create; clustergate group get admin lists them',
    )
    .option('--user <user>', 'ask about another user: e-mail address, name or id')
    .action(async (given: string | undefined, options: Output<Explained> & { user?: string }, command: Command) => {
      const { client } = await connect(command)
      const userId = options.user === undefined ? undefined : await findUserId(client, options.user)
      if (given === undefined) return showRows(await decisionsOn(client, userId), listedColumns, options)
      // An unknown permission is refused by the gateway, which may be newer than this command line.
      const permission = permissionName(given) as Permission
      const decision = existing('person', given, (await client.explainAccess({ permission, userId })).explainAccess)
      const givenBy = decision.wouldBeGrantedBy.length > 0 ? await whoAssignsGroups(client) : []
      if (options.format === 'table' && !options.columns) explain({ ...decision, givenBy })
      else await showOne({ ...decision, givenBy }, decisionColumns, options)
      if (!decision.allowed) process.exitCode = exitCodes.failed
    })
}

const listedColumns = decisionColumns.filter(({ name }) => name !== 'summary' && name !== 'givenBy')

/** The decision on each permission that any group grants, for the caller or for another user. */
async function decisionsOn(client: Client, userId: string | undefined): Promise<readonly Explained[]> {
  const groups = await pick(client.groups.all(), (group) => group)
  const { permissions, groups: own } = await subjectOf(client, userId)
  const all = [...new Set([...groups.flatMap((group) => group.permissions), ...permissions])]
  return all.map((permission): Explained => {
    const granting = groups.filter((group) => group.permissions.includes(permission))
    const allowed = permissions.includes(permission)
    const grantedBy = allowed ? granting.filter(({ id }) => own.some((group) => group.id === id)) : []
    const summary = allowed ? 'It is granted.' : 'It is not granted.'
    return { allowed, permission, summary, grantedBy, wouldBeGrantedBy: allowed ? [] : granting, givenBy: [] }
  })
}

/** The permissions and groups of the caller or of another user. A management token has no groups. */
async function subjectOf(client: Client, userId: string | undefined) {
  if (userId !== undefined) {
    const person = existing('user', userId, (await client.user({ id: userId })).user)
    // A deactivated user keeps the groups, but has no permissions.
    return person.status === 'ACTIVE' ? person : { ...person, permissions: [] }
  }
  const { permissions, user } = existing('session', 'yours', (await client.viewer()).viewer)
  return { permissions, groups: user?.groups ?? [] }
}

/** Prints a decision in sentences. */
function explain({ summary, wouldBeGrantedBy, givenBy }: Explained): void {
  say(harmless(summary))
  if (wouldBeGrantedBy.length > 0) say(harmless(`Members of ${givenBy.join(' or ')} can change groups.`))
}

/** The names of the groups whose members can change groups. */
const whoAssignsGroups = (client: Client): Promise<readonly string[]> =>
  pick(client.groups.all(), ({ name, permissions }) => (permissions.includes('GROUP_ASSIGN') ? name : undefined))
