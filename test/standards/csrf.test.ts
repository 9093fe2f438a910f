import { beforeAll, describe, expect, it } from 'vitest'
import { exchange, type Sent } from '../gateway/exchange.ts'
import type { Member } from '../gateway.ts'
import { useWorld } from '../world.ts'

const { gateway } = useWorld({ environment: { CLUSTERGATE_ALLOWED_ORIGINS: 'https://console.example.com' } })
let member: Member

beforeAll(async () => {
  member = await (await gateway.account()).join('mel@example.com', ['member'])
})

const whoAmI = '{ viewer { user { email } } }'
const inUrl = (query: string) => `/graphql?query=${encodeURIComponent(query)}`
const seen = async (sent: Sent) => {
  const { status, body } = await exchange(gateway, sent)
  return { status, code: body.errors?.[0]?.extensions.code, email: body.data?.viewer?.user?.email }
}
const answered = () => ({ status: 200, code: undefined, email: member.email })
const refused = { status: 400, code: 'BAD_INPUT', email: undefined }
const cookie = () => ({ cookie: `${gateway.cookieName}=${member.token}` })

describe('a browser with a session cookie', () => {
  const byGet = (headers: Record<string, string> = {}): Sent => ({
    method: 'GET',
    path: inUrl(whoAmI),
    headers: { accept: 'application/json', ...cookie(), ...headers },
  })
  const byPost = (headers: Record<string, string> = {}): Sent => ({
    body: JSON.stringify({ query: whoAmI }),
    headers: { ...cookie(), ...headers },
  })

  it('is answered when it posts JSON', async () => {
    expect(await seen(byPost())).toEqual(answered())
    expect(await seen(byPost({ 'content-type': 'application/json; charset=UTF-8' }))).toEqual(answered())
  })

  it.each(['apollo-require-preflight', 'x-apollo-operation-name'])(
    'is answered by GET with %s, which only a page of ours can set',
    async (header) => {
      expect(await seen(byGet({ [header]: 'x' }))).toEqual(answered())
      expect(await seen(byGet({ [header]: '' }))).toEqual(refused)
    },
  )

  it('is refused by plain GET, as a link, an image or a script of a foreign page sends it', async () => {
    expect(await seen(byGet())).toEqual(refused)
    expect(await seen(byGet({ accept: '*/*' }))).toEqual(refused)
  })

  it.each([
    'text/plain',
    'text/plain;application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'application/json, text/plain',
    'x',
  ])('is refused with the media type %s, by POST and by GET', async (type) => {
    const posted = await seen(byPost({ 'content-type': type }))
    expect(posted).toMatchObject({ code: 'BAD_INPUT', email: undefined })
    expect(posted.status === 400 || posted.status === 415).toBe(true)
    expect(await seen(byGet({ 'content-type': type }))).toEqual(refused)
  })

  it('is refused when another site sends the request, whatever headers it brings', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'http://127.0.0.1',
      'https://console.example.com.evil.example',
    ]) {
      expect(await seen(byPost({ origin })), origin).toEqual(refused)
      expect(await seen(byGet({ origin, 'apollo-require-preflight': 'x' })), origin).toEqual(refused)
    }
  })

  it('is answered on the gateway’s own pages, and on those of an allowed site', async () => {
    for (const origin of ['http://gateway.test', new URL(gateway.url).origin, 'https://console.example.com']) {
      expect(await seen(byPost({ origin })), origin).toEqual(answered())
    }
  })

  it('sees the explorer', async () => {
    const { status, headers } = await exchange(gateway, {
      method: 'GET',
      headers: { accept: 'text/html', ...cookie() },
    })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/html/)
  })
})

describe('without a cookie there is nothing to abuse', () => {
  it('a program with a token may use a plain GET', async () => {
    const headers = { authorization: `Bearer ${member.token}` }
    expect(await seen({ method: 'GET', path: inUrl(whoAmI), headers })).toEqual(answered())
  })

  it('anybody may, and is nobody', async () => {
    const { status, body } = await exchange(gateway, { method: 'GET', path: inUrl('{ viewer { user { email } } }') })
    expect([status, body]).toEqual([200, { data: { viewer: null } }])
  })

  it('a cookie that is not the gateway’s makes no difference', async () => {
    const headers = { authorization: `Bearer ${member.token}`, cookie: 'other=x' }
    expect(await seen({ method: 'GET', path: inUrl(whoAmI), headers })).toEqual(answered())
  })
})

describe('GET', () => {
  const headers = () => ({ authorization: `Bearer ${member.token}`, 'apollo-require-preflight': 'x' })

  it.each([
    ['a mutation', inUrl('mutation { signOut { ok } }')],
    [
      'a mutation beside a query, by its name',
      `${inUrl('query Q { __typename } mutation M { signOut { ok } }')}&operationName=M`,
    ],
  ])('never runs %s', async (_what, path) => {
    const {
      status,
      body,
      headers: answerHeaders,
    } = await exchange(gateway, { method: 'GET', path, headers: headers() })
    expect([status, body.errors[0].extensions.code]).toEqual([405, 'BAD_INPUT'])
    expect(answerHeaders.get('allow')).toBe('POST')
    expect((await member.run(whoAmI)).viewer.user.email).toBe(member.email)
  })

  it('HEAD answers nothing, and runs nothing', async () => {
    const response = await fetch(new URL(inUrl(whoAmI), gateway.url), { method: 'HEAD', headers: headers() })
    expect(response.status).toBe(405)
    expect(await response.text()).toBe('')
  })

  it('takes a token from the header alone, never from the address', async () => {
    for (const name of ['access_token', 'token', 'authorization']) {
      const { body } = await exchange(gateway, { method: 'GET', path: `${inUrl(whoAmI)}&${name}=${member.token}` })
      expect(body).toEqual({ data: { viewer: null } })
    }
  })
})
