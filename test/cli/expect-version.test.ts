import { afterAll, beforeAll, expect, it } from 'vitest'
import { password, type TestAccount } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf, signIn } from './people.ts'

const { gateway } = useWorld()
let account: TestAccount
let ada: CommandLine
/** The id of a database, which `sync` takes. */
let orders = ''

beforeAll(async () => {
  ada = await openCommandLine()
  account = await gateway.account('Versions')
  await account.join('mel@example.com', ['member', 'auditor'])
  const admin = clientOf(gateway, account)
  const [clusterId = ''] = account.clusterIds
  const database = async (name: string) =>
    (await admin.createDatabase({ input: { clusterId, name } })).createDatabase?.database.id ?? ''
  orders = await database('orders')
  const old = await database('old')
  for (const name of ['lines', 'gone']) await admin.createTable({ input: { databaseId: orders, name } })
  const { database: read } = await admin.tables({ databaseId: orders })
  const gone = read?.tables?.nodes.find(({ name }) => name === 'gone')?.id ?? ''
  await admin.deleteTable({ input: { id: gone, confirmName: 'gone' } })
  await admin.deleteDatabase({ input: { id: old, confirmName: 'old' } })
  await admin.createDatabaseToken({ input: { clusterId, description: 'ingest', permissions: [] } })
  await admin.createGroup({ input: { key: 'ops', name: 'Ops', grants: [] } })
  await signIn(ada, gateway, account)
})
afterAll(() => ada?.remove())

const verbs: readonly (readonly [command: string, stdin?: string])[] = [
  ['database update orders --max-tables 3'],
  ['database rename orders sales'],
  ['database label orders team=ops'],
  ['database delete orders --force'],
  ['database undelete old'],
  ['database purge old --confirm old'],
  ['table rename orders lines rows'],
  ['table delete orders lines --force'],
  ['table undelete orders gone'],
  ['token update ingest --description other'],
  ['token rotate ingest'],
  ['token revoke ingest --force'],
  ['user update mel@example.com --name Melanie'],
  ['user deactivate mel@example.com'],
  ['user activate mel@example.com'],
  ['user change-email mel@example.com melanie@example.com'],
  ['user groups set mel@example.com member'],
  ['user groups add mel@example.com admin'],
  ['user groups remove mel@example.com auditor'],
  ['user remove mel@example.com --force'],
  ['group edit ops --file -', JSON.stringify({ key: 'ops', name: 'Operations', grants: [] })],
  ['group delete ops --force'],
  ['profile update --name Grace'],
  ['profile change-email grace@example.com --password-stdin', `${password}\n`],
  ['profile leave --force'],
  ['sync retry ORDERS'],
  ['sync restore ORDERS'],
  ['sync accept ORDERS'],
]

const versionNow = async () => Number((await account.admin.run('{ account { version } }')).account.version)

// Two at a time, because each is a process of its own: it takes about as long as thirty starts of the command line.
it('each verb that changes something with a version is refused with --expect-version of another one', async () => {
  const before = await versionNow()
  const waiting = [...verbs]
  const rest = async () => {
    for (let verb = waiting.shift(); verb; verb = waiting.shift()) {
      const [command, stdin] = verb
      const words = command.replace('ORDERS', orders).split(' ')
      const { code, stderr } = await ada.run([...words, '--expect-version', '99'], stdin ? { stdin } : {})
      expect.soft({ command, code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/has changed since: .*\b\d now|has changed since: the version is now \d/),
      })
    }
  }
  await Promise.all([rest(), rest()])
  const { auditEvents } = await account.admin.run('{ auditEvents(first: 100) { nodes { sequence outcome } } }')
  const made = auditEvents.nodes.filter((event: { sequence: string; outcome: string }) => {
    return Number(event.sequence) > before && event.outcome === 'SUCCEEDED'
  })
  expect(made).toEqual([])
}, 120_000)

it('the present version lets a change through, and is of one thing alone', async () => {
  expect((await ada.run(['database', 'rename', 'orders', 'sales', '--expect-version', '1'])).code).toBe(0)
  const several = await ada.run(['database', 'delete', 'sales', 'more', '--force', '--expect-version', '2'])
  expect(several).toMatchObject({ code: 2, stderr: expect.stringContaining('--expect-version is the version of one') })
  expect((await ada.run(['database', 'delete', 'sales', '--force', '--expect-version', '2'])).code).toBe(0)
})
