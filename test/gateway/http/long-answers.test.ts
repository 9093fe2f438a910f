import { expect, it } from 'vitest'
import { useWorld } from '../../world.ts'

const { account, admin, gateway } = useWorld()

it('an answer of many characters beyond ASCII arrives whole, and its length is told in bytes', async () => {
  const description = 'Zähler für 東京 🛰'.repeat(34).slice(0, 500)
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
  expect(bytes.byteLength).toBeGreaterThan(25_000)
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  const { data } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  expect(data.databaseTokens.nodes).toEqual(Array(50).fill({ description }))
})
