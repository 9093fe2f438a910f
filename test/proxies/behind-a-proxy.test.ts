import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { eventually, gatewayForTest, type Member, password, type TestGateway } from '../gateway.ts'
import { makeGroup, onAccount } from '../groups/custom-groups.ts'
import { isHere } from '../programs.ts'
import { type AskedOfProxy, ask, hasIpv6, host, type Kind, put, type RunningProxy, startProxy } from './proxy.ts'

const publicUrl = `https://${host}`
const trusting = { CLUSTERGATE_PUBLIC_URL: publicUrl, CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1' }
const [mels, strangers] = ['127.0.0.3', '127.0.0.66']
/** What a browser says of a request that a page of the gateway's own makes. */
const ofPage = { origin: publicUrl, 'sec-fetch-site': 'same-origin' }

const portOf = ({ url }: TestGateway) => Number(new URL(url).port)

interface Answer {
  readonly status: number
  readonly cookies: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly data: any
  readonly code: string | undefined
  readonly message: string | undefined
  readonly requestId: string
}

async function send(proxy: RunningProxy, query: string, variables: object, asked: AskedOfProxy = {}): Promise<Answer> {
  const { status, cookies, text, requestId } = await ask(proxy, {
    ...asked,
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = JSON.parse(text)
  return { status, cookies, data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message, requestId }
}

const signInDocument = 'mutation ($input: SignInInput!) { signIn(input: $input) { session { ip } } }'
const signIn = (proxy: RunningProxy, email: string, given: string, asked: AskedOfProxy) =>
  send(proxy, signInDocument, { input: { email, password: given } }, asked)

const whoAmI = '{ viewer { user { email } session { ip } } }'

/** The address that the log tells of a request. */
async function seen(gateway: TestGateway, proxy: RunningProxy, asked: AskedOfProxy): Promise<unknown> {
  const { requestId } = await ask(proxy, { ...asked, body: JSON.stringify({ query: '{ __typename }' }) })
  return eventually(() => gateway.log.find((line) => line['requestId'] === requestId)?.['ip'])
}

async function opened(kind: Kind, environment: Record<string, string> = trusting) {
  const gateway = await gatewayForTest({ environment })
  const mel = await (await gateway.account()).join('mel@example.com', ['member'])
  const proxy = await startProxy(kind, { to: portOf(gateway) })
  return { gateway, mel, proxy }
}

/** Signs Mel in on the page, and looks again with the cookie, on both ways of a request. */
async function worksAs(mel: Member, proxy: RunningProxy, headers: Record<string, string> = ofPage, path?: string) {
  const asked = { from: mels, headers, ...(path && { path }) }
  expect(await send(proxy, whoAmI, {}, asked)).toMatchObject({ status: 200, data: { viewer: null } })
  const { data, cookies } = await signIn(proxy, mel.email, mel.password, asked)
  expect(data.signIn.session.ip).toBe(mels)
  expect(cookies).toEqual([
    expect.stringMatching(/^__Host-clustergate-[0-9a-f]{8}=cgs_.*; Secure/),
    expect.stringMatching(/^__Host-clustergate-device-[0-9a-f]{8}=.*; Secure/),
  ])
  const cookie = String(cookies[0]).split(';')[0] as string
  for (const _time of [1, 2]) {
    const { data } = await send(proxy, whoAmI, {}, { ...asked, headers: { ...headers, cookie } })
    expect(data.viewer).toEqual({ user: { email: mel.email }, session: { ip: mels } })
  }
}

const canTls = { nginx: isHere('nginx') && isHere('openssl'), caddy: isHere('caddy') }

describe.each<Kind>(['nginx', 'caddy'])('behind %s, configured as the documentation says', (kind) => {
  describe.runIf(canTls[kind])('which is here', () => {
    it('a person opens the console, signs in and works, and the session tells their own address', async () => {
      const { mel, proxy } = await opened(kind)
      const page = await ask(proxy, { method: 'GET', path: '/', from: mels, headers: { accept: 'text/html' } })
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('<title>')])
      await worksAs(mel, proxy)
    })

    it('what clients say of their address is nothing, and each has their own', async () => {
      const { gateway, proxy } = await opened(kind)
      for (const forwarded of [undefined, '6.6.6.6', '127.0.0.1', '6.6.6.6, 127.0.0.1', 'garbage', '::ffff:6.6.6.6']) {
        const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
        expect(await seen(gateway, proxy, { from: mels, headers }), forwarded).toBe(mels)
      }
      const twice = { 'x-forwarded-for': ['6.6.6.6', '7.7.7.7'] }
      expect(await seen(gateway, proxy, { from: strangers, headers: twice })).toBe(strangers)
    })

    it('a stranger who fails fifty times, or spends the points, keeps nobody else out', async () => {
      const { gateway, mel, proxy } = await opened(kind, { ...trusting, CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '' })
      const now = vi.spyOn(performance, 'now').mockReturnValue(0)
      const aliases = Array.from({ length: 20 }, (_, at) => `a${at}: viewer { account { id } }`).join(' ')
      await eventually(async () => {
        const { code } = await send(proxy, `{ ${aliases} }`, {}, { from: strangers })
        return code === 'RATE_LIMITED'
      })
      // A made-up address for each, and a made-up network besides.
      const tried = Array.from({ length: 50 }, (_, at) => {
        const asked = { from: strangers, headers: { 'x-forwarded-for': `6.6.6.${at}` } }
        return signIn(proxy, `made-up-${at}@example.com`, 'wrong', asked)
      })
      expect(new Set((await Promise.all(tried)).map(({ code }) => code))).toEqual(new Set(['INVALID_CREDENTIALS']))
      expect((await signIn(proxy, mel.email, password, { from: strangers })).code).toBe('RATE_LIMITED')
      expect((await send(proxy, `{ ${aliases} }`, {}, { from: mels })).code).toBeUndefined()
      expect((await signIn(proxy, mel.email, password, { from: mels })).code).toBeUndefined()
      now.mockRestore()
      const { db } = gateway
      const events = await db.selectFrom('audit_events').select('ip').where('action', '=', 'session.sign_in').execute()
      expect(events.map(({ ip }) => ip)).toContain(mels)
    })

    if (!hasIpv6) console.warn('SKIPPED: this machine has no IPv6, so that no proxy is asked by it.')
    it.runIf(hasIpv6)('a client that comes by IPv6 is known by that', async () => {
      const { gateway, proxy } = await opened(kind)
      expect(await seen(gateway, proxy, { from: '::1', headers: { 'x-forwarded-for': '6.6.6.6' } })).toBe('::1')
    })

    it('a proxy that is not trusted is the client itself, and the log says so', async () => {
      const { gateway, proxy } = await opened(kind, { CLUSTERGATE_PUBLIC_URL: publicUrl })
      expect(await seen(gateway, proxy, { from: mels })).toBe('127.0.0.1')
      expect(gateway.log.some(({ msg }) => String(msg).includes('CLUSTERGATE_TRUSTED_PROXIES'))).toBe(true)
    })

    it('with the public URL left at its default, the page says CLUSTERGATE_PUBLIC_URL before anybody signs in', async () => {
      const { mel, proxy } = await opened(kind, { CLUSTERGATE_PUBLIC_URL: 'http://localhost:4000' })
      for (const headers of [ofPage, { origin: publicUrl }]) {
        const { status, message } = await signIn(proxy, mel.email, mel.password, { from: mels, headers })
        expect([status, message]).toEqual([400, expect.stringContaining('CLUSTERGATE_PUBLIC_URL')])
      }
    })
  })
})

describe.runIf(canTls.nginx && canTls.caddy).each<[outer: Kind, inner: Kind]>([
  ['nginx', 'caddy'],
  ['caddy', 'nginx'],
  ['nginx', 'nginx'],
])('behind %s before %s', (outer, inner) => {
  it('the client is found at the end of the chain, whatever it says of itself', async () => {
    const gateway = await gatewayForTest({ environment: trusting })
    const mel = await (await gateway.account()).join('mel@example.com', ['member'])
    const second = await startProxy(inner, { to: portOf(gateway), isInner: true })
    const first = await startProxy(outer, { to: second.port })
    await worksAs(mel, first)
    for (const forwarded of ['6.6.6.6', '127.0.0.1', '6.6.6.6, 127.0.0.1, 127.0.0.1']) {
      expect(await seen(gateway, first, { from: mels, headers: { 'x-forwarded-for': forwarded } })).toBe(mels)
      // Somebody who gets past the first proxy gains nothing by it.
      expect(await seen(gateway, second, { from: strangers, headers: { 'x-forwarded-for': forwarded } })).toBe(
        strangers,
      )
    }
  })
})

describe.runIf(canTls.nginx)('behind nginx', () => {
  it('a group for a network counts for clients in it, and not for those who only say so', async () => {
    const gateway = await gatewayForTest({ environment: trusting })
    const account = await gateway.account()
    const mel = await account.join('mel@example.com', ['member'])
    const input = { conditions: { networks: [`${mels}/32`] }, grants: [onAccount('AUDIT_READ')] }
    const { id } = await makeGroup(account.admin, 'office', input)
    await account.admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
      input: { userId: mel.id, groupIds: [id] },
    })
    const proxy = await startProxy('nginx', { to: portOf(gateway) })
    const { accessToken } = (
      await gateway.anonymous.run('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
        input: { email: mel.email, password },
      })
    ).signIn
    const codeFor = async (from: string, forwarded?: string | string[]) => {
      const headers = {
        authorization: `Bearer ${accessToken}`,
        ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
      }
      return (await send(proxy, '{ auditEvents(first: 1) { totalCount } }', {}, { from, headers })).code
    }
    expect(await codeFor(mels)).toBeUndefined()
    expect(await codeFor(mels, '6.6.6.6')).toBeUndefined()
    for (const forwarded of [undefined, mels, `${mels}, 127.0.0.1`, `::ffff:${mels}`, [mels, mels]]) {
      expect(await codeFor(strangers, forwarded), String(forwarded)).toBe('FORBIDDEN')
    }
  })

  it('that asks for a password, the console is loaded, signed in to and worked with', async () => {
    const gateway = await gatewayForTest({ environment: trusting })
    const mel = await (await gateway.account()).join('mel@example.com', ['member'])
    const users = join(gateway.config.dataDirectory, 'users')
    writeFileSync(users, 'somebody:{PLAIN}secret\n', { mode: 0o600 })
    const asksPassword = `location / {\n auth_basic "internal"; auth_basic_user_file ${users};`
    const edit = (configuration: string) => put(configuration, 'location / {', asksPassword)
    const proxy = await startProxy('nginx', { to: portOf(gateway), edit })

    const authorization = `Basic ${Buffer.from('somebody:secret').toString('base64')}`
    const page = { method: 'GET', path: '/', headers: { authorization } }
    expect((await ask(proxy, { ...page, headers: {} })).status).toBe(401)
    const { status, text } = await ask(proxy, page)
    expect(status).toBe(200)
    const script = /src="(\/assets\/[\w.-]+\.js)"/.exec(text)?.[1] as string
    expect((await ask(proxy, { ...page, path: script })).status).toBe(200)
    await worksAs(mel, proxy, { ...ofPage, authorization })

    const program = await send(proxy, whoAmI, {}, { headers: { authorization } })
    expect([program.status, program.message]).toEqual([401, expect.stringContaining('Authorization: Bearer …')])
  })

  it('below a path, the console is loaded, signed in to and worked with', async () => {
    const gateway = await gatewayForTest({
      environment: { ...trusting, CLUSTERGATE_PUBLIC_URL: `${publicUrl}/clustergate` },
    })
    const mel = await (await gateway.account()).join('mel@example.com', ['member'])
    const edit = (configuration: string) =>
      put(put(configuration, 'location / {', 'location /clustergate/ {'), ':4000;', ':4000/;').replace(
        'location /clustergate/ {',
        'location = /livez { return 200; }\n location /clustergate/ {',
      )
    const proxy = await startProxy('nginx', { to: portOf(gateway), edit })
    const { status, text } = await ask(proxy, { method: 'GET', path: '/clustergate/' })
    expect(status).toBe(200)
    const script = /src="(\/clustergate\/assets\/[\w.-]+\.js)"/.exec(text)?.[1] as string
    expect((await ask(proxy, { method: 'GET', path: script })).status).toBe(200)
    await worksAs(mel, proxy, ofPage, '/clustergate/graphql')
  })
})
