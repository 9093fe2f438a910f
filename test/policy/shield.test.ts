import { readFileSync } from 'node:fs'
import { buildSchema, type ExecutionResult, type GraphQLSchema, graphql } from 'graphql'
import { describe, expect, it } from 'vitest'
import { applyShield, type Check, makeRule, type RuleTree } from '../../src/policy/graphql-shield.ts'
import { guard, ruleTree } from '../../src/policy/shield.ts'

/** The product's schema, without its descriptions. */
const emitted = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8').replaceAll(
  /\s*"{3}[\s\S]*?"{3}/g,
  '',
)

/** That schema, with something in it replaced or added. */
function altered(from: string, to: string): GraphQLSchema {
  expect(emitted).toContain(from)
  return buildSchema(emitted.replace(from, to))
}

describe('the outer wall of the gateway', () => {
  it('stands around the schema as it is', () => {
    expect(() => guard(buildSchema(emitted))).not.toThrow()
  })

  it('gives a rule to every field of every object type', () => {
    const schema = buildSchema(emitted)
    const tree = ruleTree(schema)
    for (const type of Object.values(schema.getTypeMap())) {
      if (!('getInterfaces' in type) || type.astNode?.kind !== 'ObjectTypeDefinition') continue
      expect(Object.keys(tree[type.name] ?? {}).sort()).toEqual(Object.keys(type.getFields()).sort())
    }
  })

  it.each([
    ['a query', 'type Query {', 'type Query { secrets: String ', 'Query.secrets'],
    ['a mutation', 'type Mutation {', 'type Mutation { dropEverything: Boolean ', 'Mutation.dropEverything'],
    [
      'a query named like an object’s own property',
      'type Query {',
      'type Query { constructor: Int ',
      'Query.constructor',
    ],
    ['a whole type', 'type Query {', 'type Backup { url: String } type Query {', 'Backup.url'],
    [
      'a type named like an object’s own property',
      'type Query {',
      'type toString { a: Int } type Query {',
      'toString.a',
    ],
    ['a subscription', 'type Query {', 'type Subscription { changes: ID } type Query {', 'Subscription.changes'],
  ])('does not stand, and names the place, when %s has no row', (_case, from, to, coordinate) => {
    expect(() => guard(altered(from, to))).toThrow(`${coordinate} has no row`)
  })

  it.each([
    ['a query', '  account: Account\n', '', 'Query.account'],
    ['a mutation', '  signOut: SignOutPayload\n', '', 'Mutation.signOut'],
    ['a field with a row of its own', '  invitation: Invitation\n  lastSignInAt', '  lastSignInAt', 'User.invitation'],
    ['an input type', 'type RowError {', 'input RowError {', 'RowError'],
    ['an enumeration', 'type SignOutPayload {\n  ok: Boolean!', 'enum SignOutPayload {\n  ok', 'SignOutPayload'],
  ])('does not stand, and names the place, when a row is of %s that does not exist', (_case, from, to, coordinate) => {
    const schema = buildSchema(emitted.replace(from, to), { assumeValidSDL: true, assumeValid: true })
    expect(emitted).toContain(from)
    expect(() => guard(schema)).toThrow(`has a row for ${coordinate}, which the schema does not have`)
  })

  it.each([
    ['an interface', 'interface RowError {'],
    ['a union', 'union RowError = Account | Cluster type Other {'],
  ])('does not stand when a row is of %s, whose rule would be ignored', (_case, to) => {
    const source = emitted.replace('type RowError {', to)
    const schema = buildSchema(source.replace(/type Other \{[^}]*\}/, ''), { assumeValidSDL: true, assumeValid: true })
    expect(() => guard(schema)).toThrow('guards RowError, which is no object type')
  })
})

/** What the gateway relies on of graphql-shield, in the versions that are installed. */
describe('graphql-shield, as the gateway uses it', () => {
  const source = `
    interface Thing { id: ID }
    type Note implements Thing { id: ID text: String }
    type Query { note(id: ID): Note thing(id: ID): Thing open: String other: String }
    type Mutation { write(id: ID): String }`

  interface Tried {
    readonly result: ExecutionResult
    /** Which resolvers ran, with what. */
    readonly ran: readonly string[]
  }

  async function tryIt(tree: RuleTree, document: string, resolvers: object = {}): Promise<Tried> {
    const ran: string[] = []
    const schema = buildSchema(source)
    const note = (_root: unknown, args: { id?: string }) => {
      ran.push(`note ${args.id}`)
      return { __typename: 'Note', id: args.id, text: 'secret' }
    }
    const all: Record<string, Record<string, (root: unknown, args: { id?: string }) => unknown>> = {
      Query: { note, thing: note, open: () => 'open', other: () => 'other', ...resolvers },
      Mutation: {
        write: (_root, args) => {
          ran.push(`write ${args.id}`)
          return 'written'
        },
      },
    }
    for (const [typeName, fields] of Object.entries(all)) {
      const type = schema.getType(typeName) as { getFields(): Record<string, { resolve?: unknown }> }
      for (const [name, resolve] of Object.entries(fields)) Object.assign(type.getFields()[name] ?? {}, { resolve })
    }
    const result = await graphql({ schema: applyShield(schema, tree), source: document, contextValue: {} })
    return { result, ran }
  }

  const rule = (check: Check) => makeRule(`rule ${Math.random()}`, check)
  const open = rule(() => true)
  const whole: RuleTree = { Query: { note: open, open, thing: open }, Note: { id: open, text: open } }
  const own = rule((_parent, args) => (args as { id: string }).id === 'mine' || new Error('not yours'))

  it('asks a rule again for every alias: an answer about one id is none about another', async () => {
    const tree = { ...whole, Query: { note: own } }
    for (const [first, second] of [
      ['mine', 'foreign'],
      ['foreign', 'mine'],
    ]) {
      const { result, ran } = await tryIt(tree, `{ a: note(id: "${first}") { id } b: note(id: "${second}") { id } }`)
      expect(result.data).toEqual({
        a: first === 'mine' ? { id: 'mine' } : null,
        b: second === 'mine' ? { id: 'mine' } : null,
      })
      expect(result.errors?.map(({ message, path }) => [message, path])).toEqual([
        ['not yours', [first === 'foreign' ? 'a' : 'b']],
      ])
      expect(ran).toEqual(['note mine'])
    }
  })

  it('asks a rule again for every object of a list of aliases, with its parent', async () => {
    const text = rule((parent) => (parent as { id: string }).id === 'a' || new Error('closed'))
    const tree = { ...whole, Note: { id: open, text } }
    const { result } = await tryIt(
      tree,
      '{ a: note(id: "a") { text } b: note(id: "b") { text } c: note(id: "a") { text } }',
    )

    expect(result.data).toEqual({ a: { text: 'secret' }, b: { text: null }, c: { text: 'secret' } })
  })

  it('denies what the tree does not name, fields and whole types, without running anything', async () => {
    const { result, ran } = await tryIt({ Query: { open } }, '{ open other note(id: "1") { id } }')
    expect(result.data).toEqual({ open: 'open', other: null, note: null })
    expect(result.errors).toHaveLength(2)
    expect(ran).toEqual([])

    const written = await tryIt({ Query: { open } }, 'mutation { write(id: "1") }')
    expect(written.result.data).toEqual({ write: null })
    expect(written.ran).toEqual([])

    const inside = await tryIt({ Query: { note: open } }, '{ note(id: "1") { id text } }')
    expect(inside.result.data).toEqual({ note: { id: null, text: null } })
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('a fault in the rule')
      },
    ],
    ['throws later', () => Promise.reject(new Error('a fault in the rule'))],
    ['answers false', () => false],
    ['answers nothing', () => undefined],
    ['answers something true-like', () => 1],
  ] as [string, () => unknown][])('denies when a rule %s', async (_case, check) => {
    const { result, ran } = await tryIt({ ...whole, Query: { note: rule(check as Check) } }, '{ note(id: "1") { id } }')

    expect(result.data).toEqual({ note: null })
    expect(result.errors).toHaveLength(1)
    expect(result.errors?.[0]?.message).not.toContain('fault')
    expect(ran).toEqual([])
  })

  it('hands the error that a rule answers with to the client, as it is', async () => {
    class Ours extends Error {
      readonly code = 'FORBIDDEN'
    }
    const error = new Ours('You need A_PERMISSION.')
    const { result } = await tryIt({ ...whole, Query: { note: rule(() => error) } }, '{ note(id: "1") { id } }')

    expect(result.errors?.[0]?.originalError).toBe(error)
  })

  it('hands on the error of a resolver as it is, for the gateway masks what is not meant for clients', async () => {
    const fault = new Error('a fault in the resolver')
    const { result } = await tryIt(whole, '{ open }', { open: () => Promise.reject(fault) })

    expect(result.errors?.[0]?.originalError).toBe(fault)
  })

  it('guards what is reached through an interface by the rules of the object type', async () => {
    const tree = { ...whole, Note: { id: rule(() => new Error('closed')), text: open } }
    const { result } = await tryIt(tree, '{ thing(id: "1") { id ... on Note { text } } }')

    expect(result.data).toEqual({ thing: { id: null, text: 'secret' } })
    expect(result.errors?.map(({ message }) => message)).toEqual(['closed'])
  })

  it('runs nothing of a mutation that is refused', async () => {
    const { result, ran } = await tryIt(
      { Mutation: { write: own } },
      'mutation { a: write(id: "foreign") b: write(id: "mine") }',
    )

    expect(result.data).toEqual({ a: null, b: 'written' })
    expect(ran).toEqual(['write mine'])
  })
})
