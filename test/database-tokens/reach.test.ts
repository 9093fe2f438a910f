import { beforeAll, expect, it, vi } from 'vitest'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { createDatabase, createToken, revokeDocument, updateDocument } from './documents.ts'

interface Token {
  readonly id: string
  readonly createdAt: string
  readonly description: string
  /** The names of the databases. */
  readonly reached: readonly string[]
}

const { gateway, account } = useWorld()
/** The ids of the databases by their names. */
const databases: Record<string, string> = {}
const tokens: Token[] = []

const onPrimary = ['logs', 'metrics', 'traces']
const all = { statuses: ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED'] }

/** What is made within one moment; `+` stands for WRITE beside READ, `*` for every database of the cluster. */
const moments: readonly (readonly string[])[] = [
  ['metrics+', '*', 'logs *+', 'traces'],
  ['metrics logs', 'metrics+ *'],
  ['*+', 'metrics+ logs+', 'metrics', 'elsewhere+', ''],
  ['logs+', 'metrics', '*'],
]

beforeAll(async () => {
  for (const name of onPrimary) databases[name] = await createDatabase(account, name)
  databases['elsewhere'] = await createDatabase(account, 'elsewhere', 1)
  databases['unreached'] = await createDatabase(account, 'unreached', 1)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  for (const made of moments) {
    for (const text of made) await create(text)
    gateway.advance(1)
  }
  vi.useRealTimers()
  const inOrder = ({ createdAt, id }: Token) => `${createdAt} ${id}`
  tokens.sort((a, b) => (inOrder(a) < inOrder(b) ? 1 : -1))
})

async function create(text: string): Promise<void> {
  const { token } = await createToken(account.admin, account, {
    clusterId: account.clusterIds[text.startsWith('elsewhere') ? 1 : 0],
    description: text || 'nothing',
    permissions: permissionsOf(text),
  })
  const names = text.split(/[+ ]+/).filter((name) => name !== '')
  tokens.push({ ...token, reached: names.includes('*') ? onPrimary : names })
}

const permissionsOf = (text: string) =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .flatMap((word) => {
      const name = word.replace('+', '')
      const actions = word.endsWith('+') ? ['READ', 'WRITE'] : ['READ']
      return actions.map((action) => ({ action, databaseId: databases[name] ?? name }))
    })

const expected = (name: string, narrow = (_token: Token) => true) =>
  tokens.filter((token) => token.reached.includes(name) && narrow(token)).map(({ id }) => id)

interface Page {
  readonly totalCount: number
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string
    readonly endCursor: string
  }
}

/** The same page of every database's list, by name. */
async function read(variables: object): Promise<Record<string, Page>> {
  const { databases } = await account.admin.run(
    `query ($first: Int, $after: String, $last: Int, $before: String, $filter: TokenFilter) {
      databases(first: 5) { nodes { name tokens(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`,
    variables,
  )
  return Object.fromEntries(databases.nodes.map(({ name, tokens }: { name: string; tokens: Page }) => [name, tokens]))
}

const idsOf = (page: Page | undefined) => page?.nodes.map(({ id }) => id)

/** One database's list, page by page. */
async function walk(name: string, backward: boolean, size: number, filter: object): Promise<string[]> {
  const rows: string[] = []
  let cursor: string | undefined
  for (;;) {
    const page = (
      await read({ filter, ...(backward ? { last: size, before: cursor } : { first: size, after: cursor }) })
    )[name] as Page
    if (backward) rows.unshift(...(idsOf(page) as string[]))
    else rows.push(...(idsOf(page) as string[]))
    if (!(backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return rows
    cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor
  }
}

it('every database lists the tokens that reach it, each of them once, however often it does', async () => {
  // On PostgreSQL time goes on: the server's does not stand still.
  if (!onPostgres) expect(new Set(tokens.map(({ createdAt }) => createdAt)).size).toBe(moments.length)
  const lists = await read({})
  for (const name of Object.keys(databases)) {
    expect(idsOf(lists[name]), name).toEqual(expected(name))
    expect(lists[name]?.totalCount, name).toBe(expected(name).length)
  }
  expect(lists['unreached']?.nodes).toEqual([])
})

it('a page holds as many tokens as were asked for, at both ends of every list', async () => {
  for (const size of [1, 2, 3, 5]) {
    const [first, last] = [await read({ first: size }), await read({ last: size })]
    for (const name of Object.keys(databases)) {
      const ids = expected(name)
      expect(idsOf(first[name]), name).toEqual(ids.slice(0, size))
      expect(first[name]?.pageInfo.hasNextPage, name).toBe(ids.length > size)
      expect(idsOf(last[name]), name).toEqual(ids.slice(-size))
      expect(last[name]?.pageInfo.hasPreviousPage, name).toBe(ids.length > size)
    }
  }
})

it.each<[string, object, string[]?]>([
  ['all of them', all],
  ['those of a status', {}],
  ['those that reach another database too', all, ['logs']],
])('pages skip and repeat nothing among tokens of one moment: %s', async (_which, filter, others) => {
  const narrowed = { ...filter, databaseIds: others?.map((name) => databases[name]) }
  for (const name of ['metrics', 'logs', 'traces']) {
    const ids = expected(name, ({ reached }) => !others || others.some((other) => reached.includes(other)))
    for (const size of [1, 2, 3]) {
      expect(await walk(name, false, size, narrowed), `${name} by ${size}`).toEqual(ids)
      expect(await walk(name, true, size, narrowed), `${name} by ${size}, backward`).toEqual(ids)
    }
  }
})

it('a token keeps its place when its permissions change, and leaves the lists that they no longer reach', async () => {
  const token = tokens.find(({ description }) => description === 'metrics logs') as Token
  const change = async (text: string, ...reached: string[]) => {
    await account.admin.run(updateDocument, { input: { id: token.id, permissions: permissionsOf(text) } })
    Object.assign(token, { reached })
    for (const name of onPrimary) expect(await walk(name, false, 2, {}), name).toEqual(expected(name))
  }

  await change('traces', 'traces')
  await change('*', ...onPrimary)
  await change('metrics logs', 'metrics', 'logs')
})

it('a token that is revoked leaves the pages of active ones, and makes room for the next', async () => {
  const newest = expected('metrics')[0] as string
  await account.admin.run(revokeDocument, { id: newest })

  const active = expected('metrics', ({ id }) => id !== newest)
  expect(idsOf((await read({ first: 2 }))['metrics'])).toEqual(active.slice(0, 2))
  expect(await walk('metrics', false, 2, {})).toEqual(active)
  expect(await walk('metrics', true, 3, all)).toEqual(expected('metrics'))
  expect(idsOf((await read({ filter: { statuses: ['REVOKED'] } }))['metrics'])).toEqual([newest])
})
