import { describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { eventsOf, faults } from '../answers.ts'
import { eventually, type Member, memberPermissions, secretOf } from '../gateway.ts'
import { day, hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { invite, inviteDocument, readDocument, rowOf } from './documents.ts'
import { linkIn, mailsTo } from './mailbox.ts'

const { gateway, account, stranger, mel, audrey } = useWorld({ accountName: 'Analytical <Engines>' })

const send = (rows: object[], input: object = {}, client = account.admin) =>
  client.send(inviteDocument, { input: { invitations: rows, ...input } })
const resultsOf = async (rows: object[]) => (await send(rows)).data.inviteUsers.results

describe('inviteUsers', () => {
  it('offers each person their groups and attributes, and hands the link over where no mail server is', async () => {
    const attributes = [
      { key: 'team', value: 'Engines' },
      { key: 'cost.center', value: '42' },
    ]
    const { member, auditor } = account.groupIds
    const before = gateway.app.core.clock()
    const [result] = await resultsOf([{ email: 'Grace@Example.com', groupIds: [auditor, member, member], attributes }])
    expect(result).toMatchObject({
      email: 'grace@example.com',
      error: null,
      link: expect.stringMatching(/^http:\/\/gateway\.test\/accept#cgi_[0-9a-f]{72}$/),
      invitation: {
        email: 'grace@example.com',
        status: 'PENDING',
        sentCount: 1,
        groups: [{ key: 'auditor' }, { key: 'member' }],
        attributes: [attributes[1], attributes[0]],
        invitedBy: { id: account.admin.id },
        acceptedAt: null,
        acceptedBy: null,
        revokedAt: null,
        revokedBy: null,
      },
    })
    const { createdAt, expiresAt } = result.invitation
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * day)
  })

  it('sends a mail that says all the person needs, in text and in HTML', async () => {
    const { member, auditor } = account.groupIds
    const { link, invitation } = await invite(account.admin, account, 'mary@example.com', {
      groupIds: [member, auditor],
    })
    const [mail] = await mailsTo(gateway, 'mary@example.com')
    const { clusters } = await account.admin.run('{ clusters { nodes { id url } } }')
    expect(clusters.nodes).toHaveLength(2)
    const facts = [
      'Analytical <Engines>',
      'Ada',
      'Auditor, Member',
      account.id,
      ...clusters.nodes.flatMap(({ id, url }: { id: string; url: string }) => [id, url]),
      'http://gateway.test/',
      link,
      new Date(invitation.expiresAt).toUTCString().replace(/:\d\d GMT$/, ' UTC'),
    ]
    const html = String(mail?.html)
    for (const fact of facts) {
      expect(mail?.text).toContain(fact)
      expect(html).toContain(fact.replace('<', '&lt;').replace('>', '&gt;'))
    }
    expect(linkIn(mail)).toBe(link)
    expect(new URL(link).hash.slice(1)).toBe(secretOf(link))
    expect(mail?.subject).not.toContain('Engines')
    // The file is there a moment before that is noted.
    const delivery = async () => (await account.admin.run(readDocument, { id: invitation.id })).invitation.delivery
    await eventually(async () => (await delivery()) === 'WRITTEN')
  })

  it('takes or refuses each row by itself, and answers in the order of the rows', async () => {
    await invite(account.admin, account, 'pending@example.com')
    const results = await resultsOf([
      rowOf(account, 'first@example.com'),
      rowOf(account, mel.email.toUpperCase()),
      rowOf(account, 'pending@example.com'),
      rowOf(account, 'First@example.com'),
      rowOf(account, 'a@example.com', { groupIds: [] }),
      rowOf(account, 'b@example.com', { groupIds: [newId('group')] }),
      rowOf(account, 'c@example.com', { groupIds: [account.groupIds.member, stranger.groupIds.admin] }),
      rowOf(account, 'd@example.com', { attributes: [{ key: 'two words', value: '' }] }),
      rowOf(account, 'e@example.com', { attributes: [{ key: 'team', value: 'two\nlines' }] }),
      rowOf(account, 'f@example.com', { attributes: [1, 2].map((value) => ({ key: 'team', value: `${value}` })) }),
      rowOf(account, 'last@example.com'),
    ])
    expect(
      results.map(({ email, error }: { email: string; error: { code: string } | null }) => [email, error?.code]),
    ).toEqual([
      ['first@example.com', undefined],
      ['mel@example.com', 'CONFLICT'],
      ['pending@example.com', 'CONFLICT'],
      ['first@example.com', 'CONFLICT'],
      ['a@example.com', 'BAD_INPUT'],
      ['b@example.com', 'NOT_FOUND'],
      ['c@example.com', 'NOT_FOUND'],
      ['d@example.com', 'BAD_INPUT'],
      ['e@example.com', 'BAD_INPUT'],
      ['f@example.com', 'BAD_INPUT'],
      ['last@example.com', undefined],
    ])
    for (const { error, invitation, link } of results) {
      expect([invitation === null, link === null]).toEqual([error !== null, error !== null])
    }
    // Another account’s group is as absent as one that nobody has.
    expect(results[6].error).toEqual(results[5].error)
  })

  it('writes an audit event for every row, those refused included', async () => {
    await send([rowOf(account, 'seen@example.com'), rowOf(account, mel.email)])
    const events = await eventsOf(account.admin, { actions: ['invitation.create'] })
    expect(events.slice(-2)).toMatchObject([
      {
        outcome: 'SUCCEEDED',
        actorLabel: account.admin.email,
        resourceLabel: 'seen@example.com',
        changes: expect.arrayContaining([{ field: 'groups', before: null, after: ['member'] }]),
      },
      { outcome: 'FAILED', errorCode: 'CONFLICT', resourceId: null, resourceLabel: mel.email },
    ])
  })

  it('refuses no row at all and more than a hundred, and then invites nobody', async () => {
    const rows = Array.from({ length: 101 }, (_, at) => rowOf(account, `mob-${at}@example.com`))
    for (const list of [[], rows]) expect(faults(await send(list))).toEqual(['BAD_INPUT input.invitations'])
    const { invitations } = await account.admin.run('{ invitations(filter: { search: "mob-" }) { totalCount } }')
    expect(invitations.totalCount).toBe(0)
  })

  it('lets an invitation live 1h to 30d', async () => {
    const lifeOf = async (expiresIn: string, email: string) => {
      const { invitation } = await invite(account.admin, account, email, {}, { expiresIn })
      return Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)
    }
    expect(await lifeOf('1h', 'short@example.com')).toBe(hour)
    expect(await lifeOf('P30D', 'long@example.com')).toBe(30 * day)
    for (const expiresIn of ['59m', '0s', '30d1s', 'soon', '']) {
      expect(faults(await send([rowOf(account, 'x@example.com')], { expiresIn }))).toEqual([
        'BAD_INPUT input.expiresIn',
      ])
    }
  })

  it('names the row and the argument whose value cannot be read', async () => {
    const good = rowOf(account, 'good@example.com')
    for (const email of ['nobody', 'a@b, c@d', 'eve@example.com\r\nBcc: all@example.com', 7]) {
      expect(faults(await send([good, { ...good, email }]))).toEqual(['BAD_INPUT input.invitations.1.email'])
    }
    expect(faults(await send([{ ...good, groupIds: [{}] }]))).toEqual(['BAD_INPUT input.invitations.0.groupIds.0'])
  })

  it('invites a person into one account without regard to other accounts', async () => {
    await invite(stranger.admin, stranger, 'both@example.com')
    await invite(account.admin, account, 'both@example.com')
    await invite(account.admin, account, 'newcomer@example.com')
    await invite(stranger.admin, stranger, mel.email)
  })

  it('is for Admins', async () => {
    const rows = [rowOf(account, 'nope@example.com')]
    for (const member of [mel, audrey]) {
      const { data, errors } = await send(rows, {}, member)
      expect(data).toEqual({ inviteUsers: null })
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'INVITATION_CREATE',
        wouldBeGrantedBy: ['admin'],
      })
    }
    expect(faults(await send(rows, {}, gateway.anonymous as Member))).toEqual(['UNAUTHENTICATED'])
    // Another account's Admin has groups of their own, and no others.
    const [result] = (await send(rows, {}, stranger.admin)).data.inviteUsers.results
    expect(result.error.code).toBe('NOT_FOUND')
  })

  it('of somebody who is deactivated says that they can be activated again', async () => {
    const gone = await account.join('gone@example.com', ['member'])
    await account.admin.run(
      'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { __typename } }',
      { id: gone.id },
    )
    const [{ error }] = await resultsOf([rowOf(account, gone.email)])
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('activate them again') })
  })

  it('by a management token is in the name of the creator of the token', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      {
        input: {
          description: 'onboarding',
          permissions: ['INVITATION_CREATE', 'INVITATION_READ', 'USER_READ', ...memberPermissions],
        },
      },
    )
    const { invitation } = await invite(gateway.as(createManagementToken.secret), account, 'robot@example.com')
    expect(invitation.invitedBy).toEqual({ id: account.admin.id, name: 'Ada' })
    const [mail] = await mailsTo(gateway, 'robot@example.com')
    expect(mail?.text).toContain('Ada invites you')
  })

  // Last, as a hundred mails hold up those behind them.
  it('takes a hundred rows', async () => {
    const rows = Array.from({ length: 100 }, (_, at) => rowOf(account, `crowd-${at}@example.com`))
    const results = await resultsOf(rows)
    expect(results.map(({ email }: { email: string }) => email)).toEqual(rows.map(({ email }) => email))
    expect(results.every(({ error }: { error: unknown }) => error === null)).toBe(true)
    expect(new Set(results.map(({ link }: { link: string }) => link)).size).toBe(100)
  })
})
