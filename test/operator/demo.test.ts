import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openCore } from '../../src/core.ts'
import { makeContent } from '../../src/demo/content.ts'
import { DemoClock } from '../../src/demo/scenario.ts'
import { type Client, clientOf, eventually } from '../gateway.ts'
import { serverForTest, storeForTest } from '../process/command.ts'

/** What the content is made of, in the order of names: without ids, secrets and times. */
async function contentAt(end: number) {
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-demo-test-'))
  const clock = new DemoClock(end)
  const core = await openCore(readConfig({ CLUSTERGATE_DATA_DIR: directory }), { clock: () => clock.now })
  try {
    await makeContent(core, clock, 1)
    const { db } = core.store
    return {
      users: await db.selectFrom('users').select(['email', 'name', 'attributes']).orderBy('email').execute(),
      databases: await db.selectFrom('databases').select(['name', 'retention_seconds']).orderBy('name').execute(),
      tokens: await db.selectFrom('database_tokens').select('description').orderBy('description').execute(),
      later: await db.selectFrom('audit_events').select('id').where('occurred_at', '>', end).execute(),
    }
  } finally {
    await core.close()
    await rm(directory, { recursive: true })
  }
}

describe('the demo', () => {
  it('is the same in every run, and never ahead of its time', async () => {
    const end = Date.parse('2026-11-23T10:00:00Z')
    const first = await contentAt(end)
    expect(await contentAt(end)).toEqual(first)
    expect(first.later).toEqual([])
  })

  it('serves believable content to an Admin, a Member and an Auditor, and leaves nothing behind', async () => {
    const store = await storeForTest()
    // It neither touches a store, nor mails to anybody, that the environment names.
    const server = await serverForTest(
      store,
      { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere', SMTP_URL: 'smtp://127.0.0.1:1' },
      ['demo'],
    )
    await eventually(() => server.said().includes('Ctrl+C'))
    const directory = /^Data lies in (.*)$/m.exec(server.said())?.[1] as string
    const password = /the password “(.*)”/.exec(server.said())?.[1]
    const people = [...server.said().matchAll(/^ {2}(\S+@\S+) +(.*), (Admin|Member|Auditor)$/gm)]
    expect(people.map(([, , , group]) => group)).toEqual(['Admin', 'Member', 'Auditor'])

    const signedIn: Client[] = []
    for (const [, email, name, group] of people) {
      const { signIn } = await clientOf(server.url).run(
        'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken user { name groups { name } } } }',
        { input: { email, password } },
      )
      expect(signIn.user).toEqual({ name, groups: [{ name: group }] })
      signedIn.push(clientOf(server.url, { authorization: `Bearer ${signIn.accessToken}` }))
    }
    const parts = [
      'users { totalCount } deactivated: users(filter: { statuses: [DEACTIVATED] }) { totalCount } clusters { totalCount }',
      `databases(filter: { statuses: [ACTIVE, DELETED] }) { totalCount }
        deleted: databases(filter: { statuses: [DELETED] }) { totalCount }`,
      `tokens: databaseTokens(filter: { statuses: [ACTIVE, REPLACED, EXPIRED, REVOKED] }) { totalCount }
        expired: databaseTokens(filter: { statuses: [EXPIRED] }) { totalCount }
        revoked: databaseTokens(filter: { statuses: [REVOKED] }) { totalCount }`,
      `management: managementTokens(filter: { statuses: [ACTIVE, EXPIRED, REVOKED] }) { totalCount }
        pending: invitations(filter: { statuses: [PENDING] }) { totalCount nodes { sentCount delivery } }
        accepted: invitations(filter: { statuses: [ACCEPTED] }) { totalCount }`,
      `gone: invitations(filter: { statuses: [EXPIRED] }) { totalCount }
        withdrawn: invitations(filter: { statuses: [REVOKED] }) { totalCount }
        refused: auditEvents(filter: { outcomes: [DENIED, FAILED] }) { totalCount }`,
      'verifyAuditLog { intact }',
    ]
    const answers = await Promise.all(parts.map((part) => signedIn[0]?.run(`{ ${part} }`)))
    const counts = Object.assign({}, ...answers)
    const total = Object.fromEntries(
      Object.entries(counts).map(([name, answer]) => [name, (answer as { totalCount?: number }).totalCount]),
    )
    expect(total).toMatchObject({ users: 43, deactivated: 3, clusters: 2, databases: 25, deleted: 3, tokens: 60 })
    for (const name of ['expired', 'revoked', 'management', 'pending', 'accepted', 'gone', 'withdrawn', 'refused'])
      expect(total[name], name).toBeGreaterThan(0)
    expect(counts.pending.nodes.some(({ sentCount }: { sentCount: number }) => sentCount > 1)).toBe(true)
    expect(counts.pending.nodes.some(({ delivery }: { delivery: string }) => delivery === 'FAILED')).toBe(true)
    expect(counts.verifyAuditLog).toEqual({ intact: true })

    expect((await server.stop('SIGTERM')).code).toBe(0)
    expect(existsSync(directory)).toBe(false)
  })
})
