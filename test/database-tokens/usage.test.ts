import { beforeAll, describe, expect, it } from 'vitest'
import { write } from '../../src/database-tokens/token-usage.store.ts'
import { noteCheck } from '../dataplane/checks.ts'
import type { Client, Member } from '../gateway.ts'
import { compareBothPaths } from '../plans/both-paths.ts'
import { ofDatabases, scopedPerson } from '../reach/scoped.ts'
import { awayFromMidnight, day } from '../times.ts'
import { useWorld } from '../world.ts'
import { createDatabase, createToken, revokeDocument } from './documents.ts'

const { gateway, account, admin, mel, audrey, stranger } = useWorld()
/** Hal holds everything on databases whose names begin with `a-`. */
let hal: Member
let seen: string
let hidden: string
let elsewhere: string

const today = () => Date.now() - (Date.now() % day)
const textOf = (daysAgo: number) => new Date(today() - daysAgo * day).toISOString()

const makeToken = async (databaseId: string, cluster = 0): Promise<string> => {
  const input = { clusterId: account.clusterIds[cluster], permissions: [{ action: 'WRITE', databaseId }] }
  return (await createToken(admin, account, input)).token.id
}

/** Counts of days before today, as processes have written them. */
const counted = (tokenId: string, processId: string, byDay: Readonly<Record<number, number>>) =>
  write(
    gateway.app.core.store.db,
    account.id,
    Object.entries(byDay).map(([daysAgo, writes]) => ({
      ...{ tokenId, processId, writes, reads: 0, denials: 1, lastUsedAt: undefined },
      day: today() - Number(daysAgo) * day,
    })),
  )

const usageOf = async (client: Client, id: string, days?: number) => {
  const document =
    'query ($id: ID!, $days: Int) { databaseToken(id: $id) { usage(days: $days) { day writes denials } } }'
  return (await client.run(document, { id, days })).databaseToken.usage
}
const usageOfAll = async (client: Client, variables: object = {}) => {
  const document =
    'query ($clusterId: ID, $days: Int) { databaseTokenUsage(clusterId: $clusterId, days: $days) { day writes } }'
  return (await client.run(document, variables)).databaseTokenUsage
}

beforeAll(awayFromMidnight)
beforeAll(async () => {
  const on = async (name: string, cluster = 0) => makeToken(await createDatabase(account, name, cluster), cluster)
  seen = await on('a-one')
  hidden = await on('b-one')
  elsewhere = await on('b-two', 1)
  hal = await scopedPerson(gateway, account, [{ permissions: ofDatabases(), on: { databases: { namePrefix: 'a-' } } }])
  await noteCheck(gateway, account)
  await counted(seen, 'one', { 0: 5, 1: 7, 40: 9 })
  await counted(seen, 'two', { 0: 1 })
  await counted(hidden, 'one', { 0: 100, 3: 200 })
})

describe('the use of a token', () => {
  it('is told by day to each group, the newest last, the counts of all gateways added up', async () => {
    const expected = [
      { day: textOf(1), writes: '7', denials: '1' },
      { day: textOf(0), writes: '6', denials: '2' },
    ]
    for (const person of [admin, mel, audrey, hal]) expect(await usageOf(person, seen)).toEqual(expected)
  })

  it('goes back by as many days as were asked for, today included', async () => {
    expect(await usageOf(admin, seen, 1)).toEqual([{ day: textOf(0), writes: '6', denials: '2' }])
    expect(await usageOf(admin, seen, 40)).toHaveLength(2)
    expect((await usageOf(admin, seen, 41))[0]).toEqual({ day: textOf(40), writes: '9', denials: '1' })
    expect(await usageOf(admin, seen, 90)).toHaveLength(3)
  })

  it.each([0, -1, 91])('is not told for %i days', async (days) => {
    for (const document of [
      `{ databaseToken(id: "${seen}") { usage(days: ${days}) { day } } }`,
      `{ databaseTokenUsage(days: ${days}) { day } }`,
    ]) {
      const [error] = (await admin.send(document)).errors
      expect(error?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'days' })
    }
  })

  it('is empty for a token that was never used, and null where no proxy of its cluster tells', async () => {
    const unused = await makeToken('*')
    expect(await usageOf(admin, unused)).toEqual([])
    expect(await usageOf(admin, elsewhere)).toBeNull()
  })

  it('of a page of tokens takes two statements, however many there are', async () => {
    const document = (first: number) => `{ databaseTokens(first: ${first}) { nodes { id usage { writes } } } }`
    const statementsOf = async (first: number) => {
      await admin.run(document(first))
      return (await gateway.count(() => admin.run(document(first)))).statements.length
    }
    const without = (await gateway.count(() => admin.run('{ databaseTokens(first: 1) { nodes { id } } }'))).statements
    expect(await statementsOf(1)).toBe(without.length + 2)
    expect(await statementsOf(4)).toBe(without.length + 2)
  })
})

describe('the use of all tokens', () => {
  it('is added up by day, of the account or of one cluster', async () => {
    const expected = [
      { day: textOf(3), writes: '200' },
      { day: textOf(1), writes: '7' },
      { day: textOf(0), writes: '106' },
    ]
    for (const person of [admin, mel, audrey]) {
      expect(await usageOfAll(person)).toEqual(expected)
      expect(await usageOfAll(person, { clusterId: account.clusterIds[0] })).toEqual(expected)
    }
    expect(await usageOfAll(admin, { days: 2 })).toEqual(expected.slice(1))
    expect(await usageOfAll(admin, { clusterId: account.clusterIds[1] })).toBeNull()
  })

  it('leaves out tokens that a limited caller may not see', async () => {
    const expected = [
      { day: textOf(1), writes: '7' },
      { day: textOf(0), writes: '6' },
    ]
    expect(await usageOfAll(hal)).toEqual(expected)
    expect(await usageOfAll(hal, { clusterId: account.clusterIds[0] })).toEqual(expected)
    expect(await usageOfAll(hal, { clusterId: account.clusterIds[1] })).toBeNull()
  })

  it('does not tell of another account, whether it is asked for its cluster or for its token', async () => {
    const other = stranger.admin
    expect(await usageOfAll(other)).toBeNull()
    expect(await usageOfAll(other, { clusterId: account.clusterIds[0] })).toBeNull()
    await noteCheck(gateway, stranger)
    expect(await usageOfAll(other)).toEqual([])
    expect((await other.run(`{ databaseToken(id: "${seen}") { usage { day } } }`)).databaseToken).toBeNull()
  })

  it('is refused to a token without DATABASE_TOKEN_READ, and to nobody', async () => {
    const document =
      'mutation { createManagementToken(input: { description: "people", permissions: [USER_READ] }) { secret } }'
    const { createManagementToken } = await admin.run(document)
    const query = '{ databaseTokenUsage { day } }'
    const codeOf = async (client: Client) => (await client.send(query)).errors[0]?.extensions.code
    expect(await codeOf(gateway.as(createManagementToken.secret))).toBe('FORBIDDEN')
    expect(await codeOf(gateway.anonymous)).toBe('UNAUTHENTICATED')
  })

  it('is answered by a plan byte for byte as by Apollo Server', async () => {
    const query = `{ databaseTokenUsage(days: 60) { day reads writes denials } databaseTokens { nodes { usage { day } } } }`
    for (const { token } of [admin, hal]) await compareBothPaths(gateway, token, { query, variables: {} })
  })

  it('counts what a token did before it was revoked', async () => {
    await admin.run(revokeDocument, { id: hidden })
    expect((await usageOfAll(admin)).at(-1)).toEqual({ day: textOf(0), writes: '106' })
  })
})
