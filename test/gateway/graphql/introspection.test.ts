import { expect, it } from 'vitest'
import { useWorld } from '../../world.ts'

const { gateway, account } = useWorld({ environment: { CLUSTERGATE_INTROSPECTION: 'off' } })

it.each(['{ __schema { queryType { name } } }', '{ __type(name: "User") { name } }'])(
  'with introspection off, %s is refused, even to an Admin',
  async (query) => {
    for (const client of [account.admin, gateway.anonymous]) {
      const { status, data, errors } = await client.send(query)
      expect(status).toBe(400)
      expect(data).toBeUndefined()
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT'])
    }
  },
)

it('with introspection off, errors do not suggest names of the schema', async () => {
  const { text } = await account.admin.send(
    '{ databses { totalCount } viewer { permision } explainAccess(permission: USER_RED) { allowed } }',
  )
  expect(text).not.toMatch(/Did you mean/)
  const variable = await account.admin.send(
    'query ($p: Permission!, $f: DatabaseFilter) { explainAccess(permission: $p) { allowed } databases(filter: $f) { totalCount } }',
    { p: 'USER_READ', f: { serch: 'x' } },
  )
  expect(variable.text).not.toMatch(/Did you mean|search/)
})

it('with introspection off, __typename still answers', async () => {
  expect(await account.admin.run('{ __typename account { __typename } }')).toEqual({
    __typename: 'Query',
    account: { __typename: 'Account' },
  })
})
