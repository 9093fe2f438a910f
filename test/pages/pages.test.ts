import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, deleteDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'
import { count } from './count.ts'

const { gateway, account, stranger } = useWorld()
const names = Array.from({ length: 105 }, (_, at) => `db-${String(at).padStart(3, '0')}`)

beforeAll(async () => {
  // As many at once as the gateway takes on for one person.
  for (let at = 0; at < names.length; at += 50) {
    await Promise.all(names.slice(at, at + 50).map((name) => createDatabase(account, { name })))
  }
  for (const name of ['a', 'b', 'c']) await createDatabase(stranger, { name })
})

interface Page {
  readonly totalCount: number
  readonly nodes: readonly { readonly id: string; readonly name: string }[]
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

async function read(variables: object, of = account): Promise<Page> {
  const { databases } = await of.admin.run(
    `query ($first: Int, $after: String, $last: Int, $before: String, $filter: DatabaseFilter, $orderBy: DatabaseOrder) {
      databases(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        totalCount nodes { id name } edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    variables,
  )
  return databases
}

const namesOf = (page: Page) => page.nodes.map(({ name }) => name)

/** Every row, page by page. */
async function walk(backward: boolean, size: number, variables: object) {
  const rows: Page['nodes'][number][] = []
  let cursor: string | null = null
  for (;;) {
    const page: Page = await read(
      backward ? { last: size, before: cursor, ...variables } : { first: size, after: cursor, ...variables },
    )
    if (backward) rows.unshift(...page.nodes)
    else rows.push(...page.nodes)
    if (!(backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return rows
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor
  }
}

describe('the size of a page', () => {
  it('is 20 when nothing is said, from the start; or before a cursor', async () => {
    const page = await read({})
    expect(namesOf(page)).toEqual(names.slice(0, 20))
    expect(page.totalCount).toBe(105)
    const cursor = (await read({ first: 30 })).pageInfo.endCursor
    expect(namesOf(await read({ before: cursor }))).toEqual(names.slice(9, 29))
    expect(namesOf(await read({ after: cursor }))).toEqual(names.slice(30, 50))
  })

  it.each([1, 2, 99, 100])('may be %i, from the start or the end', async (size) => {
    expect(namesOf(await read({ first: size }))).toEqual(names.slice(0, size))
    expect(namesOf(await read({ last: size }))).toEqual(names.slice(-size))
  })

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['first', { first: -1 }],
    ['first', { first: 2 ** 31 - 1 }],
    ['first', { first: 2 ** 31 }],
    ['first', { first: 1.5 }],
    ['last', { last: 0 }],
    ['last', { last: 101 }],
    ['last', { last: -1 }],
    ['last', { first: 5, last: 5 }],
  ])('is refused at %s: %j', async (field, variables) => {
    await expect(read(variables)).rejects.toMatchObject({ code: 'BAD_INPUT', field })
  })
})

describe('pageInfo', () => {
  it('knows what follows when reading forward', async () => {
    const first = await read({ first: 100 })
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0]?.cursor,
      endCursor: first.edges[99]?.cursor,
    })
    const second = await read({ first: 5, after: first.pageInfo.endCursor })
    expect(namesOf(second)).toEqual(names.slice(100))
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(second.totalCount).toBe(105)
  })

  it('knows what precedes when reading backward', async () => {
    const last = await read({ last: 100 })
    expect(namesOf(last)).toEqual(names.slice(5))
    expect(last.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: last.edges[0]?.cursor,
      endCursor: last.edges[99]?.cursor,
    })
    const before = await read({ last: 5, before: last.pageInfo.startCursor })
    expect(namesOf(before)).toEqual(names.slice(0, 5))
    expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  })

  it('has no cursors on an empty page', async () => {
    const nothing = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }
    const empty = { totalCount: 0, nodes: [], edges: [], pageInfo: nothing }
    expect(await read({ filter: { search: 'nowhere' } })).toEqual(empty)
    expect(await read({ last: 3, filter: { search: 'nowhere' } })).toEqual(empty)
    const end = (await read({ last: 1 })).pageInfo.endCursor
    expect(await read({ first: 3, after: end })).toEqual({
      ...empty,
      totalCount: 105,
      pageInfo: { ...nothing, hasPreviousPage: true },
    })
  })

  it('costs one more statement for the count, and only when it is asked for', async () => {
    const few = await count(gateway, () => account.admin.run('{ databases { nodes { id } } }'))
    const counted = await count(gateway, () => account.admin.run('{ databases { totalCount nodes { id } } }'))
    expect(few.statements).toHaveLength(2)
    expect(counted.statements).toHaveLength(3)
  })
})

describe('a cursor', () => {
  it.each([
    ['forged', () => Buffer.from('12345678["db-003","database_x"]').toString('base64url')],
    ['empty', () => ''],
    ['no base64', () => '💥'],
    ['too short', () => 'AAAA'],
    ['a number of rows', () => '20'],
    [
      'altered',
      async () => {
        const bytes = Buffer.from((await read({ first: 1 })).pageInfo.endCursor as string, 'base64url')
        return Buffer.from(bytes.toString('latin1').replace('db-000', 'db-050'), 'latin1').toString('base64url')
      },
    ],
    ['of another account', async () => (await read({ first: 1 }, stranger)).pageInfo.endCursor],
    ['of another order', async () => (await read({ first: 1, orderBy: { field: 'CREATED_AT' } })).pageInfo.endCursor],
    [
      'of the other direction',
      async () => (await read({ first: 1, orderBy: { field: 'NAME', direction: 'DESC' } })).pageInfo.endCursor,
    ],
    [
      'of another list',
      async () => (await account.admin.run('{ clusters { pageInfo { endCursor } } }')).clusters.pageInfo.endCursor,
    ],
  ])('that is %s is refused, naming the argument', async (_case, make) => {
    const cursor = await make()
    await expect(read({ first: 5, after: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'after' })
    await expect(read({ last: 5, before: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'before' })
  })

  it('does not show what it stands for to another account', async () => {
    const cursor = (await read({ first: 1 })).pageInfo.endCursor
    await expect(read({ after: cursor }, stranger)).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'after' })
  })

  it('goes with its own direction of reading', async () => {
    const cursor = (await read({ first: 1 })).pageInfo.endCursor
    await expect(read({ last: 5, after: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'after' })
    await expect(read({ first: 5, before: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'before' })
    await expect(read({ after: cursor, before: cursor })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('of a row that was deleted since still marks its place', async () => {
    const database = await createDatabase(account, { name: 'db-050-passing' })
    const page = await read({ first: 1, filter: { search: 'passing' } })
    await deleteDatabase(account.admin, database)
    expect(namesOf(await read({ first: 2, after: page.pageInfo.endCursor }))).toEqual(['db-051', 'db-052'])
  })

  it('stays good over a change of the filter', async () => {
    const { endCursor } = (await read({ first: 10 })).pageInfo
    expect(namesOf(await read({ first: 2, after: endCursor, filter: { search: '5' } }))).toEqual(['db-015', 'db-025'])
  })
})

describe('walking all pages', () => {
  it.each([
    [false, 7, 'NAME', 'ASC'],
    [true, 7, 'NAME', 'ASC'],
    [false, 50, 'NAME', 'DESC'],
    [true, 100, 'NAME', 'DESC'],
    [false, 11, 'CREATED_AT', 'ASC'],
    [true, 11, 'CREATED_AT', 'DESC'],
  ])('finds every row once (backward %s, %i at a time, by %s %s)', async (backward, size, field, direction) => {
    const rows = await walk(backward, size, { orderBy: { field, direction } })
    const found = rows.map(({ name }) => name)
    expect([...found].sort()).toEqual(names)
    if (field === 'NAME') expect(found).toEqual(direction === 'ASC' ? names : [...names].reverse())
  })

  it('finds every row once where all tie in the column of the order', async () => {
    const { db } = gateway
    await db.updateTable('databases').set({ created_at: 1 }).where('account_id', '=', account.id).execute()
    for (const direction of ['ASC', 'DESC']) {
      for (const backward of [false, true]) {
        const rows = await walk(backward, 10, { orderBy: { field: 'CREATED_AT', direction } })
        const ids = rows.map(({ id }) => id)
        const sorted = [...ids].sort()
        expect(new Set(ids).size).toBe(105)
        expect(ids).toEqual(direction === 'ASC' ? sorted : sorted.reverse())
      }
    }
  })

  it('finds the same name on two clusters twice', async () => {
    const both = await gateway.account('Both')
    for (const clusterId of both.clusterIds) {
      for (const name of ['a', 'b', 'c']) await createDatabase(both, { name, clusterId })
    }
    const found: string[] = []
    let after: string | null = null
    do {
      const page: Page = await read({ first: 1, after }, both)
      found.push(...namesOf(page))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(found).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  })

  it.each([
    ['forward by name', false, { field: 'NAME', direction: 'ASC' }],
    ['backward by name', true, { field: 'NAME', direction: 'ASC' }],
    ['forward by creation, newest first', false, { field: 'CREATED_AT', direction: 'DESC' }],
  ])('%s neither skips nor repeats a row that stayed, while others come and go', async (at, backward, orderBy) => {
    const busy = await gateway.account(`Busy ${at}`)
    const staying = Array.from({ length: 15 }, (_, n) => `stay-${String(n).padStart(2, '0')}`)
    const leaving = Array.from({ length: 15 }, (_, n) => `stay-${String(n).padStart(2, '0')}-leaves`)
    const created = new Map<string, { id: string; name: string }>()
    for (const name of [...staying, ...leaving].sort()) created.set(name, await createDatabase(busy, { name }))
    const leave = async (name = '') => {
      const database = created.get(name)
      if (!name.endsWith('leaves') || !database) return
      created.delete(name)
      await deleteDatabase(busy.admin, database)
    }
    let round = 0
    const found: string[] = []
    let cursor: string | null = null
    do {
      const page: Page = await read({ ...pageOfFour(backward, cursor), orderBy }, busy)
      found.push(...namesOf(page))
      cursor = cursorBeyond(page, backward)
      // Some before the cursor, some behind it, the row of the cursor among them when it is one that leaves.
      const going = [leaving[round], leaving[leaving.length - 1 - round], page.nodes.at(backward ? 0 : -1)?.name]
      for (const name of new Set(going)) await leave(name)
      for (const place of ['aaa', 'stay-07', 'zzz']) await createDatabase(busy, { name: `${place}-new-${round}` })
      round++
    } while (cursor !== null)
    expect(round).toBeGreaterThan(6)
    expect(new Set(found).size).toBe(found.length)
    expect(found.filter((name) => staying.includes(name)).sort()).toEqual(staying)
  })
})

describe('every list', () => {
  const lists: [name: string, document: (args: string) => string][] = [
    ['clusters', (args) => `clusters(${args}) { totalCount }`],
    ['databases', (args) => `databases(${args}) { totalCount }`],
    ['Cluster.databases', (args) => `clusters(first: 2) { nodes { databases(${args}) { totalCount } } }`],
    ['Cluster.databaseTokens', (args) => `clusters(first: 2) { nodes { databaseTokens(${args}) { totalCount } } }`],
    ['Database.tables', (args) => `databases(first: 2) { nodes { tables(${args}) { totalCount } } }`],
    ['Database.tokens', (args) => `databases(first: 2) { nodes { tokens(${args}) { totalCount } } }`],
    ['databaseTokens', (args) => `databaseTokens(${args}) { totalCount }`],
    ['managementTokens', (args) => `managementTokens(${args}) { totalCount }`],
    ['users', (args) => `users(${args}) { totalCount }`],
    ['User.sessions', (args) => `users(first: 2) { nodes { sessions(${args}) { totalCount } } }`],
    ['groups', (args) => `groups(${args}) { totalCount }`],
    ['Group.members', (args) => `groups(first: 3) { nodes { members(${args}) { totalCount } } }`],
    ['invitations', (args) => `invitations(${args}) { totalCount }`],
    ['auditEvents', (args) => `auditEvents(${args}) { totalCount }`],
  ]

  it.each(lists)('%s keeps to the same bounds', async (_name, list) => {
    const refusals: [args: string, field: string][] = [
      ['first: 0', 'first'],
      ['first: 101', 'first'],
      ['last: 0', 'last'],
      ['last: 101', 'last'],
      ['first: 1, last: 1', 'last'],
      ['first: 1, before: "x"', 'before'],
      ['last: 1, after: "x"', 'after'],
      ['after: "x"', 'after'],
      ['before: "x"', 'before'],
    ]
    for (const [args, field] of refusals) {
      const { errors } = await account.admin.send(`{ ${list(args)} }`)
      expect.soft(errors[0]?.extensions, args).toMatchObject({ code: 'BAD_INPUT', field })
    }
    for (const args of ['first: 1', 'last: 1', 'first: 100', 'last: 100', 'first: null, after: null']) {
      expect.soft((await account.admin.send(`{ ${list(args)} }`)).errors, args).toEqual([])
    }
  })
})

const pageOfFour = (backward: boolean, cursor: string | null) =>
  backward ? { last: 4, before: cursor } : { first: 4, after: cursor }

/** Where the next page begins; null after the last. */
function cursorBeyond({ pageInfo }: Page, backward: boolean): string | null {
  if (backward) return pageInfo.hasPreviousPage ? pageInfo.startCursor : null
  return pageInfo.hasNextPage ? pageInfo.endCursor : null
}
