// The thirteen checks of https://github.com/dolevf/graphql-cop, as it sends them.
import { describe, expect, it } from 'vitest'
import { exchange, graphql } from '../gateway/exchange.ts'
import { useWorld } from '../world.ts'
import { refused, unharmed } from './attack.ts'

const { gateway } = useWorld()
const { gateway: closed } = useWorld({ environment: { CLUSTERGATE_INTROSPECTION: 'off' } })

describe('graphql-cop finds no way to wear the gateway out:', () => {
  it('alias overloading', async () => {
    const aliases = Array.from({ length: 101 }, (_, at) => `alias${at}: __typename`)
    await refused(gateway, graphql(`query cop { ${aliases.join(' \n')} }`), 'QUERY_TOO_COMPLEX')
  })

  it('array-based query batching', async () => {
    const batch = Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' }))
    await refused(gateway, { body: JSON.stringify(batch) }, 'BAD_INPUT')
    await refused(gateway, { body: JSON.stringify(batch.slice(0, 1)) }, 'BAD_INPUT')
  })

  it('directive overloading', async () => {
    await refused(gateway, graphql(`query cop { __typename ${'@aa'.repeat(10)} }`), 'QUERY_TOO_COMPLEX')
  })

  it('field duplication', async () => {
    await refused(gateway, graphql(`query cop { ${'__typename \n'.repeat(500)} }`), 'QUERY_TOO_COMPLEX')
  })

  it('circular introspection', async () => {
    const query = `query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }`
    await refused(gateway, graphql(query), 'BAD_INPUT')
  })
})

describe('graphql-cop finds no forgery:', () => {
  it('mutations by GET', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation cop {__typename}')}`
    const { status } = await refused(gateway, { method: 'GET', path }, 'BAD_INPUT')
    expect(status).toBe(405)
  })

  it('queries and mutations by a form', async () => {
    for (const query of ['query cop { __typename }', 'mutation cop { __typename }']) {
      const body = new URLSearchParams({ query }).toString()
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const { status } = await refused(gateway, { body, headers }, 'BAD_INPUT')
      expect(status).toBe(415)
    }
  })

  it('GET, which is for queries, answers data and no page', async () => {
    const path = `/graphql?query=${encodeURIComponent('query cop { __typename }')}`
    const { body, headers } = await exchange(gateway, { method: 'GET', path })
    expect(body).toEqual({ data: { __typename: 'Query' } })
    expect(headers.get('content-type')).toMatch(/^application\/json/)
  })
})

describe('graphql-cop learns nothing:', () => {
  it('introspection, where it is off', async () => {
    await refused(closed, graphql('query cop { __schema { types { name fields { name } } } }'), 'BAD_INPUT')
  })

  it('field suggestions, where introspection is off', async () => {
    const { text } = await refused(closed, graphql('query cop { __schema { directive } }'), 'BAD_INPUT')
    expect(text).not.toContain('Did you mean')
    const other = await refused(closed, graphql('query cop { acount { id } }'), 'BAD_INPUT')
    expect(other.text).not.toMatch(/Did you mean|"account"/)
  })

  it('GraphiQL or a Playground at any of the usual places', async () => {
    const places = ['/graphiql', '/v1/graphiql', '/playground', '/console', '/altair', '/voyager', '/graphql/console']
    for (const path of places) {
      const { status } = await exchange(gateway, { method: 'GET', path, headers: { accept: 'text/html' } })
      expect(status, path).toBe(404)
    }
    for (const path of ['/', '/graphql']) {
      const { text } = await exchange(gateway, { method: 'GET', path, headers: { accept: 'text/html' } })
      expect(text, path).not.toMatch(/graphiql|playground/i)
    }
  })

  it('traces', async () => {
    const headers = { 'x-apollo-tracing': '1', 'apollo-federation-include-trace': 'ftv1' }
    const { body } = await exchange(gateway, { ...graphql('query cop { __typename }'), headers })
    expect(body).toEqual({ data: { __typename: 'Query' } })
  })

  it('unhandled errors', async () => {
    const { body } = await refused(gateway, graphql('qwerty cop { abc }'), 'BAD_INPUT')
    expect(Object.keys(body.errors[0].extensions).sort()).toEqual(['code', 'requestId'])
    await unharmed(gateway)
  })
})
