import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { eventually, gatewayForTest, password, type TestGateway } from '../../gateway.ts'

interface Sent {
  readonly forwarded?: string | readonly string[]
  readonly from?: string
  readonly token?: string
  readonly query?: string
  readonly variables?: object
  readonly contentType?: string
}

/** The address that the log tells of a request, which is the one that everything else is given. */
async function seen(gateway: TestGateway, sent: Sent = {}): Promise<unknown> {
  const { forwarded, from = '127.0.0.1', token, query = '{ __typename }', variables } = sent
  const requestId = await new Promise((resolve, reject) => {
    const headers = {
      'content-type': sent.contentType ?? 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(forwarded !== undefined && { 'x-forwarded-for': forwarded as string }),
    }
    const options = { method: 'POST', localAddress: from, headers }
    request(gateway.url, options, (response) =>
      response.resume().on('end', () => resolve(response.headers['x-request-id'])),
    )
      .on('error', reject)
      .end(JSON.stringify({ query, variables }))
  })
  return eventually(
    () => gateway.log.find((line) => line['requestId'] === requestId && line['msg'] === 'request')?.['ip'],
  )
}

const behind = (proxies: string) => gatewayForTest({ environment: { CLUSTERGATE_TRUSTED_PROXIES: proxies } })

describe('the address of a client', () => {
  it('is the other end of the connection where no proxy is trusted, whatever a header says', async () => {
    const gateway = await gatewayForTest()
    expect(await seen(gateway)).toBe('127.0.0.1')
    expect(await seen(gateway, { forwarded: '192.0.2.7', from: '127.0.0.2' })).toBe('127.0.0.2')
    expect(await seen(gateway, { forwarded: '192.0.2.7' })).toBe('127.0.0.1')
    const warnings = gateway.log.filter(({ msg }) => String(msg).includes('CLUSTERGATE_TRUSTED_PROXIES'))
    expect(warnings).toEqual([expect.objectContaining({ level: 40, proxy: '127.0.0.2' })])
  })

  it('is the one that a trusted proxy names, and what others say of themselves is nothing', async () => {
    const gateway = await behind('127.0.0.1')
    expect(await seen(gateway, { forwarded: '192.0.2.7' })).toBe('192.0.2.7')
    expect(await seen(gateway, { forwarded: '192.0.2.7', from: '127.0.0.2' })).toBe('127.0.0.2')
    expect(await seen(gateway)).toBe('127.0.0.1')
  })

  it.each<[what: string, forwarded: string | readonly string[], ip: string]>([
    ['what the client sent stands left', '6.6.6.6, 192.0.2.7', '192.0.2.7'],
    ['garbage that the client sent stands left', 'garbage, 6.6.6.6, , 192.0.2.7', '192.0.2.7'],
    ['a chain of trusted proxies', '6.6.6.6, 192.0.2.7, 10.0.0.9', '192.0.2.7'],
    ['a trusted proxy that the client made up', '10.0.0.9, 192.0.2.7', '192.0.2.7'],
    ['a proxy that asks for itself', '10.0.0.8,10.0.0.9', '10.0.0.8'],
    ['no blanks', '6.6.6.6,192.0.2.7', '192.0.2.7'],
    ['the header sent twice', ['6.6.6.6', '192.0.2.7'], '192.0.2.7'],
    ['IPv6', '6.6.6.6, 2001:DB8::0:7', '2001:db8::7'],
    ['a zone', 'fe80::7%eth0', 'fe80::7'],
    ['IPv4 in IPv6 form', '::ffff:192.0.2.7', '192.0.2.7'],
    ['a trusted proxy in IPv6 form', '192.0.2.7, ::ffff:10.0.0.9', '192.0.2.7'],
    ['a port', '192.0.2.7:4711', '192.0.2.7'],
    ['IPv6 with a port', '[2001:db8::7]:4711', '2001:db8::7'],
    ['31 proxies before it', `6.6.6.6, 192.0.2.7${', 10.0.0.9'.repeat(31)}`, '192.0.2.7'],
    ['more proxies than are read', `192.0.2.7${', 10.0.0.9'.repeat(32)}`, '127.0.0.1'],
    ['garbage at the right', '192.0.2.7, garbage', '127.0.0.1'],
    ['garbage behind a trusted proxy', '192.0.2.7, garbage, 10.0.0.9', '127.0.0.1'],
    ['a short form that is no address', '127.1', '127.0.0.1'],
    ['a comma at the end', '192.0.2.7,', '127.0.0.1'],
    ['a comma alone', ',', '127.0.0.1'],
    ['nothing', '', '127.0.0.1'],
  ])('behind trusted proxies: %s', async (_what, forwarded, ip) => {
    const gateway = await behind('127.0.0.1, 10.0.0.0/8')
    expect(await seen(gateway, { forwarded })).toBe(ip)
  })

  it('is read in X-Forwarded-For alone', async () => {
    const gateway = await behind('127.0.0.1')
    const { ok } = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' },
      body: '{"query":"{ __typename }"}',
    })
    expect(ok).toBe(true)
    expect(await eventually(() => gateway.log.find(({ msg }) => msg === 'request')?.['ip'])).toBe('127.0.0.1')
  })

  it('is the same on both ways of a request, and for what cannot be read at all', async () => {
    const gateway = await behind('127.0.0.1')
    const { admin } = await gateway.account()
    const query = '{ viewer { user { email } } }'
    for (const contentType of [
      'application/json',
      'application/json',
      'application/json;charset=utf-8',
      'text/plain',
    ]) {
      expect(await seen(gateway, { forwarded: '192.0.2.7', token: admin.token, query, contentType })).toBe('192.0.2.7')
    }
    expect(gateway.log.some(({ planned, ip }) => planned && ip === '192.0.2.7')).toBe(true)
    expect(gateway.log.some(({ status, ip }) => status === 415 && ip === '192.0.2.7')).toBe(true)
  })

  it('is what sessions and the audit log tell of a sign-in', async () => {
    const gateway = await behind('127.0.0.1')
    const { admin } = await gateway.account()
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
    const variables = { input: { email: admin.email, password } }
    await seen(gateway, { forwarded: '6.6.6.6, ::ffff:192.0.2.7', query, variables })
    await seen(gateway, {
      forwarded: '6.6.6.6, 2001:db8::7',
      query,
      variables: { input: { ...variables.input, password: 'x' } },
    })
    const { viewer } = await admin.run('{ viewer { user { sessions { nodes { ip } } } } }')
    expect(viewer.user.sessions.nodes.map(({ ip }: { ip: string }) => ip)).toEqual(['192.0.2.7', '127.0.0.1'])
    const { auditEvents } = await admin.run('{ auditEvents(first: 2) { nodes { outcome ip } } }')
    expect(auditEvents.nodes).toEqual([
      { outcome: 'DENIED', ip: '2001:db8::7' },
      { outcome: 'SUCCEEDED', ip: '192.0.2.7' },
    ])
  })

  const hasIpv6 = Object.values(networkInterfaces()).some((found) => found?.some(({ family }) => family === 'IPv6'))
  if (!hasIpv6) console.warn('SKIPPED: this machine has no IPv6, so that nothing is listened to on it.')

  it.runIf(hasIpv6)('is told as IPv4 where it came in by a listener for both families', async () => {
    const gateway = await gatewayForTest({ environment: { HOST: '::' } })
    expect(await seen(gateway)).toBe('127.0.0.1')
    const trusting = await gatewayForTest({ environment: { HOST: '::', CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1' } })
    expect(await seen(trusting, { forwarded: '192.0.2.7' })).toBe('192.0.2.7')
  })
})

it('strangers behind a trusted proxy delay nobody’s sign-in but their own', async () => {
  const gateway = await behind('127.0.0.1')
  const mel = await (await gateway.account()).join('mel@example.com', ['member'])
  const signIn = async (forwarded: string, email: string, given: string) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
      body: JSON.stringify({
        query: 'mutation ($input: SignInInput!) { signIn(input: $input) { user { email } } }',
        variables: { input: { email, password: given } },
      }),
    })
    const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
    return errors?.[0]?.extensions.code ?? 'signed in'
  }
  const tried = Array.from({ length: 50 }, (_, at) => signIn('6.6.6.6', `made-up-${at}@example.com`, 'wrong'))
  expect(new Set(await Promise.all(tried))).toEqual(new Set(['INVALID_CREDENTIALS']))
  expect(await signIn('6.6.6.6', mel.email, mel.password)).toBe('RATE_LIMITED')
  expect(await signIn('192.0.2.7', mel.email, mel.password)).toBe('signed in')
})
