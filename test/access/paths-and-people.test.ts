import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { makeGroup, onAccount, putInto } from '../groups/custom-groups.ts'
import { idOfCopy } from '../id-of-copy.ts'
import { compareBothPaths } from '../plans/both-paths.ts'
import { behindProxy } from '../sessions/networks.ts'
import { hour } from '../times.ts'
import { useWorld } from '../world.ts'

const world = useWorld(behindProxy)
const { gateway, account, mel, audrey } = world
const nina = world.person('nina@example.com', ['member'])
const omar = world.person('omar@example.com', ['member'])
const pia = world.person('pia@example.com', ['member'])
let telemetry: string
let billing: string
let token: string

const setAttributes = (id: string, team: string) =>
  gateway.db
    .updateTable('users')
    .set({ attributes: JSON.stringify([{ key: 'team', value: team }]) })
    .where('id', '=', id)
    .execute()

beforeAll(async () => {
  const { admin } = account
  telemetry = (await createDatabase(account, { name: 'telemetry', labels: [{ key: 'team', value: 'ops' }] })).id
  billing = (await createDatabase(account, { name: 'billing' })).id
  const permissions = [telemetry, billing].map((databaseId) => ({ action: 'READ', databaseId }))
  const { createDatabaseToken } = await admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    { input: { clusterId: account.clusterIds[0], description: 'both', permissions } },
  )
  token = createDatabaseToken.token.id
  const onCall = await makeGroup(admin, 'on-call', {
    name: 'On call',
    conditions: { networks: ['10.0.0.0/8'] },
    grants: [{ permissions: ['DATABASE_DELETE', 'TABLE_DELETE'], on: { databases: { namePrefix: 'tele' } } }],
  })
  const owners = await makeGroup(admin, 'owners', {
    name: 'Owners',
    conditions: { attributes: [{ key: 'team', anyOf: ['ops', 'dev'] }] },
    grants: [{ permissions: ['DATABASE_UPDATE'], on: { databases: { labels: [{ key: 'team', sameAs: 'team' }] } } }],
  })
  const all = await makeGroup(admin, 'keepers', { name: 'Keepers', grants: [onAccount('DATABASE_UNDELETE')] })
  await putInto(gateway, account, onCall.id, nina)
  await putInto(gateway, account, owners.id, nina, omar, mel)
  await putInto(gateway, account, all.id, omar)
  const fresh = await makeGroup(admin, 'fresh', {
    conditions: { authenticatedWithin: '1h', callers: ['PERSON'] },
    grants: [onAccount('TABLE_UNDELETE')],
  })
  const certain = await makeGroup(admin, 'certain', {
    conditions: { mfa: true },
    grants: [onAccount('DATABASE_PURGE')],
  })
  for (const { id } of [fresh, certain]) await putInto(gateway, account, id, pia)
  await setAttributes(nina.id, 'ops')
  await setAttributes(omar.id, 'dev')
})

const explainDocument = `query ($permission: Permission!, $userId: ID, $resourceId: ID, $at: EnvironmentInput) {
  explainAccess(permission: $permission, userId: $userId, resourceId: $resourceId, at: $at) {
    allowed partial summary grantedBy { key }
    paths { group { key } on { summary } counts unmet { kind expected actual remedy } } } }`
const explain = async (client: typeof nina, permission: string, more: object = {}) =>
  (await client.run(explainDocument, { permission, ...more })).explainAccess

describe('explainAccess', () => {
  it('shows every grant of the permission, and what keeps a group from counting', async () => {
    expect(await explain(nina, 'DATABASE_DELETE', { resourceId: telemetry })).toEqual({
      ...{ allowed: false, partial: false, grantedBy: [] },
      summary:
        'You may not: On call would grant DATABASE_DELETE, but does not count: it asks for 10.0.0.0/8, and there is 127.0.0.1.',
      paths: [
        {
          ...{ group: { key: 'on-call' }, on: { summary: 'databases named tele…' }, counts: false },
          unmet: [
            {
              ...{ kind: 'NETWORK', expected: '10.0.0.0/8', actual: '127.0.0.1' },
              remedy: 'Send the request from such an address.',
            },
          ],
        },
      ],
    })
  })

  it('decides for a database, a table’s database, all that a token reaches, or a cluster', async () => {
    const at = { ip: '10.1.2.3' }
    const answers = await Promise.all(
      [telemetry, billing, token, account.clusterIds[0], null].map((resourceId) =>
        explain(nina, 'DATABASE_DELETE', { resourceId, at }),
      ),
    )
    expect(answers.map(({ allowed, partial }) => [allowed, partial])).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, true],
      [false, true],
    ])
    expect(answers.map(({ summary }) => summary)).toEqual([
      'You may: On call grants DATABASE_DELETE on this database.',
      'You may not: DATABASE_DELETE is held on other resources, not on this database.',
      'You may not: DATABASE_DELETE is held on other resources, not on this database token.',
      'You may not: DATABASE_DELETE is held on other resources, not on this cluster.',
      'You may on some resources only: On call grants DATABASE_DELETE on databases named tele….',
    ])
    expect(await explain(nina, 'DATABASE_UPDATE', { resourceId: telemetry })).toMatchObject({ allowed: true })
    expect(await explain(omar, 'DATABASE_UPDATE', { resourceId: telemetry })).toMatchObject({ allowed: false })
  })

  it('holds conditions of another person against an environment without an address and a session', async () => {
    const { admin } = account
    expect((await explain(admin, 'DATABASE_DELETE', { userId: nina.id })).paths[0].unmet).toMatchObject([
      { kind: 'NETWORK', actual: 'unknown' },
    ])
    const at = { ip: '10.1.2.3' }
    expect(await explain(admin, 'DATABASE_DELETE', { userId: nina.id, resourceId: telemetry, at })).toMatchObject({
      ...{ allowed: true, grantedBy: [{ key: 'on-call' }] },
      summary: 'nina may: On call grants DATABASE_DELETE on this database.',
    })
    await expect(explain(admin, 'DATABASE_DELETE', { at: { ip: '10.1' } })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', field: 'at.ip' },
    })
  })

  it('holds a recent sign-in, a second factor and the kind of caller against what is asked', async () => {
    const { admin } = account
    const now = Date.now()
    const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString()
    const ask = async (permission: string, at?: object) => {
      const { allowed, paths } = await explain(admin, permission, { userId: pia.id, at })
      return [allowed, ...paths[0].unmet]
    }
    const recent = { kind: 'AUTHENTICATED_WITHIN', expected: 'signed in within the last 1h' }
    const person = { kind: 'CALLER', expected: 'a person', actual: 'a token', remedy: 'Sign in as a person.' }
    expect(await ask('TABLE_UNDELETE')).toEqual([false, { ...recent, actual: 'never', remedy: 'Sign in again.' }])
    const signedIn = { at: ago(0), authenticatedAt: ago(hour) }
    expect(await ask('TABLE_UNDELETE', signedIn)).toEqual([true])
    expect(await ask('TABLE_UNDELETE', { at: ago(0), authenticatedAt: ago(2 * hour) })).toEqual([
      ...[false, { ...recent, actual: '2h ago', remedy: 'Sign in again.' }],
    ])
    expect(await ask('TABLE_UNDELETE', { ...signedIn, caller: 'TOKEN' })).toEqual([
      ...[false, { ...recent, actual: 'a token', remedy: 'Sign in as a person.' }, person],
    ])
    expect(await ask('TABLE_UNDELETE', { ...signedIn, caller: 'PERSON' })).toEqual([true])

    const factor = { kind: 'MFA', expected: 'a second factor' }
    expect(await ask('DATABASE_PURGE')).toEqual([
      ...[false, { ...factor, actual: 'none', remedy: 'No way of signing in has a second factor yet.' }],
    ])
    expect(await ask('DATABASE_PURGE', { mfa: true })).toEqual([true])
    expect(await ask('DATABASE_PURGE', { mfa: true, caller: 'TOKEN' })).toEqual([
      ...[false, { ...factor, actual: 'a token', remedy: 'Sign in as a person.' }],
    ])
    // Of themselves, people are told by their own session.
    expect(await explain(pia, 'TABLE_UNDELETE')).toMatchObject({ allowed: true })

    for (const at of [{ authenticatedAt: ago(-hour) }, { at: ago(hour), authenticatedAt: ago(hour / 2) }]) {
      await expect(explain(admin, 'TABLE_UNDELETE', { userId: pia.id, at })).rejects.toMatchObject({
        ...{ code: 'BAD_INPUT', field: 'at.authenticatedAt' },
      })
    }
  })

  it('tells of a membership that is over, and of a deactivated person', async () => {
    const ends = Date.now() + hour
    const term = (until: number | null) =>
      gateway.db.updateTable('user_groups').set({ until }).where('user_id', '=', omar.id).execute()
    await term(ends)
    const later = { at: new Date(ends).toISOString() }
    const { allowed, paths } = await explain(account.admin, 'DATABASE_UNDELETE', { userId: omar.id, at: later })
    expect([allowed, paths[0].unmet]).toMatchObject([false, [{ kind: 'MEMBERSHIP' }]])
    const now = await explain(account.admin, 'DATABASE_UNDELETE', { userId: omar.id })
    expect(now).toMatchObject({ allowed: true, grantedBy: [{ key: 'keepers' }] })
    await term(null)
  })

  it('does not tell of a resource that the caller may not read', async () => {
    await expect(explain(nina, 'DATABASE_READ', { resourceId: account.id })).rejects.toMatchObject({
      ...{ code: 'NOT_FOUND', field: 'resourceId' },
    })
    const { createManagementToken } = await account.admin.run(
      'mutation { createManagementToken(input: { description: "ci", permissions: [DATABASE_DELETE, GROUP_READ] }) { secret } }',
    )
    const ci = gateway.as(createManagementToken.secret) as typeof nina
    await expect(explain(ci, 'DATABASE_DELETE', { resourceId: telemetry })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await explain(ci, 'DATABASE_DELETE')).toMatchObject({
      ...{ allowed: true, grantedBy: [] },
      summary: 'This management token may: it was given DATABASE_DELETE, and its creator still has it.',
      paths: [{ group: { key: 'admin' }, counts: true }],
    })
    expect(await explain(ci, 'TABLE_DELETE')).toMatchObject({ allowed: false, paths: [] })
  })
})

const whoDocument = `query ($permission: Permission!, $resourceId: ID, $at: EnvironmentInput, $first: Int, $after: String) {
  whoMay(permission: $permission, resourceId: $resourceId, at: $at, first: $first, after: $after) {
    totalCount nodes { email } pageInfo { hasNextPage endCursor } } }`
const whoMay = async (permission: string, more: object = {}) => {
  const { whoMay: found } = await audrey.run(whoDocument, { permission, ...more })
  expect(found.totalCount).toBe(found.nodes.length)
  return found.nodes.map(({ email }: { email: string }) => email.replace('@example.com', ''))
}

describe('whoMay', () => {
  it('answers with the people whose groups count, on the whole account or on the resource', async () => {
    expect(await whoMay('DATABASE_UNDELETE')).toEqual(['ada', 'omar'])
    expect(await whoMay('DATABASE_UPDATE')).toEqual(['ada'])
    expect(await whoMay('DATABASE_UPDATE', { resourceId: telemetry })).toEqual(['ada', 'nina'])
    expect(await whoMay('DATABASE_UPDATE', { resourceId: billing })).toEqual(['ada'])
    expect(await whoMay('DATABASE_DELETE', { resourceId: telemetry })).toEqual(['ada'])
    expect(await whoMay('DATABASE_DELETE', { resourceId: telemetry, at: { ip: '10.9.9.9' } })).toEqual(['ada', 'nina'])
    expect(await whoMay('DATABASE_DELETE', { resourceId: token, at: { ip: '10.9.9.9' } })).toEqual(['ada'])
  })

  it('agrees with explainAccess on everybody', async () => {
    const at = { ip: '10.9.9.9' }
    for (const permission of ['DATABASE_UPDATE', 'TABLE_DELETE']) {
      for (const resourceId of [telemetry, null]) {
        const allowed: string[] = []
        for (const { id, email } of [account.admin, audrey, mel, nina, omar]) {
          const answer = await explain(audrey, permission, { userId: id, resourceId, at })
          if (answer.allowed) allowed.push(email.replace('@example.com', ''))
        }
        expect(await whoMay(permission, { resourceId, at }), `${permission} on ${resourceId}`).toEqual(allowed.sort())
      }
    }
  })

  it('is read in pages, by as many statements for hundreds of people as for a few, on both ways of a request', async () => {
    const question = { permission: 'DATABASE_UPDATE', resourceId: telemetry, first: 1 }
    const ask = (after?: string) => gateway.count(() => audrey.run(whoDocument, { ...question, after }))
    const few = await ask()
    const next = await ask(few.result.whoMay.pageInfo.endCursor)
    expect([few, next].map(({ result }) => result.whoMay.nodes[0].email)).toEqual(['ada@example.com', nina.email])
    expect(next.result.whoMay.pageInfo.hasNextPage).toBe(false)
    await compareBothPaths(gateway, audrey.token, { query: whoDocument, variables: question })

    const user = await gateway.db.selectFrom('users').selectAll().where('id', '=', nina.id).executeTakeFirstOrThrow()
    const memberships = await gateway.db.selectFrom('user_groups').selectAll().where('user_id', '=', nina.id).execute()
    const ids = Array.from({ length: 300 }, (_, at) => idOfCopy(nina.id, at))
    const people = ids.map((id, at) => ({ ...user, id, email: `p${at}@example.com` }))
    for (let at = 0; at < people.length; at += 100) {
      await gateway.db
        .insertInto('users')
        .values(people.slice(at, at + 100))
        .execute()
      const rows = ids.slice(at, at + 100).flatMap((id) => memberships.map((one) => ({ ...one, user_id: id })))
      await gateway.db.insertInto('user_groups').values(rows).execute()
    }
    const many = await ask()
    expect(many.result.whoMay.totalCount).toBe(302)
    expect(many.statements.length).toBe(few.statements.length)
  })
})

describe('Database.viewerMay', () => {
  const query = '{ databases(first: 10) { nodes { name viewerMay } } }'
  const labelsRead = (statements: readonly string[]) => statements.filter((sql) => sql.includes('database_labels'))

  it('lists what the caller may do to each database, and reads labels only where a group asks for them', async () => {
    const of = async (client: typeof nina) => {
      const { result, statements } = await gateway.count(() => client.run(query))
      const nodes: { name: string; viewerMay: string[] }[] = result.databases.nodes
      return { may: Object.fromEntries(nodes.map(({ name, viewerMay }) => [name, viewerMay])), statements }
    }
    const ninas = await of(nina)
    expect(ninas.may['telemetry']).toContain('DATABASE_UPDATE')
    expect(ninas.may['telemetry']).not.toContain('DATABASE_DELETE')
    expect(ninas.may['billing']).toEqual([
      'DATABASE_READ',
      'TABLE_READ',
      'DATABASE_TOKEN_READ',
      'DATABASE_TOKEN_CREATE',
    ])
    expect(labelsRead(ninas.statements)).toHaveLength(1)
    const adas = await of(account.admin)
    expect(adas.may['billing']).toContain('DATABASE_PURGE')
    expect(labelsRead(adas.statements)).toEqual([])
    await compareBothPaths(gateway, nina.token, { query, variables: {} })
  })
})
