import type { Command } from 'commander'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { emulatedCluster } from '../clusters/emulated.ts'
import { password } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf, signIn } from './people.ts'

/** The verbs that change nothing on the gateway, or only who is signed in; every other one can be rehearsed. */
const others = [
  'auth login, auth status, login, whoami, can, who-may, invitation accept, profile confirm-email',
  'user list, user get, invitation list, invitation get, group list, group get, cluster list, cluster get',
  'cluster unmanaged, database list, database get, table list, token list, token get, token usage, token examples',
  'management list, management get, session list, audit list, audit keys, audit verify, audit export',
  'config profile list, config profile set, config profile use, config profile remove',
  'completion bash, completion zsh, completion fish, completion values, version',
].join(', ')

/** The verbs that have no others below them, by their words. */
function verbsOf(command: Command, words: readonly string[] = []): readonly (readonly [string, Command])[] {
  if (command.commands.length === 0) return [[words.join(' '), command]]
  return command.commands.flatMap((next) => verbsOf(next, [...words, next.name()]))
}

const program = createProgram('1.0.0', { store: async () => {}, export: async () => {} })
await program.load()
const verbs = verbsOf(program.command)
const rehearsable = verbs.filter(([, { options }]) => options.some(({ long }) => long === '--dry-run'))

/** What each verb is given, and what it would record. */
const given: Readonly<Record<string, readonly [args: string, action: string, stdin?: string]>> = {
  'auth logout': ['', 'session.sign_out'],
  logout: ['', 'session.sign_out'],
  'profile update': ['--name Ada2', 'user.update_profile'],
  'profile change-email': ['ada2@example.com --password-stdin', 'user.request_email_change', password],
  'profile leave': ['', 'user.leave'],
  'user update': ['mel@example.com --name Melanie', 'user.update'],
  'user deactivate': ['mel@example.com', 'user.update'],
  'user activate': ['mel@example.com', 'user.update'],
  'user remove': ['mel@example.com', 'user.remove'],
  'user groups set': ['mel@example.com auditor', 'user.set_groups'],
  'user groups add': ['mel@example.com admin --until 8h', 'membership.add'],
  'user groups remove': ['mel@example.com auditor', 'membership.remove'],
  'user invite': ['new@example.com --group member', 'invitation.create'],
  'user change-email': ['mel@example.com melanie@example.com', 'user.request_email_change'],
  'invitation resend': ['waiting@example.com', 'invitation.resend'],
  'invitation revoke': ['waiting@example.com', 'invitation.revoke'],
  'group create': ['-', 'group.create', JSON.stringify({ key: 'made', name: 'Made', grants: [] })],
  'group edit': ['ops --file -', 'group.update', JSON.stringify({ key: 'ops', name: 'Operations', grants: [] })],
  'group delete': ['ops', 'group.delete'],
  'cluster import': ['emulated --all', ''],
  'database create': ['made --cluster primary', 'database.create'],
  'database update': ['orders --max-tables 3', 'database.update'],
  'database label': ['orders team=ops', 'database.label'],
  'database rename': ['orders sales', 'database.rename'],
  'database delete': ['orders', 'database.delete'],
  'database undelete': ['old', 'database.undelete'],
  'database purge': ['old', 'database.purge'],
  'table create': ['orders rows', 'table.create'],
  'table rename': ['orders lines rows', 'table.rename'],
  'table delete': ['orders lines', 'table.delete'],
  'table undelete': ['orders gone', 'table.undelete'],
  'token create': ['more --read-database orders --cluster primary', 'database_token.create'],
  'token update': ['ingest --description other', 'database_token.update'],
  'token rotate': ['ingest', 'database_token.rotate'],
  'token revoke': ['ingest', 'database_token.revoke'],
  'sync retry': ['$orders', 'sync.retry'],
  'sync restore': ['$drifted', 'sync.restore'],
  'sync accept': ['$drifted', 'sync.accept'],
  'management create': ['--description more --permission database-read', 'management_token.create'],
  'management revoke': ['ci', 'management_token.revoke'],
  'session revoke': ['$session', 'session.revoke'],
}

it('every verb that changes something on the gateway has --dry-run', () => {
  const without = verbs.filter((verb) => !rehearsable.includes(verb)).map(([words]) => words)
  expect(without.toSorted()).toEqual(others.split(', ').toSorted())
  expect(rehearsable.map(([words]) => words).toSorted()).toEqual(Object.keys(given).toSorted())
})

describe('with --dry-run', () => {
  const { gateway, account } = useWorld({ accountName: 'Rehearsals' })
  const ids: Record<string, string> = {}
  let ada: CommandLine
  let close: () => Promise<void>

  beforeAll(async () => {
    ada = await openCommandLine()
    await account.join('mel@example.com', ['member', 'auditor'])
    await account.join('second@example.com', ['admin'])
    const admin = clientOf(gateway, account)
    const [clusterId = ''] = account.clusterIds
    const database = async (name: string) =>
      (await admin.createDatabase({ input: { clusterId, name } })).createDatabase?.database.id ?? ''
    ids['orders'] = await database('orders')
    const old = await database('old')
    for (const name of ['lines', 'gone']) await admin.createTable({ input: { databaseId: ids['orders'], name } })
    const { database: read } = await admin.tables({ databaseId: ids['orders'] })
    const gone = read?.tables?.nodes.find(({ name }) => name === 'gone')?.id ?? ''
    await admin.deleteTable({ input: { id: gone, confirmName: 'gone' } })
    await admin.deleteDatabase({ input: { id: old, confirmName: 'old' } })
    const permissions = [{ action: 'WRITE' as const, databaseId: ids['orders'] }]
    await admin.createDatabaseToken({ input: { clusterId, description: 'ingest', permissions } })
    await admin.createGroup({ input: { key: 'ops', name: 'Ops', grants: [] } })
    await admin.createManagementToken({ input: { description: 'ci', permissions: ['DATABASE_READ'] } })
    await admin.inviteUsers({ input: { invitations: [{ email: 'waiting@example.com', groupKeys: ['member'] }] } })
    ids['session'] = (await admin.sessions({})).viewer?.user?.sessions?.nodes[0]?.id ?? ''
    const emulated = await emulatedCluster(gateway, account)
    close = () => emulated.behind.close()
    ids['drifted'] = (await emulated.driftedDatabase(account.admin, 'drifted')).id
    const foreign = { maxTables: 1n, maxColumnsPerTable: 1n, retentionPeriod: 0n, tables: [] }
    emulated.behind.cluster.databases.push({ ...foreign, id: 77n, name: 'theirs' })
    await signIn(ada, gateway, account)
    await gateway.tasksDone()
  })
  afterAll(async () => {
    await ada?.remove()
    await close?.()
  })

  /** All that is kept, but for when somebody was last here, and when the worker looks at clusters next. */
  async function kept(): Promise<string> {
    const names = [
      'accounts',
      'audit_events',
      'users',
      'groups',
      'user_groups',
      'invitations',
      'databases',
      'tables',
      'outbox',
    ]
    const more = ['database_tokens', 'database_token_permissions', 'management_tokens', 'cluster_work', 'email_changes']
    const rows = await Promise.all(
      [...names, ...more].map(async (name) => (await sql`select * from ${sql.table(name)}`.execute(gateway.db)).rows),
    )
    const told = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    const sessions = await sql`select id, expires_at from sessions order by id`.execute(gateway.db)
    return told.replaceAll(/"last_(?:used|seen)_at":(?:\d+|"\d+"|null)/g, '') + JSON.stringify(sessions.rows)
  }
  const wordsOf = (words: string, args: string) =>
    `${words} ${args}`
      .trim()
      .split(' ')
      .map((word) => (word.startsWith('$') ? (ids[word.slice(1)] ?? '') : word))

  it('no verb changes anything: each says what it would do, and asks for no confirmation', async () => {
    const before = await kept()
    const told: Record<string, unknown> = {}
    const todo = Object.entries(given)
    await Promise.all(
      [1, 2, 3].map(async () => {
        for (let next = todo.pop(); next; next = todo.pop()) {
          const [words, [args, action, stdin]] = next
          const run = ada.run([...wordsOf(words, args), '--dry-run', '--format', 'json'], { ...(stdin && { stdin }) })
          const { code, stdout, stderr } = await run
          const actions = action && JSON.parse(stdout || '[]').flatMap((one: Told) => one.events.map((e) => e.action))
          told[words] = code === 0 && actions.includes(action) ? 'ok' : { code, stderr, actions }
        }
      }),
    )
    expect(told).toEqual(Object.fromEntries(Object.keys(given).map((words) => [words, 'ok'])))
    expect(await kept()).toBe(before)
  }, 120_000)

  it('what hangs on it stands below what would be recorded, in words', async () => {
    const { code, stdout, stderr } = await ada.run([
      'database',
      'delete',
      'orders',
      '--dry-run',
      '--cluster',
      'primary',
    ])
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'This was a dry run: nothing was changed.\n' })
    expect(stdout).toMatch(/^ACTION +ON +CHANGES\ndatabase\.delete +orders +status: ACTIVE → DELETED; deletedAt: /)
    expect(stdout).toMatch(/^TOKENS THAT REACH IT +1$/m)
    expect(stdout).toMatch(/^TOKENS THAT WRITE TO IT +1$/m)
    expect(stdout).toMatch(/^TOKEN +LAST USED +MAY WRITE +ID\ningest +not reported +yes +database_token_/m)
    const removed = await ada.run(['user', 'remove', 'mel@example.com', '--dry-run', '--format', 'plain'])
    expect(removed.stdout).toMatch(/^user\.remove\tmel@example\.com\t/)
  })

  it('each of several is rehearsed, also after one that would be refused, which gives the exit code', async () => {
    const args = ['database', 'delete', 'orders', 'no-such', 'drifted', '--dry-run', '--format', 'plain']
    const { code, stdout, stderr } = await ada.run(args)
    expect(code).toBe(4)
    expect(stdout.split('\n').map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      'database.delete orders',
      'database.delete drifted',
      '',
    ])
    expect(stderr).toMatch(/^"no-such": There is no database/)
  })

  it('a refusal is told as the text that it would be, with exit code 1', async () => {
    const refused = await ada.run(['database', 'rename', 'orders', 'drifted/', '--dry-run'])
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^It would be refused: .*input\.name/),
    })
    const invited = await ada.run([
      'user',
      'invite',
      'mel@example.com',
      'new@example.com',
      '--group',
      'member',
      '--dry-run',
    ])
    expect(invited.code).toBe(1)
    expect(invited.stderr).toContain('"mel@example.com" would be refused. (CONFLICT)')
    expect(invited.stdout).toContain('new@example.com')
  })
})

interface Told {
  readonly events: readonly { readonly action: string }[]
}
