import { beforeAll, describe, expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { newId } from '../../src/values/id.ts'
import { faults } from '../answers.ts'
import { useWorld } from '../world.ts'
import { listDocument, removeDocument, updateDocument } from './documents.ts'

const { gateway, account, stranger, mel, audrey } = useWorld()

/** Sixty imported Members, user-00 to user-59, whose names run the other way; and the three who sign in. */
beforeAll(async () => {
  const two = (at: number) => String(at).padStart(2, '0')
  const operator = operatorOf(gateway.app.core)
  await operator.importUsers(
    account.id,
    Array.from({ length: 60 }, (_, at) => ({
      email: `user-${two(at)}@example.org`,
      name: `Name ${two(59 - at)}`,
      groups: at % 20 === 0 ? ['member', 'auditor'] : ['member'],
      attributes: [],
    })),
  )
  await operator.importUsers(account.id, [
    { email: 'odd_%@example.net', name: 'ÉTÉ \\ 100%', groups: ['auditor'], attributes: [] },
  ])
})

const list = async (variables: object = {}) => (await account.admin.run(listDocument, variables)).users
const emailsOf = ({ nodes }: { nodes: { email: string }[] }) => nodes.map(({ email }) => email)
const emailsBy = async (filter: object) => {
  const page = await list({ filter, first: 100 })
  expect(page.totalCount).toBe(page.nodes.length)
  return emailsOf(page)
}

/** All pages of a list, read to its end, with something done in between. */
async function walk(variables: object, backward = false, between: (page: number) => Promise<unknown> = async () => {}) {
  const seen: string[] = []
  let cursor: string | null = null
  for (let page = 0; ; page++) {
    const range: object = backward ? { last: 7, before: cursor } : { first: 7, after: cursor }
    const { pageInfo, nodes, edges } = await list({ ...variables, ...range })
    expect([edges[0]?.cursor, edges.at(-1)?.cursor]).toEqual([pageInfo.startCursor, pageInfo.endCursor])
    if (backward) seen.unshift(...emailsOf({ nodes }))
    else seen.push(...emailsOf({ nodes }))
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return seen
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor
    await between(page)
  }
}

describe('users', () => {
  it('come by e-mail, twenty at a time, unless said otherwise', async () => {
    const { nodes, totalCount, pageInfo } = await list()
    expect(nodes).toHaveLength(20)
    expect(totalCount).toBe(64)
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
    expect(emailsOf({ nodes })).toEqual(emailsOf({ nodes }).sort())
    expect(emailsOf({ nodes }).slice(0, 3)).toEqual(['ada@example.com', 'audrey@example.com', 'mel@example.com'])
  })

  it.each([
    ['EMAIL', 'ASC', 'user-00'],
    ['EMAIL', 'DESC', 'user-59'],
    ['NAME', 'ASC', 'user-59'],
    ['NAME', 'DESC', 'user-00'],
    ['CREATED_AT', 'ASC', undefined],
    ['CREATED_AT', 'DESC', undefined],
  ])(
    'by %s, %s, read forward and backward in pages, are the same people, each once',
    async (field, direction, first) => {
      const variables = { orderBy: { field, direction }, filter: { search: 'user-' } }
      const forward = await walk(variables)
      expect(forward).toHaveLength(60)
      expect(new Set(forward).size).toBe(60)
      if (first) expect(forward[0]).toBe(`${first}@example.org`)
      expect(await walk(variables, true)).toEqual(forward)
    },
  )

  it('are ascending unless the order says otherwise', async () => {
    expect((await list({ orderBy: { field: 'NAME' }, filter: { search: 'user-' } })).nodes[0].name).toBe('Name 00')
  })

  it('are neither skipped nor repeated while others join and leave', async () => {
    const operator = operatorOf(gateway.app.core)
    const before = await emailsBy({ search: 'user-' })
    const leaving: string[] = []
    const seen = await walk({ filter: { search: 'user-' } }, false, async (page) => {
      // One joins before what was read, one behind it; one who was read leaves.
      await operator.importUsers(
        account.id,
        [`aa-user-${page}@example.org`, `zz-user-${page}@example.org`].map((email) => ({
          email,
          name: 'Newcomer',
          groups: ['member'] as const,
          attributes: [],
        })),
      )
      const { users } = await account.admin.run(
        'query ($s: String) { users(filter: { search: $s }) { nodes { id } } }',
        {
          s: before[page],
        },
      )
      leaving.push(users.nodes[0].id)
      await account.admin.run(removeDocument, { id: users.nodes[0].id })
    })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter((email) => email.startsWith('user-'))).toEqual(before)
    expect(seen.filter((email) => email.startsWith('aa-'))).toEqual([])
    expect(leaving.length).toBeGreaterThan(5)
    const newcomers = await account.admin.run('{ users(first: 100, filter: { search: "-user-" }) { nodes { id } } }')
    for (const { id } of newcomers.users.nodes) await account.admin.run(removeDocument, { id })
  })

  it('are searched by e-mail and name, whatever the case, with wildcards taken literally', async () => {
    expect(await emailsBy({ search: 'MEL@' })).toEqual(['mel@example.com'])
    expect(await emailsBy({ search: 'name 00' })).toEqual(['user-59@example.org'])
    expect(await emailsBy({ search: 'été' })).toEqual(['odd_%@example.net'])
    for (const search of ['_%', '%', '\\', 'é \\ 1']) expect(await emailsBy({ search })).toEqual(['odd_%@example.net'])
    expect(await emailsBy({ search: 'nobody at all' })).toEqual([])
    const tooLong = { search: 'x'.repeat(60_000) }
    expect(faults(await account.admin.send(listDocument, { filter: tooLong }))).toEqual(['BAD_INPUT filter.search'])
  })

  it('are searched and ordered caseless in every script, by addresses in either form, on every store alike', async () => {
    const people = [
      ['strasse@xn--bcher-kva.example', 'Straße'],
      ['sisyphos@example.net', 'ΣΊΣΥΦΟΣ'],
      ['alireza@example.net', 'علی\u200cرضا'],
      ['coder@example.net', 'Ada 👩\u200d💻'],
    ] as const
    const growing = await gateway.account('Growing')
    const rows = people.map(([email, name]) => ({ email, name, groups: ['member' as const], attributes: [] }))
    await operatorOf(gateway.app.core).importUsers(growing.id, rows)
    const found = async (search: string) =>
      emailsOf((await growing.admin.run(listDocument, { filter: { search } })).users)

    for (const search of ['STRASSE', 'straẞe', 'Bücher.example', 'strasse@BÜCHER.example', 'xn--bcher-kva']) {
      expect(await found(search)).toEqual(['strasse@xn--bcher-kva.example'])
    }
    for (const search of ['σίσυφος', 'Σίσυφος\u200e']) expect(await found(search)).toEqual(['sisyphos@example.net'])
    for (const search of ['علیرضا', 'علی\u200cرضا']) expect(await found(search)).toEqual(['alireza@example.net'])
    expect(await found('ada 👩\u200d💻')).toEqual(['coder@example.net'])
    const ordered = await growing.admin.run(listDocument, { orderBy: { field: 'NAME' } })
    expect(ordered.users.nodes.map(({ name }: { name: string }) => name)).toEqual([
      'Ada',
      'Ada 👩\u200d💻',
      'Straße',
      'ΣΊΣΥΦΟΣ',
      'علی\u200cرضا',
    ])
  })

  it('are filtered by status and by groups, and every given condition must hold', async () => {
    const { auditor, admin, member } = account.groupIds
    expect(await emailsBy({ groupIds: [admin] })).toEqual(['ada@example.com'])
    expect(await emailsBy({ groupIds: [admin, auditor], search: 'example.com' })).toEqual([
      'ada@example.com',
      'audrey@example.com',
    ])
    expect(await emailsBy({ groupIds: [auditor], search: 'user-4' })).toEqual(['user-40@example.org'])
    await account.admin.run(updateDocument, { input: { id: audrey.id, status: 'DEACTIVATED' } })
    expect(await emailsBy({ statuses: ['DEACTIVATED'] })).toEqual(['audrey@example.com'])
    expect(await emailsBy({ statuses: ['DEACTIVATED'], groupIds: [member] })).toEqual([])
    expect(await emailsBy({ statuses: ['ACTIVE', 'DEACTIVATED'], search: 'audrey' })).toHaveLength(1)
    await account.admin.run(updateDocument, { input: { id: audrey.id, status: 'ACTIVE' } })
    expect(await emailsBy({ statuses: [] })).toEqual([])
    expect(await emailsBy({ groupIds: [] })).toEqual([])
    expect(await emailsBy({ groupIds: [stranger.groupIds.admin, newId('group'), 'nonsense'] })).toEqual([])
    const many = Array(101).fill(admin)
    expect(faults(await account.admin.send(listDocument, { filter: { groupIds: many } }))).toEqual([
      'BAD_INPUT filter.groupIds',
    ])
  })

  it.each([
    [{ first: 0 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ last: 0 }, 'last'],
    [{ last: 101 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 1, before: 'x' }, 'before'],
    [{ last: 1, after: 'x' }, 'after'],
    [{ first: 1, after: 'nonsense' }, 'after'],
    [{ last: 1, before: '' }, 'before'],
  ])('refuse the page %j, naming %s', async (page, field) => {
    expect(faults(await account.admin.send(listDocument, page))).toEqual([`BAD_INPUT ${field}`])
  })

  it('take a cursor only in the order and the account that gave it', async () => {
    const { edges } = await list({ first: 1 })
    const after = edges[0].cursor
    const orderBy = { field: 'NAME', direction: 'ASC' }
    expect(faults(await account.admin.send(listDocument, { first: 1, after, orderBy }))).toEqual(['BAD_INPUT after'])
    expect(faults(await stranger.admin.send(listDocument, { first: 1, after }))).toEqual(['BAD_INPUT after'])
    const altered = Buffer.from(after, 'base64url').toString('latin1').replace('ada', 'bob')
    const forged = Buffer.from(altered, 'latin1').toString('base64url')
    expect(faults(await account.admin.send(listDocument, { first: 1, after: forged }))).toEqual(['BAD_INPUT after'])
  })

  it('with their groups cost two statements besides authentication, whatever the page', async () => {
    for (const first of [1, 20, 50]) {
      const { statements, result } = await gateway.count(() =>
        account.admin.run(`{ users(first: ${first}) { nodes { email groups { key name permissions } } } }`),
      )
      expect(result.users.nodes).toHaveLength(first)
      expect(statements).toHaveLength(3)
    }
  })

  it('are for Admins and Auditors', async () => {
    expect((await audrey.send('{ users { totalCount } }')).status).toBe(401)
    const auditor = await account.join('audit@example.com', ['auditor'])
    expect((await auditor.run(listDocument)).users.nodes).toHaveLength(20)
    const { errors, data } = await mel.send(listDocument)
    expect(data).toEqual({ users: null })
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'USER_READ',
      wouldBeGrantedBy: ['admin', 'auditor'],
    })
    expect(faults(await gateway.anonymous.send(listDocument))).toEqual(['UNAUTHENTICATED'])
  })

  it('of another account are never among them', async () => {
    const { users } = await stranger.admin.run(listDocument)
    expect(emailsOf(users)).toEqual(['ada@example.com'])
  })
})

describe('a list', () => {
  it('reads no column that serves only fields nobody selected, whichever way the list is reached', async () => {
    const read = async (document: string) => {
      // The first time Apollo Server answers, which reads whole rows; then a plan does.
      for (let time = 0; time < 2; time++) await account.admin.run(document)
      const { statements } = await gateway.count(() => account.admin.run(document))
      return statements.filter((sql) => / limit |row_number/.test(sql)).join('\n')
    }
    const columns = /attributes|partition_template|rotated_from/
    for (const list of ['users', 'databases', 'databaseTokens', 'clusters']) {
      const nested =
        list === 'clusters' ? 'databases(first: 1) { nodes { id } } databaseTokens(first: 1) { nodes { id } }' : ''
      const sql = await read(`{ ${list} { nodes { id ${nested} } } }`)
      expect(sql, list).not.toBe('')
      expect(sql, list).not.toMatch(columns)
    }
    expect(await read('{ users { nodes { attributes { key } } } }')).toContain('attributes')
    expect(await read('{ databases { nodes { partitionTemplate { value } } } }')).toContain('partition_template')
    expect(await read('{ databaseTokens { nodes { rotatedFrom { id } } } }')).toContain('rotated_from')
  })
})
