import { describe, expect, it } from 'vitest'
import { type Answer, gatewayForTest, type Member, type TestAccount } from '../gateway.ts'
import { type Limited as LimitedTable, multiply } from './multiply.ts'

/** Something of which an account may have so many. */
interface Limited {
  readonly table: LimitedTable
  readonly max: number
  readonly refusal: string
  /** Makes one more by a name; answers with its id, or with the refusal. */
  make(who: Member, account: TestAccount, name: string): Promise<Made>
  /** Makes room. */
  end(who: Member, id: string, name: string): Promise<Answer>
}

type Made = { readonly id: string } | { readonly refused: readonly [code: string, message: string] }

const refused = ({ errors: [error] }: Answer): Made => ({
  refused: [error?.extensions.code ?? '', error?.message ?? ''],
})

const limits: readonly Limited[] = [
  {
    table: 'databases',
    max: 10_000,
    refusal: 'The account has 10,000 active databases, and may have no more: delete one first.',
    async make(who, { clusterIds }, name) {
      const input = { clusterId: clusterIds[0], name }
      const answer = await who.send(
        'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
        { input },
      )
      return answer.data?.createDatabase?.database ?? refused(answer)
    },
    end: (who, id, confirmName) =>
      who.send('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', {
        input: { id, confirmName },
      }),
  },
  {
    table: 'database_tokens',
    max: 20_000,
    refusal:
      'The account has 20,000 active database tokens, and may have no more: revoke one first, or wait until one expires.',
    async make(who, { clusterIds }, description) {
      const input = { clusterId: clusterIds[0], description, permissions: [] }
      const answer = await who.send(
        'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
        { input },
      )
      return answer.data?.createDatabaseToken?.token ?? refused(answer)
    },
    end: (who, id) => who.send('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id }),
  },
  {
    table: 'management_tokens',
    max: 1_000,
    refusal:
      'The account has 1,000 active management tokens, and may have no more: revoke one first, or wait until one expires.',
    async make(who, _account, description) {
      const input = { description, permissions: ['CLUSTER_READ'] }
      const answer = await who.send(
        'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
        { input },
      )
      return answer.data?.createManagementToken?.token ?? refused(answer)
    },
    end: (who, id) => who.send('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }', { id }),
  },
  {
    table: 'invitations',
    max: 10_000,
    refusal:
      'The account has 10,000 pending invitations, and may have no more: revoke one first, or wait until one is accepted or expires.',
    async make(who, _account, name) {
      const { inviteUsers } = await who.run(
        `mutation ($input: InviteUsersInput!) {
          inviteUsers(input: $input) { results { invitation { id } error { code message } } } }`,
        { input: { invitations: [{ email: `${name}@example.com`, groupKeys: ['member'] }] } },
      )
      const [{ invitation, error }] = inviteUsers.results
      return invitation ?? { refused: [error.code, error.message] }
    },
    end: (who, id) => who.send('mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }', { id }),
  },
]

/** An account with one place left of something, and what it made first. */
async function nearlyFull({ table, max, make }: Limited) {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const first = (await make(account.admin, account, 'first')) as { id: string }
  await multiply(gateway, table, first.id, max - 1)
  return { gateway, account, admin: account.admin, first }
}

const named = (table: Limited['table']): Limited => limits.find((limit) => limit.table === table) as Limited

describe.each(limits)('an account has $max $table at most', (limit) => {
  const full = { refused: ['CONFLICT', limit.refusal] }

  it('then one clear refusal, room again once one is gone, and as many as ever in other accounts', async () => {
    const { gateway, account, admin, first } = await nearlyFull(limit)
    const stranger = await gateway.account()
    const made = { id: expect.any(String) }
    expect(await limit.make(admin, account, 'last')).toEqual(made)
    expect(await limit.make(admin, account, 'too-many')).toEqual(full)
    expect(await limit.make(stranger.admin, stranger, 'other')).toEqual(made)

    expect((await limit.end(admin, first.id, 'first')).errors).toEqual([])
    expect(await limit.make(admin, account, 'again')).toEqual(made)
    expect(await limit.make(admin, account, 'too-many')).toEqual(full)
  })

  it('also when several ask for the last place at once: one gets it', async () => {
    const { account, admin } = await nearlyFull(limit)
    const asked = await Promise.all(['a', 'b', 'c', 'd'].map((name) => limit.make(admin, account, name)))
    expect(asked.filter((one) => 'id' in one)).toHaveLength(1)
    expect(asked.filter((one) => 'refused' in one)).toEqual([full, full, full])
  })
})

it('a deleted database comes back only where there is room', async () => {
  const limit = named('databases')
  const { account, admin, first } = await nearlyFull(limit)
  await limit.end(admin, first.id, 'first')
  await limit.make(admin, account, 'second')
  const third = (await limit.make(admin, account, 'third')) as { id: string }
  const undelete = () =>
    admin.send('mutation ($id: ID!) { undeleteDatabase(id: $id) { database { status } } }', { id: first.id })
  expect(refused(await undelete())).toEqual({ refused: ['CONFLICT', limit.refusal] })

  await limit.end(admin, third.id, 'third')
  expect((await undelete()).data).toEqual({ undeleteDatabase: { database: { status: 'ACTIVE' } } })
})

it('an expired invitation is sent again only where there is room, a pending one always', async () => {
  const limit = named('invitations')
  const { gateway, account, admin, first } = await nearlyFull(limit)
  await gateway.db.updateTable('invitations').set({ expires_at: 1 }).where('id', '=', first.id).execute()
  const second = (await limit.make(admin, account, 'second')) as { id: string }
  await limit.make(admin, account, 'third')
  const resend = (id: string) =>
    admin.send('mutation ($id: ID!) { resendInvitation(id: $id) { invitation { status } } }', { id })
  expect(refused(await resend(first.id))).toEqual({ refused: ['CONFLICT', limit.refusal] })
  expect((await resend(second.id)).errors).toEqual([])

  await limit.end(admin, second.id, 'second')
  expect((await resend(first.id)).data).toEqual({ resendInvitation: { invitation: { status: 'PENDING' } } })
})

it('of a full account a token is rotated at once, when it may have leaked, but not with an overlap', async () => {
  const limit = named('database_tokens')
  const { account, admin, first } = await nearlyFull(limit)
  await limit.make(admin, account, 'last')
  const rotate = (overlap: string) =>
    admin.send('mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { token { status } } }', {
      input: { id: first.id, overlap },
    })
  expect(refused(await rotate('1h'))).toEqual({ refused: ['CONFLICT', limit.refusal] })
  expect((await rotate('0s')).data).toEqual({ rotateDatabaseToken: { token: { status: 'ACTIVE' } } })
  expect(await limit.make(admin, account, 'too-many')).toEqual({ refused: ['CONFLICT', limit.refusal] })
})
