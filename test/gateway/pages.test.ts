import { Script } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatewayForTest, openGateway, type TestAccount, type TestGateway } from '../gateway.ts'
import { type Exchange, exchange } from './exchange.ts'

let gateway: TestGateway
let account: TestAccount
let link: URL

beforeAll(async () => {
  gateway = await openGateway()
  account = await gateway.account()
  const input = { invitations: [{ email: 'mel@example.com', groupIds: [account.groupIds.member] }] }
  const { inviteUsers } = await account.admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input },
  )
  link = new URL(inviteUsers.results[0].link)
})
afterAll(() => gateway?.close())

const get = (path: string, headers = {}): Promise<Exchange> => exchange(gateway, { method: 'GET', path, headers })
const preview = (): Promise<unknown> =>
  gateway.anonymous.run('query ($secret: String!) { invitationPreview(secret: $secret) { status email } }', {
    secret: link.hash.slice(1),
  })
const pages = ['/', '/accept', '/reset']

describe.each(pages)('the page %s', (path) => {
  it('runs and shows nothing but what the gateway serves, is framed by nobody, and kept nowhere', async () => {
    const { status, headers } = await get(path)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  it('has nothing inline, and names no other site', async () => {
    const { text } = await get(path)
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|https?:|\/\/\w/i)
    expect(text.match(/<script[^>]*>[^<]*/g)).toEqual([
      expect.stringMatching(/^<script type="module" src="pages\/script\.js">$/),
    ])
  })

  it('gives every input a label, and no form an address', async () => {
    const { text } = await get(path)
    for (const [, id] of text.matchAll(/<input id="(\w+)"/g)) expect(text).toContain(`<label for="${id}">`)
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(text).not.toMatch(/action=/)
  })

  it('is the same for everybody, whatever credential and parameters come with it', async () => {
    const { text } = await get(path)
    const answers = await Promise.all([
      get(path, { cookie: `clustergate=${account.admin.token}` }),
      get(path, { authorization: 'Bearer wrong' }),
      get(`${path}?secret=${link.hash.slice(1)}&q=<script>`),
    ])
    for (const answer of answers) {
      expect([answer.status, answer.text, answer.headers.get('set-cookie')]).toEqual([200, text, null])
    }
  })
})

it.each([
  ['/pages/script.js', 'text/javascript; charset=utf-8'],
  ['/pages/style.css', 'text/css; charset=utf-8'],
])('%s has its type, and no browser takes it for another', async (path, type) => {
  const { status, headers } = await get(path)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cache-control')).toBe('no-store')
})

it('serves no other file beside them', async () => {
  for (const path of ['/pages', '/pages/', '/pages/server.ts', '/pages/..%2f..%2fpackage.json', '/accept/']) {
    expect((await get(path)).status, path).toBe(404)
  }
})

describe('the script', () => {
  it('can be read, and shows whatever it was told as text alone', async () => {
    const { text } = await get('/pages/script.js')
    expect(() => new Script(text)).not.toThrow()
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacent|document\.write|eval|new Function|https?:/)
  })

  it('sends documents that the API understands', async () => {
    const { text } = await get('/pages/script.js')
    const documents = [...text.replace(/' \+\s+'/g, '').matchAll(/'((?:query|mutation) [^']+)'/g)]
    expect(documents).toHaveLength(8)
    for (const [, document = ''] of documents) {
      const { errors } = await gateway.anonymous.send(document, {})
      // What is missing is the input, or a session; nothing of the document itself is unknown.
      for (const { message, extensions } of errors) {
        expect(['BAD_INPUT', 'UNAUTHENTICATED'], document).toContain(extensions.code)
        if (extensions.code === 'BAD_INPUT') expect(message).toMatch(/^The variable \$\w+ is required\.$/)
      }
    }
  })
})

describe('the link of a mail', () => {
  it('leads to a page, and its secret stays in the browser', async () => {
    expect(link.pathname).toBe('/accept')
    expect(link.search).toBe('')
    const { status, headers, lines } = await get(link.pathname)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(JSON.stringify(lines)).not.toContain(link.hash.slice(1))
  })

  it('may be opened by any number of programs: the invitation is as it was, and nothing is written', async () => {
    const before = await preview()
    const { statements } = await gateway.count(async () => {
      for (const path of [...pages, link.pathname]) {
        await get(path)
        await exchange(gateway, { method: 'HEAD', path })
      }
    })
    expect(statements).toEqual([])
    expect(before).toEqual({ invitationPreview: { status: 'PENDING', email: 'mel@example.com' } })
    expect(await preview()).toEqual(before)
  })

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await exchange(gateway, { method, path: '/accept' })).status).toBe(404)
    }
  })
})

it('the script’s requests pass with the cookie that joining set, from the gateway’s own origin', async () => {
  const secure = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' } })
  const { admin } = await secure.account()
  const sent = {
    headers: { cookie: `__Host-clustergate=${admin.token}`, origin: 'https://gateway.example.com' },
    body: JSON.stringify({ query: '{ viewer { user { email } } }' }),
  }
  expect((await exchange(secure, sent)).body).toEqual({ data: { viewer: { user: { email: 'ada@example.com' } } } })
})
