import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Bucket } from '../../src/gateway/admission/rate-limit.ts'
import { exchange } from '../gateway/exchange.ts'
import { clientOf, eventually, password } from '../gateway.ts'
import { withoutTrace } from '../policy/dump.ts'
import { useWorld } from '../world.ts'
import { dryRunOf, rehearsalOf, rehearse } from './rehearsals.ts'

const { gateway, account, admin, mel, stranger } = useWorld()

const create = 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }'
const remove = 'mutation ($id: ID!) { removeUser(id: $id) { id } }'
const changePassword = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
const inputOf = (name: string) => ({ input: { clusterId: account.clusterIds[0], name } })

const names = async (): Promise<string[]> => {
  const { databases } = await admin.run('{ databases(first: 100) { nodes { name } } }')
  return databases.nodes.map(({ name }: { name: string }) => name)
}

const codesOf = ({ errors }: { errors: readonly { extensions: { code: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code)

describe('@dryRun', () => {
  it('answers as the mutation would, tells what it would do, and does nothing', async () => {
    const answer = await admin.send(rehearsalOf(create), inputOf('rehearsed'))

    expect(answer.errors).toEqual([])
    expect(answer.data.createDatabase.database.name).toBe('rehearsed')
    const event = { action: 'database.create', outcome: 'SUCCEEDED', errorCode: null, resourceId: null }
    expect(dryRunOf(answer)).toEqual({
      createDatabase: {
        events: [
          {
            ...event,
            resourceLabel: 'rehearsed',
            changes: expect.arrayContaining([{ field: 'name', before: null, after: 'rehearsed' }]),
            decidedBy: [{ id: account.groupIds.admin, key: 'admin' }],
          },
        ],
        mails: [],
        impact: {
          ...{ sessionsEnded: 0, tokensRevoked: 0, invitationsRevoked: 0, membersAffected: 0, tokensReaching: 0 },
          reach: {
            ...{ lastUsedAt: null, lastUse: 'NOT_REPORTED', tokens: [] },
            writers: { count: 0, lastUsedAt: null, lastUse: 'NOT_REPORTED' },
          },
          ...{ databasesMatched: null, gains: null, losses: null },
        },
        withheld: false,
      },
    })
    expect(await names()).not.toContain('rehearsed')
    expect(dryRunOf(await admin.send(create, inputOf('real')))).toBeUndefined()
    expect(await names()).toContain('real')
  })

  it('rehearses each of several mutations on the present state, and tells each under its own name', async () => {
    const two = `mutation ($input: CreateDatabaseInput!) @dryRun {
      first: createDatabase(input: $input) { database { name } } second: createDatabase(input: $input) { database { name } } }`

    const answer = await admin.send(two, inputOf('twice'))

    expect(answer.errors).toEqual([])
    expect(Object.keys(dryRunOf(answer) ?? {})).toEqual(['first', 'second'])
    expect(codesOf(await admin.send(two.replace('@dryRun ', ''), inputOf('twice')))).toEqual(['CONFLICT'])
  })

  it('belongs on mutations: on a query, on a field, or twice it is refused, and nothing runs', async () => {
    for (const [document, words] of [
      ['query @dryRun { viewer { permissions } }', 'may not be used on QUERY'],
      ['mutation { signOut @dryRun { ok } }', 'may not be used on FIELD'],
      ['mutation @dryRun @dryRun { signOut { ok } }', 'can only be used once'],
      ['mutation @dryRun(if: false) { signOut { ok } }', 'Unknown argument "if"'],
    ] as const) {
      const answer = await admin.send(document)
      expect(codesOf(answer)).toEqual(['BAD_INPUT'])
      expect(answer.errors[0]?.message).toContain(words)
    }
    expect((await admin.run('{ viewer { user { id } } }')).viewer.user.id).toBe(admin.id)
  })

  it('with a mutation that is open to all, also in a fragment, refuses all of them before any runs', async () => {
    const signIn = `signIn(input: { email: "nobody@example.com", password: "${password}" }) { accessToken }`
    for (const open of [signIn, `... on Mutation { ${signIn} }`, '...open']) {
      const document = `mutation ($input: CreateDatabaseInput!) @dryRun {
        createDatabase(input: $input) { database { id } } ${open} }
        ${open === '...open' ? `fragment open on Mutation { ${signIn} }` : ''}`
      const answer = await withoutTrace(gateway, () => admin.send(document, inputOf('mixed')))
      expect(codesOf(answer)).toEqual(['BAD_INPUT'])
      expect(answer.data).toBeUndefined()
    }
  })

  it('needs the same rights; a refusal is audited exactly as that of the mutation', async () => {
    const foreign = { id: stranger.admin.id }
    for (const [client, document, variables, code] of [
      [mel, create, inputOf('denied'), 'FORBIDDEN'],
      [admin, create, inputOf('no/pe\n'), 'BAD_INPUT'],
      [admin, remove, foreign, 'NOT_FOUND'],
      [admin, remove, { id: admin.id }, 'LAST_ADMIN'],
    ] as const) {
      const audited = async (sent: string) => {
        const answer = await client.send(sent, variables)
        expect(codesOf(answer)).toEqual([code])
        const rows = await gateway.db
          .selectFrom('audit_events')
          .select(['action', 'outcome', 'error_code', 'actor_id', 'resource_id', 'resource_label', 'changes'])
          .where('request_id', '=', answer.headers.get('x-request-id') as string)
          .execute()
        return { rows, data: answer.data, told: dryRunOf(answer) }
      }
      const rehearsed = await audited(rehearsalOf(document))
      const real = await audited(document)
      expect(rehearsed).toEqual({ ...real, told: {} })
      expect(rehearsed.rows).toMatchObject([{ outcome: code === 'FORBIDDEN' ? 'DENIED' : 'FAILED', error_code: code }])
    }
    const stray = await gateway.anonymous.send(rehearsalOf(create), inputOf('nobody'))
    expect(codesOf(stray)).toEqual(['UNAUTHENTICATED'])
  })

  it('tells rows that would be refused as such', async () => {
    const invite =
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { email link error { code } } } }'
    const invitations = ['new@example.com', admin.email].map((email) => ({ email, groupKeys: ['member'] }))

    const answer = await admin.send(rehearsalOf(invite), { input: { invitations } })

    expect(answer.data.inviteUsers.results).toEqual([
      { email: 'new@example.com', link: '(dry run: none was made)', error: null },
      { email: admin.email, link: null, error: { code: 'CONFLICT' } },
    ])
    const told = dryRunOf(answer)?.['inviteUsers']
    expect(told?.events).toMatchObject([
      { action: 'invitation.create', outcome: 'SUCCEEDED', resourceLabel: 'new@example.com' },
      { action: 'invitation.create', outcome: 'FAILED', errorCode: 'CONFLICT', resourceLabel: admin.email },
    ])
    expect(told?.mails).toEqual([{ kind: 'invitation', to: 'new@example.com' }])
  })

  it('never hands out a secret', async () => {
    const makeToken = `mutation ($input: CreateManagementTokenInput!) {
      createManagementToken(input: $input) { secret token { description } } }`
    const { data } = await admin.send(rehearsalOf(makeToken), {
      input: { description: 'ci', permissions: ['ACCOUNT_READ'] },
    })
    expect(data.createManagementToken).toEqual({ secret: '(dry run: none was made)', token: { description: 'ci' } })
  })

  it('leaves the cookie of a browser alone, and its session', async () => {
    const { signIn } = await gateway.anonymous.run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { email: mel.email, password, accountId: account.id } },
    )
    const cookie = `${gateway.cookieName}=${signIn.accessToken}`
    const browser = clientOf(gateway.url, { cookie, 'apollo-require-preflight': '1' })
    const leave = 'mutation ($input: LeaveAccountInput!) { leaveAccount(input: $input) { id } }'
    for (const [document, variables] of [
      ['mutation { signOut { ok } }', {}],
      [leave, { input: { confirmName: 'Account' } }],
    ] as const) {
      const answer = await browser.send(rehearsalOf(document), variables)
      expect(answer.errors).toEqual([])
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect((await browser.run('{ viewer { user { email } } }')).viewer.user.email).toBe(mel.email)
    }
    expect((await browser.send('mutation { signOut { ok } }')).headers.get('set-cookie')).toContain(gateway.cookieName)
  })

  it('is told apart from the mutation by the caches of documents, whatever was sent before, by text and by hash', async () => {
    const twin = create.replace('mutation', 'mutation Twin')
    const send = (query: string, name: string, isKnown = false) => {
      const sha256Hash = createHash('sha256').update(query).digest('hex')
      const body = { variables: inputOf(name), extensions: { persistedQuery: { version: 1, sha256Hash } } }
      return exchange(gateway, {
        body: JSON.stringify(isKnown ? body : { ...body, query }),
        headers: { authorization: `Bearer ${admin.token}` },
      })
    }
    for (const [at, query] of [twin, rehearsalOf(twin), twin, rehearsalOf(twin)].entries()) {
      const isRehearsal = query !== twin
      for (const [isKnown, name] of [
        [false, `twin-${at}`],
        [true, `twin-${at}-by-hash`],
      ] as const) {
        const { body } = await send(query, name, isKnown)
        expect(body.data.createDatabase.database.name).toBe(name)
        expect(body.extensions?.dryRun !== undefined).toBe(isRehearsal)
        expect((await names()).includes(name)).toBe(!isRehearsal)
      }
    }
  })

  it('runs of two operations of a document the one that is named', async () => {
    const document = `mutation Try($input: CreateDatabaseInput!) @dryRun { createDatabase(input: $input) { database { id } } }
      mutation Do($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }`
    const send = (operationName: string, name: string) =>
      exchange(gateway, {
        body: JSON.stringify({ query: document, operationName, variables: inputOf(name) }),
        headers: { authorization: `Bearer ${admin.token}` },
      })
    for (const round of [1, 2]) {
      expect((await send('Do', `done-${round}`)).body.extensions).toBeUndefined()
      expect((await send('Try', `tried-${round}`)).body.extensions.dryRun).toBeDefined()
    }
    expect(await names()).toEqual(expect.arrayContaining(['done-1', 'done-2']))
    expect((await names()).filter((name) => name.startsWith('tried'))).toEqual([])
  })

  it('pays for a mutation that is free because it takes rights away', async () => {
    const spend = vi.spyOn(Bucket.prototype, 'spend')
    onTestFinished(() => spend.mockRestore())
    const setGroups = `mutation ($id: ID!) { setUserGroups(input: { userId: $id, groupKeys: ["member"] }) { user { id } } }`
    await admin.run(rehearsalOf(setGroups), { id: mel.id })
    expect(spend).toHaveBeenCalledOnce()
    await admin.run(setGroups, { id: mel.id })
    expect(spend).toHaveBeenCalledOnce()
  })

  it('is in the line of the log, and in no other', async () => {
    const lineOf = async (document: string, name: string) => {
      const { headers } = await admin.send(document, inputOf(name))
      return eventually(() => gateway.log.find((one) => one['requestId'] === headers.get('x-request-id')))
    }
    expect(await lineOf(rehearsalOf(create), 'logged')).toMatchObject({ dryRun: true, outcome: 'ok' })
    expect(await lineOf(create, 'logged')).not.toHaveProperty('dryRun')
  })
})

describe('a password in a rehearsal', () => {
  const change = (currentPassword: string) => ({ input: { currentPassword, newPassword: 'another Long phrase 1' } })

  it('that is right is no guess, and forgives none; one that is wrong counts as in the mutation', async () => {
    const pat = await account.join('pat@example.com', ['member'])
    const guess = () => pat.send(rehearsalOf(changePassword), change('a wrong Password 1'))
    for (let count = 0; count < 4; count++) expect(codesOf(await guess())).toEqual(['INVALID_CREDENTIALS'])
    const told = await rehearse(pat, changePassword, change(password))
    expect(told.events).toMatchObject([{ action: 'password.change', resourceLabel: 'pat@example.com' }])
    expect(told.mails).toEqual([{ kind: 'passwordChanged', to: 'pat@example.com' }])
    expect(codesOf(await guess())).toEqual(['INVALID_CREDENTIALS'])
    expect(codesOf(await guess())).toEqual(['RATE_LIMITED'])
    expect(codesOf(await pat.send(rehearsalOf(changePassword), change(password)))).toEqual(['RATE_LIMITED'])
  })
})

describe('40 changes at once, every second one rehearsed', () => {
  it('keep what is real and nothing else, and the audit log is whole', async () => {
    const { admin: ada, clusterIds } = await gateway.account('Busy')
    const before = (await ada.run('{ auditEvents { totalCount } }')).auditEvents.totalCount
    const input = (at: number) => ({ input: { clusterId: clusterIds[0], name: `busy-${at}` } })
    // A person has 8 operations at once; the others wait for their turn.
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => ada.send(at % 2 === 0 ? create : rehearsalOf(create), input(at))),
    )
    expect(answers.flatMap(codesOf)).toEqual([])
    expect(answers.map((answer) => dryRunOf(answer) !== undefined)).toEqual(answers.map((_, at) => at % 2 === 1))
    const { databases, auditEvents, verifyAuditLog } = await ada.run(`{
      databases(first: 100) { nodes { name } } auditEvents { totalCount } verifyAuditLog { intact checked } }`)
    const kept = databases.nodes.map(({ name }: { name: string }) => name)
    expect(kept.sort()).toEqual(answers.flatMap((_, at) => (at % 2 === 0 ? [`busy-${at}`] : [])).sort())
    expect(auditEvents.totalCount).toBe(before + 20)
    expect(verifyAuditLog).toEqual({ intact: true, checked: String(before + 20) })
  })
})
