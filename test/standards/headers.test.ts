import { beforeAll, describe, expect, it } from 'vitest'
import { exchange, graphql, type Sent } from '../gateway/exchange.ts'
import { gatewayForTest } from '../gateway.ts'
import { useWorld } from '../world.ts'

const { gateway } = useWorld({ environment: { CLUSTERGATE_EXPLORER: 'sandbox' } })
let token: string

beforeAll(async () => {
  token = (await gateway.account()).admin.token
})

const strict = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const viewer = '{ viewer { permissions } }'
const page: Sent = { method: 'GET', headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }

describe('every answer', () => {
  const answers: [what: string, sent: () => Sent][] = [
    ['to a query', () => graphql(viewer, {}, token)],
    ['to a query that a plan answers', () => graphql(viewer, {}, token)],
    ['to a query that is wrong', () => graphql('{ nothing }')],
    ['to a credential that is wrong', () => graphql(viewer, {}, 'x')],
    ['to a body that is wrong', () => ({ body: '{' })],
    ['to a GET', () => ({ method: 'GET', path: `/graphql?query=${encodeURIComponent(viewer)}` })],
    ['about nothing', () => ({ method: 'GET', path: '/nothing' })],
    ['about a path that is none', () => ({ method: 'GET', path: '/%zz' })],
  ]

  it.each(answers)('%s is kept by no cache, run by no browser, and framed by no page', async (_what, sent) => {
    const { headers } = await exchange(gateway, sent())
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      vary: 'Cookie, Authorization, Origin',
      'content-security-policy': strict,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it.each([...answers, ['of the landing page', () => page] as const])(
    '%s names no software, and no version of any',
    async (_what, sent) => {
      const { headers } = await exchange(gateway, sent())
      for (const header of ['x-powered-by', 'server', 'via']) expect(headers.has(header)).toBe(false)
      const policy = 'content-security-policy'
      const texts = [...headers].filter(([name]) => name !== policy).map(([name, value]) => `${name}: ${value}`)
      expect(texts.join('\n')).not.toMatch(/apollo|fastify|node|express/i)
    },
  )

  it('holds a browser to HTTPS where the gateway is behind it, and only there', async () => {
    const secure = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' } })
    const hsts = 'strict-transport-security'
    expect((await exchange(secure, graphql(viewer))).headers.get(hsts)).toBe('max-age=31536000')
    expect((await exchange(gateway, graphql(viewer))).headers.has(hsts)).toBe(false)
  })
})

describe('the landing page', () => {
  it('runs the scripts that carry its nonce, and frames Apollo’s Sandbox; nothing else, framed by nobody', async () => {
    const { headers, text, status } = await exchange(gateway, page)
    expect(status).toBe(200)
    const nonce = /'nonce-([0-9a-f]{64})'/.exec(headers.get('content-security-policy') ?? '')?.[1]
    expect(nonce).toBeDefined()
    for (const [element] of text.matchAll(/<(?:script|style)[^>]*>/g))
      expect(element).toMatch(new RegExp(`nonce="?${nonce}`))
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
        const [name = '', ...sources] = rule.split(' ')
        return [name, sources]
      }),
    )
    expect(policy.get('default-src')).toEqual(["'none'"])
    expect(policy.get('connect-src')).toEqual(["'self'"])
    expect(policy.get('frame-ancestors')).toEqual(["'none'"])
    expect(policy.get('frame-src')).toEqual(['https://sandbox.embed.apollographql.com'])
    const scripts = [...text.matchAll(/<script[^>]* src="(https:\/\/[^/"]+\/[^/"]+\/)/g)]
    expect(scripts.length).toBeGreaterThan(0)
    for (const [, files = ''] of scripts) expect(policy.get('script-src')).toContain(files)
    expect(text).toContain('"runTelemetry":false')
    expect([...policy.values()].flat().join(' ')).not.toMatch(/unsafe|\*|http:/)
  })

  it('has another nonce each time', async () => {
    const policies = await Promise.all([page, page].map((sent) => exchange(gateway, sent)))
    expect(new Set(policies.map(({ headers }) => headers.get('content-security-policy'))).size).toBe(2)
  })

  it('is for GET alone: data is never sent as a page, whatever a client says it accepts', async () => {
    const accept = 'text/html,application/json;q=0.9'
    await exchange(gateway, { method: 'GET', headers: { accept } })
    for (let attempt = 0; attempt < 3; attempt++) {
      const { body, headers } = await exchange(gateway, { ...graphql(viewer), headers: { accept } })
      expect(body).toEqual({ data: { viewer: null } })
      expect(headers.get('content-type')).toMatch(/^application\/json/)
      expect(headers.get('content-security-policy')).toBe(strict)
    }
  })
})

describe('a client that knows only application/json', () => {
  const status = async (accept: string, query: string) =>
    (await exchange(gateway, { ...graphql(query), headers: { accept } })).status

  it('is answered 200 for whatever can be read, as it expects; others 400', async () => {
    for (const query of [
      '{',
      '{ nothing }',
      `{ ${'a: __typename '.repeat(2000)} }`,
      `{ ${'a: __typename '.repeat(40)} }`,
    ]) {
      expect(await status('application/json', query)).toBe(200)
      expect(await status('application/graphql-response+json, application/json;q=0.9', query)).toBe(400)
      expect(await status('*/*', query)).toBe(400)
    }
  })

  it('is told of refusals in its own media type, as others are in theirs', async () => {
    for (const type of ['application/json', 'application/graphql-response+json']) {
      const headers = { accept: type, authorization: 'Bearer x' }
      const answer = await exchange(gateway, { ...graphql(viewer), headers })
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, `${type}; charset=utf-8`])
    }
  })
})

describe('a client that weighs media types', () => {
  const [json, current] = ['application/json', 'application/graphql-response+json']

  it.each([
    [`${json}, ${current};q=0.5`, json, 200],
    [`${json}, ${current};q=0`, json, 200],
    [`${current};q=0.5, ${json}`, json, 200],
    ['Application/JSON', json, 200],
    [`${json};q=0.5, ${current}`, current, 400],
    [`${json};q=0, */*`, current, 400],
    [`${current};q=0, */*`, json, 400],
  ])('is answered in the one it prefers, and with its status: %s', async (accept, type, status) => {
    const wrong = await exchange(gateway, { ...graphql('{ nothing }'), headers: { accept } })
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([status, `${type}; charset=utf-8`])
    const refused = await exchange(gateway, { ...graphql(viewer), headers: { accept, authorization: 'Bearer x' } })
    expect([refused.status, refused.headers.get('content-type')]).toEqual([401, `${type}; charset=utf-8`])
  })
})

describe('a method that does not fit', () => {
  it.each(['PUT', 'PATCH', 'DELETE'])('is told which do: %s', async (method) => {
    const { status, headers, body } = await exchange(gateway, { method, ...graphql(viewer) })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect(body.errors[0].extensions.code).toBe('BAD_INPUT')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('is told that a mutation comes by POST', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation { signOut { ok } }')}`
    const { status, headers } = await exchange(gateway, { method: 'GET', path })
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})

describe('what proxies say of a request', () => {
  it('is not believed: neither its address, nor its host', async () => {
    const account = await gateway.account('Spoofed')
    const forged = {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      forwarded: 'for=203.0.113.7;host=evil.example',
      'x-real-ip': '203.0.113.7',
    }
    const input = { invitations: [{ email: 'eve@example.com', groupIds: [account.groupIds.member] }] }
    const invite =
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link error { message } } } }'
    const headers = { ...forged, authorization: `Bearer ${account.admin.token}` }
    const { body } = await exchange(gateway, { ...graphql(invite, { input }), headers })
    expect(body.data.inviteUsers.results[0].link).toMatch(/^http:\/\/gateway\.test\//)
    const { auditEvents } = await account.admin.run('{ auditEvents(first: 1) { nodes { action ip } } }')
    expect(auditEvents.nodes[0].ip).toMatch(/127\.0\.0\.1$/)
  })
})
