import { beforeAll, describe, expect, it } from 'vitest'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { compareBothPaths } from '../plans/both-paths.ts'
import { behindProxy } from '../sessions/networks.ts'
import { useWorld } from '../world.ts'

const world = useWorld(behindProxy)
const { gateway, account } = world
const vera = world.person('vera@example.com', ['member'])
let group: { id: string; key: string; name: string }

beforeAll(async () => {
  group = await makeGroup(account.admin, 'on-call', {
    conditions: { networks: ['10.0.0.0/8'], mfa: true },
    grants: [
      onAccount('AUDIT_READ', 'USER_UPDATE'),
      { permissions: ['DATABASE_DELETE'], on: { databases: { namePrefix: 'telemetry' } } },
    ],
  })
  await putInto(gateway, account, group.id, vera)
  // Vera is not in this one: what it asks for is hidden from her.
  await makeGroup(account.admin, 'night', {
    conditions: { networks: ['192.0.2.0/24'] },
    grants: [onAccount('AUDIT_READ')],
  })
})

const network = {
  kind: 'NETWORK',
  expected: '10.0.0.0/8',
  actual: '127.0.0.1',
  remedy: 'Send the request from such an address.',
}
const refusalFor = (permission: string) => ({
  message: expect.stringContaining(
    `Your group on-call grants ${permission} from 10.0.0.0/8; you come from 127.0.0.1. Send the request from such an address.`,
  ),
  extensions: {
    code: 'FORBIDDEN',
    permission,
    unmet: [
      { group: { id: group.id, key: 'on-call', name: 'on-call' }, ...network },
      {
        group: { id: group.id, key: 'on-call', name: 'on-call' },
        kind: 'MFA',
        expected: 'a second factor',
        actual: 'none',
      },
    ],
  },
})

describe('a refusal names what keeps groups of the caller from counting that would grant it, and no others’,', () => {
  it('of a read, on both ways of a request', async () => {
    const query = '{ auditEvents(first: 1) { totalCount } }'
    const { errors, text } = await vera.send(query)
    expect(errors).toMatchObject([refusalFor('AUDIT_READ')])
    expect(errors[0]?.extensions.wouldBeGrantedBy).toEqual(['admin', 'auditor'])
    expect(text).not.toMatch(/night|192\.0\.2/)
    await compareBothPaths(gateway, vera.token, { query, variables: {} })
  })

  it('of a change', async () => {
    const rename = `mutation { updateUser(input: { id: "${account.admin.id}", name: "Eve" }) { user { id } } }`
    expect((await vera.send(rename)).errors).toMatchObject([refusalFor('USER_UPDATE')])
    const drop = `mutation { deleteDatabase(input: { id: "${account.id}", confirmName: "x" }) { database { id } } }`
    expect((await vera.send(drop)).errors).toMatchObject([refusalFor('DATABASE_DELETE')])
  })

  it('of giving more than one holds', async () => {
    const make = `mutation { createGroup(input: { key: "x", name: "x", grants: [] }) { group { id } } }`
    const [refused] = (await vera.send(make)).errors
    expect(refused).toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'GROUP_CREATE' } })
    expect(refused?.extensions).not.toHaveProperty('unmet')
  })
})

it('a token is told of its creator’s groups what it was given itself', async () => {
  const { createManagementToken } = await account.admin.run(
    'mutation { createManagementToken(input: { description: "ci", permissions: [USER_UPDATE, DATABASE_READ] }) { secret } }',
  )
  const own = await makeGroup(account.admin, 'by-day', {
    conditions: { callers: ['PERSON'] },
    grants: [onAccount('USER_UPDATE', 'AUDIT_READ')],
  })
  await putInto(gateway, account, own.id, account.admin)
  await gateway.db.deleteFrom('user_groups').where('group_id', '=', account.groupIds.admin).execute()
  const ci = gateway.as(createManagementToken.secret)
  const [denied] = (await ci.send(`mutation { updateUser(input: { id: "${vera.id}", name: "V" }) { user { id } } }`))
    .errors
  expect(denied?.message).toContain(
    'Your group by-day grants USER_UPDATE to a person; you are a token. Sign in as a person.',
  )
  const [other] = (await ci.send('{ auditEvents { totalCount } }')).errors
  expect(other?.extensions).not.toHaveProperty('unmet')
})
