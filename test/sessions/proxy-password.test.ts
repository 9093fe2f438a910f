import { describe, expect, it } from 'vitest'
import { clientOf, gatewayForTest, password } from '../gateway.ts'
import { signInDocument, whoAmI } from './documents.ts'

/** What browsers send with everything once they have signed in to a proxy before the gateway. */
const ofProxy = ['Basic c29tZWJvZHk6c2VjcmV0', 'Digest username="somebody"', 'Negotiate YIIC', 'NTLM TlRM']
const page = { origin: 'http://gateway.test' }

describe('behind a proxy that asks browsers for a password', () => {
  it('a person signs in on the page and works with the cookie, on both ways of a request', async () => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    for (const authorization of ofProxy) {
      const browser = clientOf(gateway.url, { ...page, authorization })
      expect(await browser.run(whoAmI)).toEqual({ viewer: null })
      const { data } = await browser.send(signInDocument, { input: { email: admin.email, password } })
      const cookie = `${gateway.cookieName}=${data.signIn.accessToken}`
      for (const _time of [1, 2]) {
        const { viewer } = await clientOf(gateway.url, { ...page, authorization, cookie }).run(whoAmI)
        expect(viewer.user.email).toBe(admin.email)
      }
    }
    expect(gateway.log.some(({ planned }) => planned)).toBe(true)
  })

  it('a person whose session has ended is told so, and may sign in again', async () => {
    const gateway = await gatewayForTest()
    const headers = { ...page, authorization: ofProxy[0] as string, cookie: `${gateway.cookieName}=garbage` }
    const answer = await clientOf(gateway.url, headers).send(whoAmI)
    expect([answer.status, answer.headers.getSetCookie().length]).toEqual([401, 1])
  })

  it('the pages of console and explorer are served', async () => {
    const gateway = await gatewayForTest()
    for (const path of ['/', '/accept', '/explorer']) {
      const response = await fetch(new URL(path, gateway.url), { headers: { authorization: ofProxy[0] as string } })
      expect(response.status, path).toBe(200)
    }
  })

  it('a program that sends it is nobody, and told how to sign in', async () => {
    const gateway = await gatewayForTest()
    for (const authorization of ofProxy) {
      const { status, errors } = await clientOf(gateway.url, { authorization }).send(whoAmI)
      expect([status, errors[0]?.message]).toEqual([401, expect.stringContaining('Send `Authorization: Bearer …`')])
    }
  })

  it('a page gains nothing by it, and a bearer token beside the cookie is still refused', async () => {
    const gateway = await gatewayForTest()
    const { admin } = await gateway.account()
    const asProxy = Buffer.from(`${admin.email}:${admin.token}`).toString('base64')
    const { errors } = await clientOf(gateway.url, { ...page, authorization: `Basic ${asProxy}` }).send(
      '{ users { totalCount } }',
    )
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
    const cookie = `${gateway.cookieName}=${admin.token}`
    const both = await clientOf(gateway.url, { ...page, cookie, authorization: `Bearer ${admin.token}` }).send(whoAmI)
    expect([both.status, both.errors[0]?.extensions.code]).toEqual([400, 'BAD_INPUT'])
  })
})
