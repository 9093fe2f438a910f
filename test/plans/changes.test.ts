import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { databaseFields } from '../databases/documents.ts'
import type { Member } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { wasPlanned } from './both-paths.ts'
import { type Posted, post } from './post.ts'

const { gateway, account } = useWorld()
let people: Record<'Admin' | 'Member' | 'Auditor', Member>

beforeAll(async () => {
  people = {
    Admin: await account.join('ann@example.com', ['admin']),
    Member: await account.join('mel@example.com', ['member']),
    Auditor: await account.join('aud@example.com', ['auditor']),
  }
})

const create = `mutation Create($input: CreateDatabaseInput!) {
  createDatabase(input: $input) { database { ${databaseFields} cluster { name } tokens(first: 1) { nodes { id } } } } }`
const twice = `mutation ($input: CreateDatabaseInput!) {
  first: createDatabase(input: $input) { database { name } }
  second: createDatabase(input: $input) { database { name } } }`
const reset = 'mutation { requestPasswordReset(input: { email: "ann@example.com" }) { ok } }'
const remove = 'mutation ($id: ID!) { removeUser(id: $id) { id } }'

/** What differs between one database and the next. */
const varying = /[a-z_]+_[0-9a-f-]{36}|"requestId":"[^"]+"|"\d{4}-\d\d-\d\dT[^"]+"|metrics-[0-9a-f-]{36}/g
const comparable = ({ status, headers, text }: Posted) => ({
  status,
  type: headers['content-type'],
  cookie: headers['set-cookie'],
  text: text.replaceAll(varying, '…'),
})

/** Sends it by both ways, each time with a name of its own; answers with what both said. */
async function alike(name: keyof typeof people, query: string, variablesOf: () => object) {
  const { token } = people[name]
  // What may be a persisted query is for Apollo Server.
  const reference = comparable(
    await post(gateway.url, token, { query, variables: variablesOf(), extensions: { persistedQuery: null } }),
  )
  const posted = await post(gateway.url, token, { query, variables: variablesOf() })
  expect(comparable(posted)).toEqual(reference)
  return { ...reference, planned: await wasPlanned(gateway, posted.headers['x-request-id']) }
}

const inputOf = (input: object = {}) => ({
  input: { clusterId: account.clusterIds[0], name: `metrics-${randomUUID()}`, ...input },
})

describe('a change that is known', () => {
  it('answers as Apollo Server does, without it', async () => {
    const { text, planned } = await alike('Admin', create, () => inputOf())
    expect({ planned, isError: text.includes('"errors"') }).toEqual({ planned: true, isError: false })
  })

  it.each([
    ['a taken name', () => inputOf({ name: 'taken' }), 'CONFLICT'],
    ['a name that is none', () => inputOf({ name: '' }), 'BAD_INPUT'],
    ['a cluster of nobody', () => inputOf({ clusterId: `cluster_${randomUUID()}` }), 'NOT_FOUND'],
    ['a period that is none', () => inputOf({ retentionPeriod: 'soon' }), 'BAD_INPUT'],
    ['a missing name', () => ({ input: { clusterId: account.clusterIds[0] } }), 'BAD_INPUT'],
    ['a text that is far too long', () => inputOf({ name: 'a'.repeat(5_000) }), 'BAD_INPUT'],
    ['no input', () => ({}), 'BAD_INPUT'],
  ])('is refused alike for %s', async (_what, variablesOf, code) => {
    await account.admin.send(create, inputOf({ name: 'taken' }))
    expect((await alike('Admin', create, variablesOf)).text).toContain(`"code":"${code}"`)
  })

  it('tells what succeeded and what failed of several', async () => {
    const { text, planned } = await alike('Admin', twice, () => inputOf())
    expect(text).toMatch(/"path":\["second"\].*"code":"CONFLICT".*"first":\{"database".*"second":null/)
    expect(planned).toBe(true)
  })

  it('is denied alike, and each denial is an audit event', async () => {
    const denials = async () =>
      (await account.admin.run('{ auditEvents(filter: { outcomes: [DENIED] }) { totalCount } }')).auditEvents.totalCount
    const before = Number(await denials())
    const { text, planned } = await alike('Auditor', create, () => inputOf())
    expect(text).toContain('"code":"FORBIDDEN"')
    expect(planned).toBe(true)
    expect(Number(await denials())).toBe(before + 2)
  })

  it('is tried once, also when it fails', async () => {
    const { token } = people.Admin
    const variables = { id: `user_${randomUUID()}` }
    const send = () => post(gateway.url, token, { query: remove, variables })
    await send()
    const { totalCount: before } = (await account.admin.run('{ auditEvents { totalCount } }')).auditEvents
    const { headers } = await send()
    expect(await wasPlanned(gateway, headers['x-request-id'])).toBe(true)
    const { totalCount } = (await account.admin.run('{ auditEvents { totalCount } }')).auditEvents
    expect(Number(totalCount)).toBe(Number(before) + 1)
  })

  it('goes to Apollo Server where it does more than ask for a permission', async () => {
    for (const query of ['mutation { signOut { ok } }', reset]) {
      for (const email of [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`]) {
        const { token } = await account.join(email, ['member'])
        const { text, headers } = await post(gateway.url, token, { query })
        expect(text).toMatch(/^\{"data":\{"\w+":\{"ok":true\}\}\}/)
        expect(await wasPlanned(gateway, headers['x-request-id'])).toBe(false)
      }
    }
  })
})
