import { beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { compareBothPaths } from './both-paths.ts'
import { post } from './post.ts'

const { gateway, account } = useWorld()
let tokens: Record<'Member' | 'anonymous', string | undefined>

beforeAll(async () => {
  tokens = { Member: (await account.join('mel@example.com', ['member'])).token, anonymous: undefined }
})

describe('null for a variable with a default is answered alike, known or not', () => {
  it.each([
    ['in a condition at the root', 'Member', 'query ($v: Boolean = true) { viewer @include(if: $v) { permissions } }'],
    [
      'in a condition that is never reached',
      'anonymous',
      'query ($v: Boolean = true) { viewer { permissions user @include(if: $v) { id } } }',
    ],
    ['in an id that says who may', 'Member', 'query ($v: ID = "user_x") { user(id: $v) { id } }'],
    ['in a field that is refused', 'Member', 'query ($v: ID = "x") { managementToken(id: $v) { id } }'],
    ['in a field that needs a credential', 'anonymous', 'query ($v: ID = "x") { databaseToken(id: $v) { id } }'],
  ] as const)('%s, for %s', async (_where, who, query) => {
    // Made known by somebody for whom its default fits.
    expect((await post(gateway.url, tokens[who], { query })).status).toBe(200)
    await post(gateway.url, tokens[who], { query })
    const { status } = await compareBothPaths(gateway, tokens[who], { query, variables: { v: null } })
    expect(status).toBe(200)
  })
})
