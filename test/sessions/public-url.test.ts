import { describe, expect, it } from 'vitest'
import { exchange } from '../gateway/exchange.ts'
import { gatewayForTest, password, type TestGateway } from '../gateway.ts'
import { signInDocument, whoAmI } from './documents.ts'

const defaulted = { CLUSTERGATE_PUBLIC_URL: 'http://localhost:4000' }
const inBrowser = 'https://gateway.example.com'
/** What a browser says of a request that a page of the gateway's own makes. */
const ofPage = { origin: inBrowser, 'sec-fetch-site': 'same-origin' }

const send = async (gateway: TestGateway, headers: Record<string, string>, query = whoAmI, variables = {}) => {
  const { status, body } = await exchange(gateway, { body: JSON.stringify({ query, variables }), headers })
  return { status, message: body.errors?.[0]?.message as string | undefined, data: body.data }
}
const names = expect.stringMatching(/operator sets CLUSTERGATE_PUBLIC_URL to the address that people use/)

describe('behind TLS with the public URL left at its default', () => {
  it('a page is told CLUSTERGATE_PUBLIC_URL before anybody signs in, and nobody is let in for nothing', async () => {
    const gateway = await gatewayForTest({ environment: defaulted })
    const { admin } = await gateway.account()
    expect(await send(gateway, ofPage)).toMatchObject({ status: 400, message: names })
    const input = { email: admin.email, password }
    expect(await send(gateway, ofPage, signInDocument, { input })).toMatchObject({ status: 400, message: names })
    const { viewer } = await admin.run('{ viewer { user { sessions { totalCount } } } }')
    expect(viewer.user.sessions.totalCount).toBe(1)
  })

  it('so is who has a session cookie, also where the browser does not say whose page it is', async () => {
    const gateway = await gatewayForTest({ environment: defaulted })
    const { admin } = await gateway.account()
    const cookie = `${gateway.cookieName}=${admin.token}`
    for (const _time of [1, 2]) {
      expect(await send(gateway, { ...ofPage, cookie })).toMatchObject({ status: 400, message: names })
      const { status, message } = await send(gateway, { origin: inBrowser, cookie })
      expect([status, message]).toEqual([400, expect.stringContaining('CLUSTERGATE_PUBLIC_URL')])
    }
  })

  it('the log tells the operator, once a minute', async () => {
    const gateway = await gatewayForTest({ environment: defaulted })
    for (let time = 0; time < 5; time++) await send(gateway, ofPage)
    const warnings = () => gateway.log.filter(({ msg }) => String(msg).includes('CLUSTERGATE_PUBLIC_URL'))
    expect(warnings()).toEqual([
      expect.objectContaining({ level: 40, openedAt: inBrowser, publicUrl: 'http://localhost:4000' }),
    ])
    gateway.advance(60_000)
    await send(gateway, ofPage)
    expect(warnings()).toHaveLength(2)
  })

  it('programs with a token, and without, are answered', async () => {
    const gateway = await gatewayForTest({ environment: defaulted })
    const { admin } = await gateway.account()
    expect(await send(gateway, { ...ofPage, authorization: `Bearer ${admin.token}` })).toMatchObject({ status: 200 })
    expect(await send(gateway, {})).toMatchObject({ status: 200, data: { viewer: null } })
  })
})

it('opened by plain HTTP where the public URL is https, the page says so too', async () => {
  const gateway = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: inBrowser } })
  expect(await send(gateway, { origin: new URL(gateway.url).origin })).toMatchObject({ status: 400, message: names })
  expect(await send(gateway, ofPage)).toMatchObject({ status: 200, data: { viewer: null } })
})

it('another site is not told of addresses: what it asks as nobody is answered as before', async () => {
  const gateway = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: inBrowser } })
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect(await send(gateway, foreign)).toMatchObject({ status: 200, data: { viewer: null } })
})
