import type { Command } from 'commander'
import type { Client, LimitedViewerQuery, ViewerQuery } from '../sdk/index.ts'
import { extra, fact, text, time, titled } from './columns.ts'
import { connect } from './connection.ts'
import type { Output } from './format.ts'
import { describeOwnMemberships } from './memberships.ts'
import { showOne, withOutput } from './output.ts'
import { existing } from './references.ts'

type Whole = NonNullable<ViewerQuery['viewer']>

/** The caller, as far as they may read it. */
type Read = Whole | NonNullable<LimitedViewerQuery['viewer']>

/** The caller, with the gateway and the profile in use. */
type Viewer = Pick<Whole, 'permissions' | 'partialPermissions' | 'session'> &
  Partial<Pick<Whole, 'account' | 'managementToken'>> & {
    readonly user: (NonNullable<Read['user']> & Partial<Pick<NonNullable<Whole['user']>, 'memberships'>>) | null
    readonly url: string
    readonly profile: string
  }

const viewerColumns = [
  text<Viewer>('user', ({ user }) => user?.email),
  extra(text<Viewer>('pendingEmail', ({ user }) => user?.pendingEmail)),
  text<Viewer>('name', ({ user }) => user?.name),
  text<Viewer>('groups', ({ user }) => user?.memberships && describeOwnMemberships(user.memberships)),
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

export function defineWhoami(whoami: Command): void {
  withOutput(whoami, viewerColumns).action(async (options: Output<Viewer>, command: Command) => {
    const { client, url, profile } = await connect(command)
    await showOne({ ...existing('session', url, await readViewer(client)), url, profile }, viewerColumns, options)
  })
}

/** The account requires ACCOUNT_READ, which a management token may lack; the groups of a person GROUP_READ. */
async function readViewer(client: Client): Promise<Read | null> {
  try {
    const { viewer } = await client.viewer()
    const withAccount = viewer?.permissions.includes('ACCOUNT_READ') ?? false
    return withAccount ? (await client.viewer({ withAccount })).viewer : viewer
  } catch (error) {
    if ((error as { code?: string }).code !== 'FORBIDDEN') throw error
    return (await client.limitedViewer()).viewer
  }
}
