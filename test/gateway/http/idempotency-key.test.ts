import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { faults } from '../../answers.ts'
import { createDatabase, keyed, toldOf } from '../../changes/keyed.ts'
import { eventually } from '../../gateway.ts'
import { useWorld } from '../../world.ts'

const site = 'https://console.example.com'
const { gateway, account, admin } = useWorld({ environment: { CLUSTERGATE_ALLOWED_ORIGINS: site } })

let count = 0
const input = () => ({ input: { clusterId: account.clusterIds[0], name: `database-${++count}` } })
const send = (key: string, document: string, variables: object = {}) =>
  keyed(gateway, admin.token, key).send(document, variables)

describe('the header Idempotency-Key', () => {
  it.each([
    ['8 characters', 'abc-_123'],
    ['64 characters', 'k'.repeat(64)],
    ['a UUID', randomUUID()],
    ['a quoted string, as the IETF’s draft has it', `"${randomUUID()}"`],
  ])('may have %s', async (_, key) => {
    const variables = input()
    expect(toldOf(await send(key, createDatabase, variables))).toEqual({ replayed: false })
    expect(toldOf(await send(key.replaceAll('"', ''), createDatabase, variables))).toMatchObject({ replayed: true })
  })

  it.each([
    ['too short', 'abc-123'],
    ['too long', 'k'.repeat(65)],
    ['empty', ''],
    ['with other characters', 'key with blanks'],
    ['with one quote', '"12345678'],
    ['with parameters', '"12345678";q=1'],
    ['two in one', '12345678, 87654321'],
  ])('is BAD_INPUT, by its name, where it is %s, and nothing is carried out', async (_, key) => {
    for (const document of [createDatabase, '{ viewer { permissions } }']) {
      const answer = await send(key, document, document === createDatabase ? input() : {})
      expect([answer.status, faults(answer)]).toEqual([400, ['BAD_INPUT Idempotency-Key']])
    }
    expect(await databasesNamed(`database-${count}`)).toBe(0)
  })

  it('is BAD_INPUT where it is sent twice', async () => {
    const body = JSON.stringify({ query: createDatabase, variables: input() })
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${admin.token}`,
        'idempotency-key': ['12345678', '12345678'],
      }
      const sent = request(gateway.url, { method: 'POST', headers }, async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        resolve(text)
      })
      sent.on('error', reject).end(body)
    })
    expect(JSON.parse(answer).errors[0].extensions).toMatchObject({ code: 'BAD_INPUT', field: 'Idempotency-Key' })
    expect(await databasesNamed(`database-${count}`)).toBe(0)
  })

  it('is BAD_INPUT for several mutations, and none of them is carried out', async () => {
    const field = (alias: string) => `${alias}: createDatabase(input: $input) { database { id } }`
    const declared = 'mutation ($input: CreateDatabaseInput!)'
    for (const document of [
      `${declared} { ${field('a')} ${field('b')} }`,
      `${declared} { ...All } fragment All on Mutation { ${field('a')} ${field('b')} }`,
      `mutation ($input: CreateDatabaseInput!, $yes: Boolean = true) {
        ${field('a')} ... @include(if: $yes) { ${field('b')} } }`,
      'mutation { __typename }',
    ]) {
      for (const attempt of ['new', 'known']) {
        const variables = document.includes('$') ? input() : {}
        const answer = await send(randomUUID(), document, variables)
        expect([attempt, answer.status, faults(answer)]).toEqual([attempt, 400, ['BAD_INPUT Idempotency-Key']])
        expect(answer.errors[0]?.message).toMatch(/each in a request of its own/i)
        expect(await databasesNamed(`database-${count}`)).toBe(0)
        // Without a key it is carried out, and answered without Apollo Server from then on.
        await admin.send(document, variables)
        count++
      }
    }
  })

  it('fits one mutation beside others that are skipped, and in a fragment', async () => {
    const field = (alias: string) => `${alias}: createDatabase(input: $input) { database { id } }`
    for (const document of [
      `mutation ($input: CreateDatabaseInput!, $no: Boolean = false) { ${field('a')} b: signOut @include(if: $no) { ok } }`,
      `mutation ($input: CreateDatabaseInput!) { __typename ...One } fragment One on Mutation { ${field('a')} }`,
    ]) {
      const [key, variables] = [randomUUID(), input()]
      const first = await send(key, document, variables)
      expect([faults(first), toldOf(first)]).toEqual([[], { replayed: false }])
      const again = await send(key, document, variables)
      expect([again.data, toldOf(again)]).toMatchObject([first.data, { replayed: true }])
    }
  })

  it('is BAD_INPUT for a mutation that needs no credential: nobody could own the key', async () => {
    const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
    const variables = { input: { email: admin.email, password: admin.password } }
    const answer = await send(randomUUID(), document, variables)
    expect([answer.status, faults(answer)]).toEqual([400, ['BAD_INPUT Idempotency-Key']])
    expect(answer.errors[0]?.message).toMatch(/^signIn needs no credential/)
  })

  it('makes no difference to a query', async () => {
    const key = randomUUID()
    for (const document of ['{ viewer { user { email } } }', '{ viewer { user { email } } } # again']) {
      for (const _ of [1, 2]) {
        const answer = await send(key, document)
        expect([answer.data.viewer.user.email, toldOf(answer)]).toEqual([admin.email, undefined])
      }
    }
  })

  it('of a caller without a credential is refused like the mutation without it', async () => {
    const answer = await keyed(gateway, 'nonsense').send(createDatabase, input())
    expect(answer.status).toBe(401)
    const { url } = gateway
    const anonymous = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ query: createDatabase, variables: input() }),
    })
    expect(JSON.parse(await anonymous.text()).errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  it('may be sent by the pages of allowed origins', async () => {
    const preflight = await fetch(gateway.url, {
      method: 'OPTIONS',
      headers: {
        origin: site,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('idempotency-key')
  })

  it('is answered alike by Apollo Server and without it, and logged', async () => {
    const [key, variables] = [randomUUID(), input()]
    await admin.send(createDatabase, input())
    const first = await send(key, createDatabase, variables)
    const planned = await send(key, createDatabase, variables)
    const byApollo = await send(key, `${createDatabase} # ${key}`, variables)
    expect(byApollo.text).toBe(planned.text)
    const lineOf = ({ headers }: { headers: Headers }) =>
      eventually(() => gateway.log.find((line) => line['requestId'] === headers.get('x-request-id')))
    expect(await lineOf(first)).toMatchObject({ planned: true, replayed: false })
    expect(await lineOf(planned)).toMatchObject({ planned: true, replayed: true })
    expect(await lineOf(byApollo)).toMatchObject({ planned: false, replayed: true })
    expect(await lineOf(await admin.send(createDatabase, input()))).not.toHaveProperty('replayed')
  })
})

async function databasesNamed(name: string): Promise<number> {
  const rows = await gateway.db.selectFrom('databases').select('id').where('name', '=', name).execute()
  return rows.length
}
