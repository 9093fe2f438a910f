import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { PasswordHasher } from '../../src/auth/password.ts'
import { type Answer, type Client, password, type TestAccount } from '../gateway.ts'
import { type MadeToken, type Maker, useMakers, type Visitor } from './world.ts'

const world = useMakers()

/** An account with two Admins, and nobody else. */
async function twoAdmins(): Promise<{ account: TestAccount; make: Maker; ada: Visitor; bob: Visitor }> {
  const account = await world.gateway.account()
  const ada = await world.signIn(account, account.admin.email)
  const make = world.maker(account, ada)
  return { account, make, ada, bob: await make.join(['admin']) }
}

const setGroups = (client: Client, userId: string, groupIds: readonly string[]): Promise<Answer> =>
  client.send('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { __typename } }', {
    input: { userId, groupIds },
  })

/**
 * Makes somebody an Admin again for the next race. That ends their sessions; the row is put back, as hundreds of sign-ins
 * would take minutes.
 */
async function promote(client: Client, { id }: Visitor, account: TestAccount): Promise<void> {
  expect(codeOf(await setGroups(client, id, [account.groupIds.admin]))).toBeNull()
  await world.gateway.db.updateTable('sessions').set({ ended_at: null }).where('user_id', '=', id).execute()
}

const setStatus = (client: Client, id: string, status: string): Promise<Answer> =>
  client.send('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id, status },
  })

const remove = (client: Client, id: string): Promise<Answer> =>
  client.send('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id })

/** `null` when it was done. */
const codeOf = ({ errors }: Answer): string | null => errors[0]?.extensions.code ?? null

async function activeAdmins(client: Client, account: TestAccount): Promise<string[]> {
  const { users } = await client.run(
    'query ($groupIds: [ID!]) { users(filter: { groupIds: $groupIds, statuses: [ACTIVE] }) { nodes { id } } }',
    { groupIds: [account.groupIds.admin] },
  )
  return users.nodes.map(({ id }: { id: string }) => id)
}

/** Who of two can still ask for the list of people, which an Admin may and a Member may not. */
async function survivorOf(account: TestAccount, candidates: readonly Visitor[]) {
  for (const candidate of candidates) {
    const { errors } = await candidate.send('{ users { nodes { id } } }')
    if (errors.length === 0) return { survivor: candidate, admins: await activeAdmins(candidate, account) }
  }
  throw new Error('The account has no active Admin.')
}

const refusals = ['LAST_ADMIN', 'FORBIDDEN', 'UNAUTHENTICATED']

describe('two Admins who demote each other at once', () => {
  it('leave exactly one Admin, 200 times out of 200', async () => {
    const { account, ada, bob } = await twoAdmins()
    const { member } = account.groupIds

    for (let race = 0; race < 200; race++) {
      // The first request would win every time.
      const [first, second] = race % 2 === 0 ? [ada, bob] : [bob, ada]
      const answers = await Promise.all([setGroups(first, second.id, [member]), setGroups(second, first.id, [member])])
      const codes = answers.map(codeOf)
      expect(codes.filter((code) => code === null)).toHaveLength(1)
      expect(refusals).toContain(codes.find((code) => code !== null))
      const winner = codes[0] === null ? first : second
      const loser = winner === ada ? bob : ada
      expect(await activeAdmins(winner, account)).toEqual([winner.id])
      await promote(winner, loser, account)
    }
  }, 120_000)

  // No token takes anybody out of the group of the Admins; one may deactivate them.
  it('leave one by way of their management tokens as well, which deactivate them', async () => {
    for (let race = 0; race < 3; race++) {
      const { account, make, ada, bob } = await twoAdmins()
      const [tokenOfAda, tokenOfBob] = [
        await make.managementToken(['USER_UPDATE'], ada),
        await make.managementToken(['USER_UPDATE'], bob),
      ] as [MadeToken, MadeToken]
      const answers = await Promise.all([
        setStatus(tokenOfAda, bob.id, 'DEACTIVATED'),
        setStatus(tokenOfBob, ada.id, 'DEACTIVATED'),
      ])
      expect(answers.map(codeOf).filter((code) => code === null)).toHaveLength(1)
      const { survivor, admins } = await survivorOf(account, [ada, bob])
      expect(admins).toEqual([survivor.id])
    }
  })
})

describe('two Admins who each step down at once', () => {
  it('leave one, and the other is told LAST_ADMIN', async () => {
    const { account, ada, bob } = await twoAdmins()
    const { member } = account.groupIds

    for (let race = 0; race < 30; race++) {
      const answers = await Promise.all([ada, bob].map((one) => setGroups(one, one.id, [member])))
      expect(answers.map(codeOf).sort()).toEqual(['LAST_ADMIN', null])
      const { survivor, admins } = await survivorOf(account, [ada, bob])
      expect(admins).toEqual([survivor.id])
      await promote(survivor, survivor === ada ? bob : ada, account)
    }
  })
})

describe('two Admins who demote, deactivate or remove each other at once', () => {
  const ways = {
    demote: (client: Client, id: string, { groupIds }: TestAccount) => setGroups(client, id, [groupIds.member]),
    deactivate: (client: Client, id: string) => setStatus(client, id, 'DEACTIVATED'),
    remove: (client: Client, id: string) => remove(client, id),
  }
  const names = Object.keys(ways) as (keyof typeof ways)[]
  const pairs = names.flatMap((first) => names.map((second) => [first, second] as const))

  it.each(pairs)('%s against %s leaves exactly one active Admin', async (first, second) => {
    const { account, make, ada, bob } = await twoAdmins()
    let rival = bob
    let winner = ada
    for (let race = 0; race < 2; race++) {
      const answers = await Promise.all([
        ways[first](winner, rival.id, account),
        ways[second](rival, winner.id, account),
      ])
      expect(answers.map(codeOf).filter((code) => code === null)).toHaveLength(1)
      const refused = answers.map(codeOf).find((code) => code !== null)
      expect(refusals).toContain(refused)

      const { survivor, admins } = await survivorOf(account, [winner, rival])
      expect(admins).toEqual([survivor.id])
      winner = survivor
      // The loser may be gone for good; a newcomer takes their place.
      rival = await world.maker(make.account, winner).join(['admin'])
    }
  })

  it('the last one can be neither demoted nor deactivated nor removed, by themselves or by a token', async () => {
    const { account, make, ada, bob } = await twoAdmins()
    await remove(ada, bob.id)
    const token = await make.managementToken(['GROUP_ASSIGN', 'USER_UPDATE', 'USER_REMOVE'])

    for (const way of Object.values(ways)) expect(codeOf(await way(ada, ada.id, account))).toBe('LAST_ADMIN')
    expect(codeOf(await ways.deactivate(token, ada.id))).toBe('LAST_ADMIN')
    expect(codeOf(await ways.remove(token, ada.id))).toBe('LAST_ADMIN')
    // It does not hold what the group grants, so it takes nobody out of it.
    expect(codeOf(await ways.demote(token, ada.id, account))).toBe('FORBIDDEN')
    expect(await activeAdmins(ada, account)).toEqual([ada.id])
  })

  it('somebody deactivated, or removed, does not count as an Admin who is left', async () => {
    const { account, make, ada, bob } = await twoAdmins()
    const third = await make.join(['admin'])
    await setStatus(ada, bob.id, 'DEACTIVATED')
    await remove(ada, third.id)

    for (const way of Object.values(ways)) expect(codeOf(await way(ada, ada.id, account))).toBe('LAST_ADMIN')
  })
})

/** Keeps a document waiting where it hashes the next password, until it is let go. */
function holdNextHash(): () => void {
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { hash } = PasswordHasher.prototype
  const holding = vi.spyOn(PasswordHasher.prototype, 'hash')
  holding.mockImplementationOnce(async function (this: PasswordHasher, ...given) {
    await held
    return hash.apply(this, given)
  })
  onTestFinished(() => holding.mockRestore())
  return goOn
}

describe('rights that are lost while a request is under way', () => {
  const create = (alias: string) => `${alias}: createDatabase(input: { clusterId: $clusterId, name: "${alias}" }) {
    database { id } }`
  const databases = async (client: Client): Promise<string[]> =>
    (await client.run('{ databases(first: 100) { nodes { name } } }')).databases.nodes.map(
      ({ name }: { name: string }) => name,
    )

  it.each([
    ['demoted', 'FORBIDDEN', 'setUserGroups(input: { userId: $id, groupIds: [$groupId] })'],
    ['deactivated', 'UNAUTHENTICATED', 'updateUser(input: { id: $id, status: DEACTIVATED })'],
    ['removed', 'UNAUTHENTICATED', 'removeUser(id: $id)'],
  ])('are gone for the rest of a document in which an Admin is %s', async (_case, code, loss) => {
    const { account, ada, bob } = await twoAdmins()
    const { data, errors } = await bob.send(
      `mutation ($id: ID!, $clusterId: ID!${loss.includes('groupId') ? ', $groupId: ID!' : ''}) {
        ${create('before')} loss: ${loss} { __typename } ${create('after')} }`,
      { id: bob.id, clusterId: account.clusterIds[0], groupId: account.groupIds.member },
    )

    expect(data.before.database).toEqual({ id: expect.any(String) })
    expect(data.after).toBeNull()
    expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([[['after'], code]])
    expect(await databases(ada)).toEqual(['before'])
  })

  it.each([
    ['demotes', 'FORBIDDEN', (ada: Client, id: string, groupId: string) => setGroups(ada, id, [groupId])],
    ['deactivates', 'UNAUTHENTICATED', (ada: Client, id: string) => setStatus(ada, id, 'DEACTIVATED')],
    ['removes', 'UNAUTHENTICATED', (ada: Client, id: string) => remove(ada, id)],
  ] as const)('are gone half-way through a document when somebody else %s the Admin', async (way, code, takeAway) => {
    const { account, ada, bob } = await twoAdmins()
    const goOn = holdNextHash()
    const working = bob.send(
      `mutation ($clusterId: ID!, $input: ChangePasswordInput!) {
        ${create('before')} pause: changePassword(input: $input) { ok } ${create('after')} }`,
      { clusterId: account.clusterIds[0], input: { currentPassword: password, newPassword: `${password}, another` } },
    )
    while ((await databases(ada)).length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(codeOf(await takeAway(ada, bob.id, account.groupIds.member))).toBeNull()
    goOn()
    const { data, errors } = await working

    expect(data.before).not.toBeNull()
    expect(data.after).toBeNull()
    expect(await databases(ada)).toEqual(['before'])
    // A user who is still active in the account may change their password; nobody else may.
    const pause = way === 'demotes' ? [] : [['pause', code]]
    expect(errors.map(({ path, extensions }) => [path?.[0], extensions.code])).toEqual([...pause, ['after', code]])
    expect(data.pause).toEqual(way === 'demotes' ? { ok: true } : null)
  })

  it('are gone for the pending invitations of a demoted Admin: nobody joins by them any more', async () => {
    const { account, ada, bob } = await twoAdmins()
    const { secret } = await world.maker(account, bob).invitation(['admin'])
    await setGroups(ada, bob.id, [account.groupIds.member])
    const { errors } = await world.gateway.anonymous.send(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }',
      { input: { secret, name: 'Eve', password } },
    )

    expect(errors[0]?.extensions.code).toBe('INVITATION_REVOKED')
  })
})
