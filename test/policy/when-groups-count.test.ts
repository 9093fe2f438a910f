import { beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../gateway.ts'
import { makeGroup, onAccount } from '../groups/custom-groups.ts'
import { signIn } from '../sessions/documents.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'

const world = useWorld()
const { gateway } = world
let offset = 0

/** Moves the gateway's clocks. Some time passes meanwhile, so that what begins or ends is minutes away. */
function moveTo(time: string): void {
  const by = Date.parse(time) - Date.now() - offset
  gateway.advance(by)
  offset += by
}

beforeAll(() => moveTo('2026-03-28T23:30Z'))

const { account, mel } = world

const setGroups = 'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }'

/** Puts Mel into a group of these permissions and conditions, and no other. */
async function putIntoGroup(key: string, conditions: object, ...permissions: string[]): Promise<void> {
  const admin = await signIn(gateway, account, account.admin)
  const { id } = await makeGroup(admin, key, { conditions, grants: [onAccount(...permissions)] })
  await admin.run(setGroups, { input: { userId: mel.id, groupIds: [id] } })
}

const signInMel = () => signIn(gateway, account, mel)

const mayReadAudit = async (client: Client): Promise<boolean> => {
  const { data, errors } = await client.send('{ auditEvents(first: 1) { totalCount } }')
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(data?.auditEvents ? [] : ['FORBIDDEN'])
  return errors.length === 0
}

describe('a group with hours', () => {
  it('counts twice in an hour that the change of clocks repeats, and never in one that it leaves out', async () => {
    const hours = [{ days: ['SUNDAY'], from: '02:00', to: '03:00', zone: 'Europe/Berlin' }]
    await putIntoGroup('sunday-night', { hours }, 'AUDIT_READ')
    const told: Record<string, boolean> = {}
    for (const time of [
      // 01:55 and 03:05 in Berlin.
      ...['2026-03-29T00:55Z', '2026-03-29T01:05Z'],
      // 01:55, twice 02:05 and 02:55, and 03:05.
      ...['2026-10-24T23:55Z', '2026-10-25T00:05Z', '2026-10-25T00:55Z', '2026-10-25T01:05Z', '2026-10-25T01:55Z'],
      '2026-10-25T02:05Z',
    ]) {
      moveTo(time)
      told[time] = await mayReadAudit(await signInMel())
    }
    expect(told).toEqual({
      '2026-03-29T00:55Z': false,
      '2026-03-29T01:05Z': false,
      '2026-10-24T23:55Z': false,
      '2026-10-25T00:05Z': true,
      '2026-10-25T00:55Z': true,
      '2026-10-25T01:05Z': true,
      '2026-10-25T01:55Z': true,
      '2026-10-25T02:05Z': false,
    })
  })

  it('stops to count while a session lasts', async () => {
    moveTo('2026-11-01T01:45Z')
    const session = await signInMel()
    expect(await mayReadAudit(session)).toBe(true)
    moveTo('2026-11-01T02:05Z')
    expect(await mayReadAudit(session)).toBe(false)
  })
})

it('a group for those who have just signed in counts again when they sign in again', async () => {
  moveTo('2026-11-02T10:00Z')
  await putIntoGroup('just-signed-in', { authenticatedWithin: '15m' }, 'AUDIT_READ')
  const session = await signInMel()
  moveTo('2026-11-02T10:10Z')
  expect(await mayReadAudit(session)).toBe(true)
  moveTo('2026-11-02T10:20Z')
  expect(await mayReadAudit(session)).toBe(false)
  expect(await mayReadAudit(await signInMel())).toBe(true)
})

it('a management token holds what the groups of its person grant when it is used, and not those for people', async () => {
  const makeToken = async () => {
    const { createManagementToken } = await (await signInMel()).run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
      { input: { description: 'reads', permissions: ['AUDIT_READ'] } },
    )
    return gateway.as(createManagementToken.secret)
  }
  moveTo('2026-11-03T08:30Z')
  for (const [key, conditions] of [
    ['people', { callers: ['PERSON'] }],
    ['signed-in', { authenticatedWithin: '1h' }],
  ] as const) {
    await putIntoGroup(key, conditions, 'AUDIT_READ', 'MANAGEMENT_TOKEN_CREATE')
    expect(await mayReadAudit(await makeToken())).toBe(false)
  }
  const hours = [{ days: ['TUESDAY'], from: '08:00', to: '09:00', zone: 'UTC' }]
  await putIntoGroup('mornings', { hours }, 'AUDIT_READ', 'MANAGEMENT_TOKEN_CREATE')
  const token = await makeToken()
  expect(await mayReadAudit(token)).toBe(true)
  moveTo(new Date(Date.parse('2026-11-03T09:00Z') + 5 * minute).toISOString())
  expect(await mayReadAudit(token)).toBe(false)
})
