import type { Command } from 'commander'
import type { SessionFieldsFragment } from '../sdk/index.ts'
import { fact, text, time } from './columns.ts'
import { connect } from './connection.ts'
import { withDryRun } from './dry-run.ts'
import { wrongUsage } from './exit-codes.ts'
import { type ListOptions, showList, withList } from './list.ts'
import { isIdOf } from './references.ts'
import { forEachOf } from './several.ts'
import { findUserId } from './users.ts'

type Row = SessionFieldsFragment

const columns = [
  text<Row>('client', ({ client }) => client),
  fact<Row>('ip', ({ ip }) => ip),
  time<Row>('lastSeenAt', ({ lastSeenAt }) => lastSeenAt),
  time<Row>('expiresAt', ({ expiresAt }) => expiresAt),
  fact<Row>('isCurrent', ({ isCurrent }) => isCurrent),
  fact<Row>('id', ({ id }) => id),
  time<Row>('createdAt', ({ createdAt }) => createdAt),
]

export function addSessionCommands(session: Command): void {
  withList(session.command('list'), columns)
    .description('list your own sessions, or those of another user')
    .option('--user <user>', 'their e-mail address, name or id')
    .action(async (options: ListOptions<Row> & { user?: string }, command: Command) => {
      const { client } = await connect(command)
      const userId = options.user === undefined ? undefined : await findUserId(client, options.user)
      await showList(
        (page) => (userId === undefined ? client.sessions.all({}, page) : client.userSessions.all({ userId }, page)),
        columns,
        options,
      )
    })

  withDryRun(session.command('revoke'))
    .description('end your own sessions at once, or, with SESSION_REVOKE, those of others')
    .argument('<ids...>', 'their ids, as session list shows them')
    .action(async (ids: string[], _: unknown, command: Command) => {
      for (const id of ids) {
        if (!isIdOf('session', id))
          throw wrongUsage(`${JSON.stringify(id)} is no id of a session; clustergate session list shows them.`)
      }
      const { client } = await connect(command)
      await forEachOf(ids, (id) => client.revokeSession({ id }))
    })
}
