import { describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { createGroup, deleteGroup, makeGroup, onAccount, readGroup, updateGroup } from './custom-groups.ts'

const { account, mel } = useWorld()

describe('a custom group', () => {
  it('is made with conditions and grants, shown to all, changed as a whole, and deleted', async () => {
    const { admin, clusterIds } = account
    const clusterId = clusterIds[0] as string
    const input = {
      key: 'on-call',
      name: 'On call',
      description: 'Those who are called at night',
      conditions: { networks: ['10.0.0.0/8'], authenticatedWithin: '1h' },
      grants: [
        { permissions: ['DATABASE_READ', 'DATABASE_DELETE'], on: { databases: { namePrefix: 'telemetry' } } },
        { permissions: ['CLUSTER_READ'], on: { clusterIds: [clusterId] } },
      ],
    }
    const { group } = (await admin.run(createGroup, { input })).createGroup
    expect(group).toMatchObject({
      ...{ key: 'on-call', name: 'On call', builtIn: false, version: 1, createdBy: { email: admin.email } },
      description: 'Those who are called at night',
      permissions: ['CLUSTER_READ', 'DATABASE_READ', 'DATABASE_DELETE'],
      conditions: { networks: ['10.0.0.0/8'], authenticatedWithin: '1h', attributes: null, hours: null, mfa: false },
    })
    expect(group.grants.map(({ on }: { on: object }) => on)).toMatchObject([
      { account: false, databaseIds: null, databases: { namePrefix: 'telemetry', clusterIds: null, labels: null } },
      { account: false, clusterIds: [clusterId], databases: null },
    ])
    const { createdBy, ...shown } = group
    expect(await mel.run(readGroup, { id: group.id })).toEqual({ group: { ...shown, createdBy: null } })

    const change = { id: group.id, conditions: {}, grants: [onAccount('AUDIT_READ')], expectedVersion: 1 }
    const changed = (await admin.run(updateGroup, { input: change })).updateGroup.group
    expect(changed).toMatchObject({ name: 'On call', version: 2, permissions: ['AUDIT_READ'] })
    expect(changed.conditionsSummary).toBe('Always.')

    await admin.run(deleteGroup, { input: { id: group.id, confirmKey: 'on-call' } })
    expect(await admin.run(readGroup, { id: group.id })).toEqual({ group: null })
  })

  it('is listed among the built-in ones, by key', async () => {
    await makeGroup(account.admin, 'billing', { grants: [onAccount('ACCOUNT_READ')] })
    const { groups } = await mel.run('{ groups { totalCount nodes { key builtIn } } }')
    expect(groups.nodes.map(({ key }: { key: string }) => key)).toEqual(['admin', 'auditor', 'billing', 'member'])
  })
})
