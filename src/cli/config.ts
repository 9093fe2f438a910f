import type { Command } from 'commander'
import { fact, text } from './columns.ts'
import { addressIn, timeoutMsDefault } from './connection.ts'
import { findCredential, forgetProfile } from './credentials.ts'
import { wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { parseUrl } from './gateway-url.ts'
import { showRows, withOutput } from './output.ts'
import { parseProfileName, profileNameDefault, readProfiles, rewriteProfiles } from './profiles.ts'
import { endSession } from './session-end.ts'
import { tell } from './streams.ts'

interface Row {
  readonly name: string
  readonly url: string
  readonly cluster: string | null
  readonly current: boolean
  /** The e-mail address of the session that is kept for the profile; null without one. */
  readonly email: string | null
}

const columns = [
  text<Row>('name', ({ name }) => name),
  text<Row>('url', ({ url }) => url),
  text<Row>('cluster', ({ cluster }) => cluster),
  fact<Row>('current', ({ current }) => current),
  text<Row>('email', ({ email }) => email),
]

export function addConfigCommands(config: Command): void {
  const profile = config.command('profile').description('profiles: gateways under names of your own')

  withOutput(profile.command('list'), columns)
    .description('list the profiles')
    .action(async (options: Output<Row>) => {
      const { current, profiles } = await readProfiles(process.env)
      const rows = [...profiles].map(async ([name, { url, cluster = null }]): Promise<Row> => {
        const credential = await findCredential(process.env, { profile: name, url: parseUrl(url, addressIn(name)) })
        return { name, url, cluster, current: name === current, email: credential?.email ?? null }
      })
      await showRows(await Promise.all(rows), columns, options)
    })

  profile
    .command('set')
    .description('create or change a profile for the gateway at --url')
    .argument('<name>', 'letters, digits, _ and -')
    .option('--cluster <cluster>', 'default cluster, by name or id; none removes it')
    .action(async (given: string, { cluster: named }: { cluster?: string }, command: Command) => {
      const name = parseProfileName(given)
      const { url: address } = command.optsWithGlobals<{ url?: string }>()
      await rewriteProfiles(process.env, ({ current, profiles }) => {
        const before = profiles.get(name)
        const url = address === undefined ? before?.url : parseUrl(address)
        if (url === undefined) throw wrongUsage('A new profile needs the address of its gateway: --url.')
        const cluster = named === 'none' ? undefined : (named ?? before?.cluster)
        const changed = { url, ...(cluster !== undefined && { cluster }) }
        return { current, profiles: new Map([...profiles, [name, changed]]) }
      })
    })

  profile
    .command('use')
    .description('make a profile the default')
    .argument('<name>', 'name of the profile')
    .action(async (name: string) => {
      await rewriteProfiles(process.env, ({ profiles }) => {
        refuseUnknown(name, profiles)
        return { current: name, profiles }
      })
    })

  profile
    .command('remove')
    .description('remove a profile, and end its sessions')
    .argument('<name>', 'name of the profile')
    .action(async (name: string) => {
      refuseUnknown(name, (await readProfiles(process.env)).profiles)
      for (const { url, accessToken, expiresAt } of await forgetProfile(process.env, name)) {
        if (!(await endSession({ url, timeoutMs: timeoutMsDefault }, accessToken)))
          tell(`The session at ${url} could not be ended there, and may live until ${expiresAt}.`)
      }
      await rewriteProfiles(process.env, ({ current, profiles }) => ({
        current: current === name ? profileNameDefault : current,
        profiles: new Map([...profiles].filter(([other]) => other !== name)),
      }))
    })
}

function refuseUnknown(name: string, profiles: ReadonlyMap<string, unknown>): void {
  if (profiles.has(name)) return
  throw wrongUsage(`There is no profile ${JSON.stringify(name)}; clustergate config profile list shows them.`)
}
