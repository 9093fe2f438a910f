import { expect, it } from 'vitest'
import { useWorld } from '../../world.ts'

const { gateway } = useWorld()

it.each([
  ['ASCII', 'a meter'],
  ['letters of Latin-1', 'Zähler'],
  ['every plane of Unicode', 'Zähler für 東京 🛰'],
])('a long answer of %s arrives whole, in UTF-8, and its length is told in bytes', async (_characters, text) => {
  const account = await gateway.account()
  const { admin } = account
  const description = text.repeat(500 / text.length)
  const input = {
    clusterId: account.clusterIds[0],
    description,
    permissions: [{ action: 'READ', databaseId: '*' }],
  }
  const create = 'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }'
  for (let made = 0; made < 50; made++) await admin.run(create, { input })

  const response = await fetch(new URL('/graphql', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` },
    body: JSON.stringify({ query: '{ databaseTokens(first: 50) { nodes { description } } }' }),
  })

  const bytes = await response.arrayBuffer()
  expect(bytes.byteLength).toBeGreaterThan(20_000)
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  const { data } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  expect(data.databaseTokens.nodes).toEqual(Array(50).fill({ description }))
})
