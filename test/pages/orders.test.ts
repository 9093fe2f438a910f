import { beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, createToken, revokeDocument } from '../database-tokens/documents.ts'
import { noteCheck } from '../dataplane/checks.ts'
import { invite } from '../invitations/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'

const { gateway, account, admin } = useWorld()
let metrics: string
let logs: string

/** In the order of descriptions; those of one line are the same without regard to case. */
const descriptions = [
  ['a'],
  ['a token', 'A TOKEN'],
  ['Maße', 'MASSE', 'masse'],
  ['z'],
  ['été', 'ÉTÉ', 'E\u0301te\u0301'],
  ['😀'],
  ['😀😀'],
]
const words = descriptions.flat()
const rankOf = (description: string) =>
  descriptions.findIndex((same) => same.some((one) => one.normalize('NFC') === description))

/** Several of a kind that tie, and some without: every third never ends, every fourth was never used. */
const endOf = (at: number, now: number) =>
  at % 3 === 0 ? null : new Date(now + ((at % 4) + 1) * 10 * day).toISOString()
const lastUseOf = (at: number, now: number) => (at % 4 === 0 ? null : now - (at % 5) * 60_000)

interface Row {
  readonly id: string
  readonly description: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly email: string
  readonly sequence: string
}

beforeAll(async () => {
  await noteCheck(gateway, account)
  metrics = await createDatabase(account, 'metrics')
  logs = await createDatabase(account, 'logs')
  const now = Date.now()
  const permissions = (at: number) =>
    [[], [metrics], ['*'], [metrics, logs], [metrics, '*']][at % 5]?.map((databaseId) => ({
      action: 'READ',
      databaseId,
    }))
  const use = (table: 'database_tokens' | 'management_tokens', id: string, at: number) =>
    gateway.db
      .updateTable(table)
      .set({ last_used_at: lastUseOf(at, now) })
      .where('id', '=', id)
      .execute()
  for (let at = 0; at < 36; at++) {
    // Some are made at the same moment.
    if (at % 3 === 0) gateway.advance(1)
    const description = words[at % words.length]
    const expiresAt = endOf(at, now)
    const { token } = await createToken(admin, account, {
      clusterId: account.clusterIds[at % 6 === 5 ? 1 : 0],
      permissions: at % 6 === 5 ? [] : permissions(at),
      description,
      expiresAt,
    })
    await use('database_tokens', token.id, at)
    if (at >= 20) continue
    const { createManagementToken } = await admin.run(
      `mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }`,
      { input: { description, expiresAt, permissions: ['DATABASE_READ'] } },
    )
    await use('management_tokens', createManagementToken.token.id, at)
    const life = { expiresIn: `${(at % 3) + 1}d` }
    await invite(admin, account, `${['b', 'a', 'C'][at % 3]}-${at}@example.com`, {}, life)
  }
  // Some that are no longer accepted, first and last in every order.
  for (const description of ['a', '😀😀']) {
    for (const expiresAt of [new Date(now + 5 * day).toISOString(), null]) {
      const { token } = await createToken(admin, account, { description, expiresAt, permissions: permissions(2) })
      await admin.run(revokeDocument, { id: token.id })
    }
    const { token } = await createToken(admin, account, { description, expiresAt: soon(), permissions: permissions(2) })
    await gateway.db
      .updateTable('database_tokens')
      .set({ expires_at: now - day })
      .where('id', '=', token.id)
      .execute()
  }
})

const soon = () => new Date(Date.now() + day).toISOString()

const tokenRow = 'id description createdAt expiresAt lastUsedAt'

/** Every list that can be ordered, by the way that leads to it. */
const lists = {
  'database tokens': { field: () => 'databaseTokens', order: 'TokenOrder', filter: 'TokenFilter', row: tokenRow },
  'database tokens of a cluster': {
    field: () => `databaseTokens(clusterId: "${account.clusterIds[0]}")`,
    order: 'TokenOrder',
    filter: 'TokenFilter',
    row: tokenRow,
  },
  'tokens on a cluster': {
    inside: () => `cluster(id: "${account.clusterIds[0]}")`,
    field: () => 'databaseTokens',
    order: 'TokenOrder',
    filter: 'TokenFilter',
    row: tokenRow,
  },
  'tokens of a database': {
    inside: () => `database(id: "${metrics}")`,
    field: () => 'tokens',
    order: 'TokenOrder',
    filter: 'TokenFilter',
    row: tokenRow,
  },
  'management tokens': { field: () => 'managementTokens', order: 'TokenOrder', filter: 'TokenFilter', row: tokenRow },
  invitations: {
    field: () => 'invitations',
    order: 'InvitationOrder',
    filter: 'InvitationFilter',
    row: 'id email createdAt expiresAt',
  },
  'audit events': { field: () => 'auditEvents', order: 'AuditEventOrder', filter: 'AuditFilter', row: 'id sequence' },
} as const
type ListName = keyof typeof lists
const listNames = Object.keys(lists) as ListName[]

/** The fields that a list can be ordered by, and what a row counts as in each. */
const keys: Readonly<Record<string, (row: Row) => number | string>> = {
  CREATED_AT: ({ createdAt }) => Date.parse(createdAt),
  DESCRIPTION: ({ description }) => rankOf(description),
  EXPIRES_AT: ({ expiresAt }) => (expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt)),
  LAST_USED_AT: ({ lastUsedAt }) => (lastUsedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(lastUsedAt)),
  EMAIL: ({ email }) => email,
  SEQUENCE: ({ sequence }) => Number(sequence),
}
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  TokenOrder: ['CREATED_AT', 'DESCRIPTION', 'EXPIRES_AT', 'LAST_USED_AT'],
  InvitationOrder: ['CREATED_AT', 'EMAIL', 'EXPIRES_AT'],
  AuditEventOrder: ['SEQUENCE'],
}

interface Page {
  readonly nodes: readonly Row[]
  readonly totalCount: number
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

function documentOf(name: ListName): string {
  const list = lists[name]
  const args = 'first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy'
  const field = list.field()
  const page = field.endsWith(')') ? `${field.slice(0, -1)}, ${args})` : `${field}(${args})`
  const selection = `page: ${page} { totalCount nodes { ${list.row} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
  return `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ${list.filter},
    $orderBy: ${list.order}) { ${'inside' in list ? `inside: ${list.inside()} { ${selection} }` : selection} }`
}

async function read(name: ListName, variables: object): Promise<Page> {
  const { inside, page } = await admin.run(documentOf(name), variables)
  return page ?? inside.page
}

/** Every row, page by page, from one end or the other. */
async function walk(name: ListName, backward: boolean, variables: object): Promise<readonly Row[]> {
  const rows: Row[] = []
  let cursor: string | null = null
  for (;;) {
    const range: object = backward ? { last: 7, before: cursor } : { first: 7, after: cursor }
    const { nodes, pageInfo }: Page = await read(name, { ...variables, ...range })
    if (backward) rows.unshift(...nodes)
    else rows.push(...nodes)
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return rows
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
  }
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)

const orders = Object.entries(lists).flatMap(([name, { order }]) =>
  (fieldsOf[order] ?? []).flatMap((field) =>
    (['ASC', 'DESC'] as const).map((direction) => ({ name: name as ListName, field, direction })),
  ),
)

/** The same rows in an order, ties by id. */
function sorted(rows: readonly Row[], { field, direction }: { field: string; direction: 'ASC' | 'DESC' }) {
  const key = keys[field] as (row: Row) => number | string
  const ascending = [...rows].sort((a, b) => (key(a) === key(b) ? (a.id < b.id ? -1 : 1) : key(a) < key(b) ? -1 : 1))
  return direction === 'ASC' ? ascending : ascending.reverse()
}

describe('a list', () => {
  it.each(orders)('of $name by $field $direction holds every row once, read from either end', async (order) => {
    const { name, ...orderBy } = order
    const all = await walk(name, false, {})
    expect(all.length).toBeGreaterThan(14)
    const expected = idsOf(sorted(all, orderBy))

    expect(idsOf(await walk(name, false, { orderBy }))).toEqual(expected)
    expect(idsOf(await walk(name, true, { orderBy }))).toEqual(expected)
    expect((await read(name, { first: 1, orderBy })).totalCount).toBe(all.length)
  })

  it.each(listNames)('of %s ascends where no direction is given', async (name) => {
    for (const field of fieldsOf[lists[name].order] ?? []) {
      const expected = await read(name, { orderBy: { field, direction: 'ASC' } })
      expect((await read(name, { orderBy: { field } })).nodes).toEqual(expected.nodes)
    }
  })

  it.each(listNames)('of %s refuses the cursor of another of its orders', async (name) => {
    const own = orders.filter((order) => order.name === name)
    expect(own.length).toBeGreaterThan(1)
    for (const [at, { field, direction }] of own.entries()) {
      const after = (await read(name, { first: 3, orderBy: { field, direction } })).pageInfo.endCursor
      for (const other of own.toSpliced(at, 1)) {
        const attempt = read(name, { after, orderBy: { field: other.field, direction: other.direction } })
        await expect(attempt).rejects.toMatchObject({
          code: 'BAD_INPUT',
          field: 'after',
          message: expect.stringContaining('not of this list in this order'),
        })
      }
    }
  })

  it.each([
    ['database tokens', { field: 'SECRET' }],
    ['database tokens', { direction: 'ASC' }],
    ['management tokens', { field: 'EXPIRES_AT', direction: 'UP' }],
    ['invitations', { field: 'LAST_USED_AT' }],
    ['audit events', { field: 'ACTION' }],
  ] as const)('of %s refuses the order %j, naming the argument', async (name, orderBy) => {
    await expect(read(name, { orderBy })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      field: expect.stringContaining('orderBy'),
    })
  })

  it('of each of several clusters and databases is in the order that is asked for', async () => {
    const document = `query ($orderBy: TokenOrder) {
      clusters(first: 2) { nodes { id databaseTokens(first: 5, orderBy: $orderBy) { nodes { id } pageInfo { hasNextPage } } } }
      databases(first: 2) { nodes { id tokens(first: 5, orderBy: $orderBy) { nodes { id } pageInfo { hasNextPage } } } } }`
    const own = `query ($id: ID!, $orderBy: TokenOrder) { node(id: $id) {
      ... on Cluster { list: databaseTokens(first: 5, orderBy: $orderBy) { nodes { id } pageInfo { hasNextPage } } }
      ... on Database { list: tokens(first: 5, orderBy: $orderBy) { nodes { id } pageInfo { hasNextPage } } } } }`
    for (const { field, direction } of orders.filter(({ name }) => name === 'database tokens')) {
      const orderBy = { field, direction }
      const { clusters, databases } = await admin.run(document, { orderBy })
      expect([clusters.nodes.length, databases.nodes.length]).toEqual([2, 2])
      for (const { id, databaseTokens, tokens } of [...clusters.nodes, ...databases.nodes]) {
        const { node } = await admin.run(own, { id, orderBy })
        expect(databaseTokens ?? tokens).toEqual(node.list)
      }
    }
  })
})

describe('a filter and an order', () => {
  const everything = ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED']

  it.each([
    ['every status', () => ({ statuses: everything })],
    ['those that are no longer accepted', () => ({ statuses: ['EXPIRED', 'REVOKED'] })],
    ['those that are active or have ended', () => ({ statuses: ['ACTIVE', 'EXPIRED'] })],
    ['a search', () => ({ search: 'MASSE' })],
    ['an end', () => ({ expiresBefore: new Date(Date.now() + 25 * day).toISOString() })],
    ['an end, of every status', () => ({ expiresBefore: soon(), statuses: everything })],
    ['no use', () => ({ unusedSince: new Date(Date.now() + day).toISOString() })],
    ['databases', () => ({ databaseIds: [metrics, logs] })],
  ])('are both kept: tokens of %s', async (_case, make) => {
    const filter = make()
    for (const { name, field, direction } of orders) {
      if (name !== 'database tokens' && name !== 'tokens of a database') continue
      const orderBy = { field, direction }
      const { nodes, totalCount } = await read(name, { filter, first: 100 })
      expect(totalCount).toBe(nodes.length)
      expect(nodes.length).toBeGreaterThan(0)
      const found = await walk(name, false, { filter, orderBy })
      expect(idsOf(found)).toEqual(idsOf(sorted(nodes, { field, direction })))
      expect((await read(name, { filter, orderBy })).totalCount).toBe(totalCount)
    }
  })

  it('are both kept: pending invitations by address, and the events of an action from the first on', async () => {
    const pending = await read('invitations', { filter: { statuses: ['PENDING'], search: 'a-' }, first: 100 })
    const byAddress = await walk('invitations', false, {
      filter: { statuses: ['PENDING'], search: 'a-' },
      orderBy: { field: 'EMAIL' },
    })
    expect(idsOf(byAddress)).toEqual(idsOf(sorted(pending.nodes, { field: 'EMAIL', direction: 'ASC' })))
    expect(byAddress.length).toBeGreaterThan(5)
    const filter = { actions: ['database.*'] }
    const { nodes } = await read('audit events', { filter })
    expect(nodes).toHaveLength(2)
    expect((await read('audit events', { filter, orderBy: { direction: 'ASC' } })).nodes).toEqual(nodes.toReversed())
  })
})
