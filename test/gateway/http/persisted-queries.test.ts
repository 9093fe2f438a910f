import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { mintSecret } from '../../../src/auth/secret.ts'
import { clientOf, gatewayForTest, type Member, password } from '../../gateway.ts'
import { useWorld } from '../../world.ts'
import { type Exchange, exchange } from '../exchange.ts'

const { gateway } = useWorld()
let accountId: string
let ada: Member
let stranger: Member

beforeAll(async () => {
  const account = await gateway.account()
  accountId = account.id
  ada = account.admin
  stranger = (await gateway.account('Another account')).admin
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const byHash = (query: string, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: sha256(query) } })

/** Sends what it is given by POST, as somebody. */
const post = (body: object, token = ada.token, headers = {}): Promise<Exchange> =>
  exchange(gateway, {
    body: JSON.stringify(body),
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
  })

const get = (parameters: Record<string, string>, token = ada.token): Promise<Exchange> =>
  exchange(gateway, {
    method: 'GET',
    path: `/graphql?${new URLSearchParams(parameters)}`,
    headers: { authorization: `Bearer ${token}` },
  })

const codeOf = ({ status, body }: Exchange) => [status, body.errors?.[0]?.extensions.code]
const notFound = [200, 'PERSISTED_QUERY_NOT_FOUND']

describe('a document that is named by its hash', () => {
  it('is asked for once, and answered from then on by POST and by GET, with other variables', async () => {
    const query = 'query Once($search: String) { users(filter: { search: $search }) { nodes { email } } }'
    const extensions = byHash(query)
    const unknown = await post({ extensions })
    expect(codeOf(unknown)).toEqual(notFound)
    expect(unknown.body.errors[0].message).toBe('PersistedQueryNotFound')
    expect(unknown.headers.get('cache-control')).toBe('no-store')
    expect(codeOf(await get({ extensions: JSON.stringify(extensions) }))).toEqual(notFound)

    expect(codeOf(await post({ query, extensions, variables: { search: 'ada' } }))).toEqual([200, undefined])
    const found = { users: { nodes: [{ email: ada.email }] } }
    for (const body of [
      { extensions, variables: { search: 'ada' } },
      { extensions, variables: { search: 'ada' }, query: null },
      { extensions, variables: { search: 'ada' }, operationName: 'Once' },
      { extensions, variables: { search: 'ada' }, query },
    ]) {
      const { body: answer, lines } = await post(body)
      expect(answer.data).toEqual(found)
      expect(lines).toEqual([expect.objectContaining({ operationName: 'Once' })])
    }
    const variables = JSON.stringify({ search: 'ada' })
    expect((await get({ extensions: JSON.stringify(extensions), variables })).body.data).toEqual(found)
    expect((await post({ extensions, variables: { search: 'nobody' } })).body.data.users.nodes).toEqual([])
  })

  it('is anybody’s to ask, each with their own rights', async () => {
    const query = 'query Mine { viewer { user { email account: id } } users { totalCount } }'
    await post({ query })
    const asStranger = await post({ extensions: byHash(query) }, stranger.token)
    expect(asStranger.body.data.viewer.user.account).toBe(stranger.id)
    const asNobody = await post({ extensions: byHash(query) }, '')
    expect(asNobody.body.data).toEqual({ viewer: null, users: null })
    expect(codeOf(await post({ extensions: byHash(query) }, 'garbage'))).toEqual([401, 'UNAUTHENTICATED'])
  })

  it('is any document that was sent whole before, such as that of a sign-in', async () => {
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { email } } }'
    const variables = { input: { accountId, email: ada.email, password } }
    for (const extensions of [{}, byHash(query)]) {
      const { data, errors } = await clientOf(gateway.url).send(query, variables)
      expect([data.signIn.user.email, errors]).toEqual([ada.email, []])
      const { body } = await post({ ...('persistedQuery' in extensions ? {} : { query }), extensions, variables }, '')
      expect(body.data.signIn.user.email).toBe(ada.email)
    }
  })

  it('must have this hash', async () => {
    const query = '{ viewer { permissions } } # forged'
    const other = '{ users { totalCount } }'
    for (const time of [1, 2]) {
      const forged = await post({ query: other, extensions: byHash(query) })
      expect(codeOf(forged), String(time)).toEqual([400, 'BAD_INPUT'])
      expect(forged.body.errors[0].extensions.field).toBe('extensions.persistedQuery.sha256Hash')
      const inAddress = await get({ query: other, extensions: JSON.stringify(byHash(query)) })
      expect(codeOf(inAddress)).toEqual([400, 'BAD_INPUT'])
      // The second time both documents are known.
      expect(codeOf(await post({ query }))).toEqual([200, undefined])
      expect(codeOf(await post({ query: other }))).toEqual([200, undefined])
    }
    expect((await post({ extensions: byHash(query) })).body.data).toHaveProperty('viewer')
  })

  it.each([
    ['another version', byHash('{ __typename }', 2)],
    ['a version in words', byHash('{ __typename }', '1')],
    ['capital letters', { persistedQuery: { version: 1, sha256Hash: sha256('x').toUpperCase() } }],
    ['half a hash', { persistedQuery: { version: 1, sha256Hash: 'abcd' } }],
    ['a list', { persistedQuery: { version: 1, sha256Hash: ['a'.repeat(64)] } }],
    ['nothing in it', { persistedQuery: {} }],
    ['no object', { persistedQuery: 'x' }],
    ['false', { persistedQuery: false }],
  ])('is refused with %s, and no fault of ours', async (_what, extensions) => {
    for (const query of [undefined, '{ __typename }']) {
      const answer = await post({ query, extensions })
      expect(codeOf(answer)).toEqual([400, 'BAD_INPUT'])
      expect(answer.body.errors[0].extensions.field).toBe('extensions.persistedQuery')
      expect(answer.lines).toHaveLength(1)
    }
  })

  it('is never a mutation by GET', async () => {
    const query = 'mutation { signOut { ok } }'
    expect(codeOf(await post({ query }, (await signIn()).token))).toEqual([200, undefined])
    expect(codeOf(await get({ extensions: JSON.stringify(byHash(query)) }))).toEqual([405, 'BAD_INPUT'])
    expect((await ada.run('{ viewer { user { email } } }')).viewer.user.email).toBe(ada.email)
  })

  it('is never taken with the session cookie by what a foreign page may send', async () => {
    const query = '{ viewer { permissions } }'
    await post({ query })
    const path = `/graphql?${new URLSearchParams({ extensions: JSON.stringify(byHash(query)) })}`
    const headers = { cookie: `${gateway.cookieName}=${ada.token}` }
    expect(codeOf(await exchange(gateway, { method: 'GET', path, headers }))).toEqual([400, 'BAD_INPUT'])
  })

  it('costs what it costs, and is kept only where it was allowed to run', async () => {
    const query = '{ databases(first: 7) { nodes { id } } }'
    const tellCost = { 'clustergate-cost': '1' }
    await post({ query })
    const whole = await post({ query }, ada.token, tellCost)
    const named = await post({ extensions: byHash(query) }, ada.token, tellCost)
    expect(named.body.extensions.cost).toBe(whole.body.extensions.cost)
    for (const [refused, code] of [
      ['{ databases(first: 100) { nodes { tokens(first: 100) { nodes { id } } } } }', 'QUERY_TOO_COMPLEX'],
      [`{ ${Array.from({ length: 31 }, (_, at) => `a${at}: __typename`).join(' ')} }`, 'QUERY_TOO_COMPLEX'],
      ['{ nothing }', 'BAD_INPUT'],
      ['{ nothing', 'BAD_INPUT'],
    ] as const) {
      const answer = await post({ query: refused, extensions: byHash(refused) })
      expect(answer.body.errors[0].extensions.code, refused).toBe(code)
      expect(codeOf(await post({ extensions: byHash(refused) }))).toEqual(notFound)
    }
  })

  it('is not kept where a secret or a password may stand in it', async () => {
    const secret = mintSecret('invitation')
    for (const query of [
      `{ invitationPreview(secret: "${secret}") { email } }`,
      `mutation { signIn(input: { accountId: "${accountId}", email: "${ada.email}", password: "${password}" }) { user { email } } }`,
    ]) {
      expect(codeOf(await post({ query, extensions: byHash(query) }, ''))).toEqual([200, undefined])
      expect(codeOf(await post({ extensions: byHash(query) }, ''))).toEqual(notFound)
    }
  })

  const signIn = async () => {
    const { signIn } = await gateway.anonymous.run(
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input: { accountId, email: ada.email, password } },
    )
    return { token: signIn.accessToken as string }
  }
})

it('a document that is named by its hash is paid with the same points', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0)
  const gateway = await gatewayForTest({ environment: { CLUSTERGATE_POINTS_PER_MINUTE: '100' } })
  const { admin } = await gateway.account()
  gateway.advance(60_000)
  const query = '{ databases(first: 20) { nodes { id } } }'
  const ask = async (body: object) => {
    const headers = { authorization: `Bearer ${admin.token}` }
    const { status } = await exchange(gateway, { body: JSON.stringify(body), headers })
    return status
  }
  expect(await ask({ query })).toBe(200)
  const statuses: number[] = []
  for (let time = 0; time < 5; time++) statuses.push(await ask({ extensions: byHash(query) }))
  now.mockRestore()
  expect(statuses).toContain(429)
  expect(statuses[0]).toBe(200)
})
