import { OperationTypeNode } from 'graphql'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as generated from '../../src/sdk/generated.ts'
import { emulatedCluster } from '../clusters/emulated.ts'
import { type Client, password, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { useWorld } from '../world.ts'
import { namesOf, run, textOf } from './operations.ts'

const { gateway, account } = useWorld()

describe('every mutation of the SDK', () => {
  const ran = new Set<string>()
  const change = <Result, Variables>(
    client: Client,
    document: generated.TypedDocumentString<Result, Variables>,
    given: Variables,
  ): Promise<Result> => {
    ran.add(String(document))
    return run(client, document, given)
  }

  it('invites, welcomes, changes and removes people', async () => {
    const { admin, groupIds } = account
    const invite = async (email: string) => {
      const input = { invitations: [{ email, groupIds: [groupIds.member] }] }
      const { inviteUsers } = await change(admin, generated.InviteUsersDocument, { input })
      return inviteUsers?.results[0]?.invitation?.id ?? ''
    }
    const unwanted = await invite('eve@example.com')
    const { revokeInvitation } = await change(admin, generated.RevokeInvitationDocument, { id: unwanted })
    expect(revokeInvitation?.invitation).toMatchObject({ status: 'REVOKED', revokedBy: { email: 'ada@example.com' } })

    const { resendInvitation } = await change(admin, generated.ResendInvitationDocument, {
      id: await invite('grace@example.com'),
    })
    const { acceptInvitation } = await change(gateway.anonymous, generated.AcceptInvitationDocument, {
      input: { secret: secretOf(resendInvitation?.link ?? ''), name: 'Grace', password },
    })
    const { id, permissions } = acceptInvitation?.user ?? {}
    if (!id) throw new Error('Nobody joined.')
    expect(permissions).toContain('DATABASE_TOKEN_CREATE')

    await change(admin, generated.SetUserGroupsDocument, { input: { userId: id, groupIds: [groupIds.auditor] } })
    const { updateUser } = await change(admin, generated.UpdateUserDocument, { input: { id, name: 'Grace Hopper' } })
    expect(updateUser?.user).toMatchObject({ id, name: 'Grace Hopper' })
    expect(await change(admin, generated.RemoveUserDocument, { id })).toEqual({ removeUser: { id } })
  })

  it('signs in and out, and sets passwords', async () => {
    const person = await account.join('joan@example.com', ['member'])
    const signIn = async () => {
      const input = { email: person.email, password }
      const payload = (await change(gateway.anonymous, generated.SignInDocument, { input })).signIn
      return { client: gateway.as(payload?.accessToken ?? ''), sessionId: payload?.session.id ?? '' }
    }
    const { sessionId } = await signIn()
    await change(person, generated.RevokeSessionDocument, { id: sessionId })
    await change((await signIn()).client, generated.SignOutDocument, {})

    await change(gateway.anonymous, generated.RequestPasswordResetDocument, { input: { email: person.email } })
    const mail = (await mailsTo(gateway, person.email, 2)).at(-1)
    if (!mail) throw new Error('No mail came.')
    const next = 'quite another Phrase 3'
    const { resetPassword } = await change(gateway.anonymous, generated.ResetPasswordDocument, {
      input: { secret: secretOf(linkIn(mail)), password: next },
    })
    const back = gateway.as(resetPassword?.accessToken ?? '')
    const input = { currentPassword: next, newPassword: 'and a third Phrase 4' }
    expect(await change(back, generated.ChangePasswordDocument, { input })).toEqual({ changePassword: { ok: true } })
  })

  it('changes one’s own name and address, and leaves', async () => {
    const jim = await account.join('jim@example.com', ['member'])
    const { updateProfile } = await change(jim, generated.UpdateProfileDocument, { input: { name: 'James' } })
    expect(updateProfile?.user).toMatchObject({ id: jim.id, name: 'James' })

    const { changeEmail } = await change(account.admin, generated.ChangeEmailDocument, {
      input: { userId: jim.id, email: 'james@example.com' },
    })
    const { confirmEmail } = await change(gateway.anonymous, generated.ConfirmEmailDocument, {
      input: { secret: secretOf(changeEmail?.link ?? '') },
    })
    expect(confirmEmail).toEqual({ email: 'james@example.com' })

    const { name } = (await account.admin.run('{ account { name } }')).account
    const { leaveAccount } = await change(jim, generated.LeaveAccountDocument, { input: { confirmName: name } })
    expect(leaveAccount).toEqual({ id: jim.id })
  })

  it('creates, changes, deletes and undeletes databases and tables', async () => {
    const { admin, clusterIds } = account
    const made = await change(admin, generated.CreateDatabaseDocument, {
      input: { clusterId: clusterIds[1] ?? '', name: 'rockets' },
    })
    const databaseId = made.createDatabase?.database.id ?? ''
    await change(admin, generated.UpdateDatabaseDocument, { input: { id: databaseId, retentionPeriod: '30d' } })
    await change(admin, generated.RenameDatabaseDocument, { input: { id: databaseId, name: 'engines' } })
    const labels = [{ key: 'team', value: 'ops' }]
    await change(admin, generated.SetDatabaseLabelsDocument, { input: { id: databaseId, labels } })

    const { createTable } = await change(admin, generated.CreateTableDocument, {
      input: { databaseId, name: 'thrust' },
    })
    const id = createTable?.table.id ?? ''
    await change(admin, generated.RenameTableDocument, { input: { id, name: 'power' } })
    await change(admin, generated.DeleteTableDocument, { input: { id, confirmName: 'power' } })
    const { undeleteTable } = await change(admin, generated.UndeleteTableDocument, { id })
    expect(undeleteTable?.table).toMatchObject({ id, name: 'power', status: 'ACTIVE' })

    await change(admin, generated.DeleteDatabaseDocument, { input: { id: databaseId, confirmName: 'engines' } })
    const { undeleteDatabase } = await change(admin, generated.UndeleteDatabaseDocument, { id: databaseId })
    expect(undeleteDatabase?.database).toMatchObject({ id: databaseId, retentionPeriod: '30d', status: 'ACTIVE' })
    const { retrySync } = await change(admin, generated.RetrySyncDocument, { id: databaseId })
    expect(retrySync).toMatchObject({ node: { id: databaseId }, sync: { state: 'APPLIED' } })
    const confirmed = { input: { id: databaseId, confirmName: 'engines' } }
    await change(admin, generated.DeleteDatabaseDocument, confirmed)
    const { purgeDatabase } = await change(admin, generated.PurgeDatabaseDocument, confirmed)
    expect(purgeDatabase).toEqual({ id: databaseId })
  })

  it('creates, changes and deletes groups', async () => {
    const { admin, clusterIds } = account
    const clusterId = clusterIds[0] ?? ''
    const { createGroup } = await change(admin, generated.CreateGroupDocument, {
      input: {
        ...{ key: 'launch', name: 'Launch', conditions: { callers: ['PERSON'] } },
        grants: [{ permissions: ['DATABASE_READ'], on: { clusterIds: [clusterId] } }],
      },
    })
    const { id = '', grants } = createGroup?.group ?? {}
    expect(grants).toMatchObject([{ permissions: ['DATABASE_READ'], on: { account: false, clusterIds: [clusterId] } }])
    const { updateGroup } = await change(admin, generated.UpdateGroupDocument, {
      input: { id, name: 'Landing', expectedVersion: 1 },
    })
    expect(updateGroup?.group).toMatchObject({ name: 'Landing', version: 2, conditionsSummary: 'for people' })
    const input = { id, confirmKey: 'launch' }
    expect(await change(admin, generated.DeleteGroupDocument, { input })).toEqual({ deleteGroup: { id } })
  })

  it('puts a person into a group until a time, and takes them out', async () => {
    const { admin } = account
    const { id: userId } = await account.join('kit@example.com', ['auditor'])
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const input = { userId, groupKey: 'member', until, reason: 'INC-42' }
    const { addMembership } = await change(admin, generated.AddMembershipDocument, { input })
    const held = { group: { key: 'member' }, until, reason: 'INC-42', grantedBy: { email: 'ada@example.com' } }
    expect(addMembership?.user.memberships).toMatchObject([{ group: { key: 'auditor' } }, held])
    const taken = { input: { userId, groupKey: 'member' } }
    const { removeMembership } = await change(admin, generated.RemoveMembershipDocument, taken)
    expect(removeMembership?.user.memberships).toMatchObject([{ group: { key: 'auditor' } }])
  })

  it('creates, changes, rotates and revokes tokens', async () => {
    const { admin, clusterIds } = account
    const input = {
      clusterId: clusterIds[0] ?? '',
      description: 'ingest',
      permissions: [{ action: 'WRITE' as const, databaseId: '*' }],
    }
    const member = await account.join('mel@example.com', ['member'])
    const { createDatabaseToken } = await change(member, generated.CreateDatabaseTokenDocument, { input })
    expect(createDatabaseToken?.token).toMatchObject({ permissions: [{ action: 'WRITE', allDatabases: true }] })
    const id = createDatabaseToken?.token.id ?? ''
    await change(admin, generated.UpdateDatabaseTokenDocument, { input: { id, description: 'ingest, east' } })
    await change(admin, generated.RotateDatabaseTokenDocument, { input: { id } })
    const { revokeDatabaseToken } = await change(admin, generated.RevokeDatabaseTokenDocument, { id })
    expect(revokeDatabaseToken?.token).toMatchObject({ status: 'REVOKED', revokedBy: { email: 'ada@example.com' } })

    const { createManagementToken } = await change(admin, generated.CreateManagementTokenDocument, {
      input: { description: 'ci', permissions: ['DATABASE_READ'] },
    })
    const { revokeManagementToken } = await change(admin, generated.RevokeManagementTokenDocument, {
      id: createManagementToken?.token.id ?? '',
    })
    expect(revokeManagementToken?.token.status).toBe('REVOKED')
  })

  it('hands a secret to a management token that may create tokens but read nothing', async () => {
    const { createManagementToken } = await run(account.admin, generated.CreateManagementTokenDocument, {
      input: { description: 'minting', permissions: ['DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_UPDATE'] },
    })
    const minting = gateway.as(createManagementToken?.secret ?? '')
    const input = { clusterId: account.clusterIds[0] ?? '', description: 'minted', permissions: [] }
    const { createDatabaseToken } = await change(minting, generated.CreateDatabaseTokenSecretDocument, { input })
    expect(createDatabaseToken?.secret).toMatch(/^apiv1_/)

    const { databaseTokens } = await run(account.admin, generated.DatabaseTokensDocument, {
      filter: { search: 'minted' },
    })
    const id = databaseTokens?.nodes[0]?.id ?? ''
    const { rotateDatabaseToken } = await change(minting, generated.RotateDatabaseTokenSecretDocument, {
      input: { id },
    })
    expect(rotateDatabaseToken?.secret).toMatch(/^apiv1_/)
  })

  it('imports from a cluster, and decides what counts where the two differ', async () => {
    const { admin } = account
    const { behind, clusterId, driftedDatabase } = await emulatedCluster(gateway, account)
    onTestFinished(() => behind.close())
    const [restored, accepted] = [await driftedDatabase(admin, 'one'), await driftedDatabase(admin, 'two')]
    const { restoreOnCluster } = await change(admin, generated.RestoreOnClusterDocument, { id: restored.id })
    const { acceptFromCluster } = await change(admin, generated.AcceptFromClusterDocument, { id: accepted.id })
    for (const payload of [restoreOnCluster, acceptFromCluster]) {
      expect(payload?.sync).toMatchObject({ state: 'APPLIED', differences: [] })
    }
    expect(behind.cluster.databases.map(({ maxTables }) => maxTables)).toEqual([500n, 7n])
    const { importFromCluster } = await change(admin, generated.ImportFromClusterDocument, { input: { clusterId } })
    expect(importFromCluster).toEqual({ results: [] })
  })

  it('has run above', () => {
    expect(namesOf(OperationTypeNode.MUTATION).filter((name) => !ran.has(textOf(name)))).toEqual([])
  })
})
