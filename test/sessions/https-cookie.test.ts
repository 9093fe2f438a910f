import { expect, it } from 'vitest'
import { clientOf, gatewayForTest, password } from '../gateway.ts'
import { signInDocument, whoAmI } from './documents.ts'

it('behind HTTPS the cookie is bound to this host, and other cookies of the gateway’s name are nothing', async () => {
  const gateway = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' } })
  const { admin } = await gateway.account()
  const { headers, data } = await gateway.anonymous.send(signInDocument, { input: { email: admin.email, password } })
  const cookie = headers.getSetCookie().join()
  expect(cookie).toMatch(/^__Host-clustergate-[0-9a-f]{8}=cgs_/)
  expect(cookie.split('; ')).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'Path=/', 'SameSite=Strict']))
  expect(cookie).not.toContain('Domain')
  const with_ = (name: string) => clientOf(gateway.url, { cookie: `${name}=${data.signIn.accessToken}` })
  expect((await with_(gateway.cookieName).run(whoAmI)).viewer.user.email).toBe(admin.email)
  expect(await with_(gateway.cookieName.replace('__Host-', '')).run(whoAmI)).toEqual({ viewer: null })
})
