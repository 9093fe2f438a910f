import { expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { createDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'

const { account, admin, mel, audrey } = useWorld()

const versionOf = async () => Number((await admin.run('{ account { version } }')).account.version)

it('Account.version is the sequence of the latest audit event, the same wherever the account is read', async () => {
  const {
    account: own,
    viewer,
    node,
    auditEvents,
  } = await admin.run(
    `query ($id: ID!) { account { version } viewer { account { version } } node(id: $id) { ... on Account { version } }
      auditEvents(first: 1) { nodes { sequence } } }`,
    { id: account.id },
  )
  const { version } = own
  expect([viewer.account.version, node.version]).toEqual([version, version])
  expect(auditEvents.nodes).toEqual([{ sequence: version }])
})

it('Account.version stays while people read, and moves with every change and every refused attempt', async () => {
  const before = await versionOf()
  await admin.run('{ databases { nodes { id } } users { nodes { id } } }')
  expect(await versionOf()).toBe(before)
  await createDatabase(account, { name: 'orders' })
  expect(await versionOf()).toBe(before + 1)
  expect(faults(await admin.send('mutation { removeUser(id: "user_none") { id } }'))).toEqual(['NOT_FOUND id'])
  expect(await versionOf()).toBe(before + 2)
})

it('Account.version is for those who read the audit log: it moves with each attempt to sign in', async () => {
  expect((await audrey.run('{ account { version } }')).account.version).toMatch(/^\d+$/)
  const { data, errors } = await mel.send('{ account { name version } }')
  expect(data).toEqual({ account: { name: expect.any(String), version: null } })
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'AUDIT_READ' } }])
})
