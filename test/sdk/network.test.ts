import { inspect } from 'node:util'
import { describe, expect, it, vi } from 'vitest'
import { type ClientOptions, type ClustergateError, createClient } from '../../src/sdk/index.ts'
import {
  answer,
  breakOff,
  breakOffHalfway,
  type Network,
  networkOf,
  networkToCome,
  staySilent,
  staySilentHalfway,
  unconnected,
} from './network.ts'

/** Nobody is asked there: these calls fail before. */
const nowhere = { url: 'http://gateway.invalid' }

const viewer = answer(200, { data: { viewer: null } })
const signedOut = answer(200, { data: { signOut: { ok: true } } })

const clientOf = ({ url }: Pick<Network, 'url'>, options: Partial<ClientOptions> = {}) =>
  createClient({ url, ...options })

describe('a query', () => {
  it.each([
    ['502', answer(502)],
    ['503', answer(503)],
    ['504', answer(504)],
    ['a connection that breaks', breakOff],
    ['an answer that breaks off', breakOffHalfway],
  ])('is repeated after %s', async (_, failure) => {
    const network = await networkOf(failure, failure, viewer)
    expect(await clientOf(network).viewer()).toEqual({ viewer: null })
    expect(network.requests).toHaveLength(3)
  })

  it('is repeated as often as the client was told, twice unless told', async () => {
    for (const [options, attempts] of [
      [{}, 3],
      [{ retries: 0 }, 1],
      [{ retries: 3 }, 4],
    ] as const) {
      const network = await networkOf(answer(503))
      await expect(clientOf(network, options).viewer()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
      expect(network.requests).toHaveLength(attempts)
    }
  })

  it('is repeated when a gateway that is overloaded says so', async () => {
    const overloaded = { message: 'Too much to do.', extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 0 } }
    const network = await networkOf(answer(503, { errors: [overloaded] }), viewer)
    expect(await clientOf(network).viewer()).toEqual({ viewer: null })
    expect(network.requests).toHaveLength(2)
  })

  it('is not repeated before the time that Retry-After names, nor at all when that is too far', async () => {
    const network = await networkOf(answer(503, '', { 'retry-after': '3600' }), viewer)
    await expect(clientOf(network).viewer()).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 3600 })
    expect(network.requests).toHaveLength(1)

    const soon = await networkOf(answer(503, '', { 'retry-after': '1' }), viewer)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    await clientOf(soon).viewer()
    expect(timers.mock.calls.map(([, milliseconds]) => milliseconds)).toContainEqual(
      expect.toSatisfy((milliseconds) => milliseconds > 1_000 && milliseconds < 2_000),
    )
    timers.mockRestore()
  })

  it.each([
    ['a refusal', answer(200, { errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] }), 'FORBIDDEN'],
    ['429', answer(429), 'RATE_LIMITED'],
    ['500', answer(500), 'BAD_RESPONSE'],
    [
      'another path of a gateway',
      answer(404, { errors: [{ message: 'Nothing here.', extensions: { code: 'NOT_FOUND' } }] }),
      'BAD_RESPONSE',
    ],
    ['a page of something else', answer(200, '<!doctype html>'), 'BAD_RESPONSE'],
    ['JSON of something else', answer(200, null), 'BAD_RESPONSE'],
    ['a redirect', answer(307, '', { location: 'https://elsewhere.example' }), 'BAD_RESPONSE'],
  ])('is not repeated after %s', async (_, failure, code) => {
    const network = await networkOf(failure, viewer)
    const error: ClustergateError = await clientOf(network)
      .viewer()
      .catch((error) => error)
    expect(error.code).toBe(code)
    expect(network.requests).toHaveLength(1)
  })

  it('learns when to come back, be it in seconds or as a date', async () => {
    for (const when of ['2500000000', 'Fri, 01 Jan 2100 00:00:00 GMT']) {
      const network = await networkOf(answer(429, '', { 'retry-after': when }))
      await expect(clientOf(network).viewer()).rejects.toMatchObject({
        code: 'RATE_LIMITED',
        retryAfterSeconds: expect.toSatisfy((seconds) => seconds > 1e9),
      })
    }
  })

  it('is given up after `timeoutMs` without a whole answer', async () => {
    for (const listener of [staySilent, staySilentHalfway]) {
      const network = await networkOf(listener)
      await expect(clientOf(network, { timeoutMs: 500 }).viewer()).rejects.toMatchObject({ code: 'TIMEOUT' })
      // Where everything stood still meanwhile, not even the first has arrived.
      expect(network.requests.length).toBeLessThanOrEqual(1)
    }
  })

  it('ends as soon as its signal says so: before it begins, under way, and between attempts', async () => {
    const between = new AbortController()
    const network = await networkOf((...asked) => {
      answer(503, '', { 'retry-after': '9' })(...asked)
      setTimeout(() => between.abort(), 100)
    })
    const reason = new Error('changed my mind')
    await expect(clientOf(network).viewer({}, { signal: AbortSignal.abort(reason) })).rejects.toMatchObject({
      code: 'ABORTED',
      cause: reason,
    })
    expect(network.requests).toHaveLength(0)
    await expect(clientOf(network).viewer({}, { signal: between.signal })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(network.requests).toHaveLength(1)

    const silent = await networkOf(staySilent)
    await expect(clientOf(silent).viewer({}, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })
})

describe('a mutation', () => {
  it('is repeated when the gateway itself says that nothing was changed', async () => {
    const unavailable = { message: 'Later.', extensions: { code: 'UNAVAILABLE', retryAfterSeconds: 0 } }
    const network = await networkOf(
      answer(503, { errors: [unavailable] }),
      answer(200, { data: { createDatabase: null } }),
    )
    await clientOf(network).createDatabase({ input: { clusterId: 'cluster_1', name: 'telemetry' } })
    expect(network.requests).toHaveLength(2)
  })

  it.each([
    ['502', answer(502), 'UNAVAILABLE'],
    ['503', answer(503), 'UNAVAILABLE'],
    ['504', answer(504), 'UNAVAILABLE'],
    [
      'UNKNOWN_OUTCOME',
      answer(200, { errors: [{ message: 'Not known.', extensions: { code: 'UNKNOWN_OUTCOME' } }] }),
      'UNKNOWN_OUTCOME',
    ],
    ['a connection that breaks', breakOff, 'NETWORK'],
    ['an answer that breaks off', breakOffHalfway, 'NETWORK'],
  ])('is not repeated after %s: it may have had its effect', async (_, failure, code) => {
    const network = await networkOf(failure, signedOut)
    await expect(clientOf(network).signOut()).rejects.toMatchObject({ code })
    expect(network.requests).toHaveLength(1)
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is repeated after %s: nothing can have arrived',
    async (code) => {
      const network = await networkOf(signedOut)
      const { fetch, calls } = unconnected(code, 2)
      expect(await clientOf(network, { fetch }).signOut()).toEqual({ signOut: { ok: true } })
      expect(calls).toHaveLength(3)
      expect(network.requests).toHaveLength(1)
    },
  )

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])('is not repeated after %s', async (code) => {
    const { fetch, calls } = unconnected(code)
    await expect(clientOf(nowhere, { fetch }).signOut()).rejects.toMatchObject({ code: 'NETWORK' })
    expect(calls).toHaveLength(1)
  })

  it('is not repeated in a browser, which does not tell why it failed', async () => {
    let calls = 0
    const fetch = async () => {
      calls++
      throw new TypeError('Failed to fetch')
    }
    await expect(clientOf(nowhere, { fetch }).signOut()).rejects.toMatchObject({ code: 'NETWORK' })
    expect(calls).toBe(1)
  })

  it('finds a gateway that begins to listen while it is repeated', async () => {
    const { url, listen, requests } = await networkToCome(signedOut)
    const call = clientOf({ url }, { retries: 8 }).signOut()
    await listen()
    expect(await call).toEqual({ signOut: { ok: true } })
    expect(requests).toHaveLength(1)
  })
})

describe('a client', () => {
  it('sends JSON with its headers and its token to /graphql, below whatever path the gateway has', async () => {
    const network = await networkOf(viewer)
    const url = `${network.url}/east/`
    await createClient({ url, token: 'cgs_secret', headers: { 'x-team': 'ops' } }).viewer({ withAccount: true })
    expect(network.requests).toMatchObject([
      {
        path: '/east/graphql',
        headers: {
          authorization: 'Bearer cgs_secret',
          'content-type': 'application/json',
          'x-team': 'ops',
        },
        query: expect.stringMatching(/^\s*query Viewer/),
      },
    ])
  })

  it.each([
    ['url', { url: 'gateway' }],
    ['url', { url: 'ftp://gateway.test' }],
    ['url', { url: 'https://ada:secret@gateway.test' }],
    ['url', { url: 'https://gateway.test/?token=secret' }],
    ['headers', { headers: { 'x-team': 'secret\n!' } }],
    ['headers', { headers: { 'x team': 'secret' } }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['retries', { retries: -1 }],
  ])('is refused where %s cannot be right: %o', (field, options) => {
    let error: unknown
    try {
      createClient({ url: 'https://gateway.test', ...options })
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({ code: 'BAD_INPUT', field, message: expect.stringMatching(/\.$/) })
    expect(inspect(error)).not.toContain('secret')
  })

  it.each(['', 'with space', 'two\nlines', 'cgs_sécret'])(
    'sends no token that no header can carry: %j',
    async (token) => {
      const { fetch, calls } = unconnected('ECONNREFUSED')
      const error: ClustergateError = await clientOf(nowhere, { fetch, token })
        .viewer()
        .catch((error) => error)
      expect(error).toMatchObject({ code: 'BAD_INPUT', field: 'token' })
      expect(inspect(error)).not.toContain(token || 'Bearer')
      expect(calls).toHaveLength(0)
    },
  )

  it('calls a fetch as browsers want it: as the method of nothing', async () => {
    const callers: unknown[] = []
    async function fetch(this: unknown) {
      callers.push(this)
      return Response.json({ data: { viewer: null } })
    }
    expect(await clientOf(nowhere, { fetch }).viewer()).toEqual({ viewer: null })
    expect(callers).toEqual([undefined])
  })

  it('throws as it is what the maker of tokens throws', async () => {
    const locked = new Error('The keychain is locked.')
    const token = () => Promise.reject(locked)
    await expect(clientOf(nowhere, { token }).viewer()).rejects.toBe(locked)
  })

  it('stops at a list that has no end', async () => {
    const page = { nodes: [{}], pageInfo: { hasNextPage: true, endCursor: 'here' } }
    const network = await networkOf(answer(200, { data: { clusters: page } }))
    const readAll = async () => {
      for await (const _ of clientOf(network).clusters.all());
    }
    await expect(readAll()).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
    expect(network.requests).toHaveLength(2)
  })
})
