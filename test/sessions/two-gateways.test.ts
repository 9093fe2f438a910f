import { describe, expect, it } from 'vitest'
import { sessionCookieName } from '../../src/gateway/http/session-cookie.ts'
import { clientOf, gatewayForTest, password, type TestGateway } from '../gateway.ts'
import { inventedSecret, signInDocument, whoAmI } from './documents.ts'

/** What a browser keeps for a host, whichever port or path it came from. */
class CookieJar {
  readonly #kept = new Map<string, string>()

  /** What the gateway answers a browser that sends all that it keeps, and minds what is to be kept or dropped. */
  async send(gateway: TestGateway, query: string, variables?: object) {
    const cookie = [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await clientOf(gateway.url, cookie ? { cookie } : {}).send(query, variables)
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#kept.delete(name)
      else this.#kept.set(name, value)
    }
    return answer
  }

  keep(name: string, value: string): void {
    this.#kept.set(name, value)
  }
}

const at = (publicUrl: string) => gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: publicUrl } })

describe('a person who uses two gateways of one host', () => {
  it.each([
    ['on two ports', 'http://localhost:4000', 'http://localhost:4001'],
    ['below two paths', 'https://example.com/west', 'https://example.com/east'],
    ['whose public URLs were left alike', 'http://localhost:4000', 'http://localhost:4000'],
  ])('%s, stays signed in to both', async (_where, ...urls) => {
    const jar = new CookieJar()
    const gateways = await Promise.all(urls.map(at))
    for (const gateway of gateways) {
      const { admin } = await gateway.account()
      expect((await jar.send(gateway, whoAmI)).data).toEqual({ viewer: null })
      await jar.send(gateway, signInDocument, { input: { email: admin.email, password } })
    }
    for (const gateway of [...gateways, ...gateways]) {
      const { status, data, headers } = await jar.send(gateway, whoAmI)
      expect([status, data.viewer.session.isCurrent, headers.getSetCookie()]).toEqual([200, true, []])
    }
  })

  it('loses the session of the one alone that has ended it', async () => {
    const jar = new CookieJar()
    const [first, second] = await Promise.all([at('http://localhost:4000'), at('http://localhost:4001')])
    for (const gateway of [first, second]) {
      const { admin } = await gateway.account()
      await jar.send(gateway, signInDocument, { input: { email: admin.email, password } })
    }
    await jar.send(second, 'mutation { signOut { ok } }')
    expect((await jar.send(second, whoAmI)).data).toEqual({ viewer: null })
    expect((await jar.send(first, whoAmI)).data.viewer.session.isCurrent).toBe(true)
  })
})

it('a cookie that is not this gateway’s is no credential, and is left alone', async () => {
  const gateway = await gatewayForTest()
  const other = sessionCookieName({ publicUrl: 'http://gateway.test:4001' }, gateway.app.core.keys.fingerprint)
  expect(other).not.toBe(gateway.cookieName)
  for (const name of [other, 'clustergate', '__Host-clustergate', `x${gateway.cookieName}`]) {
    const jar = new CookieJar()
    jar.keep(name, inventedSecret('cgs_'))
    const { status, data, headers } = await jar.send(gateway, whoAmI)
    expect([status, data, headers.getSetCookie()]).toEqual([200, { viewer: null }, []])
  }
})

it('instances of one gateway, which share the key and the public URL, share the cookie', () => {
  const name = (publicUrl: string, key: string) => sessionCookieName({ publicUrl }, key)
  expect(name('https://example.com', 'key')).toBe(name('https://example.com', 'key'))
  expect(name('https://example.com', 'key')).toMatch(/^__Host-clustergate-[0-9a-f]{8}$/)
  expect(name('https://example.com', 'key')).not.toBe(name('https://example.com', 'another'))
})
