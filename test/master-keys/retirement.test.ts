import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCore } from '../../src/core.ts'
import { retireKey } from '../../src/operator/key-retirement.ts'
import { rotateKey } from '../../src/operator/key-rotation.ts'
import { keyStatus } from '../../src/operator/key-status.ts'
import type { Opened } from '../../src/operator/on-store.ts'
import { clusterSecretsOf, operatorOf } from '../../src/operator/operator.ts'
import { eventsOf, faults } from '../answers.ts'
import { type Cluster, openChecking, openCluster } from '../dataplane/checks.ts'
import { acceptDocument, type Member, password, secretOf, type TestGateway } from '../gateway.ts'
import { trySignIn, whoAmI } from '../sessions/documents.ts'
import { onPostgres } from '../store.ts'
import { minute } from '../times.ts'
import { keysOf, type WrittenKey } from './rotating.ts'

let gateway: TestGateway
let offset = 0
let cluster: Cluster
let mel: Member
let former: WrittenKey
let sealed: string
let idleToken: string
let movingTokenId: string
let invitationLink: string

/** Runs a command beside the gateway, which looks at its keys meanwhile. */
async function command<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const core = await openCore(gateway.config, { shift: () => offset })
  const looking = setInterval(() => void gateway.app.keyWatch.look(), 20)
  try {
    return await work({ ...core, operator: operatorOf(core) })
  } finally {
    clearInterval(looking)
    await core.close()
    await gateway.app.keyWatch.look()
  }
}

const statusOf = (id: string) => command(async (opened) => (await keyStatus(opened)).keys.find((key) => key.id === id))

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  const { account } = cluster
  mel = await account.join('mel@example.com', ['member'])
  await clusterSecretsOf(gateway.app.core).setJwtSecret(account.id, cluster.id, 'the shared secret of the cluster')
  sealed = gateway.app.core.keys.seal('a value that nobody keeps')
  const made = await account.admin.run(
    'mutation { createManagementToken(input: { description: "idle", permissions: [USER_READ] }) { secret } }',
  )
  idleToken = made.createManagementToken.secret
  const moving = await account.admin.run(
    'mutation { createManagementToken(input: { description: "moving", permissions: [USER_READ] }) { token { id } } }',
  )
  movingTokenId = moving.createManagementToken.token.id
  const { inviteUsers } = await account.admin.run(
    'mutation { inviteUsers(input: { invitations: [{ email: "ivy@example.com", groupKeys: ["member"] }] }) { results { link } } }',
  )
  invitationLink = inviteUsers.results[0].link
  // A mail that waits is sealed, too.
  await gateway.tasksDone()
  former = keysOf(gateway)[0] as WrittenKey
})
afterAll(() => gateway.close())

it('rotate makes a new key the current one, and keeps the one before on the second line', async () => {
  const rotated = await command((opened) => rotateKey(opened, 'BOTH'))
  expect(rotated).toMatchObject({ former: former.id, current: rotated.key })
  expect(keysOf(gateway).map(({ id }) => id)).toEqual([rotated.key, former.id])
  expect(gateway.app.core.keys.ids).toEqual([rotated.key, former.id])
})

it('status tells what hangs on each key, and that what is used moves on', async () => {
  const usesOf = async () => (await statusOf(former.id))?.uses
  expect(await usesOf()).toMatchObject({
    sessions: 2,
    managementTokens: 2,
    invitations: 1,
    proxySecrets: 1,
    passwords: 2,
    sealed: 1,
  })
  offset = 3 * minute
  gateway.advance(offset)
  await cluster.account.admin.run(whoAmI)
  expect(
    faults(await trySignIn(gateway, { email: cluster.account.admin.email, accountId: cluster.account.id })),
  ).toEqual([])
  expect(await usesOf()).toMatchObject({
    sessions: 1,
    managementTokens: 2,
    invitations: 1,
    proxySecrets: 1,
    passwords: 1,
    sealed: 1,
  })
})

describe('retire', () => {
  it('refuses the current key, one that is not there, and anything without --yes where nobody can be asked', async () => {
    const [current] = keysOf(gateway)
    await expect(command((opened) => retireKey(opened, current?.id ?? '', true))).rejects.toThrow(
      /is the current master key/,
    )
    await expect(command((opened) => retireKey(opened, '00000000', true))).rejects.toThrow(
      /There is no master key 00000000/,
    )
    await expect(command((opened) => retireKey(opened, former.id, false))).rejects.toThrow(
      /2 management token.* would end\. Give --yes/,
    )
    expect((await mel.run(whoAmI)).viewer.user.email).toBe(mel.email)
  })

  it('ends what was not used since, seals the rest anew, and removes the line', async () => {
    await movesMeanwhile()
    const result = await command((opened) => retireKey(opened, former.id, true))
    expect(result).toMatchObject({ isRemoved: true, uses: { sealed: 1, invitations: 1 } })
    expect(keysOf(gateway)).toHaveLength(1)
    const { account } = cluster
    expect((await account.admin.run(whoAmI)).viewer.user.email).toBe(account.admin.email)
    expect((await gateway.as(idleToken).send(whoAmI)).status).toBe(401)
    const accepted = await gateway.anonymous.send(acceptDocument, {
      input: { secret: secretOf(invitationLink), name: 'Ivy', password },
    })
    expect(faults(accepted)).toEqual(['NOT_FOUND input.secret'])
    expect(faults(await trySignIn(gateway, { email: mel.email }))).toEqual(['INVALID_CREDENTIALS'])
    const tells = (await eventsOf(account.admin, {})).map(
      ({ action, resourceLabel }: Record<string, string>) => `${action} ${resourceLabel}`,
    )
    expect(tells).toEqual(
      expect.arrayContaining([
        `key.retire master key ${former.id}`,
        'management_token.revoke idle',
        'invitation.revoke ivy@example.com',
        'password.end mel@example.com',
      ]),
    )
  })

  it.skipIf(onPostgres)('spares what moves on after it was listed, and records nothing of it', async () => {
    const [retired] = await eventsOf(cluster.account.admin, { actions: ['key.retire'] })
    expect(retired.changes).toContainEqual({ field: 'managementTokens', before: null, after: 1 })
    const revoked = await eventsOf(cluster.account.admin, { actions: ['management_token.revoke'] })
    expect(revoked.map(({ resourceLabel }: { resourceLabel: string }) => resourceLabel)).toEqual(['idle'])
    const { tokens } = await cluster.account.admin.run('{ tokens: managementTokens { nodes { description status } } }')
    expect(tokens.nodes).toContainEqual({ description: 'moving', status: 'ACTIVE' })
  })

  it('leaves values that still name the key closed, with a sentence that says so', () => {
    expect(() => gateway.app.core.keys.unseal(sealed)).toThrow(
      `It was sealed with the master key ${former.id}, which is retired.`,
    )
  })

  it('leaves a log that is intact', async () => {
    const { verifyAuditLog } = await cluster.account.admin.run('{ verifyAuditLog { intact } }')
    expect(verifyAuditLog).toEqual({ intact: true })
  })

  it('lets nothing hang on the key: every sealed value names the current one', async () => {
    const { keys } = gateway.app.core
    const values = await sealedValues()
    expect(values.length).toBeGreaterThan(0)
    expect(values.filter((value) => keys.keyOfSealed(value) !== keys.current.id)).toEqual([])
    expect(await statusOf(former.id)).toMatchObject({ state: 'RETIRED', uses: null })
  })
})

it('rotate stops at the most keys that the file may hold, and says what makes room', async () => {
  const made = keysOf(gateway).length
  for (let count = made; count < 10; count++) await command((opened) => rotateKey(opened, 'BOTH'))
  const full = keysOf(gateway)
  expect(full).toHaveLength(10)
  await expect(command((opened) => rotateKey(opened, 'BOTH'))).rejects.toThrow(
    /holds 10 keys, and may hold no more: run `clustergate key retire` first/,
  )
  expect(keysOf(gateway)).toEqual(full)
})

/**
 * Has a token move on to the current key between the list of what hangs on the former one and its end, when values are
 * sealed anew. SQLite lets nobody else write then; on PostgreSQL, another gateway that notes a use does the same.
 */
async function movesMeanwhile(): Promise<void> {
  if (onPostgres) return
  const [current] = keysOf(gateway)
  await sql`create trigger moves after update of jwt_secret on clusters begin
    update management_tokens set secret_key = ${sql.lit(current?.id)} where id = ${sql.lit(movingTokenId)}; end`.execute(
    gateway.db,
  )
}

/** Base64, and not a hash in hexadecimal digits. */
const sealedForm = /^(?![0-9a-f]+$)(?:[A-Za-z0-9+/]{4}){11,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Every text of the store that may be a sealed value: base64 that is no hash and no signature. */
async function sealedValues(): Promise<readonly string[]> {
  const { db } = gateway
  const tables = await db.introspection.getTables()
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        if (typeof value === 'string' && sealedForm.test(value) && !/hash|signature/.test(column)) found.push(value)
      }
    }
  }
  return found
}
