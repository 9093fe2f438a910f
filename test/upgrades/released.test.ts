import type { ParsedMail } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { ask, checkPortOf } from '../dataplane/checks.ts'
import { acceptDocument, type Client, eventually, openGateway, secretOf, type TestGateway } from '../gateway.ts'
import { type MailServer, startMailServer } from '../mail/mail-server.ts'
import { clustergate, type Outcome } from '../process/command.ts'
import { makeStore, migratedByOwner, type TestStore } from '../store.ts'
import { hour, minute } from '../times.ts'
import { catalogueOf } from './catalogue.ts'
import { type Known, type KnownAccount, knownOf, type Lists, listsOf, putBack, versions } from './fixtures.ts'

interface ListedToken {
  readonly id: string
  readonly permissions: readonly {
    readonly action: string
    readonly allDatabases: boolean
    readonly database: { readonly name: string } | null
  }[]
}

describe.each(versions)('a store that %s has left behind', (version) => {
  let known: Known
  let lists: Lists
  let store: TestStore
  let server: MailServer
  let gateway: TestGateway
  let verified: Outcome
  let nordgrid: KnownAccount

  beforeAll(async () => {
    known = knownOf(version)
    lists = listsOf(version)
    nordgrid = known.accounts[0] as KnownAccount
    store = await migratedByOwner(await putBack(version))
    verified = await clustergate(store, ['audit', 'verify', '--offline'])
    server = await startMailServer()
    gateway = await openGateway({
      store,
      // Sessions and links of then are not over yet.
      shift: known.madeAt + 5 * minute - Date.now(),
      environment: { SMTP_URL: server.url, CLUSTERGATE_CHECK_PORT: '0' },
    })
  })

  afterAll(async () => {
    await gateway?.close()
    await server?.close()
    await store?.remove()
  })

  const sessionOf = ({ sessions }: KnownAccount, email: string): Client =>
    gateway.as(sessions.find((session) => session.email === email && session.isAccepted)?.secret as string)

  const adminOf = (account: KnownAccount): Client => sessionOf(account, account.people[0]?.email as string)

  /** What a mail to somebody leads to. */
  const mailedSecret = (to: string, about: RegExp): Promise<string> =>
    eventually(() => {
      const isIt = (mail: ParsedMail) => JSON.stringify(mail.to).includes(`"${to}"`) && about.test(mail.text ?? '')
      const text = server.received.find(isIt)?.text
      return text && secretOf(/http:\/\/gateway\.test\S*#\S+/.exec(text)?.[0] as string)
    })

  it('has an audit log that `audit verify --offline` finds whole', () => {
    expect(verified).toMatchObject({ code: 0, stderr: '' })
    for (const { id } of known.accounts) expect(verified.stdout).toContain(id)
  })

  it('has the tables, columns, indexes and constraints of a new one', async () => {
    const other = await makeStore()
    const fresh = await openGateway({ store: other })
    try {
      expect(await catalogueOf(gateway.db)).toEqual(await catalogueOf(fresh.db))
    } finally {
      await fresh.close()
      await other.remove()
    }
  })

  it('lists what that version listed', async () => {
    for (const [at, account] of known.accounts.entries()) {
      for (const [number, document] of lists.documents.entries()) {
        expect(await adminOf(account).run(document), document).toEqual(lists.answers[at]?.[number])
      }
    }
  })

  it('accepts the sessions that it accepted, with all rights that their people had, and no other', async () => {
    for (const { people, sessions } of known.accounts) {
      for (const { email, secret, isAccepted } of sessions) {
        const { status, data } = await gateway.as(secret).send('{ viewer { permissions } }')
        if (!isAccepted) expect([email, status]).toEqual([email, 401])
        else {
          const person = people.find((one) => one.email === email)
          expect(data.viewer.permissions).toEqual(expect.arrayContaining(person?.permissions as string[]))
        }
      }
    }
  })

  it('accepts the management tokens that it accepted, with the rights that they had, and no other', async () => {
    for (const { secret, status, permissions } of nordgrid.managementTokens) {
      const answer = await gateway.as(secret).send('{ viewer { permissions } }')
      if (status !== 'ACTIVE') expect(answer.status).toBe(401)
      else expect(new Set(answer.data.viewer.permissions)).toEqual(new Set(permissions))
    }
  })

  it('accepts the database tokens that it accepted for what they were made for, and no other', async () => {
    const { clusters } = await adminOf(nordgrid).run('{ clusters { nodes { id } } }')
    const [{ id: clusterId }] = clusters.nodes
    const minted = await clusterSecretsOf(gateway.app.core).mintProxySecret(nordgrid.id, clusterId, 0)
    const authorization = `Basic ${Buffer.from(`${clusterId}:${minted.secret}`).toString('base64')}`
    const told = lists.answers[0]?.flatMap((answer) =>
      'databaseTokens' in answer ? (answer.databaseTokens as { nodes: ListedToken[] }).nodes : [],
    )
    expect(nordgrid.databaseTokens.length).toBeGreaterThan(5)
    for (const { id, secret, status } of nordgrid.databaseTokens) {
      const body = new URLSearchParams({ token: secret }).toString()
      const headers = ['Authorization', authorization, 'Content-Type', 'application/x-www-form-urlencoded']
      const answer = JSON.parse(
        (await ask(checkPortOf(gateway), '/introspect', headers, { method: 'POST', body })).body,
      )
      if (!['ACTIVE', 'REPLACED'].includes(status)) expect(answer).toEqual({ active: false })
      else {
        const permissions = told?.find((token) => token.id === id)?.permissions ?? []
        const scope = permissions.map(
          ({ action, database }) => `${action.toLowerCase()}:${database ? database.name : '*'}`,
        )
        expect(new Set(answer.scope.split(' '))).toEqual(new Set(scope))
      }
    }
  })

  it('lets people sign in with their passwords, those who could', async () => {
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { id } } }'
    for (const { people } of known.accounts) {
      for (const { id, email, password, isAccepted } of people) {
        const { data, errors } = await gateway.anonymous.send(document, { input: { email, password } })
        if (isAccepted) expect(data?.signIn, JSON.stringify(errors)).toEqual({ user: { id } })
        else expect(errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS')
      }
    }
  })

  it('sends the mail that waits, and its links are good', async () => {
    const reset = (secret: string, password: string) =>
      gateway.anonymous.run(
        'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { email groups { key } } } }',
        { input: { secret, password } },
      )
    const invited = await mailedSecret('quentin@example.com', /invit/i)
    const input = { secret: invited, name: 'Quentin', password: 'a long one for quiet days' }
    const joined = gateway.anonymous.run(acceptDocument, { input })
    await expect(joined).resolves.toMatchObject({ acceptInvitation: { user: { email: 'quentin@example.com' } } })
    // A person of before there were groups is an Admin.
    expect(await reset(await mailedSecret('imogen@example.com', /password/i), 'the first one of its kind')).toEqual({
      resetPassword: { user: { email: 'imogen@example.com', groups: [{ key: 'admin' }] } },
    })
    await reset(await mailedSecret('mel@example.com', /password/i), 'another tall order 2')
    const confirming = { input: { secret: await mailedSecret('audrey.b@example.com', /address/i) } }
    await gateway.anonymous.run(confirmDocument, confirming)
    await gateway.tasksDone()
    expect(await gateway.db.selectFrom('outbox').select('recipient').where('status', '=', 'QUEUED').execute()).toEqual(
      [],
    )
  })

  it('lets those in whose invitations are pending, and no others', async () => {
    const codes = { ACCEPTED: 'INVITATION_ACCEPTED', REVOKED: 'INVITATION_REVOKED', REPLACED: 'NOT_FOUND' }
    for (const [at, { email, secret, groupKeys, status, expiresWithin }] of nordgrid.invitations.entries()) {
      if (secret === null || expiresWithin !== undefined) continue
      const input = { secret, name: 'New', password: `yet another tall order ${at}` }
      const { data, errors } = await gateway.anonymous.send(
        'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { user { groups { key } } } }',
        { input },
      )
      if (status !== 'PENDING') expect([email, errors[0]?.extensions.code]).toEqual([email, codes[status]])
      else {
        const { groups } = data.acceptInvitation.user
        expect(new Set(groups.map(({ key }: { key: string }) => key))).toEqual(new Set(groupKeys))
      }
    }
  })

  it('confirms the address that waited for it', async () => {
    const [change] = nordgrid.emailChanges
    await gateway.anonymous.run(confirmDocument, { input: { secret: change?.secret } })
    const { user } = await adminOf(nordgrid).run('query ($id: ID!) { user(id: $id) { email } }', { id: change?.userId })
    expect(user).toEqual({ email: change?.email })
  })

  it('takes what came since: labels, custom groups, and memberships that end', async () => {
    const admin = adminOf(nordgrid)
    const { databases, users } = await admin.run(
      '{ databases(first: 1) { nodes { id } } users(filter: { search: "mel@" }) { nodes { id } } }',
    )
    const labels = { id: databases.nodes[0].id, labels: [{ key: 'team', value: 'ops' }] }
    const labelled = 'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { __typename } }'
    await admin.run(labelled, { input: labels })
    const { createGroup } = await admin.run(
      'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { group { id } } }',
      {
        input: {
          ...{ key: 'on-call', name: 'On call', description: '' },
          grants: [
            { permissions: ['DATABASE_UPDATE'], on: { databases: { labels: [{ key: 'team', anyOf: ['ops'] }] } } },
          ],
        },
      },
    )
    const membership = { userId: users.nodes[0].id, groupId: createGroup.group.id }
    const until = new Date(known.madeAt + 2 * hour).toISOString()
    await admin.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { __typename } }', {
      input: { ...membership, until, reason: 'this evening' },
    })
    expect(await admin.run('{ verifyAuditLog { intact } }')).toEqual({ verifyAuditLog: { intact: true } })
  })

  it('ends in time what that version let end', async () => {
    gateway.advance(2 * hour)
    for (const { secret, expiresWithin } of nordgrid.invitations.filter((one) => one.expiresWithin !== undefined)) {
      expect(expiresWithin).toBe('1h')
      const input = { secret, name: 'Late', password: 'too late for any of this' }
      const { errors } = await gateway.anonymous.send(acceptDocument, { input })
      expect(errors[0]?.extensions.code).toBe('INVITATION_EXPIRED')
    }
    for (const { secret } of nordgrid.sessions) {
      expect((await gateway.as(secret).send('{ viewer { permissions } }')).status).toBe(401)
    }
  })
})

const confirmDocument = 'mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { __typename } }'
