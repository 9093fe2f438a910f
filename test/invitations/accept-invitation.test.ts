import { beforeEach, describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { eventsOf, faults } from '../answers.ts'
import { clientOf, password } from '../gateway.ts'
import { inventedSecret, type SignedIn, signIn, trySignIn } from '../sessions/documents.ts'
import { day, hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { acceptance, acceptDocument, invite, previewDocument, readDocument, revokeDocument } from './documents.ts'

const { gateway, account } = useWorld({ accountName: 'Analytical Engines' })
let admin: SignedIn

beforeEach(async () => {
  admin = await signIn(gateway, account, account.admin)
})

const unknownSecret = inventedSecret('cgi_')
const accept = (secret: string, input: object = {}) => gateway.anonymous.send(acceptDocument, acceptance(secret, input))
const previewOf = async (secret: string) => (await gateway.anonymous.run(previewDocument, { secret })).invitationPreview
const statusOf = async (id: string) => (await admin.run(readDocument, { id })).invitation.status

describe('invitationPreview', () => {
  it('shows the holder of the link what is offered, and uses nothing up', async () => {
    const { auditor, member } = account.groupIds
    const { secret, invitation } = await invite(admin, account, 'grace@example.com', { groupIds: [member, auditor] })
    const expected = {
      email: 'grace@example.com',
      accountName: 'Analytical Engines',
      groups: ['Auditor', 'Member'],
      invitedByName: 'Ada',
      expiresAt: invitation.expiresAt,
      status: 'PENDING',
    }
    expect(await previewOf(secret)).toEqual(expected)
    expect(await previewOf(secret)).toEqual(expected)
  })

  it('tells the true state of an invitation that is over', async () => {
    const revoked = await invite(admin, account, 'revoked@example.com')
    await admin.run(revokeDocument, { id: revoked.invitation.id })
    expect(await previewOf(revoked.secret)).toMatchObject({ status: 'REVOKED' })
    const accepted = await invite(admin, account, 'accepted@example.com')
    await accept(accepted.secret)
    expect(await previewOf(accepted.secret)).toMatchObject({ status: 'ACCEPTED' })
    const expired = await invite(admin, account, 'expired@example.com', {}, { expiresIn: '1h' })
    gateway.advance(hour)
    expect(await previewOf(expired.secret)).toMatchObject({ status: 'EXPIRED' })
  })

  it('is null for a secret that nobody holds, and does not even look a malformed one up', async () => {
    const { secret } = await invite(admin, account, 'nobody@example.com')
    expect(await previewOf(unknownSecret)).toBeNull()
    const malformed = [
      '',
      'cgi_',
      secret.slice(0, -1),
      `${secret}0`,
      secret.toUpperCase(),
      ` ${secret}`,
      'x'.repeat(4_000),
    ]
    const { statements } = await gateway.count(async () => {
      for (const text of malformed) expect(await previewOf(text)).toBeNull()
    })
    // PostgreSQL's brackets of the transaction in which the worker settles the mail may fall into this time.
    expect(statements.filter((sql) => !/^(begin|commit)$/.test(sql))).toEqual([])
  })
})

describe('acceptInvitation', () => {
  it('makes the person what the invitation offers, and signs them in', async () => {
    const attributes = [{ key: 'team', value: 'Engines' }]
    const { secret, invitation } = await invite(admin, account, 'mary@example.com', { attributes })
    const before = gateway.app.core.clock()
    const { data, headers } = await accept(secret, { name: '  Mary Somerville ' })
    const { accessToken, session, user } = data.acceptInvitation
    expect(user).toMatchObject({
      email: 'mary@example.com',
      name: 'Mary Somerville',
      groups: [{ key: 'member' }],
      attributes,
    })
    expect(session.isCurrent).toBe(true)
    expect(headers.getSetCookie().join()).toContain(`${gateway.cookieName}=${accessToken}; `)
    const known = (await admin.run(readDocument, { id: invitation.id })).invitation
    expect(known).toMatchObject({ status: 'ACCEPTED', acceptedBy: { id: user.id }, revokedAt: null })
    expect(Date.parse(known.acceptedAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(known.acceptedAt)).toBeLessThanOrEqual(gateway.app.core.clock())
    const joined = await admin.run('query ($id: ID!) { user(id: $id) { status version invitation { id } } }', user)
    expect(joined.user).toEqual({ status: 'ACTIVE', version: 1, invitation: { id: invitation.id } })
    expect(faults(await trySignIn(gateway, { email: 'mary@example.com' }))).toEqual([])
  })

  it('lets the person act at once, within the groups given and no further', async () => {
    const { secret } = await invite(admin, account, 'first@example.com')
    const { accessToken } = (await accept(secret)).data.acceptInvitation
    const clients = [gateway.as(accessToken), clientOf(gateway.url, { cookie: `${gateway.cookieName}=${accessToken}` })]
    for (const client of clients) {
      const { viewer, clusters } = await client.run(
        '{ viewer { user { email } permissions } clusters { nodes { id } } databases { totalCount } }',
      )
      expect(viewer.user.email).toBe('first@example.com')
      expect(viewer.permissions).toContain('DATABASE_TOKEN_CREATE')
      expect(clusters.nodes).toHaveLength(2)
      const input = { clusterId: clusters.nodes[0].id, description: 'ingest', permissions: [] }
      await client.run(
        'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret } }',
        { input },
      )
      for (const query of [
        '{ users { totalCount } }',
        '{ invitations { totalCount } }',
        '{ auditEvents { totalCount } }',
      ]) {
        expect(faults(await client.send(query))).toEqual(['FORBIDDEN'])
      }
      const invitations = [{ email: 'friend@example.com', groupIds: [account.groupIds.admin] }]
      const attempt = await client.send(
        'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { email } } }',
        { input: { invitations } },
      )
      expect(faults(attempt)).toEqual(['FORBIDDEN'])
    }
  })

  it('gives the groups of the invitation and nothing that the holder asks for', async () => {
    const { secret } = await invite(admin, account, 'greedy@example.com')
    for (const extra of [{ groupIds: [account.groupIds.admin] }, { email: 'other@example.com' }, { accountId: 'x' }]) {
      expect((await accept(secret, extra)).errors[0]?.extensions.code).toBe('BAD_INPUT')
    }
    const { user } = (await accept(secret)).data.acceptInvitation
    expect(user).toMatchObject({ email: 'greedy@example.com', groups: [{ key: 'member' }] })
  })

  it('is written down: who joined, by which invitation, with which groups', async () => {
    const { secret, invitation } = await invite(admin, account, 'logged@example.com')
    const { user } = (await accept(secret)).data.acceptInvitation
    const [accepted] = await eventsOf(admin, { actions: ['invitation.accept'], resourceIds: [invitation.id] })
    expect(accepted).toMatchObject({ outcome: 'SUCCEEDED', actor: { email: user.email } })
    const [created] = await eventsOf(admin, { actions: ['user.create'], resourceIds: [user.id] })
    expect(created.changes).toContainEqual({ field: 'groups', before: null, after: ['member'] })
  })

  let clumsy = 0
  it.each([
    ['input.name', { name: '' }],
    ['input.name', { name: '   ' }],
    ['input.name', { name: 'x'.repeat(65) }],
    ['input.name', { name: 'two\nlines' }],
    ['input.name', { name: 'right-to-left \u202e override' }],
    ['input.password', { password: 'too short 1' }],
    ['input.password', { password: 'x y'.repeat(43) }],
    ['input.password', { password: 'password1234' }],
    ['input.password', { password: 'I am CLUMSY and happy' }],
  ])('names %s when it will not do, and leaves the invitation open: %j', async (field, input) => {
    const email = `clumsy@${++clumsy}.example.com`
    const { secret, invitation } = await invite(admin, account, email)
    expect(faults(await accept(secret, input))).toEqual([`BAD_INPUT ${field}`])
    expect(await statusOf(invitation.id)).toBe('PENDING')
    const [event] = await eventsOf(admin, { actions: ['invitation.accept'], resourceIds: [invitation.id] })
    expect(event).toMatchObject({ outcome: 'FAILED', errorCode: 'BAD_INPUT', actor: null, actorLabel: email })
  })

  it('is refused with the true state of an invitation that is over', async () => {
    const accepted = await invite(admin, account, 'once@example.com')
    expect(faults(await accept(accepted.secret))).toEqual([])
    expect(faults(await accept(accepted.secret))).toEqual(['INVITATION_ACCEPTED'])
    const revoked = await invite(admin, account, 'never@example.com')
    await admin.run(revokeDocument, { id: revoked.invitation.id })
    expect(faults(await accept(revoked.secret))).toEqual(['INVITATION_REVOKED'])
    const expired = await invite(admin, account, 'late@example.com', {}, { expiresIn: '1h' })
    gateway.advance(hour - minute)
    expect(await previewOf(expired.secret)).toMatchObject({ status: 'PENDING' })
    gateway.advance(minute)
    const answer = await accept(expired.secret)
    expect(faults(answer)).toEqual(['INVITATION_EXPIRED'])
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('does not know an invented secret, nor one of another kind, and looks no malformed one up', async () => {
    const { token } = admin
    for (const secret of [unknownSecret, token, 'cgr_'.concat(token.slice(4))]) {
      expect(faults(await accept(secret))).toEqual(['NOT_FOUND input.secret'])
    }
    const { statements } = await gateway.count(() => accept('cgi_0123'))
    expect(statements).toEqual([])
  })

  it('fifty times at once has exactly one winner, and makes one person', async () => {
    const { secret } = await invite(admin, account, 'race@example.com')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        accept(secret, { name: `Racer ${at}`, password: `a Long pass-phrase ${at}` }),
      ),
    )
    const winners = answers.filter(({ errors }) => errors.length === 0)
    expect(winners).toHaveLength(1)
    expect(answers.flatMap(faults)).toEqual(Array(49).fill('INVITATION_ACCEPTED'))
    expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1)
    const { users } = await admin.run(
      '{ users(first: 2, filter: { search: "race@" }) { nodes { id name sessions { totalCount } } } }',
    )
    const { user } = winners[0]?.data.acceptInvitation ?? {}
    expect(users.nodes).toEqual([{ id: user.id, name: user.name, sessions: { totalCount: 1 } }])
    const loser = answers.findIndex(({ errors }) => errors.length > 0)
    gateway.advance(minute)
    expect(
      faults(await trySignIn(gateway, { email: 'race@example.com', password: `a Long pass-phrase ${loser}` })),
    ).toEqual(['INVALID_CREDENTIALS'])
  })

  it('and a revocation at once have one outcome that both agree on', async () => {
    for (let round = 0; round < 5; round++) {
      const { secret, invitation } = await invite(admin, account, `duel-${round}@example.com`)
      const [accepted, revoked] = await Promise.all([accept(secret), admin.send(revokeDocument, { id: invitation.id })])
      const outcome = [faults(accepted).join(), faults(revoked).join(), await statusOf(invitation.id)]
      expect([
        ['', 'INVITATION_ACCEPTED', 'ACCEPTED'],
        ['INVITATION_REVOKED', '', 'REVOKED'],
      ]).toContainEqual(outcome)
    }
  })

  it('cannot take an existing person’s address over, nor change their password', async () => {
    const { secret, invitation } = await invite(admin, account, 'taken@example.com')
    const operator = operatorOf(gateway.app.core)
    await operator.importUsers(account.id, [
      { email: 'taken@example.com', name: 'Taken', groups: ['auditor'], attributes: [] },
    ])
    const answer = await accept(secret)
    expect(faults(answer)).toEqual(['CONFLICT'])
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(faults(await trySignIn(gateway, { email: 'taken@example.com', password }))).toEqual(['INVALID_CREDENTIALS'])
    const { users } = await admin.run('{ users(filter: { search: "taken@" }) { nodes { name groups { key } } } }')
    expect(users.nodes).toEqual([{ name: 'Taken', groups: [{ key: 'auditor' }] }])
    expect(await statusOf(invitation.id)).toBe('PENDING')
  })

  it('of somebody who was removed makes a new person; the old invitation stays on file', async () => {
    const first = await invite(admin, account, 'again@example.com')
    const former = (await accept(first.secret)).data.acceptInvitation.user
    await admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: former.id })
    const second = await invite(admin, account, 'again@example.com', { groupIds: [account.groupIds.auditor] })
    const { user } = (await accept(second.secret, { password: 'quite another Phrase 3' })).data.acceptInvitation
    expect(user.id).not.toBe(former.id)
    expect(user.groups).toEqual([{ key: 'auditor' }])
    expect(faults(await trySignIn(gateway, { email: user.email, password }))).toEqual(['INVALID_CREDENTIALS'])
    const { invitation } = await admin.run(readDocument, { id: first.invitation.id })
    expect(invitation).toMatchObject({ status: 'ACCEPTED', acceptedBy: null })
    expect(faults(await accept(first.secret))).toEqual(['INVITATION_ACCEPTED'])
  })

  it('needs more than opening the link: a mail scanner’s GET has no effect', async () => {
    const { secret, invitation } = await invite(admin, account, 'scanned@example.com')
    await fetch(new URL(`/accept`, gateway.url))
    const query = `mutation { acceptInvitation(input: { secret: "${secret}", name: "Eve", password: "${password}" }) { accessToken } }`
    const response = await fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await statusOf(invitation.id)).toBe('PENDING')
  })

  it('works on the last day of a long invitation', async () => {
    const { secret } = await invite(admin, account, 'patient@example.com', {}, { expiresIn: '30d' })
    gateway.advance(30 * day - minute)
    expect(faults(await accept(secret))).toEqual([])
  })
})
