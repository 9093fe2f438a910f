import { describe, expect, it } from 'vitest'
import { mintDatabaseSecret } from '../../src/auth/secret.ts'
import { faults } from '../answers.ts'
import { clientOf, password } from '../gateway.ts'
import { hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { inventedSecret, signIn, signInDocument, signOutDocument, whoAmI } from './documents.ts'

const { gateway, account, mel } = useWorld()

const withCookie = (value: string) => clientOf(gateway.url, { cookie: `${gateway.cookieName}=${value}` })
const withHeader = (authorization: string) => clientOf(gateway.url, { authorization })
const cleared = () => new RegExp(`^${gateway.cookieName}=; .*Expires=Thu, 01 Jan 1970.*HttpOnly`)
const post = (headers: Record<string, string>, body: string, url = gateway.url) =>
  fetch(url, { method: 'POST', headers, body })

describe('no credential', () => {
  it('is the anonymous caller, who is refused field by field', async () => {
    const { status, data, errors } = await gateway.anonymous.send('{ viewer { permissions } users { totalCount } }')
    expect({ status, data }).toEqual({ status: 200, data: { viewer: null, users: null } })
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED'])
  })
})

describe('a credential that is present but wrong', () => {
  it.each([
    ['an empty header', () => ''],
    ['another scheme', () => `Basic ${Buffer.from('mel@example.com:secret').toString('base64')}`],
    ['no token', () => 'Bearer '],
    ['garbage', () => 'Bearer garbage'],
    ['a megabyte of it', () => `Bearer ${'x'.repeat(12_000)}`],
    ['two tokens', () => `Bearer ${mel.token} ${mel.token}`],
    ['a wrong checksum', () => `Bearer ${mel.token.slice(0, -1)}${mel.token.endsWith('0') ? '1' : '0'}`],
    ['another letter within', () => `Bearer ${mel.token.replace(/^(cgs_.)./, '$1x')}`],
    ['capital letters', () => `Bearer ${mel.token.toUpperCase()}`],
    ['an invented session', () => `Bearer ${inventedSecret('cgs_')}`],
    ['an invented management token', () => `Bearer ${inventedSecret('cgm_')}`],
    ['the secret of an invitation', () => `Bearer ${inventedSecret('cgi_')}`],
    ['the secret of a password reset', () => `Bearer ${inventedSecret('cgr_')}`],
    ['a database token, which is for data alone', () => `Bearer apiv1_${Buffer.alloc(64, 7).toString('base64')}`],
  ])('is HTTP 401 UNAUTHENTICATED, never the anonymous caller: %s', async (_, authorization) => {
    const { status, headers, data, errors, text } = await withHeader(authorization()).send('{ viewer { permissions } }')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toBe('Bearer realm="clustergate"')
    expect(data).toBeUndefined()
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'UNAUTHENTICATED', requestId: headers.get('x-request-id') },
    ])
    expect(text).not.toContain(mel.token.slice(4, 40))
  })

  const right = /^Send `Authorization: Bearer …` with the accessToken of signIn \(cgs_…\) or the secret of a management/
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

  it.each<[what: string, authorization: () => string, told: RegExp]>([
    ['InfluxDB’s scheme', () => `Token ${mel.token}`, right],
    ['InfluxDB’s scheme, small', () => `token ${mel.token}`, right],
    ['a bare token', () => mel.token, right],
    ['a program’s Basic', () => basic(`mel:${mel.token}`), right],
    ['a colon', () => `Bearer: ${mel.token}`, right],
    ['two blanks', () => `Bearer  ${mel.token}`, right],
    ['an equals sign', () => `Bearer=${mel.token}`, right],
    ['quotes', () => `Bearer "${mel.token}"`, right],
    ['angle brackets', () => `Bearer <${mel.token}>`, right],
    ['a word before it', () => `Bearer Bearer ${mel.token}`, right],
    ['nothing', () => '', right],
    ['a secret of another kind of product', () => 'Bearer ghp_0123456789', right],
    [
      'a session that has ended',
      () => `Bearer ${inventedSecret('cgs_')}`,
      /^The credential is not valid, or no longer/,
    ],
    [
      'a database token',
      () => `Bearer ${mintDatabaseSecret()}`,
      /^A database token .* does not open the management API/,
    ],
    ['a database token, bare', () => mintDatabaseSecret(), /^A database token .* does not open the management API/],
    [
      'a database token in InfluxDB’s form',
      () => `Token ${mintDatabaseSecret()}`,
      /^A database token .* `Authorization: B/,
    ],
    ['the secret of an invitation', () => `Bearer ${inventedSecret('cgi_')}`, /give it to acceptInvitation/],
    ['the secret of a reset link', () => inventedSecret('cgr_'), /give it to resetPassword/],
  ])('is told the right form, and not repeated: %s', async (_, authorization, told) => {
    const given = authorization()
    const { status, errors, text } = await withHeader(given).send(whoAmI)
    expect(status).toBe(401)
    expect(errors[0]?.message).toMatch(told)
    for (const word of given.split(' ')) if (word.length > 12) expect(text).not.toContain(word)
    expect(text).not.toContain(mel.token.slice(4, 40))
    expect(JSON.stringify(gateway.log)).not.toContain(mel.token.slice(4, 40))
  })

  it('is told that a management token goes into the header, where it comes in a cookie', async () => {
    const { errors } = await withCookie(inventedSecret('cgm_')).send(whoAmI)
    expect(errors[0]?.message).toBe('A management token goes into `Authorization: Bearer …`, never into a cookie.')
  })

  it('costs no statement when it is malformed, and two when it is not', async () => {
    const malformed = await gateway.count(() => withHeader('Bearer cgs_0123').send(whoAmI))
    expect(malformed.statements).toEqual([])
    const unknown = await gateway.count(() => withHeader(`Bearer ${inventedSecret('cgs_')}`).send(whoAmI))
    // The second asks why the session has ended.
    expect(unknown.statements).toHaveLength(2)
  })

  it('includes a real database token: those never manage anything', async () => {
    const { createDatabaseToken } = await account.admin.run(
      `mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret } }`,
      { input: { clusterId: account.clusterIds[0], description: 'ingest', permissions: [] } },
    )
    const { status, errors } = await withHeader(`Bearer ${createDatabaseToken.secret}`).send(whoAmI)
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  it('includes a management token that was revoked', async () => {
    const { createManagementToken } = await account.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret token { id } } }',
      { input: { description: 'automation', permissions: ['CLUSTER_READ'] } },
    )
    const { secret, token } = createManagementToken
    expect((await withHeader(`Bearer ${secret}`).send('{ clusters { totalCount } }')).data.clusters.totalCount).toBe(2)
    // In a cookie it would ride along with requests of other sites.
    expect((await withCookie(secret).send(whoAmI)).status).toBe(401)
    await account.admin.run('mutation ($id: ID!) { revokeManagementToken(id: $id) { token { id } } }', { id: token.id })
    expect((await withHeader(`Bearer ${secret}`).send(whoAmI)).status).toBe(401)
  })

  it('includes a session that was signed out', async () => {
    const { token, run } = await signIn(gateway, account, mel)
    expect(await run(signOutDocument)).toEqual({ signOut: { ok: true } })
    expect((await withHeader(`Bearer ${token}`).send(whoAmI)).status).toBe(401)
    expect((await withCookie(token).send(whoAmI)).status).toBe(401)
  })
})

describe('cookie and bearer together', () => {
  it('are HTTP 400, also where they are the same or wrong', async () => {
    for (const [cookie, bearer] of [
      [mel.token, mel.token],
      ['garbage', mel.token],
      [mel.token, 'garbage'],
    ]) {
      const client = clientOf(gateway.url, {
        cookie: `${gateway.cookieName}=${cookie}`,
        authorization: `Bearer ${bearer}`,
      })
      const answer = await client.send(whoAmI)
      expect([answer.status, ...faults(answer)]).toEqual([400, 'BAD_INPUT Authorization'])
    }
  })
})

describe('a browser', () => {
  const signInAsBrowser = async () => {
    const { headers, data } = await gateway.anonymous.send(signInDocument, { input: { email: mel.email, password } })
    return { cookie: headers.getSetCookie()[0] as string, session: data.signIn.session, token: data.signIn.accessToken }
  }

  it('gets the session in a cookie that no script reads and no other site sends, until the session ends', async () => {
    const { cookie, session, token } = await signInAsBrowser()
    const [pair, ...attributes] = cookie.split('; ')
    expect(pair).toBe(`${gateway.cookieName}=${token}`)
    expect(attributes.sort()).toEqual([
      // It is the gateway that ends a session that is not used.
      `Expires=${new Date(Date.parse(session.createdAt) + 12 * hour).toUTCString()}`,
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
    ])
    const { viewer } = await withCookie(token).run(whoAmI)
    expect(viewer.session).toEqual({ id: session.id, isCurrent: true })
  })

  it('is signed out by the server: the session ends and the cookie goes', async () => {
    const { token } = await signInAsBrowser()
    const { headers } = await withCookie(token).send(signOutDocument)
    expect(headers.getSetCookie().join()).toMatch(cleared())
    expect((await withHeader(`Bearer ${token}`).send(whoAmI)).status).toBe(401)
  })

  it('whose cookie is no longer good is told so, and rid of it', async () => {
    for (const cookie of ['', 'garbage', inventedSecret('cgs_')]) {
      const { status, headers } = await withCookie(cookie).send(whoAmI)
      expect(status).toBe(401)
      expect(headers.getSetCookie().join()).toMatch(cleared())
    }
  })

  it('cannot be made to act by another site: only JSON, or a header that a form cannot set, gets through', async () => {
    const { token } = await signInAsBrowser()
    const cookie = `${gateway.cookieName}=${token}`
    const body = JSON.stringify({ query: 'mutation { signOut { ok } }' })
    const codeOf = async (response: Response) => {
      const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
      return [response.status, errors[0]?.extensions.code]
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const [status, code] = await codeOf(await post({ cookie, 'content-type': type }, body))
      expect(status, type).toBeGreaterThanOrEqual(400)
      expect(code, type).toBe('BAD_INPUT')
    }
    const query = `${gateway.url}?query=${encodeURIComponent('{ viewer { user { email } } }')}`
    expect(await codeOf(await fetch(query, { headers: { cookie } }))).toEqual([400, 'BAD_INPUT'])
    const mutation = `${gateway.url}?query=${encodeURIComponent('mutation { signOut { ok } }')}`
    const asked = await fetch(mutation, { headers: { cookie, 'apollo-require-preflight': 'yes' } })
    expect(asked.status).toBeGreaterThanOrEqual(400)
    expect((await withCookie(token).run(whoAmI)).viewer.user.email).toBe(mel.email)
  })

  it('cannot be signed in as somebody else by another site', async () => {
    const body = JSON.stringify({ query: signInDocument, variables: { input: { email: mel.email, password } } })
    const response = await post({ 'content-type': 'text/plain' }, body)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('of another origin is given no CORS header, and no answer is kept in a cache', async () => {
    const preflight = await fetch(gateway.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect([...preflight.headers.keys()].filter((header) => header.startsWith('access-control'))).toEqual([])
    const { headers } = await gateway.anonymous.send('{ viewer { permissions } }')
    expect(headers.get('cache-control')).toBe('no-store')
  })
})

// Last, as it moves the clock past every session of this file.
describe('an expired session', () => {
  it('is good until its last moment, and 401 from then on', async () => {
    const { token } = await signIn(gateway, account, mel)
    const asBrowser = withCookie(token)
    gateway.advance(hour - 30_000)
    expect((await asBrowser.send(whoAmI)).status).toBe(200)
    gateway.advance(hour)
    const { status, headers } = await asBrowser.send(whoAmI)
    expect(status).toBe(401)
    expect(headers.getSetCookie().join()).toMatch(cleared())
    expect((await withHeader(`Bearer ${token}`).send(whoAmI)).status).toBe(401)
  })
})
