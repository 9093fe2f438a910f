import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAccount } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf, signIn } from './people.ts'

const { gateway } = useWorld()
let account: TestAccount
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine()
  account = await gateway.account('Tables')
  await account.join('mel.with-a-quite-long-address@engineering.example.com', ['member', 'auditor'])
  const admin = clientOf(gateway, account)
  const [clusterId = ''] = account.clusterIds
  for (const name of ['metrics', 'a-database/with-a-name-that-is-as-long-as-names-may-be']) {
    await admin.createDatabase({ input: { clusterId, name, retentionPeriod: name === 'metrics' ? '30d' : null } })
  }
  for (const description of ['ingest', '測定値を書き込むトークン', '=HYPERLINK("https://evil.example.com")']) {
    await admin.createDatabaseToken({
      input: { clusterId, description, permissions: [{ action: 'READ', databaseId: '*' }] },
    })
    // The newest come first, and must not be of one moment.
    gateway.advance(1_000)
  }
  await signIn(ada, gateway, account)
})
afterAll(() => ada?.remove())

/** Ids, secrets and times differ each time; their widths do not. */
const stable = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '00000000-0000-4000-8000-000000000000')
    .replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, '2026-11-23T10:00:00.000Z')
    .replace(/apiv1_\S{4}/g, 'apiv1_XXXX')

describe.each(['80', '140'])('on a terminal of %s columns', (columns) => {
  it.each([
    [['database', 'list']],
    [['user', 'list']],
    [['token', 'list']],
    [['group', 'list']],
    [['database', 'get', 'metrics']],
  ])('%j fits', async (args) => {
    // Written out, times are as wide today as they are tomorrow.
    const { code, stdout, stderr } = await ada.run([...args, '--absolute'], { environment: { COLUMNS: columns } })
    expect(code).toBe(0)
    expect(`${stable(stdout)}${stderr}`).toMatchSnapshot()
  })
})

it('is complete where nothing limits it, as in a file', async () => {
  const { stdout, stderr } = await ada.run(['user', 'list'])
  expect(stdout).toContain('mel.with-a-quite-long-address@engineering.example.com  ')
  expect(stdout).toMatch(/ user_[0-9a-f-]{36}$/m)
  expect(stderr).toBe('')
})

it('has the columns that are asked for, in their order', async () => {
  const plain = await ada.run(['user', 'list', '--format', 'plain', '--columns', 'NAME,groups'])
  expect(plain.stdout).toBe('Ada\tAdmin\nmel.with-a-quite-long-address\tAuditor, Member\n')
  const table = await ada.run(['user', 'list', '--columns', 'id,email'], { environment: { COLUMNS: '80' } })
  expect(table.stdout).toMatch(/^ID +EMAIL\nuser_[0-9a-f-]{36} {2}ada@example.com\n/)
  expect(table.stderr).toBe('')
  expect(await ada.run(['user', 'list', '--columns', 'shoe-size'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There are: email, name, groups,'),
  })
})

it('is empty in every format where there is nothing', async () => {
  const none = ['database', 'list', '--search', 'nothing-is-called-this']
  expect(await ada.json(none)).toEqual([])
  expect(await ada.run(none)).toEqual({ code: 0, stdout: '', stderr: 'There is nothing to show.\n' })
  expect(await ada.run([...none, '--format', 'plain'])).toEqual({ code: 0, stdout: '', stderr: '' })
})

it('writes CSV that no spreadsheet takes for a formula', async () => {
  const { stdout } = await ada.run(['token', 'list', '--format', 'csv', '--columns', 'description,permissions'])
  expect(stdout.split('\n')).toContain(`"'=HYPERLINK(""https://evil.example.com"")",read *`)
})

it('shows a hundred rows, says that there are more, and shows all when asked', async () => {
  const admin = clientOf(gateway, account)
  const clusterId = account.clusterIds[1] ?? ''
  for (let at = 0; at < 120; at++) await admin.createDatabase({ input: { clusterId, name: `many-${at}` } })
  const args = ['database', 'list', '--cluster', 'secondary', '--format', 'plain', '--columns', 'id']
  const some = await ada.run(args)
  expect(some.stdout.trim().split('\n')).toHaveLength(100)
  expect(some.stderr).toBe('There are more than these 100: --limit takes more, --all takes all.\n')
  const all = await ada.run([...args, '--all'])
  expect(new Set(all.stdout.trim().split('\n')).size).toBe(120)
  expect(all.stderr).toBe('')
  expect((await ada.run([...args, '--limit', '3'])).stdout.trim().split('\n')).toHaveLength(3)
})
