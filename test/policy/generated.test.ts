import { beforeAll, describe, expect, it } from 'vitest'
import type { BuiltInKey, Client, TestAccount } from '../gateway.ts'
import { documentOf, fieldAt } from './documents.ts'
import {
  type Asker,
  allPermissions,
  dice,
  heldBy,
  lackingFor,
  rootCoordinates,
  type Verdict,
  verdictOn,
} from './oracle.ts'
import { requests } from './requests.ts'
import { type Maker, stateOf, useMakers } from './world.ts'

interface NamedCaller extends Asker {
  readonly name: string
  readonly client: Client
  readonly id: string | undefined
}

interface Case {
  readonly caller: NamedCaller
  readonly coordinate: string
  /** Whether the things that it names lie in another account. */
  readonly isForeign: boolean
  /** The case in words. */
  readonly told: string
}

const delegable = allPermissions.filter((name) => name !== 'MANAGEMENT_TOKEN_CREATE')

describe('of 300 generated requests over HTTP', () => {
  const world = useMakers()
  let account: TestAccount
  let make: Maker
  let strangers: Maker
  const callers: NamedCaller[] = []
  const random = dice(7)
  /** Those that take a password take too long; those that change their caller cannot be tried again and again. */
  const tried = rootCoordinates.filter(
    (coordinate) =>
      requests[coordinate] &&
      !/signIn|signOut|Password|acceptInvitation|revokeSession|Query.node|Email|Profile|leave/.test(coordinate),
  )

  beforeAll(async () => {
    account = await world.gateway.account('Ours')
    const stranger = await world.gateway.account('Theirs')
    make = world.maker(account, account.admin)
    strangers = world.maker(stranger, stranger.admin)
    callers.push({ name: 'nobody', kind: 'anonymous', holds: [], client: world.gateway.anonymous, id: undefined })
    for (const groups of [
      ['member'],
      ['auditor'],
      ['member', 'auditor'],
      ['admin'],
      ['admin', 'member'],
    ] as BuiltInKey[][]) {
      const client = await make.join(groups)
      callers.push({ name: groups.join(), kind: 'person', holds: heldBy(groups), client, id: client.id })
    }
    for (const groups of [['member'], ['auditor'], ['admin'], ['member', 'auditor']] as BuiltInKey[][]) {
      const creator = await make.join(['admin'])
      for (let each = 0; each < 4; each++) {
        const given = random.someOf(delegable, 0.6)
        const client = await make.managementToken(given.length > 0 ? given : ['USER_READ'], creator)
        const holds = given.filter((name) => heldBy(groups).includes(name))
        callers.push({ name: `token of a ${groups}`, kind: 'token', holds, client, id: client.id })
      }
      await account.admin.run(
        'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { __typename } }',
        {
          input: { userId: creator.id, groupKeys: groups },
        },
      )
    }
  })

  /** What the table in words says of a case; things of another account are allowed, and not found. */
  function verdictFor({ caller, coordinate, isForeign }: Case): Verdict {
    const verdict = verdictOn(caller, coordinate, false)
    // Who puts people into a group, or sends an invitation to one, holds what it grants besides.
    const gives = coordinate === 'Mutation.setUserGroups' || coordinate === 'Mutation.resendInvitation'
    const [lacking] = gives && !isForeign ? lackingFor(caller.holds, ['member']) : []
    return verdict === 'allowed' && lacking ? `FORBIDDEN for ${lacking}` : verdict
  }

  async function expectRefusal(one: Case, variables: object, verdict: Verdict): Promise<void> {
    const before = await stateOf(world.gateway, account.id)
    const { data, codes } = await ask(one, variables)
    expect({ told: one.told, codes }).toEqual({ told: one.told, codes: [verdict] })
    expect(data[fieldAt(world.schema, one.coordinate).name]).toBeNull()
    expect(await stateOf(world.gateway, account.id)).toBe(before)
  }

  async function expectAnswer(one: Case, variables: object): Promise<void> {
    const { codes } = await ask(one, variables)
    // What is another account's does not exist.
    const unexpected = one.isForeign ? codes.filter((code) => code !== 'NOT_FOUND') : codes
    expect({ told: one.told, codes: unexpected }).toEqual({ told: one.told, codes: [] })
  }

  async function ask({ caller, coordinate }: Case, variables: object) {
    const { data, errors } = await caller.client.send(documentOf(world.schema, coordinate), variables)
    const codes = errors.map(({ extensions: { code, permission } }) =>
      code === 'FORBIDDEN' && permission ? `FORBIDDEN for ${permission}` : code,
    )
    return { data, codes }
  }

  it('each is answered as the table in words says, and what is refused changes nothing', async () => {
    const verdicts = new Set<string>()
    const untouched = new Map<string, object>()
    for (let index = 0; index < 300; index++) {
      const caller = random.oneOf(callers)
      const coordinate = random.oneOf(tried)
      const isForeign = random.oneOf([true, false, false])
      const told = `case ${index}: ${coordinate} of ${isForeign ? 'theirs' : 'ours'} by ${caller.name}`
      const one = { caller, coordinate, isForeign, told }
      const verdict = verdictFor(one)
      const asker = { id: caller.id, email: undefined, anotherSession: () => Promise.reject(new Error('none')) }
      const fresh = async () => (await requests[coordinate]?.(isForeign ? strangers : make, asker)) ?? {}
      if (verdict === 'allowed') await expectAnswer(one, await fresh())
      else {
        // Things that nobody has changed yet serve all who are refused.
        const place = `${coordinate} ${isForeign}`
        const variables = untouched.get(place) ?? (await fresh())
        untouched.set(place, variables)
        await expectRefusal(one, variables, verdict)
      }
      verdicts.add(verdict.split(' ')[0] as string)
    }
    expect([...verdicts].sort()).toEqual(['FORBIDDEN', 'UNAUTHENTICATED', 'allowed'])
  })

  it('a token of somebody who was deactivated, or removed, opens nothing at all', async () => {
    for (const end of ['deactivate', 'remove']) {
      const creator = await make.join(['admin'])
      const token = await make.managementToken(delegable, creator)
      if (end === 'remove') await account.admin.run(`mutation { removeUser(id: "${creator.id}") { id } }`)
      else
        await account.admin.run(
          `mutation { updateUser(input: { id: "${creator.id}", status: DEACTIVATED }) { __typename } }`,
        )
      for (const client of [token, creator]) {
        for (const coordinate of ['Query.viewer', 'Query.databases', 'Query.users']) {
          const { status, errors } = await client.send(documentOf(world.schema, coordinate), { clusterId: null })
          expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' })
        }
      }
    }
  })
})
