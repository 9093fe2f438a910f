import { describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'

const { gateway, account } = useWorld({ accountName: 'Ada’s' })

describe('viewer', () => {
  it('is null for a caller who is not signed in, and no error', async () => {
    expect(await gateway.anonymous.run('{ viewer { permissions } }')).toEqual({ viewer: null })
  })

  it('tells a person who they are, by which session, and what they may do', async () => {
    const member = await account.join('mel@example.com', ['member'])
    const { viewer } = await member.run(
      '{ viewer { user { email groups { key } } session { isCurrent } managementToken { id } account { id name } permissions } }',
    )
    expect(viewer).toEqual({
      user: { email: 'mel@example.com', groups: [{ key: 'member' }] },
      session: { isCurrent: true },
      managementToken: null,
      account: { id: account.id, name: 'Ada’s' },
      permissions: [
        'ACCOUNT_READ',
        'CLUSTER_READ',
        'GROUP_READ',
        'DATABASE_READ',
        'TABLE_READ',
        'DATABASE_TOKEN_READ',
        'DATABASE_TOKEN_CREATE',
      ],
    })
  })

  it('costs one statement besides authentication', async () => {
    const { statements } = await gateway.count(() =>
      account.admin.run('{ viewer { user { name groups { key permissions } } permissions account { name } } }'),
    )
    expect(statements).toHaveLength(2)
  })
})
