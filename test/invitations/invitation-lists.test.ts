import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import type { Member } from '../gateway.ts'
import { type SignedIn, signIn } from '../sessions/documents.ts'
import { hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { acceptance, acceptDocument, invitationFields, invite, readDocument, revokeDocument } from './documents.ts'

const { gateway, account, stranger } = useWorld()
let admin: SignedIn
let mel: SignedIn
let audrey: SignedIn

/** Oldest first: Ada’s own, those of Mel and Audrey, then expired@, accepted@, revoked@, pending_1@ and pending%2@. */
beforeAll(async () => {
  // Invitations of one millisecond stand in no particular order.
  const joining = async (email: string, group: 'member' | 'auditor'): Promise<Member> => {
    gateway.advance(1)
    return account.join(email, [group])
  }
  const members = [await joining('mel@example.com', 'member'), await joining('audrey@example.com', 'auditor')] as const
  gateway.advance(1)
  await invite(account.admin, account, 'expired@example.com', {}, { expiresIn: '1h' })
  gateway.advance(2 * hour)
  admin = await signIn(gateway, account, account.admin)
  mel = await signIn(gateway, account, members[0])
  audrey = await signIn(gateway, account, members[1])
  const { secret } = await invite(admin, account, 'accepted@example.com')
  await gateway.anonymous.run(acceptDocument, acceptance(secret))
  gateway.advance(1)
  const { invitation } = await invite(admin, account, 'revoked@example.com')
  await admin.run(revokeDocument, { id: invitation.id })
  for (const email of ['pending_1@example.com', 'pending%2@example.com']) {
    gateway.advance(1)
    await invite(admin, account, email)
  }
  await invite(await signIn(gateway, stranger, stranger.admin), stranger, 'foreign@example.com')
})

const everybody = ['pending%2', 'pending_1', 'revoked', 'accepted', 'expired', 'audrey', 'mel', 'ada']

const listDocument = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: InvitationFilter) {
  invitations(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor } nodes { email } } }`
const list = async (variables: object = {}) => (await admin.run(listDocument, variables)).invitations
const namesOf = ({ nodes }: { nodes: { email: string }[] }) =>
  nodes.map(({ email }) => email.replace('@example.com', ''))
const namesBy = async (filter: object) => {
  const page = await list({ filter })
  expect(page.totalCount).toBe(page.nodes.length)
  return namesOf(page)
}

describe('invitations', () => {
  it('lists all that were ever sent in the account, newest first', async () => {
    expect(namesOf(await list())).toEqual(everybody)
    expect(await namesBy({})).toEqual(everybody)
  })

  it('filters by status, as of this moment', async () => {
    expect(await namesBy({ statuses: ['PENDING'] })).toEqual(['pending%2', 'pending_1'])
    expect(await namesBy({ statuses: ['EXPIRED'] })).toEqual(['expired'])
    expect(await namesBy({ statuses: ['REVOKED', 'ACCEPTED'] })).toEqual([
      'revoked',
      'accepted',
      'audrey',
      'mel',
      'ada',
    ])
    expect(await namesBy({ statuses: [] })).toEqual([])
    expect(await namesBy({ statuses: Array(2000).fill('EXPIRED') })).toEqual(['expired'])
  })

  it('searches the addresses, whatever the case, and takes wildcards literally', async () => {
    expect(await namesBy({ search: 'PENDING' })).toEqual(['pending%2', 'pending_1'])
    expect(await namesBy({ search: '_1@' })).toEqual(['pending_1'])
    expect(await namesBy({ search: '%2' })).toEqual(['pending%2'])
    expect(await namesBy({ search: '\\' })).toEqual([])
    expect(await namesBy({ search: 'pending', statuses: ['EXPIRED'] })).toEqual([])
    expect(await namesBy({ search: '' })).toEqual(everybody)
    expect(await namesBy({ search: '\u{feff}pending%\n' })).toEqual(['pending%2'])
    const tooLong = { search: 'x'.repeat(60_000) }
    expect(faults(await admin.send(listDocument, { filter: tooLong }))).toEqual(['BAD_INPUT filter.search'])
  })

  it('pages forward and backward without skipping or repeating, while others are invited', async () => {
    const seen: string[] = []
    let after: string | null = null
    for (let page = 0; page < 4; page++) {
      const { pageInfo, ...rest } = await list({ first: 3, after, filter: { search: 'e' } })
      seen.push(...namesOf(rest))
      after = pageInfo.endCursor
      gateway.advance(1)
      if (page === 0) await invite(admin, account, 'newcomer-e@example.com')
      if (!pageInfo.hasNextPage) break
    }
    expect(seen).toEqual(everybody.filter((name) => `${name}@example.com`.includes('e')))
    const back: string[] = []
    let before: string | null = null
    do {
      const { pageInfo, ...rest } = await list({ last: 3, before })
      back.unshift(...namesOf(rest))
      before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null
    } while (before)
    expect(back).toEqual(['newcomer-e', ...everybody])
  })

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ last: 101 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 1, after: 'nonsense' }, 'after'],
    [{ last: 1, before: '' }, 'before'],
  ])('refuses the page %j, naming %s', async (page, field) => {
    expect(faults(await admin.send(listDocument, page))).toEqual([`BAD_INPUT ${field}`])
  })

  it('does not take another account’s cursor', async () => {
    const { edges } = await list({ first: 1 })
    const foreign = await signIn(gateway, stranger, stranger.admin)
    const answer = await foreign.send(listDocument, { first: 1, after: edges[0].cursor })
    expect(faults(answer)).toEqual(['BAD_INPUT after'])
  })

  it('costs no more statements for seventy than for ten', async () => {
    const document = `{ invitations(first: 100) { nodes { ${invitationFields} } } }`
    const cost = async () => {
      const { result, statements } = await gateway.count(() => admin.run(document))
      return { rows: result.invitations.nodes.length, statements: statements.length }
    }
    const few = await cost()
    await admin.run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { email } } }', {
      input: {
        invitations: Array.from({ length: 60 }, (_, at) => ({
          email: `many-${at}@example.com`,
          groupIds: Object.values(account.groupIds),
        })),
      },
    })
    const many = await cost()
    expect(many.rows).toBe(few.rows + 60)
    // Authentication, the page, its groups, and for each of three fields the people it names.
    for (const { statements } of [few, many]) expect(statements).toBeLessThanOrEqual(6)
  })

  it('is for Admins and Auditors', async () => {
    expect((await audrey.run(listDocument)).invitations.nodes.length).toBeGreaterThan(0)
    for (const document of [listDocument, readDocument]) {
      const { errors } = await mel.send(document, { id: newId('invitation') })
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'INVITATION_READ' })
      expect(faults(await gateway.anonymous.send(document, { id: newId('invitation') }))).toEqual(['UNAUTHENTICATED'])
    }
  })
})

describe('invitation', () => {
  it('finds one by its id; null for an invented one and for another account’s', async () => {
    const { invitation } = await invite(admin, account, 'one@example.com')
    expect((await audrey.run(readDocument, { id: invitation.id })).invitation.email).toBe('one@example.com')
    const foreign = await signIn(gateway, stranger, stranger.admin)
    for (const id of [invitation.id, newId('invitation'), 'nonsense']) {
      expect(await foreign.run(readDocument, { id })).toEqual({ invitation: null })
    }
    const node = 'query ($id: ID!) { node(id: $id) { id } }'
    expect(await foreign.run(node, { id: invitation.id })).toEqual({ node: null })
    expect(await mel.run(node, { id: invitation.id })).toEqual({ node: null })
    expect(await audrey.run(node, { id: invitation.id })).toEqual({ node: { id: invitation.id } })
  })

  it('has no field that carries its link', async () => {
    const { __type } = await gateway.anonymous.run('{ __type(name: "Invitation") { fields { name } } }')
    const names = __type.fields.map(({ name }: { name: string }) => name)
    expect(names.filter((name: string) => /link|secret|token|url/i.test(name))).toEqual([])
  })
})
