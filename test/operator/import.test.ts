import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TestAccount } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { useWorld } from '../world.ts'

const { gateway } = useWorld()

let files = 0

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(gateway.store.dataDirectory, `users-${++files}.json`)
  await writeFile(path, content)
  return path
}

async function importInto(account: TestAccount, rows: unknown, ...options: string[]) {
  const path = await fileOf(typeof rows === 'string' || rows instanceof Uint8Array ? rows : JSON.stringify(rows))
  return clustergate(gateway.store, ['import', path, '--account', account.id, ...options])
}

const people = async ({ admin }: TestAccount) =>
  (await admin.run('{ users(first: 100) { nodes { email name groups { key } attributes { key value } } } }')).users
    .nodes

describe('import', () => {
  it('takes people over with their groups and attributes, beside a running server', async () => {
    const account = await gateway.account('Growing')
    const { code, stdout, stderr } = await importInto(
      account,
      [
        { email: 'Grace@Example.com', name: ' Grace Hopper ', groups: ['member', 'auditor', 'member'] },
        {
          email: 'zoë@example.com'.replace('ë', 'e'),
          name: 'Zoë',
          groups: ['auditor'],
          attributes: { team: 'ops', city: 'Oslo' },
        },
      ],
      '--format',
      'json',
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      rows: [
        { row: 1, email: 'grace@example.com', problem: null, becomesAdmin: false },
        { row: 2, email: 'zoe@example.com', problem: null, becomesAdmin: false },
      ],
      done: true,
    })
    expect((await people(account)).slice(1)).toEqual([
      {
        email: 'grace@example.com',
        name: 'Grace Hopper',
        groups: [{ key: 'auditor' }, { key: 'member' }],
        attributes: [],
      },
      {
        email: 'zoe@example.com',
        name: 'Zoë',
        groups: [{ key: 'auditor' }],
        attributes: [
          { key: 'city', value: 'Oslo' },
          { key: 'team', value: 'ops' },
        ],
      },
    ])
    const { auditEvents } = await account.admin.run(
      '{ auditEvents(filter: { actions: ["user.import"] }) { nodes { actorLabel resourceLabel outcome } } }',
    )
    expect(auditEvents.nodes).toEqual([
      { actorLabel: 'operator', resourceLabel: 'zoe@example.com', outcome: 'SUCCEEDED' },
      { actorLabel: 'operator', resourceLabel: 'grace@example.com', outcome: 'SUCCEEDED' },
    ])
  })

  it('makes Admins of those without groups, and says so loudly', async () => {
    const account = await gateway.account('Admins')
    const rows = [
      { email: 'first@example.com', name: 'First' },
      { email: 'second@example.com', name: 'Second', groups: ['member'] },
    ]
    const { code, stdout, stderr } = await importInto(account, rows)
    expect(code).toBe(0)
    expect(stdout).toContain('first@example.com  imported  AS ADMIN\n')
    expect(stdout).toContain('second@example.com  imported\n')
    expect(stdout).toContain('They have no password yet')
    expect(stderr).toBe('WARNING: 1 of 2 came without groups and are now Admins.\n')
    expect(await people(account)).toContainEqual(
      expect.objectContaining({ email: 'first@example.com', groups: [{ key: 'admin' }] }),
    )
  })

  it('takes all or nothing, with what is wrong in every row', async () => {
    const account = await gateway.account('Refused')
    const rows = [
      { email: 'good@example.com', name: 'Good', groups: ['member'] },
      { email: 'admin@example.com', name: 'Would be an Admin' },
      { email: 'nobody', name: 'No address', groups: ['member'] },
      { email: 'blank@example.com', name: '  ', groups: ['member'] },
      { email: 'king@example.com', name: 'King', groups: ['king'] },
      { email: 'none@example.com', name: 'None', groups: [] },
      { email: 'GOOD@example.com', name: 'Twice', groups: ['member'] },
      { email: account.admin.email, name: 'Ada again', groups: ['member'] },
      { email: 'extra@example.com', name: 'Extra', groups: ['member'], role: 'boss' },
      { email: 'tags@example.com', name: 'Tags', groups: ['member'], attributes: { 'a b': 'c' } },
      'a text',
    ]
    const { code, stdout, stderr } = await importInto(account, rows, '--format', 'json')
    expect(code).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.done).toBe(false)
    expect(report.rows.map(({ row }: { row: number }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(report.rows.map(({ problem }: { problem: string | null }) => problem)).toEqual([
      null,
      null,
      expect.stringContaining('An e-mail address is one address'),
      expect.stringContaining('A name has 1 to 64'),
      'there is no group king; there are admin, member, auditor',
      'groups is empty: name one, or leave groups out for an Admin',
      'stands in the file before',
      'already belongs to the account',
      expect.stringContaining('role'),
      expect.stringContaining('An attribute key has'),
      expect.any(String),
    ])
    expect(stderr).toContain('WARNING: 1 of 11 came without groups and would become Admins.')
    expect(stderr).toContain('Nothing was imported')
    expect(await people(account)).toHaveLength(1)
  })

  it('lets an imported person set a password by a reset link, and nobody sign in before', async () => {
    const account = await gateway.account('Reset')
    await importInto(account, [{ email: 'late@example.com', name: 'Late', groups: ['member'] }])
    const attempt = gateway.anonymous.run('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
      input: { email: 'late@example.com', password: '' },
    })
    await expect(attempt).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' })
    await gateway.anonymous.run(
      'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }',
      { input: { email: 'late@example.com' } },
    )
    const resets = await gateway.db
      .selectFrom('password_resets')
      .selectAll()
      .where('account_id', '=', account.id)
      .execute()
    expect(resets).toHaveLength(1)
  })

  it('says what is wrong with a file, or an account, in a sentence', async () => {
    const account = await gateway.account('Files')
    const run = (path: string, id = account.id) => clustergate(gateway.store, ['import', path, '--account', id])
    const missing = join(gateway.store.dataDirectory, 'missing.json')
    expect(await run(missing)).toEqual({
      code: 1,
      stdout: '',
      stderr: `${missing} cannot be read or written: there is no such file.\n`,
    })
    expect(await run(gateway.store.dataDirectory)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('directory'),
    })
    const notJson = await fileOf('email,name')
    expect(await run(notJson)).toMatchObject({ code: 1, stderr: `${notJson} is not JSON.\n` })
    const noList = await fileOf('{"email": "a@example.com"}')
    expect(await run(noList)).toMatchObject({ code: 1, stderr: expect.stringContaining('must hold a list') })
    const unknown = 'account_00000000-0000-4000-8000-000000000000'
    expect(await run(await fileOf('[]'), unknown)).toMatchObject({
      code: 1,
      stderr: `There is no account ${unknown}; \`clustergate account list\` shows them.\n`,
    })
  })

  it('takes a file as PowerShell writes it, in UTF-16', async () => {
    const account = await gateway.account('Windows')
    const rows = `\uFEFF${JSON.stringify([{ email: 'zoe@example.com', name: 'Zoë', groups: ['member'] }])}\r\n`
    expect(await importInto(account, Buffer.from(rows, 'utf16le'))).toMatchObject({ code: 0, stderr: '' })
    expect(await people(account)).toContainEqual(expect.objectContaining({ email: 'zoe@example.com', name: 'Zoë' }))
    const latin = await importInto(account, Buffer.from('[{"name": "Zoë"}]', 'latin1'))
    expect(latin).toMatchObject({ code: 1, stderr: expect.stringContaining('is no text in UTF-8 or UTF-16') })
  })

  it('takes a thousand people in one go', async () => {
    const account = await gateway.account('Crowd')
    const rows = Array.from({ length: 1_000 }, (_, at) => ({
      email: `p${at}@example.com`,
      name: `Person ${at}`,
      groups: ['member'],
    }))
    expect(await importInto(account, `\uFEFF${JSON.stringify(rows)}`)).toMatchObject({ code: 0, stderr: '' })
    const { users, verifyAuditLog } = await account.admin.run('{ users { totalCount } verifyAuditLog { intact } }')
    expect({ users, verifyAuditLog }).toEqual({ users: { totalCount: 1_001 }, verifyAuditLog: { intact: true } })
  })
})
