import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { compareBothPaths } from './both-paths.ts'

const { gateway, account } = useWorld()

/** What graphql-jit writes in the place of a value that JSON has no form for, and turns into code later. */
const library = dirname(createRequire(import.meta.url).resolve('graphql-jit'))
const placeholders = readdirSync(library)
  .filter((name) => name.endsWith('.js'))
  .flatMap((name) => [...readFileSync(join(library, name), 'utf8').matchAll(/"(__MAGIC_\w+)"/g)])
  .map(([, placeholder]) => placeholder as string)

const inject = 'globalThis.injectedByDocument=true'

describe('what is written into a document', () => {
  it.each(placeholders)('never runs as code, neither as a literal nor as a default: %s', async (placeholder) => {
    for (const text of [placeholder, `${placeholder}${inject}`, `${placeholder}0)+(${inject}`]) {
      const literal = JSON.stringify(text)
      for (const query of [
        `{ invitationPreview(secret: ${literal}) { email } }`,
        `query ($secret: String! = ${literal}) { invitationPreview(secret: $secret) { email } }`,
        `{ users(filter: { search: ${literal} }) { nodes { id } } }`,
        `{ nodes(ids: [${literal}]) { id } }`,
        `{ users(after: ${literal}) { nodes { id } } }`,
      ]) {
        await compareBothPaths(gateway, account.admin.token, { query, variables: {} })
      }
    }
    expect(globalThis).not.toHaveProperty('injectedByDocument')
  })

  it('finds all such placeholders', () => {
    expect(placeholders.length).toBeGreaterThanOrEqual(4)
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'idx0', 'errors'])(
    'is a name like any other: %s',
    async (name) => {
      for (const query of [
        `query ${name} { ${name}: viewer { ${name}: permissions user { ${name}: id ${name}s: groups { ${name}: key } } } }`,
        `query ${name}($${name}: Int) { users(first: $${name}) { ${name}: nodes { ${name}: email } } }`,
        `{ viewer { user { ...${name} } } } fragment ${name} on User { ${name}: name }`,
      ]) {
        const variables = query.includes(`$${name}`) ? { [name === '__proto__' ? 'other' : name]: 2 } : {}
        await compareBothPaths(gateway, account.admin.token, { query, variables })
      }
    },
  )
})
