import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { clientOf, eventually, openGateway, password, type TestAccount } from '../gateway.ts'
import { clustergate, type Outcome, startServer } from '../process/command.ts'
import { makeStore, onPostgres, type TestStore } from '../store.ts'
import { day } from '../times.ts'
import { asOwner } from './backups.ts'

/** A store that was backed up under load, in which more was done, and whose gateway was killed then. */
export interface LostStore {
  readonly store: TestStore
  readonly account: TestAccount
  readonly other: TestAccount
  readonly made: Readonly<Record<Made, { readonly id: string; readonly secret: string }>>
  readonly mel: { readonly id: string; readonly email: string; readonly token: string }
  readonly dora: { readonly id: string; readonly email: string }
  /** Was removed after the backup. */
  readonly erin: { readonly id: string }
  /** Has another address since. */
  readonly finn: { readonly id: string }
  /** Is a member until that time since. */
  readonly gus: { readonly id: string; readonly until: string }
  readonly invitationSecret: string
  readonly resetSecret: string
  /** Of before what was revoked. */
  readonly file: string
  /** An export of the log, from after that. */
  readonly exported: string
  /** The ids of the databases that were acknowledged before the backup began. */
  readonly acknowledged: readonly string[]
}

type Made = 'keptToken' | 'revokedToken' | 'keptData' | 'revokedData' | 'rotatedData' | 'narrowedData'

const createToken = `mutation ($input: CreateManagementTokenInput!) {
  createManagementToken(input: $input) { token { id } secret } }`
const createData =
  'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } secret } }'

export async function loseStore(path: (name: string) => string): Promise<LostStore> {
  const store = await makeStore()
  const gateway = await openGateway({ store })
  const [account, other] = [await gateway.account('Restored'), await gateway.account('Strangers')]
  const { admin } = account
  const [mel, dora] = [
    await account.join('mel@example.com', ['member', 'auditor']),
    await account.join('dora@example.com', ['member']),
  ]
  const [erin, finn, gus] = [
    await account.join('erin@example.com', ['member']),
    await account.join('finn@example.com', ['member']),
    await account.join('gus@example.com', ['member']),
  ]
  const clusterId = account.clusterIds[0] ?? ''
  await clusterSecretsOf(gateway.app.core).mintProxySecret(account.id, clusterId, 0)
  const { createDatabase } = await admin.run(
    'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
    { input: { clusterId, name: 'telemetry' } },
  )
  const permissions = ['READ', 'WRITE'].map((action) => ({ action, databaseId: createDatabase.database.id }))
  const token = async (description: string) => {
    const input = { description, permissions: ['DATABASE_READ', 'DATABASE_CREATE', 'AUDIT_READ'] }
    const { createManagementToken: made } = await admin.run(createToken, { input })
    return { id: made.token.id as string, secret: made.secret as string }
  }
  const data = async (description: string) => {
    const input = { clusterId, description, permissions }
    const { createDatabaseToken: made } = await admin.run(createData, { input })
    return { id: made.token.id as string, secret: made.secret as string }
  }
  const made = {
    keptToken: await token('kept'),
    revokedToken: await token('revoked'),
    keptData: await data('kept'),
    revokedData: await data('revoked'),
    rotatedData: await data('rotated'),
    narrowedData: await data('narrowed'),
  }
  const { inviteUsers } = await admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input: { invitations: [{ email: 'ivy@example.com', groupIds: [account.groupIds.member] }] } },
  )
  await gateway.anonymous.run(
    'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }',
    { input: { email: 'mel@example.com' } },
  )
  await gateway.tasksDone()
  const resetSecret = await secretInMail(store, /cgr_[\w-]+/)
  await gateway.close()

  const server = await startServer(store)
  const as = (bearer: string) => clientOf(server.url, { authorization: `Bearer ${bearer}` })
  const ada = as(admin.token)
  let isOver = false
  const acknowledged: string[] = []
  const writing = (async () => {
    for (let at = 0; !isOver; at++) {
      const input = { clusterId, name: `busy-${at}` }
      const { createDatabase: busy } = await as(made.keptToken.secret).run(
        'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
        { input },
      )
      acknowledged.push(busy.database.id)
    }
  })()
  await eventually(() => acknowledged.length > 0)
  const before = acknowledged.length
  const file = path('lost.tar')
  const backedUp = await clustergate(asOwner(store), ['backup', file])
  isOver = true
  await writing
  if (backedUp.code !== 0) throw new Error(backedUp.stderr)

  await ada.run('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }', { id: made.revokedToken.id })
  await ada
    .run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { id } }', { id: made.revokedData.id })
    .catch(() =>
      ada.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', { id: made.revokedData.id }),
    )
  await ada.run('mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { token { id } } }', {
    input: { id: made.rotatedData.id, overlap: '0s' },
  })
  await ada.run(
    'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
    {
      input: { id: made.narrowedData.id, permissions: permissions.slice(0, 1) },
    },
  )
  await ada.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
    input: { id: dora.id, status: 'DEACTIVATED' },
  })
  await ada.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
    input: { userId: mel.id, groupKeys: ['member'] },
  })
  await as(mel.token).run('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }', {
    input: { currentPassword: password, newPassword: 'another Long pass-phrase 8' },
  })
  await ada.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: erin.id })
  await ada.run('mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { expiresAt } }', {
    input: { userId: finn.id, email: 'finn@example.net' },
  })
  const secret = await eventually(() => secretInMail(store, /cge_[\w-]+/).catch(() => undefined))
  await clientOf(server.url).run('mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { email } }', {
    input: { secret },
  })
  const until = new Date(Date.now() + day).toISOString()
  await ada.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { user { id } } }', {
    input: { userId: gus.id, groupKey: 'member', until },
  })
  const proxySecret = ['cluster', 'proxy-secret', clusterId, '--account', account.id, '--overlap', '0s']
  const replaced = await clustergate(asOwner(store), proxySecret)
  if (replaced.code !== 0) throw new Error(replaced.stderr)
  const exported = path('after.jsonl')
  const environment = {
    CLUSTERGATE_URL: server.url,
    CLUSTERGATE_TOKEN: made.keptToken.secret,
    HOME: store.dataDirectory,
  }
  const out = await clustergate(store, ['audit', 'export', '--output', exported], environment)
  if (out.code !== 0) throw new Error(out.stderr)
  const { head } = JSON.parse(readFileSync(`${exported}.head.json`, 'utf8'))
  await eventually(() => headsOf(store)?.heads[account.id]?.hash === head.hash)
  await server.stop('SIGKILL')
  return {
    ...{ store, account, other, made, mel, dora, erin, finn, gus: { id: gus.id, until }, resetSecret, file, exported },
    invitationSecret: inviteUsers.results[0].link.split('#')[1],
    acknowledged: acknowledged.slice(0, before),
  }
}

export function headsOf({ dataDirectory }: TestStore) {
  const path = join(dataDirectory, 'audit-heads.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

async function secretInMail({ dataDirectory }: TestStore, form: RegExp): Promise<string> {
  const { readdirSync } = await import('node:fs')
  const directory = join(dataDirectory, 'mail')
  const texts = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8').replace(/=\r?\n/g, ''))
  const found = texts.map((text) => form.exec(text)?.[0]).find((secret) => secret !== undefined)
  if (found === undefined) throw new Error('No mail has such a secret.')
  return found
}

/** An empty place for a store, with the master key of another one. */
export async function emptyPlace(of: TestStore): Promise<TestStore> {
  const place = await makeStore(onPostgres, true)
  copyFileSync(join(of.dataDirectory, 'master.key'), join(place.dataDirectory, 'master.key'))
  return place
}

export const restore = (place: TestStore, ...args: readonly string[]): Promise<Outcome> =>
  clustergate(asOwner(place), ['restore', ...args])
