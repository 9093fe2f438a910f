import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { exchange, graphql } from '../gateway/exchange.ts'
import type { TestGateway } from '../gateway.ts'
import { useWorld } from '../world.ts'

const studio = 'https://studio.apollographql.com'
const viewer = '{ viewer { permissions } }'

const { gateway: closed } = useWorld()
const { gateway: open } = useWorld({
  environment: { CLUSTERGATE_ALLOWED_ORIGINS: `${studio}, https://console.example.com:8443` },
})

const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))

const asked = async (gateway: TestGateway, origin: string) => {
  const { headers } = await exchange(gateway, { ...graphql(viewer), headers: { origin } })
  expect(headers.get('vary')).toContain('Origin')
  return corsOf(headers)
}
const preflight = (gateway: TestGateway, origin: string, headers: Record<string, string> = {}) =>
  exchange(gateway, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', ...headers } })

describe('a page of another site', () => {
  it('reads nothing while no origin is allowed', async () => {
    for (const origin of [studio, 'null', 'http://gateway.test', '*']) {
      expect(await asked(closed, origin)).toEqual({})
      const { status, headers } = await preflight(closed, origin)
      expect(status).toBe(405)
      expect(corsOf(headers)).toEqual({})
    }
  })

  it('reads nothing unless its origin is allowed to the letter', async () => {
    const others = [
      'https://evil.example',
      'null',
      '*',
      'http://studio.apollographql.com',
      `${studio}.evil.example`,
      `${studio}:8443`,
      `${studio}/`,
      `${studio}, https://evil.example`,
      'https://STUDIO.apollographql.com',
      'https://x.studio.apollographql.com',
      'https://console.example.com',
    ]
    for (const origin of others) {
      expect(await asked(open, origin), origin).toEqual({})
      const { status, headers } = await preflight(open, origin)
      expect(status, origin).toBe(405)
      expect(corsOf(headers), origin).toEqual({})
    }
  })

  it('that is allowed reads answers, refusals and the request id, with credentials', async () => {
    for (const origin of [studio, 'https://console.example.com:8443']) {
      const expected = {
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After, X-Request-Id',
      }
      expect(await asked(open, origin)).toEqual(expected)
      const refused = await exchange(open, { ...graphql(viewer), headers: { origin, authorization: 'Bearer x' } })
      expect([refused.status, corsOf(refused.headers)]).toEqual([401, expected])
      const unreadable = await exchange(open, { body: '{', headers: { origin } })
      expect([unreadable.status, corsOf(unreadable.headers)]).toEqual([400, expected])
    }
  })

  it('that is allowed may ask before it sends', async () => {
    const { status, headers, text } = await preflight(open, studio, {
      'access-control-request-headers': 'authorization,content-type',
      'access-control-request-private-network': 'true',
    })
    expect([status, text]).toEqual([204, ''])
    expect(corsOf(headers)).toEqual({
      'access-control-allow-origin': studio,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-allow-private-network': 'true',
      'access-control-expose-headers': 'Retry-After, X-Request-Id',
      'access-control-max-age': '600',
    })
  })
})

describe('CLUSTERGATE_ALLOWED_ORIGINS', () => {
  it.each([
    '*',
    'null',
    `${studio}/`,
    `${studio}/sandbox`,
    'studio.apollographql.com',
    'https://*.example.com',
    'https://EXAMPLE.com',
    'https://example.com:443',
    'ftp://example.com',
    'file://',
    'https://user@example.com',
    `${studio},`,
    `${studio},*`,
    `${studio} https://example.com`,
  ])('%s stops the start with a sentence', (CLUSTERGATE_ALLOWED_ORIGINS) => {
    expect(() => readConfig({ CLUSTERGATE_ALLOWED_ORIGINS })).toThrow(
      /^CLUSTERGATE_ALLOWED_ORIGINS must be origins such as https:\/\/studio\.apollographql\.com, separated by commas/,
    )
  })

  it('is nobody by default, and takes several', () => {
    expect(readConfig({}).allowedOrigins).toEqual(new Set())
    expect(readConfig({ CLUSTERGATE_ALLOWED_ORIGINS: '' }).allowedOrigins).toEqual(new Set())
    expect(readConfig({ CLUSTERGATE_ALLOWED_ORIGINS: `${studio}, http://localhost:5173` }).allowedOrigins).toEqual(
      new Set([studio, 'http://localhost:5173']),
    )
  })
})
