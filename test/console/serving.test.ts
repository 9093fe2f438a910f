import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { type Exchange, exchange } from '../gateway/exchange.ts'
import { gatewayForTest } from '../gateway.ts'
import { useWorld } from '../world.ts'

await built()

const { gateway, account } = useWorld()
let link: URL

beforeAll(async () => {
  const input = { invitations: [{ email: 'mel@example.com', groupIds: [account.groupIds.member] }] }
  const { inviteUsers } = await account.admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input },
  )
  link = new URL(inviteUsers.results[0].link)
})

const browserAccepts = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const get = (path: string, headers = {}, from = gateway): Promise<Exchange> =>
  exchange(from, { method: 'GET', path, headers })
const preview = (): Promise<unknown> =>
  gateway.anonymous.run('query ($secret: String!) { invitationPreview(secret: $secret) { status email } }', {
    secret: link.hash.slice(1),
  })
const nonce = /'nonce-([\w-]{22})'/
const withoutNonce = ({ text, headers }: Exchange): string =>
  text.replaceAll(nonce.exec(headers.get('content-security-policy') ?? '')?.[1] ?? '', '')

describe.each(['/', '/accept', '/reset', '/users', '/databases/database_1', '/explorer'])('the page %s', (path) => {
  it('runs and shows nothing but what the gateway serves, is framed by nobody, and kept nowhere', async () => {
    const { status, headers } = await get(path, browserAccepts)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const policy = headers.get('content-security-policy') ?? ''
    const common =
      "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    const own =
      path === '/explorer'
        ? "style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        : "require-trusted-types-for 'script'; trusted-types default; "
    expect(policy.replace(nonce, "'nonce'")).toBe(`${common}${own}style-src 'self' 'nonce'`)
  })

  it('has nothing inline, and names no other site', async () => {
    const { text } = await get(path, browserAccepts)
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|https?:|"\/\/\w/i)
    for (const [, source] of text.matchAll(/<script([^>]*)>/g)) expect(source).toMatch(/ src="\/assets\/[\w.-]+\.js"/)
  })

  it('has another nonce each time, and is the same for everybody otherwise', async () => {
    const answers = await Promise.all([
      get(path, browserAccepts),
      get(path, { ...browserAccepts, cookie: `${gateway.cookieName}=${account.admin.token}` }),
      get(path, { ...browserAccepts, authorization: 'Bearer wrong' }),
      get(`${path}?secret=${link.hash.slice(1)}&q=<script>`, browserAccepts),
    ])
    expect(new Set(answers.map(withoutNonce)).size).toBe(1)
    expect(new Set(answers.map(({ text }) => text)).size).toBe(4)
    for (const { headers } of answers) expect(headers.get('set-cookie')).toBeNull()
  })
})

describe('the files of the console', () => {
  const scriptOf = ({ text }: Exchange): string => /src="([^"]+)"/.exec(text)?.[1] ?? ''

  it('are named by what is in them, and kept for good', async () => {
    const { status, headers, text } = await get(scriptOf(await get('/')))
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
    expect(text.length).toBeGreaterThan(10_000)
  })

  it('are sent uncompressed to a browser that accepts no compression', async () => {
    const path = scriptOf(await get('/'))
    const plain = await get(path, { 'accept-encoding': 'identity' })
    const compressed = await get(path, { 'accept-encoding': 'gzip' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(compressed.headers.get('content-encoding')).toBe('gzip')
    expect(compressed.text).toBe(plain.text)
  })

  it.each([
    '/assets',
    '/assets/',
    '/assets/nothing.js',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/%2e%2e/main.js',
    '/index.html',
    '/explorer.html',
    '/built-from',
    '/package.json',
    '/src/main.ts',
  ])('%s is none of them', async (path) => {
    const { status, body } = await get(path)
    expect([status, body?.errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND'])
  })
})

describe('an address', () => {
  it('of every page of the console is served when it is opened or reloaded', async () => {
    const source = await readFile(new URL('../../src/console/pages.ts', import.meta.url), 'utf8')
    const paths = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path.replace(/:\w+/g, 'some_id'))
    expect(paths).toContain('/')
    for (const path of paths) {
      const { status, text } = await get(path)
      expect([status, text.includes('id="root"')], path).toEqual([200, true])
    }
  })

  it('of no page is 404: to a browser with the console, which says so, to a program with NOT_FOUND', async () => {
    const { text: page } = await get('/', browserAccepts)
    for (const path of ['/nothing', '/usersx', '/graphiql', '/nothing.php', '/assets/nothing.js', '/%zz']) {
      const browser = await get(path, browserAccepts)
      expect([browser.status, browser.headers.get('content-type')], path).toEqual([404, 'text/html; charset=utf-8'])
      expect(browser.headers.get('content-security-policy'), path).toMatch(/^default-src 'self'; script-src 'self'; /)
      expect(withoutNonce(browser), path).toBe(page.replaceAll(/(?<="style-nonce" content=")[\w-]+/g, ''))
      const program = await get(path, { accept: 'application/json' })
      expect([program.status, program.body?.errors?.[0]?.extensions.code], path).toEqual([404, 'NOT_FOUND'])
    }
  })

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await exchange(gateway, { method, path: '/accept', headers: browserAccepts })).status).toBe(404)
    }
  })
})

describe('the link of a mail', () => {
  it('leads to a page, and its secret stays in the browser', async () => {
    expect([link.pathname, link.search]).toEqual(['/accept', ''])
    const { status, headers, lines } = await get(link.pathname)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(JSON.stringify(lines)).not.toContain(link.hash.slice(1))
  })

  it('may be opened by any number of programs: the invitation is as it was, and nothing is written', async () => {
    const before = await preview()
    const { statements } = await gateway.count(async () => {
      for (const method of ['GET', 'HEAD']) {
        for (const path of ['/', '/accept', '/reset']) await exchange(gateway, { method, path })
      }
    })
    expect(statements).toEqual([])
    expect(before).toEqual({ invitationPreview: { status: 'PENDING', email: 'mel@example.com' } })
    expect(await preview()).toEqual(before)
  })
})

describe('the explorer', () => {
  const opened = { accept: browserAccepts.accept }
  const of = (explorer: string) => gatewayForTest({ environment: { CLUSTERGATE_EXPLORER: explorer } })

  it('is GraphiQL, where a browser that opens the API is sent', async () => {
    const { status, text } = await get('/graphql', opened)
    expect(status).toBe(200)
    expect(text).toMatch(/<title>Explorer/)
  })

  it('leaves a query in the address to the API', async () => {
    const { body } = await get(`/graphql?query=${encodeURIComponent('{ __typename }')}`, opened)
    expect(body).toEqual({ data: { __typename: 'Query' } })
  })

  it('can be Apollo Sandbox, at the API itself and without telemetry, beside GraphiQL', async () => {
    const sandbox = await of('sandbox')
    const { text, headers } = await get('/graphql', opened, sandbox)
    expect(text).toContain('embeddable-sandbox')
    expect(headers.get('content-security-policy')).toContain('frame-src https://sandbox.embed.apollographql.com')
    expect(text).toContain('"runTelemetry":false')
    const own = await get('/explorer', {}, sandbox)
    expect([own.status, /<title>Explorer/.test(own.text)]).toEqual([200, true])
  })

  it('can be off: then a browser is told what a program is told', async () => {
    const off = await of('off')
    const [browser, program] = [await get('/graphql', opened, off), await get('/graphql', {}, off)]
    expect([browser.status, browser.body.errors[0].message]).toEqual([program.status, program.body.errors[0].message])
    expect((await get('/explorer', {}, off)).status).toBe(404)
  })

  it.each(['on', 'graphiQL', 'true'])('stops the start when it is %s', async (explorer) => {
    await expect(of(explorer)).rejects.toThrow('CLUSTERGATE_EXPLORER must be one of graphiql, sandbox, off')
  })
})

it('the console completes addresses with the path that a proxy serves the gateway below', async () => {
  const below = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://example.com/gate' } })
  const { text } = await get('/', {}, below)
  expect(text).toMatch(/ src="\/gate\/assets\/[\w.-]+\.js"/)
  expect(text).not.toMatch(/"\/assets|"\.\//)
})

it('requests of the console pass with the cookie that joining set, from the gateway’s own origin', async () => {
  const secure = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' } })
  const { admin } = await secure.account()
  const sent = {
    headers: { cookie: `${secure.cookieName}=${admin.token}`, origin: 'https://gateway.example.com' },
    body: JSON.stringify({ query: '{ viewer { user { email } } }' }),
  }
  expect((await exchange(secure, sent)).body).toEqual({ data: { viewer: { user: { email: 'ada@example.com' } } } })
})
