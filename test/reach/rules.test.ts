import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer, Member } from '../gateway.ts'
import { compareBothPaths } from '../plans/both-paths.ts'
import { useWorld } from '../world.ts'
import { run } from './furnished.ts'
import { ofDatabases, scopedPerson } from './scoped.ts'

const { gateway, account, admin } = useWorld({ environment: { CLUSTERGATE_POINTS_PER_MINUTE: '100000000' } })
/** Hal holds everything on databases whose names begin with `a-`. */
let hal: Member
/** Lea holds everything on databases of her team. */
let lea: Member
/** Cleo holds everything on the first cluster, and the right to read that. */
let cleo: Member
let first: string
let second: string
let seen: string
let hidden: string

const database = async (clusterId: string, name: string, team?: string): Promise<string> => {
  const labels = team ? [{ key: 'team', value: team }] : []
  const input = { clusterId, name, labels }
  return (await run(admin, 'createDatabase', 'CreateDatabaseInput', input, 'database { id }')).database.id
}

const token = async (clusterId: string, ...on: string[]): Promise<string> => {
  const permissions = on.map((databaseId) => ({ action: 'READ', databaseId }))
  const input = { clusterId, description: 'ingest', permissions }
  return (await run(admin, 'createDatabaseToken', 'CreateDatabaseTokenInput', input, 'token { id }')).token.id
}

const create = (client: Member, input: object): Promise<Answer> =>
  client.send('mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { name } } }', {
    input,
  })

const createToken = (client: Member, clusterId: string, ...on: string[]): Promise<Answer> =>
  client.send(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret token { id } } }',
    {
      input: {
        ...{ clusterId, description: 'ingest' },
        permissions: on.map((databaseId) => ({ action: 'READ', databaseId })),
      },
    },
  )

const errorOf = ({ errors: [error] }: Answer) => error && { code: error.extensions.code, message: error.message }
const codeOf = (answer: Answer) => errorOf(answer)?.code

beforeAll(async () => {
  ;[first, second] = account.clusterIds as [string, string]
  seen = await database(first, 'a-one', 'ops')
  hidden = await database(first, 'b-one', 'dev')
  await database(second, 'b-two', 'dev')
  const everything = ofDatabases()
  hal = await scopedPerson(gateway, account, [{ permissions: everything, on: { databases: { namePrefix: 'a-' } } }])
  lea = await scopedPerson(gateway, account, [
    { permissions: everything, on: { databases: { labels: [{ key: 'team', anyOf: ['ops'] }] } } },
  ])
  cleo = await scopedPerson(gateway, account, [
    { permissions: [...everything, 'CLUSTER_READ'], on: { clusterIds: [first] } },
  ])
})

describe('creating a database', () => {
  it('is decided on what it will be called, what labels it will have, and where it will lie', async () => {
    expect(codeOf(await create(hal, { clusterId: second, name: 'a-new' }))).toBeUndefined()
    expect(codeOf(await create(hal, { clusterId: first, name: 'c-new' }))).toBe('FORBIDDEN')
    const labels = [{ key: 'team', value: 'ops' }]
    expect(codeOf(await create(lea, { clusterId: first, name: 'labelled', labels }))).toBeUndefined()
    expect(codeOf(await create(lea, { clusterId: first, name: 'unlabelled' }))).toBe('FORBIDDEN')
    expect(codeOf(await create(cleo, { clusterId: first, name: 'there' }))).toBeUndefined()
  })

  it('on a cluster that the caller does not know answers as on one that does not exist', async () => {
    const invented = first.replace(/[0-9a-f-]{36}$/, '00000000-0000-4000-8000-000000000000')
    for (const clusterId of [second, invented]) {
      expect(errorOf(await create(cleo, { clusterId, name: 'there' }))).toEqual({
        code: 'NOT_FOUND',
        message: 'There is no such cluster.',
      })
      expect(codeOf(await createToken(cleo, clusterId, '*'))).toBe('NOT_FOUND')
      const { data } = await cleo.send(
        `{ databases(clusterId: "${clusterId}") { totalCount } databaseTokens(clusterId: "${clusterId}") { totalCount } }`,
      )
      expect(data).toEqual({ databases: null, databaseTokens: null })
    }
  })
})

describe('a change of what groups go by', () => {
  it('carries no database out of a part of the account, nor into one', async () => {
    const rename = (client: Member, id: string, name: string) =>
      client.send('mutation ($it: RenameInput!) { renameDatabase(input: $it) { database { name } } }', {
        it: { id, name },
      })
    const label = (client: Member, id: string, team: string) =>
      client.send('mutation ($it: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $it) { database { name } } }', {
        it: { id, labels: [{ key: 'team', value: team }] },
      })
    const a = await database(first, 'a-moving', 'ops')
    expect(codeOf(await rename(hal, a, 'b-moved'))).toBe('FORBIDDEN')
    expect(codeOf(await rename(hal, a, 'a-moved'))).toBeUndefined()
    expect(codeOf(await label(lea, a, 'dev'))).toBe('FORBIDDEN')
    expect(codeOf(await label(lea, a, 'ops'))).toBeUndefined()
    expect(codeOf(await label(hal, a, 'dev'))).toBeUndefined()
    expect(codeOf(await label(lea, a, 'ops'))).toBe('NOT_FOUND')
  })
})

describe('a database token that reaches more than the caller sees', () => {
  const read = (client: Member, id: string) =>
    client.run(`{ databaseToken(id: "${id}") { reachesMore permissions { allDatabases database { id } } } }`)

  it('shows the permissions on what they see, and says that there are others', async () => {
    const both = await token(first, seen, hidden)
    expect((await read(hal, both)).databaseToken).toEqual({
      reachesMore: true,
      permissions: [{ allDatabases: false, database: { id: seen } }],
    })
    expect((await read(hal, await token(first, seen))).databaseToken.reachesMore).toBe(false)
    const all = await token(first, '*')
    const star = [{ allDatabases: true, database: null }]
    expect((await read(hal, all)).databaseToken).toEqual({ reachesMore: true, permissions: star })
    expect((await read(cleo, all)).databaseToken).toEqual({ reachesMore: false, permissions: star })
    expect((await read(cleo, both)).databaseToken.reachesMore).toBe(false)
    expect((await read(admin, both)).databaseToken.reachesMore).toBe(false)
  })

  it('cannot be changed, replaced or revoked by them', async () => {
    for (const id of [await token(first, seen, hidden), await token(first, '*')]) {
      for (const mutation of [
        `updateDatabaseToken(input: { id: "${id}", description: "mine" })`,
        `updateDatabaseToken(input: { id: "${id}", permissions: [] })`,
        `rotateDatabaseToken(input: { id: "${id}" })`,
        `revokeDatabaseToken(id: "${id}")`,
      ]) {
        const answer = await hal.send(`mutation { ${mutation} { __typename } }`)
        expect(codeOf(answer)).toBe('FORBIDDEN')
        expect(errorOf(answer)?.message).toContain('it also reaches databases outside your grant')
        expect(answer.text).not.toContain(hidden)
      }
      expect(codeOf(await cleo.send(`mutation { revokeDatabaseToken(id: "${id}") { __typename } }`))).toBeUndefined()
    }
  })

  it('is not made by them, nor made of one of theirs', async () => {
    expect(codeOf(await createToken(hal, first, seen))).toBeUndefined()
    expect(codeOf(await createToken(hal, first, seen, hidden))).toBe('NOT_FOUND')
    for (const on of [['*'], [seen, '*'], []]) expect(codeOf(await createToken(hal, first, ...on))).toBe('FORBIDDEN')
    expect(codeOf(await createToken(cleo, first, '*'))).toBeUndefined()
    const own = await token(first, seen)
    const widen = (databaseId: string) =>
      hal.send(`mutation { updateDatabaseToken(input: { id: "${own}",
        permissions: [{ action: READ, databaseId: "${databaseId}" }] }) { __typename } }`)
    expect(codeOf(await widen('*'))).toBe('FORBIDDEN')
    expect(codeOf(await widen(hidden))).toBe('NOT_FOUND')
    expect(codeOf(await widen(seen))).toBeUndefined()
  })

  it('is told of by no refusal, and by no rehearsal', async () => {
    const old = await token(first, seen)
    const { token: successor } = await run(
      admin,
      'rotateDatabaseToken',
      'RotateTokenInput',
      { id: old },
      'token { id }',
    )
    const input = { id: successor.id, permissions: [{ action: 'READ', databaseId: hidden }] }
    await run(admin, 'updateDatabaseToken', 'UpdateDatabaseTokenInput', input, '__typename')
    const again = await hal.send(`mutation { rotateDatabaseToken(input: { id: "${old}" }) { secret } }`)
    expect(codeOf(again)).toBe('CONFLICT')
    expect(again.text).not.toContain(successor.id)
    expect((await hal.run(`{ databaseToken(id: "${old}") { replacedBy { id } } }`)).databaseToken.replacedBy).toBeNull()

    // Wim changes what Hal sees, and sees no tokens of it, but of other databases.
    const wim = await scopedPerson(gateway, account, [
      { permissions: ['DATABASE_READ', 'DATABASE_UPDATE'], on: { databases: { namePrefix: 'a-' } } },
      { permissions: ['DATABASE_TOKEN_READ'], on: { databases: { namePrefix: 'b-' } } },
    ])
    const rehearsed = await wim.send(
      `mutation @dryRun { updateDatabase(input: { id: "${seen}", maxTables: 9 }) { database { id } } }`,
    )
    expect(errorOf(rehearsed)).toBeUndefined()
    expect(JSON.parse(rehearsed.text).extensions.dryRun.updateDatabase.impact).toMatchObject({
      tokensReaching: null,
      reach: null,
    })
    const told = await hal.send(
      `mutation @dryRun { updateDatabase(input: { id: "${seen}", maxTables: 9 }) { database { id } } }`,
    )
    expect(JSON.parse(told.text).extensions.dryRun.updateDatabase.impact.tokensReaching).toBeGreaterThan(0)
  })
})

describe('the cluster of what one sees', () => {
  it('has a name, and nothing else without the right to read it', async () => {
    const { databases } = await hal.run('{ databases(first: 1) { nodes { name cluster { id name url } } } }')
    expect(databases.nodes[0].cluster).toEqual({ id: first, name: 'primary', url: 'https://primary.example.com' })
    expect(codeOf(await hal.send('{ databases { nodes { cluster { createdAt } } } }'))).toBe('FORBIDDEN')
    expect(codeOf(await hal.send('{ clusters { nodes { id } } }'))).toBe('FORBIDDEN')
  })

  it('is decided on for each cluster where that is held on some', async () => {
    // Cora reads all databases, and the first cluster.
    const cora = await scopedPerson(gateway, account, [
      { permissions: ['DATABASE_READ', 'DATABASE_TOKEN_CREATE', 'DATABASE_TOKEN_READ'], on: { account: true } },
      { permissions: ['CLUSTER_READ'], on: { clusterIds: [first] } },
    ])
    const createdAt = (clusterId: string) =>
      cora.send(`{ databases(clusterId: "${clusterId}", first: 1) { nodes { cluster { name createdAt } } } }`)
    expect(codeOf(await createdAt(first))).toBeUndefined()
    expect(codeOf(await createdAt(second))).toBe('FORBIDDEN')
    expect((await cora.run('{ clusters { totalCount nodes { id } } }')).clusters).toEqual({
      totalCount: 1,
      nodes: [{ id: first }],
    })
    // A secret that is shown once would be lost by an answer that is refused afterwards.
    const before = (await cora.run('{ databaseTokens { totalCount } }')).databaseTokens.totalCount
    const answer = await cora.send(`mutation { createDatabaseToken(input: { clusterId: "${second}", description: "x",
      permissions: [] }) { secret token { cluster { createdAt } } } }`)
    expect(codeOf(answer)).toBe('FORBIDDEN')
    expect((await cora.run('{ databaseTokens { totalCount } }')).databaseTokens.totalCount).toBe(before)
  })
})

it('a table whose database the caller may not read refuses that, and tells the rest', async () => {
  const input = { databaseId: hidden, name: 'cpu' }
  const { table } = await run(admin, 'createTable', 'CreateTableInput', input, 'table { id }')
  const tia = await scopedPerson(gateway, account, [
    { permissions: ['TABLE_READ'], on: { databaseIds: [hidden] } },
    { permissions: ['DATABASE_READ'], on: { databaseIds: [seen] } },
  ])
  expect((await tia.run(`{ table(id: "${table.id}") { name } }`)).table.name).toBe('cpu')
  expect(codeOf(await tia.send(`{ table(id: "${table.id}") { name database { id } } }`))).toBe('FORBIDDEN')
})

it('a plan answers people who are limited byte for byte as Apollo Server does', async () => {
  for (const person of [hal, lea, cleo]) {
    for (const query of [
      '{ databases { totalCount nodes { id name labels { key } cluster { name } tables { totalCount } } } }',
      '{ databases { nodes { cluster { name createdAt link { kind } } tokens { nodes { id reachesMore } } } } }',
      '{ clusters { nodes { id name createdAt databases { totalCount } } } }',
      '{ databaseTokens { totalCount nodes { id permissions { database { name } } cluster { id lastCheckAt } } } }',
      `{ database(id: "${hidden}") { name } node(id: "${seen}") { id ... on Database { name } } }`,
    ]) {
      await compareBothPaths(gateway, person.token, { query, variables: {} })
    }
  }
})

it('a page of databases costs the same statements whether the caller is limited or not', async () => {
  const statementsOf = async (person: Member) => {
    const query = '{ databases(first: 20) { nodes { id name } } }'
    await person.run(query)
    return (await gateway.count(() => person.run(query))).statements.length
  }
  const unlimited = await statementsOf(admin)
  for (const person of [hal, lea, cleo]) expect(await statementsOf(person)).toBe(unlimited)
})
