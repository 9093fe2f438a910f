import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { headText } from '../../src/ledger/ledger.store.ts'
import { openCommandLine } from '../cli/command-line.ts'
import { createDatabase, updateDatabase } from '../databases/documents.ts'
import { eventually, type Member, type TestAccount } from '../gateway.ts'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { hashOf, readLog } from '../ledger/chain.ts'
import { useWorld } from '../world.ts'

const world = useWorld()
const { gateway, account, mel } = world
const vera = world.person('vera@example.com', ['member'])
const carl = world.person('carl@example.com', ['admin'])
let helpers: string
beforeAll(async () => {
  const grants = [onAccount('USER_UPDATE', 'USER_READ', 'SESSION_REVOKE')]
  helpers = (await makeGroup(account.admin, 'helpers', { grants })).id
  await putInto(gateway, account, helpers, vera, carl)
})

const update = 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }'
const rename = (client: Pick<Member, 'run'>, name: string) => client.run(update, { input: { id: mel.id, name } })

/** The groups that the last event of an action names. */
async function decidedBy(action: string): Promise<unknown> {
  const { auditEvents } = await account.admin.run(
    'query ($filter: AuditFilter) { auditEvents(first: 1, filter: $filter) { nodes { outcome decidedBy { id key } v } } }',
    { filter: { actions: [action] } },
  )
  const [event] = auditEvents.nodes
  expect(event.v).toBe(2)
  return [event.outcome, ...event.decidedBy]
}

describe('an audit event', () => {
  it('names the groups by which a person, or the creator of a token, was allowed to', async () => {
    const admin = { id: account.groupIds.admin, key: 'admin' }
    await rename(vera, 'Melanie')
    expect(await decidedBy('user.update')).toEqual(['SUCCEEDED', { id: helpers, key: 'helpers' }])
    await rename(carl, 'Melinda')
    expect(await decidedBy('user.update')).toEqual(['SUCCEEDED', admin, { id: helpers, key: 'helpers' }])
    const { createManagementToken } = await account.admin.run(
      `mutation { createManagementToken(input: { description: "ci", permissions: [USER_UPDATE, USER_READ] }) { secret } }`,
    )
    expect(await decidedBy('management_token.create')).toEqual(['SUCCEEDED', admin])
    await rename(gateway.as(createManagementToken.secret), 'Mel')
    expect(await decidedBy('user.update')).toEqual(['SUCCEEDED', admin])
  })

  it('names, of groups that grant it on some databases, those that grant it on the one at hand', async () => {
    const permissions = ['DATABASE_READ', 'DATABASE_UPDATE']
    const keeperOf = (name: string) =>
      makeGroup(account.admin, `${name}-keepers`, {
        grants: [{ permissions, on: { databases: { namePrefix: name } } }],
      })
    const [telemetry, billing] = [await keeperOf('telemetry'), await keeperOf('billing')]
    await putInto(gateway, account, telemetry.id, vera, carl)
    await putInto(gateway, account, billing.id, vera, carl)
    const { id } = await createDatabase(account, { name: 'telemetry' })
    await updateDatabase(vera, { id, maxTables: 7 })
    const keepers = { id: telemetry.id, key: 'telemetry-keepers' }
    expect(await decidedBy('database.update')).toEqual(['SUCCEEDED', keepers])
    await updateDatabase(carl, { id, maxTables: 8 })
    const admin = { id: account.groupIds.admin, key: 'admin' }
    expect(await decidedBy('database.update')).toEqual(['SUCCEEDED', admin, keepers])
  })

  it('names none where no permission was needed, or nothing was done', async () => {
    await carl.run('mutation { updateProfile(input: { name: "Carl" }) { user { id } } }')
    expect(await decidedBy('user.update_profile')).toEqual(['SUCCEEDED'])
    await expect(rename(mel, 'Mel')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await decidedBy('user.update')).toEqual(['DENIED'])
    await createDatabase(account, { name: 'metrics' })
    await expect(createDatabase(account, { name: 'metrics' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await decidedBy('database.create')).toEqual(['FAILED'])
  })

  it('tells one’s own session from that of another', async () => {
    const sessions = 'query ($id: ID!) { user(id: $id) { sessions { nodes { id } } } }'
    const end = async (client: Member, owner: Member) => {
      const { user } = await account.admin.run(sessions, { id: owner.id })
      await client.run('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id: user.sessions.nodes[0].id })
    }
    await end(vera, mel)
    expect(await decidedBy('session.revoke')).toEqual(['SUCCEEDED', { id: helpers, key: 'helpers' }])
    await end(vera, vera)
    expect(await decidedBy('session.revoke')).toEqual(['SUCCEEDED'])
  })
})

/** Turns the log of an account into what an earlier version of the gateway would have written. */
async function makeOld({ id }: TestAccount, log: Awaited<ReturnType<typeof readLog>>): Promise<void> {
  const { db, app } = gateway
  let previousHash = '0'.repeat(64)
  for (const { sequence, hash: _, ...event } of log) {
    const hash = hashOf(id, { ...event, sequence, previousHash, v: 1 })
    await db
      .updateTable('audit_events')
      .set({ decided_by: null, previous_hash: previousHash, hash })
      .where('account_id', '=', id)
      .where('sequence', '=', Number(sequence))
      .execute()
    previousHash = hash
  }
  const head = { sequence: log.length, hash: previousHash }
  const signature = app.core.keys.signHead(headText(id, head))
  await db
    .updateTable('audit_heads')
    .set({ ...head, signature })
    .where('account_id', '=', id)
    .execute()
}

describe('a log that an earlier version of the gateway began', () => {
  let old: TestAccount
  let oldCount: number
  const verify = async () => (await old.admin.run('{ verifyAuditLog { intact firstBrokenSequence } }')).verifyAuditLog

  beforeAll(async () => {
    old = await gateway.account('Old')
    const log = await readLog(old.admin)
    oldCount = log.length
    await makeOld(old, log)
    await eventually(async () => {
      rmSync(join(gateway.store.dataDirectory, 'audit-heads.json'), { force: true })
      return (await verify()).intact
    })
    await createDatabase(old, { name: 'metrics' })
  })

  it('verifies, and a change of the groups that an event names is found', async () => {
    const log = await readLog(old.admin)
    expect(log.map(({ v }) => v)).toEqual([...Array(oldCount).fill(1), 2])
    expect(log.map(({ decidedBy }) => (decidedBy as unknown[]).length)).toEqual([...Array(oldCount).fill(0), 1])
    for (const event of log) expect(hashOf(old.id, event)).toBe(event.hash)
    expect(await verify()).toEqual({ intact: true, firstBrokenSequence: null })

    const row = (sequence: number) =>
      gateway.db.updateTable('audit_events').where('account_id', '=', old.id).where('sequence', '=', sequence)
    const others = JSON.stringify([{ id: 'group_x', key: 'others' }])
    for (const [sequence, forged, restored] of [
      [oldCount, others, null],
      [oldCount, '[]', null],
      [oldCount + 1, others, JSON.stringify(log.at(-1)?.['decidedBy'])],
      [oldCount + 1, null, JSON.stringify(log.at(-1)?.['decidedBy'])],
    ] as const) {
      await row(sequence).set({ decided_by: forged }).execute()
      expect(await verify()).toEqual({ intact: false, firstBrokenSequence: String(sequence) })
      await row(sequence).set({ decided_by: restored }).execute()
    }
    expect(await verify()).toEqual({ intact: true, firstBrokenSequence: null })
  })

  it('verifies as an export, and one in which groups or the version of an event were changed does not', async () => {
    const ada = await openCommandLine({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: old.admin.token })
    onTestFinished(() => ada.remove())
    const path = join(ada.home, 'audit.jsonl')
    await ada.run(['audit', 'export', '--output', path])
    const verifyExport = () => ada.run(['audit', 'verify', '--offline', '--export', path])
    expect(await verifyExport()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^intact/) })

    const written = await readFile(path, 'utf8')
    const lines = written
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const others = [{ id: 'group_x', key: 'others' }]
    for (const [at, forged] of [
      [0, { decidedBy: others }],
      [oldCount, { decidedBy: others }],
      [oldCount, { v: undefined }],
      [oldCount, { v: 1, decidedBy: [] }],
    ] as const) {
      await writeFile(
        path,
        lines.map((line, n) => `${JSON.stringify(n === at ? { ...line, ...forged } : line)}\n`).join(''),
      )
      expect(await verifyExport()).toMatchObject({ code: 1, stdout: expect.stringContaining(`event ${at + 1},`) })
    }
  })
})
