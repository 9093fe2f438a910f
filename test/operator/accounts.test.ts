import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { render } from '../../src/mail/render.ts'
import { acceptDocument, password, Refused, secretOf } from '../gateway.ts'
import { invitation } from '../mail/mails.ts'
import { clustergate, type Outcome } from '../process/command.ts'
import { whileLocked } from '../store/locked.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'

// Every command here is a process of its own, beside a gateway that is serving the same store.
const { gateway } = useWorld()

const run = (...args: string[]): Promise<Outcome> => clustergate(gateway.store, args)

// biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
async function json(...args: string[]): Promise<any> {
  const { code, stdout, stderr } = await run(...args, '--format', 'json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const createAccount = (name: string, admin: string, ...clusters: string[]) =>
  json('account', 'create', name, '--admin', admin, ...clusters.flatMap((cluster) => ['--cluster', cluster]))

async function joinBy(link: string, name: string) {
  const input = { secret: secretOf(link), name, password }
  const { acceptInvitation } = await gateway.anonymous.run(acceptDocument, { input })
  return { ...acceptInvitation.user, ...gateway.as(acceptInvitation.accessToken) }
}

/** What is read and printed is the same on every store. */
const inWords = it.skipIf(onPostgres)

const unknownAccount = 'account_00000000-0000-4000-8000-000000000000'

describe('account create', () => {
  it('answers with the ids and the link by which the first Admin joins', async () => {
    const created = await createAccount(
      'Éclair & Co',
      'Ada@Example.com',
      'main=https://a.example.com',
      'b=http://b:8181',
    )
    expect(created).toEqual({
      accountId: expect.stringMatching(/^account_/),
      clusterIds: [expect.stringMatching(/^cluster_/), expect.stringMatching(/^cluster_/)],
      invitationLink: expect.stringMatching(/^http:\/\/gateway\.test\/accept#cgi_/),
    })
    const ada = await joinBy(created.invitationLink, 'Ada')
    expect(ada.email).toBe('ada@example.com')
    expect(
      await ada.run('{ viewer { user { groups { key } } } account { id name } clusters { nodes { id url } } }'),
    ).toEqual({
      viewer: { user: { groups: [{ key: 'admin' }] } },
      account: { id: created.accountId, name: 'Éclair & Co' },
      clusters: {
        nodes: [
          { id: created.clusterIds[1], url: 'http://b:8181' },
          { id: created.clusterIds[0], url: 'https://a.example.com' },
        ],
      },
    })
  })

  it('is in the audit log of the account, as the operator’s doing', async () => {
    const created = await createAccount('Logged', 'ada@example.com', 'main=https://a.example.com')
    const ada = await joinBy(created.invitationLink, 'Ada')
    const { auditEvents } = await ada.run('{ auditEvents(last: 3) { nodes { action actorId actorLabel resourceId } } }')
    expect(auditEvents.nodes.reverse()).toEqual([
      { action: 'account.create', actorId: null, actorLabel: 'operator', resourceId: created.accountId },
      { action: 'cluster.create', actorId: null, actorLabel: 'operator', resourceId: created.clusterIds[0] },
      { action: 'invitation.create', actorId: null, actorLabel: 'operator', resourceId: expect.any(String) },
    ])
  })

  inWords('says the same in words', async () => {
    const { code, stdout } = await run(
      'account',
      'create',
      'Words',
      '--admin',
      'w@example.com',
      '--cluster',
      'x=https://x.example.com',
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^account {4}account_\S+\ncluster {4}cluster_\S+ {2}x {2}https:\/\/x\.example\.com\nAdmin {6}w@example\.com joins/,
    )
    expect(stdout).toContain('/accept#cgi_')
  })

  const wrong = [
    [
      'no name',
      ['--admin', 'a@example.com', '--cluster', 'm=https://m.example.com'],
      "missing required argument 'name'",
    ],
    ['no Admin', ['X', '--cluster', 'm=https://m.example.com'], "required option '--admin <email>' not specified"],
    ['no cluster', ['X', '--admin', 'a@example.com'], "required option '--cluster <name=url>' not specified"],
    [
      'an address that is none',
      ['X', '--admin', 'ada', '--cluster', 'm=https://m.example.com'],
      'An e-mail address is',
    ],
    [
      'a cluster without a name',
      ['X', '--admin', 'a@example.com', '--cluster', 'https://m.example.com'],
      'Write a cluster as name=url',
    ],
    ['a URL that is none', ['X', '--admin', 'a@example.com', '--cluster', 'm=ftp://m'], 'A cluster URL is http(s)'],
    [
      'two clusters of one name',
      ['X', '--admin', 'a@example.com', '--cluster', 'm=https://a.example.com', '--cluster', 'm=https://b.example.com'],
      'Two clusters are called m.',
    ],
    [
      'a name of blanks',
      ['  ', '--admin', 'a@example.com', '--cluster', 'm=https://m.example.com'],
      'An account name has 1 to 64',
    ],
    [
      'a format that is none',
      ['X', '--admin', 'a@example.com', '--cluster', 'm=https://m.example.com', '--format', 'xml'],
      'Allowed choices are text, json.',
    ],
  ] as const

  inWords('refuses what it cannot take with a sentence and exit code 2, and creates nothing', async () => {
    const before = await json('account', 'list')
    for (const [what, args, sentence] of wrong) {
      const { code, stdout, stderr } = await run('account', 'create', ...args)
      expect({ code, stdout }, what).toEqual({ code: 2, stdout: '' })
      expect(stderr, what).toContain(sentence)
      expect(stderr, what).not.toMatch(/\n {4}at /)
    }
    expect(await json('account', 'list')).toEqual(before)
  })
})

describe('account list', () => {
  it('shows every account, oldest first', async () => {
    const first = await createAccount('First', 'ada@example.com', 'main=https://a.example.com')
    const second = await createAccount('Second', 'ada@example.com', 'main=https://a.example.com')
    const listed = await json('account', 'list')
    expect(listed.slice(-2)).toEqual([
      { id: first.accountId, name: 'First', createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
      { id: second.accountId, name: 'Second', createdAt: expect.any(String) },
    ])
    expect((await run('account', 'list')).stdout).toContain(`${first.accountId}  ${listed.at(-2).createdAt}  First\n`)
  })
})

describe('two accounts of one gateway', () => {
  it('never see each other, also where they call things alike', async () => {
    const created = [
      await createAccount('Left', 'ada@example.com', 'main=https://left.example.com'),
      await createAccount('Right', 'ada@example.com', 'main=https://right.example.com'),
    ]
    const everything = `{ account { id } clusters { nodes { id } } users { nodes { id } } databases { nodes { id name } }
      databaseTokens { nodes { id } } invitations { nodes { id } } groups { nodes { id } } auditEvents { nodes { id } } }`
    const seen = []
    for (const { invitationLink, clusterIds } of created) {
      const admin = await joinBy(invitationLink, 'Ada')
      const input = { clusterId: clusterIds[0], name: 'metrics' }
      await admin.run('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }', {
        input,
      })
      seen.push({ admin, answer: await admin.run(everything) })
    }
    const idsOf = (answer: unknown) => new Set(JSON.stringify(answer).match(/[a-z_]+_[0-9a-f-]{36}/g))
    const [left, right] = seen.map(({ answer }) => idsOf(answer)) as [Set<string>, Set<string>]
    expect(left.size).toBeGreaterThan(8)
    expect([...left].filter((id) => right.has(id))).toEqual([])
    const { admin } = seen[0] as (typeof seen)[number]
    const { nodes } = await admin.run('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [...right] })
    expect(nodes).toEqual([...right].map(() => null))
  })
})

describe('cluster add', () => {
  it('adds a cluster that the account sees at once', async () => {
    const { accountId, invitationLink } = await createAccount('Growing', 'ada@example.com', 'a=https://a.example.com')
    const { clusterId } = await json('cluster', 'add', '--account', accountId, 'b=https://b.example.com')
    const ada = await joinBy(invitationLink, 'Ada')
    const { clusters } = await ada.run('{ clusters { nodes { id name } } }')
    expect(clusters.nodes).toContainEqual({ id: clusterId, name: 'b' })
  })

  it('refuses a name that is taken, and an account that does not exist, with a sentence', async () => {
    const { accountId } = await createAccount('Full', 'ada@example.com', 'a=https://a.example.com')
    expect(await run('cluster', 'add', '--account', accountId, 'a=https://b.example.com')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The account has a cluster called a.\n',
    })
    expect(await run('cluster', 'add', '--account', unknownAccount, 'a=https://b.example.com')).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no account ${unknownAccount}; \`clustergate account list\` shows them.\n`,
    })
    expect(await run('cluster', 'add', '--account', '1', 'a=https://b.example.com')).toMatchObject({ code: 2 })
  })
})

describe('cluster update', () => {
  it('changes name and address, which the account sees at once, and its log', async () => {
    const account = await gateway.account('Mover')
    const of = ['--account', account.id]
    expect(await json('cluster', 'update', 'primary', '--url', 'https://new.example.com/', ...of)).toEqual({
      name: 'primary',
      url: 'https://new.example.com',
    })
    await run('cluster', 'update', account.clusterIds[0] as string, '--name', 'first', ...of)
    const seen = await account.admin.run(
      '{ clusters { nodes { name url } } auditEvents(first: 1) { nodes { action actorLabel changes { field before after } } } }',
    )
    expect(seen.clusters.nodes).toContainEqual({ name: 'first', url: 'https://new.example.com' })
    expect(seen.auditEvents.nodes).toEqual([
      {
        action: 'cluster.update',
        actorLabel: 'operator',
        changes: [{ field: 'name', before: 'primary', after: 'first' }],
      },
    ])
  })

  it('refuses a cluster that is not there, a name that is taken, an address that is none, and nothing to change', async () => {
    const account = await gateway.account('Stayer')
    const other = await gateway.account('Other')
    const update = (...args: string[]) => run('cluster', 'update', ...args, '--account', account.id)
    for (const cluster of ['third', other.clusterIds[0] as string]) {
      expect(await update(cluster, '--name', 'x')).toMatchObject({
        code: 1,
        stderr: `The account has no cluster ${cluster}; there are: primary, secondary.\n`,
      })
    }
    expect(await update('primary', '--name', 'secondary')).toMatchObject({
      code: 1,
      stderr: 'The account has a cluster called secondary.\n',
    })
    expect(await update('primary', '--url', 'here')).toMatchObject({ code: 2 })
    expect(await update('primary')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--name, --url, or both'),
    })
  })
})

describe('cluster remove', () => {
  it('removes a cluster in which nothing ever was, and no other', async () => {
    const account = await gateway.account('Shrinker')
    const remove = (cluster: string) => run('cluster', 'remove', cluster, '--account', account.id)
    await account.admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId: account.clusterIds[0], name: 'telemetry' } },
    )
    expect(await remove('primary')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('primary cannot be removed: it holds 1 databases and 0 database tokens'),
    })
    expect(await remove('secondary')).toMatchObject({ code: 0, stdout: 'Removed the cluster secondary.\n' })
    const seen = await account.admin.run(
      '{ clusters { nodes { name } } auditEvents(first: 1) { nodes { action resourceLabel } } verifyAuditLog { intact } }',
    )
    expect(seen).toEqual({
      clusters: { nodes: [{ name: 'primary' }] },
      auditEvents: { nodes: [{ action: 'cluster.remove', resourceLabel: 'secondary' }] },
      verifyAuditLog: { intact: true },
    })
  })
})

describe('account rename', () => {
  it('gives the account another name, and says so in its log', async () => {
    const account = await gateway.account('Old')
    expect(await json('account', 'rename', 'New & Co', '--account', account.id)).toEqual({
      accountId: account.id,
      name: 'New & Co',
    })
    const seen = await account.admin.run(
      '{ account { name } auditEvents(first: 1) { nodes { action changes { field before after } } } }',
    )
    expect(seen).toEqual({
      account: { name: 'New & Co' },
      auditEvents: {
        nodes: [{ action: 'account.rename', changes: [{ field: 'name', before: 'Old', after: 'New & Co' }] }],
      },
    })
  })
})

describe('a cluster whose address is not known yet', () => {
  inWords('has none invented: mails and commands say that it is not set', async () => {
    const created = await run('account', 'create', 'Early', '--admin', 'eve@example.com', '--cluster', 'main')
    expect(created.stdout).toContain('main  (address not set: clustergate cluster update --url)')
    const letter = render({ ...invitation, clusters: [{ id: 'cluster_1', name: 'main', url: '' }] })
    expect(letter.text).toContain('Cluster URL: not set yet')
    expect(readConfig({}).first.clusterUrl).toBe('')
  })
})

describe('admin invite', () => {
  it('is the way back in when all Admins are gone, and is audited as the operator’s', async () => {
    const account = await gateway.account('Orphaned')
    const { db } = gateway
    await db.updateTable('users').set({ status: 'DEACTIVATED' }).where('account_id', '=', account.id).execute()
    await expect(account.admin.run('{ users { totalCount } }')).rejects.toThrow(Refused)

    const { invitationLink } = await json('admin', 'invite', '--account', account.id, 'rescue@example.com')
    const rescuer = await joinBy(invitationLink, 'Rescuer')
    const { users, auditEvents } = await rescuer.run(
      `{ users { totalCount }
        auditEvents(filter: { actions: ["invitation.create"] }, first: 1) { nodes { actorLabel resourceLabel outcome } } }`,
    )
    expect(users.totalCount).toBe(2)
    expect(auditEvents.nodes).toEqual([
      { actorLabel: 'operator', resourceLabel: 'rescue@example.com', outcome: 'SUCCEEDED' },
    ])
  })

  it('refuses who is there already, and replaces an invitation whose link may be lost', async () => {
    const account = await gateway.account('Taken')
    expect(await run('admin', 'invite', '--account', account.id, account.admin.email)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'This address already belongs to a person of the account.\n',
    })
    const lost = await json('admin', 'invite', '--account', account.id, 'new@example.com')
    const found = await json('admin', 'invite', '--account', account.id, 'new@example.com')
    const statusOf = async ({ invitationLink }: { invitationLink: string }) => {
      const secret = invitationLink.slice(invitationLink.indexOf('#') + 1)
      const query = 'query ($secret: String!) { invitationPreview(secret: $secret) { status } }'
      return (await gateway.anonymous.run(query, { secret })).invitationPreview.status
    }
    expect(await statusOf(lost)).toBe('REVOKED')
    expect(await statusOf(found)).toBe('PENDING')
    expect(await run('admin', 'invite', '--account', unknownAccount, 'new@example.com')).toMatchObject({ code: 1 })
    expect(await run('admin', 'invite', '--account', account.id, 'nobody')).toMatchObject({ code: 2 })
  })
})

describe.skipIf(onPostgres)('a store that another process keeps locked', () => {
  it('is waited for, and given up with a sentence', async () => {
    expect(await whileLocked(gateway, () => run('account', 'list'))).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The store is busy: another process is writing to it for long. Try again.\n',
    })
  })
})

describe('the command line', () => {
  inWords('shows help on request, and what is wrong otherwise', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('audit'), stderr: '' })
    expect(await run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    expect(await run('account')).toMatchObject({ code: 2, stderr: expect.stringContaining('create') })
    expect(await run('acount', 'list')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown command 'acount'"),
    })
    expect(await run('account', 'list', '--all')).toMatchObject({ code: 2, stderr: expect.stringContaining("'--all'") })
  })
})
