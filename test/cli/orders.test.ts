import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf, signIn } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Orders' })
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine()
  const admin = clientOf(gateway, account)
  const [clusterId = ''] = account.clusterIds
  const day = 86_400_000
  for (const [description, days] of [
    ['b, ends last', 30],
    ['c, never ends', null],
    ['A, ends first', 7],
  ] as const) {
    const expiresAt = days === null ? null : new Date(Date.now() + days * day).toISOString()
    await admin.createDatabaseToken({
      input: { clusterId, description, expiresAt, permissions: [{ action: 'READ', databaseId: '*' }] },
    })
    const email = `${description.slice(0, 1)}@example.com`
    await admin.inviteUsers({ input: { invitations: [{ email, groupIds: [account.groupIds.member] }] } })
    gateway.advance(1_000)
  }
  await signIn(ada, gateway, account)
})
afterAll(() => ada?.remove())

const listed = async (column: string, ...args: string[]): Promise<string[]> => {
  const { stdout, code } = await ada.run([...args, '--format', 'json'])
  expect(code).toBe(0)
  return JSON.parse(stdout).map((row: Record<string, string>) => row[column])
}

it.each([
  [[], ['A, ends first', 'c, never ends', 'b, ends last']],
  [
    ['--sort', 'expires-at'],
    ['A, ends first', 'b, ends last', 'c, never ends'],
  ],
  [
    ['--sort', 'expires-at', '--order', 'desc'],
    ['c, never ends', 'b, ends last', 'A, ends first'],
  ],
  [
    ['--sort', 'description'],
    ['A, ends first', 'b, ends last', 'c, never ends'],
  ],
  [
    ['--order', 'asc'],
    ['b, ends last', 'c, never ends', 'A, ends first'],
  ],
])('token list %j', async (options, descriptions) => {
  expect(await listed('description', 'token', 'list', ...options)).toEqual(descriptions)
})

it('invitation list --sort email', async () => {
  // The operator has invited Ada.
  const emails = ['a@example.com', 'ada@example.com', 'b@example.com', 'c@example.com']
  expect(await listed('email', 'invitation', 'list', '--sort', 'email')).toEqual(emails)
  expect(await listed('email', 'invitation', 'list', '--sort', 'email', '--order', 'desc')).toEqual(emails.toReversed())
})

it('audit list --order asc begins with the first event', async () => {
  const newest = await listed('sequence', 'audit', 'list', '--limit', '1')
  expect(await listed('sequence', 'audit', 'list', '--order', 'asc', '--limit', '1')).not.toEqual(newest)
})

it.each([
  [['token', 'list', '--sort', 'name'], 'created-at, description, expires-at, last-used-at'],
  [['token', 'list', '--order', 'up'], 'asc, desc'],
  [['audit', 'list', '--follow', '--order', 'asc'], "option '--follow' cannot be used with option '--order"],
])('%j is refused, and says what there is', async (args, words) => {
  const { code, stderr } = await ada.run(args)
  expect(code).toBe(2)
  expect(stderr).toContain(words)
})

it('lists the tokens that somebody created', async () => {
  await account.join('mel@example.com', ['member'])

  expect(await listed('description', 'token', 'list', '--created-by', 'ada@example.com')).toHaveLength(3)
  expect(await listed('description', 'token', 'list', '--created-by', 'mel@example.com')).toEqual([])
  expect(await listed('description', 'management', 'list', '--created-by', 'ada@example.com')).toEqual([])
})
