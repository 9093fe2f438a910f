import { describe, expect, it } from 'vitest'
import { operations } from '../../src/policy/operations.ts'
import { openMutations } from '../../src/sdk/idempotency.ts'
import { type ClientOptions, type ClustergateError, createClient } from '../../src/sdk/index.ts'
import { useWorld } from '../world.ts'
import { answer, breakOff, breakOffHalfway, type Network, networkOf, unconnected } from './network.ts'

const viewer = answer(200, { data: { viewer: null } })
const signedOut = answer(200, { data: { signOut: { ok: true } } })
const signedIn = answer(200, { data: { signIn: null } })

const unknown = answer(200, { errors: [{ message: 'Not known.', extensions: { code: 'UNKNOWN_OUTCOME' } }] })

const clientOf = ({ url }: Pick<Network, 'url'>, options: Partial<ClientOptions> = {}) =>
  createClient({ url, ...options })
const keysOf = ({ requests }: Network) => requests.map(({ headers }) => headers['idempotency-key'])

describe('a mutation under a key', () => {
  it.each([
    ['502', answer(502)],
    ['503', answer(503)],
    ['504', answer(504)],
    ['UNKNOWN_OUTCOME', unknown],
    ['429 with Retry-After', answer(429, '', { 'retry-after': '0' })],
    ['a connection that breaks', breakOff],
    ['an answer that breaks off', breakOffHalfway],
  ])('is repeated after %s, each time under the same key', async (_, failure) => {
    const network = await networkOf(failure, failure, signedOut)
    expect(await clientOf(network).signOut({}, { idempotencyKey: 'my-key-1' })).toEqual({ signOut: { ok: true } })
    expect(keysOf(network)).toEqual(['my-key-1', 'my-key-1', 'my-key-1'])

    const another = await networkOf(failure, signedOut)
    await clientOf(another).signOut({}, { idempotent: true })
    const [key] = keysOf(another)
    expect(key).toMatch(/^[0-9a-f]{32}$/)
    expect(keysOf(another)).toEqual([key, key])
  })

  it('ends with UNKNOWN_OUTCOME, unless a later attempt is answered', async () => {
    const outage = answer(503, { errors: [{ message: 'Later.', extensions: { code: 'UNAVAILABLE' } }] })
    for (const last of [outage, breakOff, answer(429), answer(502)]) {
      const network = await networkOf(unknown, outage, last)
      const call = clientOf(network).signOut({}, { idempotent: true })
      await expect(call).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME', message: 'Not known.' })
      expect(network.requests).toHaveLength(3)
    }
    const refusal = answer(200, { errors: [{ message: 'No.', extensions: { code: 'CONFLICT' } }] })
    const refused = clientOf(await networkOf(unknown, refusal)).signOut({}, { idempotent: true })
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is not repeated after 429 without Retry-After, nor after a refusal', async () => {
    for (const failure of [
      answer(429),
      answer(200, { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] }),
    ]) {
      const network = await networkOf(failure, signedOut)
      await expect(clientOf(network).signOut({}, { idempotent: true })).rejects.toMatchObject({
        code: expect.stringMatching(/RATE_LIMITED|FORBIDDEN/),
      })
      expect(network.requests).toHaveLength(1)
    }
  })

  it('has a key that the gateway takes, or is not sent', async () => {
    const { fetch, calls } = unconnected('ECONNREFUSED')
    for (const idempotencyKey of ['', 'short', 'with blanks', 'k'.repeat(65), 'kéy-12345']) {
      const call = clientOf({ url: 'http://gateway.invalid' }, { fetch }).signOut({}, { idempotencyKey })
      await expect(call).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'idempotencyKey' })
    }
    expect(calls).toEqual([])
  })
})

describe('a client that is idempotent', () => {
  it('makes a key for each mutation, unless a call says otherwise', async () => {
    const network = await networkOf(signedOut)
    const client = clientOf(network, { idempotent: true })
    await client.signOut()
    await client.signOut()
    await client.signOut({}, { idempotencyKey: 'my-key-1' })
    await client.signOut({}, { idempotent: false })
    const [first, second, ...others] = keysOf(network)
    expect(first).not.toBe(second)
    expect(others).toEqual(['my-key-1', undefined])
  })

  it('sends none with a query, nor with a mutation that needs no credential, which takes none', async () => {
    const network = await networkOf(viewer, signedIn)
    const client = clientOf(network, { idempotent: true })
    await client.viewer()
    await client.signIn({ input: { email: 'ada@example.com', password: 'secret' } })
    expect(keysOf(network)).toEqual([undefined, undefined])

    const rows = Object.entries(operations.Mutation)
    const open = rows.filter(([, { requires }]) => typeof requires === 'object' && requires.special === 'anyone')
    expect([...openMutations].sort()).toEqual(open.map(([name]) => name).sort())
  })
})

describe('a client that loses the answer of the gateway', () => {
  const { gateway, account, admin } = useWorld()

  /** Lets the gateway carry out each first attempt, and loses its answer. */
  const losing = () => {
    let count = 0
    const fetch: typeof globalThis.fetch = async (...request) => {
      const response = await globalThis.fetch(...request)
      if (count++ > 0) return response
      await response.text()
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
    }
    return createClient({ url: gateway.url, token: admin.token, fetch, idempotent: true })
  }

  it('gets it by asking again, and nothing is made twice', async () => {
    const input = { clusterId: account.clusterIds[0] ?? '', name: 'telemetry' }
    const { createDatabase } = await losing().createDatabase({ input })
    const { databases } = await admin.run('{ databases { nodes { id name } } }')
    expect(databases.nodes).toEqual([{ id: createDatabase?.database.id, name: 'telemetry' }])
  })

  it('with a secret is told which token that was', async () => {
    const input = { clusterId: account.clusterIds[0] ?? '', description: 'ingest', permissions: [] }
    const error: ClustergateError = await losing()
      .createDatabaseToken({ input })
      .catch((thrown) => thrown)
    const { databaseTokens } = await admin.run('{ databaseTokens { nodes { id } } }')
    expect(databaseTokens.nodes).toEqual([{ id: error.resourceId }])
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      replayed: true,
      firstAt: expect.stringMatching(/^20.*Z$/),
      message: expect.stringMatching(/rotate or revoke the token\.$/),
    })
  })
})
