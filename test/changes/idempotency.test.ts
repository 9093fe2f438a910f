import { hash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { holdsSecret } from '../../src/auth/secret.ts'
import { answerBytesMax } from '../../src/changes/replays.ts'
import { keyTask } from '../../src/changes/sweep-keys.ts'
import { faults } from '../answers.ts'
import { password, secretOf } from '../gateway.ts'
import { day, hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { createDatabase, createManagementToken, createToken, dumpOf, keyed, toldOf } from './keyed.ts'

const { gateway, account, admin, stranger } = useWorld()

const databaseInput = (name: string) => ({ input: { clusterId: account.clusterIds[0], name } })
const tokenInput = (description: string) => ({
  input: { clusterId: account.clusterIds[0], description, permissions: [] },
})
const countOf = async (action: string) => {
  const { auditEvents } = await admin.run(
    'query ($action: [String!]) { auditEvents(first: 100, filter: { actions: $action }) { nodes { outcome } } }',
    { action: [action] },
  )
  return auditEvents.nodes.length
}

/** Another session of Ada's; the clock ends those that are old. */
async function tokenOfAda(): Promise<string> {
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email: admin.email, password, accountId: account.id } },
  )
  return signIn.accessToken
}

describe('a mutation that is repeated under its Idempotency-Key', () => {
  it('is carried out once, audited once, and answered alike, with relations as they are now', async () => {
    const me = keyed(gateway, admin.token)
    const [events, before] = [await countOf('database.create'), Date.now()]
    const first = await me.send(createDatabase, databaseInput('metrics'))
    const again = await me.send(createDatabase, databaseInput('metrics'))

    expect(toldOf(first)).toEqual({ replayed: false })
    expect(again.data).toEqual(first.data)
    expect(toldOf(again)).toEqual({ replayed: true, firstAt: expect.any(String) })
    const { firstAt } = toldOf(again) as { firstAt: string }
    expect(Date.parse(firstAt)).toBeGreaterThanOrEqual(before - hour)
    expect(await countOf('database.create')).toBe(events + 1)
  })

  it('may ask for other fields, and give its arguments in another order or as literals', async () => {
    const me = keyed(gateway, admin.token)
    const [clusterId] = account.clusterIds
    const first = await me.run(createDatabase, databaseInput('orders'))
    const again = await me.send(
      `mutation { made: createDatabase(input: { name: "orders", clusterId: "${clusterId}" }) {
        database { id cluster { id } tables { totalCount } } } }`,
    )
    expect(again.errors).toEqual([])
    expect(again.data.made.database).toEqual({
      id: first.createDatabase.database.id,
      cluster: { id: clusterId },
      tables: { totalCount: 0 },
    })
  })

  it('is CONFLICT, naming the header, where it asks for something else', async () => {
    const me = keyed(gateway, admin.token)
    await me.run(createDatabase, databaseInput('invoices'))
    for (const [document, variables] of [
      [createDatabase, databaseInput('invoices-2')],
      [createToken, tokenInput('invoices')],
    ] as const) {
      const answer = await me.send(document, variables)
      expect(faults(answer)).toEqual(['CONFLICT Idempotency-Key'])
      expect(answer.errors[0]?.message).toMatch(/a key of its own/)
      expect(toldOf(answer)).toBeUndefined()
    }
  })

  it('of another principal is a request of its own: another person, a token of the same person, another account', async () => {
    const key = randomUUID()
    const bob = await account.join('bob@example.com', ['admin'])
    const { createManagementToken: made } = await admin.run(createManagementToken, {
      input: { description: 'ci', permissions: ['DATABASE_CREATE', 'DATABASE_READ'] },
    })
    const ids = new Set<string>()
    for (const [at, token] of [admin.token, bob.token, made.secret as string].entries()) {
      const answer = await keyed(gateway, token, key).send(createDatabase, databaseInput(`own-${at}`))
      expect([faults(answer), toldOf(answer)]).toEqual([[], { replayed: false }])
      ids.add(answer.data.createDatabase.database.id)
    }
    const other = await keyed(gateway, stranger.admin.token, key).send(createDatabase, {
      input: { clusterId: stranger.clusterIds[0], name: 'own-0' },
    })
    ids.add(other.data.createDatabase.database.id)
    expect(ids.size).toBe(4)
  })

  it('is recognised in another session of the same person', async () => {
    const key = randomUUID()
    const first = await keyed(gateway, admin.token, key).run(createDatabase, databaseInput('sessions'))
    const again = await keyed(gateway, await tokenOfAda(), key).send(createDatabase, databaseInput('sessions'))
    expect([again.data, toldOf(again)]).toEqual([first, { replayed: true, firstAt: expect.any(String) }])
  })

  it('is refused, not answered, once the caller has lost the right', async () => {
    const eve = await account.join('eve@example.com', ['admin'])
    const me = keyed(gateway, eve.token)
    await me.run(createDatabase, databaseInput('secret-plans'))
    // She keeps her session: a Member's rights are no more than an Admin's.
    await admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
      input: { userId: eve.id, groupIds: [account.groupIds.member] },
    })
    const answer = await me.send(createDatabase, databaseInput('secret-plans'))
    expect([faults(answer), toldOf(answer)]).toEqual([['FORBIDDEN'], undefined])
    expect(answer.text).not.toContain('database_')
  })

  it('is tried anew where it had failed', async () => {
    const me = keyed(gateway, admin.token)
    const bad = await me.send(createDatabase, databaseInput('not a name'))
    expect([faults(bad), toldOf(bad)]).toEqual([['BAD_INPUT input.name'], undefined])
    const first = await me.send(createDatabase, databaseInput('a-name'))
    expect([faults(first), toldOf(first)]).toEqual([[], { replayed: false }])
  })

  it('tells of an object what it answered then, also once that is gone', async () => {
    const [databases, tables] = [keyed(gateway, admin.token), keyed(gateway, admin.token)]
    const { createDatabase: made } = await databases.run(createDatabase, databaseInput('short-lived'))
    const { id, name } = made.database
    const createTable = `mutation ($id: ID!) { createTable(input: { databaseId: $id, name: "cpu" }) {
      table { id name database { name } } } }`
    await tables.run(createTable, { id })
    const input = { id, confirmName: name }
    await admin.run('mutation ($input: DeleteInput!) { deleteDatabase(input: $input) { database { id } } }', { input })
    await admin.run('mutation ($input: DeleteInput!) { purgeDatabase(input: $input) { id } }', { input })

    const again = await databases.send(createDatabase, databaseInput('short-lived'))
    expect([again.data.createDatabase.database, toldOf(again)]).toMatchObject([{ id, name }, { replayed: true }])
    // A table always has a database.
    for (const document of [createTable, `${createTable} # by Apollo Server`]) {
      const orphan = await tables.send(document, { id })
      expect([faults(orphan), toldOf(orphan)]).toMatchObject([['NOT_FOUND'], { replayed: true }])
      expect(orphan.errors[0]?.message).toMatch(/is gone by now/)
    }
  })
})

describe('a secret', () => {
  it.each([
    ['a database token', createToken, () => tokenInput('once')],
    [
      'a management token',
      createManagementToken,
      () => ({ input: { description: 'once', permissions: ['USER_READ'] } }),
    ],
  ])('of %s is answered once: its replay is IDEMPOTENCY_KEY_REUSED, which names it', async (_, document, inputOf) => {
    const me = keyed(gateway, admin.token)
    const { data } = await me.send(document, inputOf())
    const [{ secret, token }] = Object.values(data) as [{ secret: string; token: { id: string } }]
    for (const text of [document, `${document} # by Apollo Server`]) {
      const again = await me.send(text, inputOf())
      const [error] = again.errors
      const { firstAt } = toldOf(again) as { firstAt: string }
      expect(error?.extensions).toMatchObject({
        code: 'IDEMPOTENCY_KEY_REUSED',
        replayed: true,
        firstAt,
        resourceId: token.id,
      })
      expect(Object.values(again.data)).toEqual([null])
      expect(again.text).not.toContain(secret)
    }
    const without = await me.send(document.replace('secret ', ''), inputOf())
    expect([faults(without), Object.values(without.data)]).toMatchObject([[], [{ token: { id: token.id } }]])
    expect(await dumpOf(gateway)).not.toContain(secret)
  })

  it('in the link of an invitation or of a new address is null in the replay, and nowhere in the store', async () => {
    const { token } = admin
    const invite = `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) {
      results { link email invitation { id } error { code } } } }`
    const resend = 'mutation ($id: ID!) { resendInvitation(id: $id) { link invitation { id sentCount } } }'
    const change = 'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { link pendingEmail } }'
    const joan = await account.join('joan@example.com', ['member'])
    const links: string[] = []
    const twice = async (document: string, variables: object, withoutLink: (data: object) => unknown) => {
      const me = keyed(gateway, token)
      const first = await me.send(document, variables)
      const again = await me.send(document, variables)
      expect([faults(first), faults(again)]).toEqual([[], []])
      links.push(...(first.text.match(/cg[ie]_[0-9a-f]{72}/g) ?? []))
      expect(again.data).toEqual(withoutLink(first.data))
      expect(toldOf(again)).toMatchObject({ replayed: true })
      return first.data
    }
    const input = { invitations: [{ email: 'new@example.com', groupIds: [account.groupIds.member] }] }
    // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
    const { inviteUsers } = await twice(invite, { input }, ({ inviteUsers: { results } }: any) => ({
      inviteUsers: { results: [{ ...results[0], link: null }] },
    }))
    const { id } = inviteUsers.results[0].invitation
    // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
    await twice(resend, { id }, ({ resendInvitation }: any) => ({
      resendInvitation: { ...resendInvitation, link: null },
    }))
    const email = { userId: joan.id, email: 'joan.new@example.com' }
    // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
    await twice(change, { input: email }, ({ changeEmail }: any) => ({ changeEmail: { ...changeEmail, link: null } }))

    expect(links).toHaveLength(3)
    const dump = await dumpOf(gateway)
    for (const link of links) expect(dump).not.toContain(secretOf(link))
    const answers = await gateway.db.selectFrom('idempotency_keys').select('answer').execute()
    expect(answers.filter(({ answer }) => holdsSecret(answer ?? ''))).toEqual([])
  })

  it('that is a new password is set once, also by requests at once, and is not to be guessed from the store', async () => {
    const grace = await account.join('grace@example.com', ['member'])
    const me = keyed(gateway, grace.token)
    const document = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
    const input = { currentPassword: grace.password, newPassword: 'a new Long phrase 8' }
    const answers = await Promise.all([1, 2, 3].map(() => me.send(document, { input })))
    for (const answer of [...answers, await me.send(document, { input })]) {
      expect([faults(answer), answer.data]).toEqual([[], { changePassword: { ok: true } }])
    }
    expect(answers.filter((answer) => (toldOf(answer) as { replayed: boolean }).replayed)).toHaveLength(2)
    const row = await gateway.db
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'answer'])
      .where('principal_id', '=', grace.id)
      .executeTakeFirstOrThrow()
    expect(row.answer).toBe('null')
    for (const encoding of ['base64url', 'base64', 'hex'] as const) {
      expect(row.request_hash).not.toBe(hash('sha256', JSON.stringify({ changePassword: { input } }), encoding))
    }
  })
})

it(`an answer of more than ${answerBytesMax / 1024} KB is not kept: its replay says so, and what it made is there once`, async () => {
  const me = keyed(gateway, admin.token)
  const attributes = Array.from({ length: 10 }, (_, at) => ({ key: `key-${at}`, value: 'x'.repeat(100) }))
  const invitations = Array.from({ length: 60 }, (_, at) => ({
    email: `crowd-${at}@example.com`,
    groupIds: [account.groupIds.member],
    attributes,
  }))
  const document = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }'
  const first = await me.send(document, { input: { invitations } })
  expect(faults(first)).toEqual([])
  const again = await me.send(document, { input: { invitations } })
  expect([faults(again), again.data]).toEqual([['IDEMPOTENCY_KEY_REUSED'], { inviteUsers: null }])
  expect(again.errors[0]?.message).toMatch(/too large to be kept/)
  expect(toldOf(again)).toMatchObject({ replayed: true })
  const { count } = await gateway.db
    .selectFrom('invitations')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('email', 'like', 'crowd-%')
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(invitations.length)
})

describe('the key of a mutation', () => {
  it('is kept for a day, and then another request may use it', async () => {
    const ada = async () => keyed(gateway, await tokenOfAda(), 'a-key-of-Ada')
    const first = await (await ada()).send(createDatabase, databaseInput('nightly'))
    expect(toldOf(first)).toEqual({ replayed: false })
    gateway.advance(day - hour)
    expect(toldOf(await (await ada()).send(createDatabase, databaseInput('nightly')))).toMatchObject({ replayed: true })
    gateway.advance(hour)
    const answer = await (await ada()).send(createDatabase, databaseInput('nightly-2'))
    expect([faults(answer), toldOf(answer)]).toEqual([[], { replayed: false }])
  })

  it('is removed after its day, although nobody sends another one', async () => {
    await keyed(gateway, await tokenOfAda()).run(createDatabase, databaseInput('swept'))
    const task = gateway.db.selectFrom('tasks').select('id').where('kind', '=', keyTask)
    expect(await task.execute()).toContainEqual({ id: account.id })
    gateway.advance(day)
    await gateway.tasksDone()
    expect(await gateway.db.selectFrom('idempotency_keys').select('key').execute()).toEqual([])
    expect(await task.execute()).toEqual([])
  })

  it('costs changes without one no statement', async () => {
    const token = await tokenOfAda()
    const change = (name: string, client = gateway.as(token)) =>
      gateway.count(() => client.run(createDatabase, databaseInput(name)))
    await change('warm-up')
    const { statements } = await change('without')
    expect(statements.filter((sql) => /idempotency/.test(sql))).toEqual([])
    const { statements: under } = await change('with', keyed(gateway, token))
    expect(under.length).toBe(statements.length + 3)
  })
})
