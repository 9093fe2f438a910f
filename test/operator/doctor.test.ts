import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { type Client, memberPermissions } from '../gateway.ts'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { clustergate } from '../process/command.ts'
import { useWorld } from '../world.ts'

const { gateway, account, mel, stranger, person } = useWorld()
const dora = person('dora@example.com', ['member'])

const doctor = (...args: string[]) => clustergate(gateway.store, ['doctor', '--only', 'accounts', ...args])

interface Row {
  readonly message: string
  readonly about?: { readonly accountId: string; readonly kind: string; readonly id: string }
}

/** What it names, with the code that it ends with. */
async function findings() {
  const { code, stdout, stderr } = await doctor('--format', 'json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { checks } = JSON.parse(stdout) as { checks: Row[] }
  return checks.map(({ message, about }) => ({ message, ...about }))
}

const makeToken = async (description: string, permissions: readonly string[], client: Client = account.admin) =>
  (
    await client.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
      { input: { description, permissions } },
    )
  ).createManagementToken.token.id

describe('doctor', () => {
  let groups: Record<string, string>
  let [gone, idle] = ['', '']

  beforeAll(async () => {
    expect(await doctor()).toEqual({
      ...{ code: 0, stderr: '' },
      stdout: expect.stringMatching(/^OK +accounts +Every group can count, and everybody holds something\.\n$/),
    })
    const { admin } = account
    gone = (await createDatabase(account, { name: 'gone' })).id
    const make = async (key: string, input: object) => [key, (await makeGroup(admin, key, input)).id] as const
    const reads = { permissions: ['DATABASE_READ'] }
    const audit = [onAccount('AUDIT_READ')]
    groups = Object.fromEntries(
      await Promise.all([
        make('fine', { conditions: { networks: ['10.0.0.0/8'] }, grants: audit }),
        make('second-factor', { conditions: { mfa: true }, grants: audit }),
        make('ops', { conditions: { attributes: [{ key: 'team', anyOf: ['ops'] }] }, grants: audit }),
        make('by-id', { grants: [{ ...reads, on: { databaseIds: [gone] } }] }),
        make('by-name', { grants: [{ ...reads, on: { databases: { namePrefix: 'nowhere-' } } }] }),
      ]),
    )
    await gateway.db.updateTable('databases').set({ deleted_at: 1, purged_at: 1 }).where('id', '=', gone).execute()
    await gateway.db.deleteFrom('user_groups').where('user_id', 'in', [mel.id, dora.id]).execute()
    await putInto(gateway, account, groups['second-factor'] as string, mel)
    idle = await makeToken('idle', ['GROUP_ASSIGN', 'INVITATION_CREATE'])
    await makeToken('useful', ['GROUP_ASSIGN', ...memberPermissions])
  })

  it('names groups, tokens and people that hold or give nothing, and no others', async () => {
    const found = await findings()
    expect(new Set(found.map(({ accountId }) => accountId))).toEqual(new Set([account.id]))
    expect(found.map(({ kind, id, message }) => [kind, id, message.replace('Account: ', '')])).toEqual([
      [
        'TOKEN_GIVES_NOTHING',
        idle,
        'The management token “idle” has GROUP_ASSIGN and INVITATION_CREATE, but can give no group: it must hold all that a group grants.',
      ],
      ['PERSON_HOLDS_NOTHING', dora.id, 'dora@example.com is in no group, and may do nothing.'],
      [
        'PERSON_HOLDS_NOTHING',
        mel.id,
        'mel@example.com may do nothing: none of their groups can count for them, or grants anything.',
      ],
      ['GRANT_MATCHES_NOTHING', groups['by-id'], `Grant 1 of the group by-id: ${gone} is gone.`],
      [
        'GRANT_MATCHES_NOTHING',
        groups['by-name'],
        'Grant 1 of the group by-name: no database has a name that begins with nowhere-.',
      ],
      [
        'GROUP_NEVER_COUNTS',
        groups['ops'],
        'The group ops counts for nobody: no active person has the attribute team with the value ops.',
      ],
      [
        'GROUP_NEVER_COUNTS',
        groups['second-factor'],
        'The group second-factor counts for nobody: it asks for a second factor, which no way of signing in has yet.',
      ],
    ])
  })

  it('counts no group for a token that is for people only, or asks for a recent sign-in', async () => {
    const givers = [onAccount('GROUP_ASSIGN', 'AUDIT_READ', 'MANAGEMENT_TOKEN_CREATE', 'MANAGEMENT_TOKEN_READ')]
    const given = []
    for (const [key, conditions] of [
      ['people-only', { callers: ['PERSON'] }],
      ['signed-in-lately', { authenticatedWithin: '1h' }],
    ] as const) {
      const { id } = await makeGroup(account.admin, key, { conditions, grants: givers })
      await makeGroup(account.admin, `given-${key}`, { conditions, grants: [onAccount('AUDIT_READ')] })
      const tess = await account.join(`${key}@example.com`, ['member'])
      await putInto(gateway, account, id, tess)
      given.push(await makeToken(key, ['GROUP_ASSIGN', 'AUDIT_READ'], tess))
    }
    const tokens = (await findings()).filter(({ kind }) => kind === 'TOKEN_GIVES_NOTHING').map(({ id }) => id)
    expect(new Set(tokens)).toEqual(new Set([idle, ...given]))
  })

  it('looks through one account where that is asked for', async () => {
    expect((await doctor('--account', stranger.id)).stdout).toMatch(/^OK /)
    expect((await doctor('--account', account.id)).stdout).toContain('Account: dora@example.com is in no group')
    const nobody = 'account_00000000-0000-4000-8000-000000000000'
    expect(await doctor('--account', nobody)).toMatchObject({ code: 1, stderr: expect.stringContaining(nobody) })
  })
})
