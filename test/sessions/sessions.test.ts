import { describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { comparable, eventsOf, faults } from '../answers.ts'
import type { Client } from '../gateway.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { revokeSessionDocument, type SignedIn, signIn, signOutDocument, whoAmI } from './documents.ts'

const { gateway, account, stranger, mel, audrey, person } = useWorld()
const tom = person('tom@example.com', ['member'])

const listDocument = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { user(id: $id) {
  sessions(first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id isCurrent lastSeenAt } } } }`
const sessionsOf = async (client: Client, id: string, page: object = {}) =>
  (await client.run(listDocument, { id, ...page })).user.sessions
const idsOf = async (client: Client, id: string): Promise<string[]> =>
  (await sessionsOf(client, id)).nodes.map((session: { id: string }) => session.id)
const isOver = async ({ token }: SignedIn) => (await gateway.as(token).send(whoAmI)).status === 401
const revoke = (client: Client, id: string) => client.send(revokeSessionDocument, { id })

describe('the list of sessions', () => {
  it('shows everybody their own that are still good, newest first, and which of them is asking', async () => {
    gateway.advance(1)
    const older = await signIn(gateway, account, mel)
    gateway.advance(1)
    const newer = await signIn(gateway, account, mel)
    const ids = await idsOf(newer, mel.id)
    expect(ids.slice(0, 2)).toEqual([newer.sessionId, older.sessionId])
    const { nodes } = await sessionsOf(older, mel.id)
    expect(nodes.filter((one: { isCurrent: boolean }) => one.isCurrent).map(({ id }: { id: string }) => id)).toEqual([
      older.sessionId,
    ])
    await older.run(signOutDocument)
    expect(await idsOf(newer, mel.id)).not.toContain(older.sessionId)
  })

  it('pages both ways', async () => {
    for (let at = 0; at < 3; at++) {
      gateway.advance(1)
      await signIn(gateway, account, tom)
    }
    const all = await idsOf(tom, tom.id)
    const first = await sessionsOf(tom, tom.id, { first: 2 })
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } })
    const rest = await sessionsOf(tom, tom.id, { first: 2, after: first.pageInfo.endCursor })
    expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(all)
    expect(rest.pageInfo.hasNextPage).toBe(false)
    const back = await sessionsOf(tom, tom.id, { last: 2, before: rest.pageInfo.startCursor })
    expect(back.nodes).toEqual(first.nodes)
    const { errors } = await tom.send(listDocument, { id: tom.id, first: 101 })
    expect(errors.map(({ extensions: { code, field } }) => [code, field])).toEqual([['BAD_INPUT', 'first']])
  })

  it('is open to Admins and Auditors, and to no other Member', async () => {
    for (const client of [account.admin, audrey]) expect(await idsOf(client, mel.id)).not.toEqual([])
    const attempt = await tom.send(listDocument, { id: mel.id })
    expect(attempt.data.user).toBeNull()
    expect(attempt.errors[0]?.extensions.code).toBe('FORBIDDEN')
    expect((await stranger.admin.run(listDocument, { id: mel.id })).user).toBeNull()
  })

  it('of many people costs one statement', async () => {
    const document = '{ users { nodes { sessions(first: 3) { nodes { id } } } } }'
    const { result, statements } = await gateway.count(() => account.admin.run(document))
    expect(result.users.nodes.length).toBeGreaterThan(3)
    // Authentication, the people, and their sessions.
    expect(statements).toHaveLength(3)
  })

  it('tells to the minute when a session was last used', async () => {
    const session = await signIn(gateway, account, mel)
    const seen = async () =>
      Date.parse((await session.run('{ viewer { session { lastSeenAt } } }')).viewer.session.lastSeenAt)
    const before = await seen()
    gateway.advance(2 * minute)
    await seen()
    expect((await seen()) - before).toBeGreaterThanOrEqual(2 * minute)
  })
})

describe('revokeSession', () => {
  it('ends one’s own session at once, the current one too', async () => {
    const [one, other] = [await signIn(gateway, account, mel), await signIn(gateway, account, mel)]
    expect(await one.run(revokeSessionDocument, { id: other.sessionId })).toEqual({
      revokeSession: { id: other.sessionId },
    })
    expect([await isOver(other), await isOver(one)]).toEqual([true, false])
    await one.run(revokeSessionDocument, { id: one.sessionId })
    expect(await isOver(one)).toBe(true)
  })

  it('lets an Admin end anybody’s, and the audit log says whose admin did it', async () => {
    const session = await signIn(gateway, account, mel)
    await account.admin.run(revokeSessionDocument, { id: session.sessionId })
    expect(await isOver(session)).toBe(true)
    const [event] = await eventsOf(account.admin, { resourceIds: [session.sessionId], actions: ['session.revoke'] })
    expect(event).toMatchObject({ outcome: 'SUCCEEDED', actorLabel: account.admin.email })
  })

  it('refuses an Auditor, who sees the session, with what is needed', async () => {
    const session = await signIn(gateway, account, mel)
    const { errors, data } = await revoke(audrey, session.sessionId)
    expect(data).toEqual({ revokeSession: null })
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'SESSION_REVOKE',
      wouldBeGrantedBy: ['admin'],
    })
    expect(await isOver(session)).toBe(false)
    const [event] = await eventsOf(account.admin, { resourceIds: [session.sessionId], outcomes: ['DENIED'] })
    expect(event).toMatchObject({ action: 'session.revoke', errorCode: 'FORBIDDEN', actorLabel: audrey.email })
  })

  it('hides other people’s sessions from a Member, and those of other accounts from everybody', async () => {
    const session = await signIn(gateway, account, mel)
    const answerTo = async (client: Client, id: string) => comparable(await revoke(client, id))
    const invented = newId('session')
    expect(faults(await revoke(tom, session.sessionId))).toEqual(['NOT_FOUND id'])
    for (const client of [tom, stranger.admin]) {
      expect(await answerTo(client, session.sessionId)).toEqual(await answerTo(client, invented))
    }
    expect(await answerTo(tom, 'nonsense')).toEqual(await answerTo(tom, invented))
    expect(await isOver(session)).toBe(false)
  })

  it('is enough for a management token that was given SESSION_REVOKE alone', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'lock-out', permissions: ['SESSION_REVOKE'] } },
    )
    const session = await signIn(gateway, account, mel)
    await gateway.as(createManagementToken.secret).run(revokeSessionDocument, { id: session.sessionId })
    expect(await isOver(session)).toBe(true)
  })

  it('and signOut are for those who are signed in', async () => {
    expect(faults(await revoke(gateway.anonymous, newId('session')))).toEqual(['UNAUTHENTICATED'])
    expect(faults(await gateway.anonymous.send(signOutDocument))).toEqual(['UNAUTHENTICATED'])
  })

  it('and signOut end no other session', async () => {
    const [one, other] = [await signIn(gateway, account, mel), await signIn(gateway, account, mel)]
    await one.run(signOutDocument)
    expect([await isOver(one), await isOver(other)]).toEqual([true, false])
  })

  it('a management token cannot sign out: it has no session', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'automation', permissions: ['CLUSTER_READ'] } },
    )
    expect(faults(await gateway.as(createManagementToken.secret).send(signOutDocument))).toEqual(['FORBIDDEN'])
  })
})
