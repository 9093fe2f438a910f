import type { Command } from 'commander'
import type { ViewerQuery } from '../sdk/index.ts'
import { extra, fact, text, time, titled } from './columns.ts'
import { connect } from './connection.ts'
import type { Output } from './format.ts'
import { describeMemberships } from './memberships.ts'
import { showOne, withOutput } from './output.ts'
import { existing } from './references.ts'

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
