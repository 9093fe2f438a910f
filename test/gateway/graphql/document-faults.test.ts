import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buildSchema, type OperationDefinitionNode, parse, specifiedRules } from 'graphql'
import { describe, expect, it } from 'vitest'
import { documentFaults } from '../../../src/gateway/graphql/document-faults.ts'
import { faultyValue } from '../../../src/gateway/graphql/values.ts'
import { useWorld } from '../../world.ts'

const { account } = useWorld()

/** A document, and what is told of it, with the argument in front where one is at fault. */
type Case = readonly [document: string, ...told: string[]]

/** What clients are told of a document that breaks a rule of graphql-js; each place at which a rule reports is here. */
const told: Readonly<Record<string, readonly Case[]>> = {
  ExecutableDefinitionsRule: [['type X { a: Int } { account { name } }', 'The "X" definition is not executable.']],
  UniqueOperationNamesRule: [
    ['query A { account { name } } query A { account { id } }', 'There can be only one operation named "A".'],
  ],
  LoneAnonymousOperationRule: [
    [
      '{ account { name } } query B { account { name } }',
      'This anonymous operation must be the only defined operation.',
    ],
  ],
  // There are none in the schema, and so the rule has nothing to look at; see below.
  SingleFieldSubscriptionsRule: [['subscription { a }', 'There are no subscriptions; send a query or a mutation.']],
  KnownTypeNamesRule: [
    [
      'query ($x: Databse) { databases(after: $x) { totalCount } }',
      'Unknown type "Databse". Did you mean "Database" or "Table"?',
    ],
  ],
  FragmentsOnCompositeTypesRule: [
    ['{ account { ... on ID { name } } }', 'Fragment cannot condition on non composite type "ID".'],
    [
      '{ account { ...Part } } fragment Part on ID { name }',
      'Fragment "Part" cannot condition on non composite type "ID".',
    ],
  ],
  VariablesAreInputTypesRule: [
    [
      'query ($x: Account) { databases(after: $x) { totalCount } }',
      'Variable "$x" cannot be non-input type "Account".',
      'Variable "$x" of type "Account" used in position expecting type "String".',
    ],
  ],
  ScalarLeafsRule: [
    ['{ account { name { x } } }', 'Field "name" must not have a selection since type "String!" has no subfields.'],
    [
      '{ account }',
      'Field "account" of type "Account" must have a selection of subfields. Did you mean "account { ... }"?',
    ],
  ],
  FieldsOnCorrectTypeRule: [
    [
      '{ databses { totalCount } }',
      'Cannot query field "databses" on type "Query". Did you mean "databases", "database", or "table"?',
    ],
    [
      '{ node(id: "x") { name } }',
      'Cannot query field "name" on type "Node". Did you mean to use an inline fragment on "Account", "Cluster", "Database", "Group", or "Table"?',
    ],
  ],
  UniqueFragmentNamesRule: [
    [
      '{ account { ...A } } fragment A on Account { name } fragment A on Account { id }',
      'There can be only one fragment named "A".',
    ],
  ],
  KnownFragmentNamesRule: [['{ account { ...Prt } }', 'Unknown fragment "Prt".']],
  NoUnusedFragmentsRule: [['{ account { name } } fragment Part on Account { name }', 'Fragment "Part" is never used.']],
  PossibleFragmentSpreadsRule: [
    [
      '{ account { ... on Database { name } } }',
      'Fragment cannot be spread here as objects of type "Account" can never be of type "Database".',
    ],
    [
      '{ account { ...Part } } fragment Part on Database { name }',
      'Fragment "Part" cannot be spread here as objects of type "Account" can never be of type "Database".',
    ],
  ],
  NoFragmentCyclesRule: [
    [
      '{ account { ...Part } } fragment Part on Account { name ...Part }',
      'Cannot spread fragment "Part" within itself.',
    ],
    [
      '{ account { ...A } } fragment A on Account { name ...B } fragment B on Account { ...A }',
      'Cannot spread fragment "A" within itself via "B".',
    ],
  ],
  UniqueVariableNamesRule: [
    ['query ($x: Int, $x: Int) { databases(first: $x) { totalCount } }', 'There can be only one variable named "$x".'],
  ],
  NoUndefinedVariablesRule: [
    ['{ databases(first: $x) { totalCount } }', 'first: Variable "$x" is not defined.'],
    ['query A { databases(first: $x) { totalCount } }', 'first: Variable "$x" is not defined by operation "A".'],
  ],
  NoUnusedVariablesRule: [
    ['query ($x: Int) { account { name } }', 'Variable "$x" is never used.'],
    ['query A ($x: Int) { account { name } }', 'Variable "$x" is never used in operation "A".'],
  ],
  KnownDirectivesRule: [
    ['{ account @skp(if: true) { name } }', 'Unknown directive "@skp".'],
    ['query @skip(if: true) { account { name } }', 'Directive "@skip" may not be used on QUERY.'],
  ],
  UniqueDirectivesPerLocationRule: [
    [
      '{ account @skip(if: true) @skip(if: true) { name } }',
      'The directive "@skip" can only be used once at this location.',
    ],
  ],
  KnownArgumentNamesRule: [
    [
      '{ databases(frst: 1) { totalCount } }',
      'frst: Unknown argument "frst" on field "Query.databases". Did you mean "first" or "last"?',
    ],
    [
      '{ account @skip(iff: true, if: true) { name } }',
      'iff: Unknown argument "iff" on directive "@skip". Did you mean "if"?',
    ],
  ],
  UniqueArgumentNamesRule: [
    ['{ databases(first: 1, first: 2) { totalCount } }', 'first: There can be only one argument named "first".'],
  ],
  ValuesOfCorrectTypeRule: [
    [
      'mutation { createDatabase(input: {}) { database { id } } }',
      'input.clusterId: The fields clusterId, name are required.',
    ],
    [
      'mutation ($id: ID!) { createDatabase(input: { clusterId: $id }) { database { id } } }',
      'input.name: The field name is required.',
    ],
    ['{ databases(filter: { serch: "x" }) { totalCount } }', 'filter: DatabaseFilter has no field of this name.'],
    ['{ nodes(ids: null) { id } }', 'ids: Null does not fit: this must be of type [ID!]!.'],
    ['{ nodes(ids: ["x", null]) { id } }', 'ids.1: Null does not fit: this must be of type ID!.'],
    ['{ databases(filter: 5) { totalCount } }', 'filter: This does not fit: it must be of type DatabaseFilter.'],
    ['{ databases(first: "x") { totalCount } }', 'first: This does not fit: it must be of type Int.'],
    ['{ explainAccess(permission: READ) { allowed } }', 'permission: This is no value of Permission.'],
    ['{ explainAccess(permission: "READ") { allowed } }', 'permission: This is no value of Permission.'],
    [
      'mutation { createDatabase(input: { clusterId: "x", name: "x", retentionPeriod: 5 }) { database { id } } }',
      'input.retentionPeriod: A duration is text such as "30d", "1h30m", "2.5d", "1mo" (30 days), "1y" (365 days) or "P30D".',
    ],
  ],
  ProvidedRequiredArgumentsRule: [
    ['{ node { id } }', 'Field "node" argument "id" of type "ID!" is required, but it was not provided.'],
    [
      '{ account @skip { name } }',
      'Directive "@skip" argument "if" of type "Boolean!" is required, but it was not provided.',
    ],
  ],
  VariablesInAllowedPositionRule: [
    [
      'query ($x: String) { databases(first: $x) { totalCount } }',
      'Variable "$x" of type "String" used in position expecting type "Int".',
    ],
  ],
  OverlappingFieldsCanBeMergedRule: [
    [
      '{ account { name: id name } }',
      'Fields "name" conflict because "id" and "name" are different fields. Use different aliases on the fields to fetch both if this was intentional.',
    ],
  ],
  UniqueInputFieldNamesRule: [
    [
      '{ databases(filter: { search: "x", search: "y" }) { totalCount } }',
      'filter: There can be only one input field of a name.',
    ],
  ],
  MaxIntrospectionDepthRule: [
    [
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      'Maximum introspection depth exceeded',
    ],
  ],
}

const cases = Object.entries(told).flatMap(([rule, list]) => list.map((each) => [rule, ...each] as const))

it.each(cases)('%s: %s is told', async (_rule, document, ...expected) => {
  const { status, errors } = await account.admin.send(document)
  expect(status).toBe(400)
  expect(errors.map(({ extensions: { code, field }, message }) => [code, field, message])).toEqual(
    expected.map((text) => {
      const [, field, message] = /^([a-z][\w.]*): ([\s\S]*)$/.exec(text) ?? [text, undefined, text]
      return ['BAD_INPUT', field, message]
    }),
  )
})

/** How many errors the source of a module of graphql-js makes. */
function errorsMadeIn(module: string): number {
  const source = readFileSync(createRequire(import.meta.url).resolve(`graphql/${module}.js`), 'utf8')
  return source.match(/new _GraphQLError\.GraphQLError\(/g)?.length ?? 0
}

describe('an upgrade of graphql-js shows itself here: what it finds wrong', () => {
  it('with documents, rule by rule, is all known', () => {
    const made = specifiedRules.map(({ name }) => [name, errorsMadeIn(`validation/rules/${name}`)])
    expect(made).toEqual(
      // Those that it makes in more than one place.
      Object.keys(told).map((rule) => [rule, several[rule] ?? 1]),
    )
  })

  const several: Readonly<Record<string, number>> = {
    SingleFieldSubscriptionsRule: 2,
    FragmentsOnCompositeTypesRule: 2,
    ScalarLeafsRule: 3,
    PossibleFragmentSpreadsRule: 2,
    KnownDirectivesRule: 2,
    KnownArgumentNamesRule: 2,
    ValuesOfCorrectTypeRule: 8,
    ProvidedRequiredArgumentsRule: 2,
    VariablesInAllowedPositionRule: 2,
  }

  it('with the values of variables, and with arguments as it executes, is all known', () => {
    expect(errorsMadeIn('utilities/coerceInputValue')).toBe(8)
    expect(errorsMadeIn('execution/values')).toBe(9)
  })
})

describe('what the schema has none of is told, too, once there is one', () => {
  const schema = buildSchema(`
    type Query { a(x: One): Int }
    type Subscription { a: Int b: Int }
    input One @oneOf { id: ID name: String }
  `)
  const faultsOf = (text: string) => documentFaults(schema, parse(text), true).map(({ message }) => message)

  it('a subscription to two fields', () => {
    expect(faultsOf('subscription { a b }')).toEqual(['Anonymous Subscription must select only one top level field.'])
  })

  it('an input object of which exactly one member is given', () => {
    const misfit = ['This does not fit: it must be of type One.']
    expect(faultsOf('{ a(x: {}) }')).toEqual(misfit)
    expect(faultsOf('{ a(x: { id: null }) }')).toEqual(misfit)
    const document = parse('query ($x: One) { a(x: $x) }')
    const operation = document.definitions[0] as OperationDefinitionNode
    expect(faultyValue(schema, document, operation, { x: {} })).toMatchObject({
      message: misfit[0],
      details: { field: 'x' },
    })
  })
})

describe('a variable that does not fit', () => {
  const list = 'query ($v: [ID!]!) { nodes(ids: $v) { id } }'
  const filter = 'query ($v: DatabaseFilter) { databases(filter: $v) { totalCount } }'
  const create = 'mutation ($v: CreateDatabaseInput!) { createDatabase(input: $v) { database { id } } }'
  const wanted = { clusterId: 'x', name: 'x' }
  it.each([
    ['null', list, null, 'ids', 'Null does not fit: this must be of type [ID!]!.'],
    ['null in a list', list, ['x', null], 'ids.1', 'Null does not fit: this must be of type ID!.'],
    ['an object in place of a list of one', list, {}, 'ids', 'This does not fit: it must be of type [ID!]!.'],
    ['no object', filter, 'x', 'filter', 'This does not fit: it must be of type DatabaseFilter.'],
    ['a list in place of an object', filter, [], 'filter', 'This does not fit: it must be of type DatabaseFilter.'],
    ['a required member left out', create, { clusterId: 'x' }, 'input.name', 'The field name is required.'],
    [
      'a required member that is null',
      create,
      { clusterId: 'x', name: null },
      'input.name',
      'Null does not fit: this must be of type String!.',
    ],
    ['a member that is not known', filter, { serch: 'x' }, 'filter', 'DatabaseFilter has no field of this name.'],
    [
      'a scalar',
      create,
      { ...wanted, maxTables: 'x' },
      'input.maxTables',
      'This does not fit: it must be of type Int.',
    ],
    [
      'a scalar of ours',
      create,
      { ...wanted, retentionPeriod: 5 },
      'input.retentionPeriod',
      'A duration is text such as "30d", "1h30m", "2.5d", "1mo" (30 days), "1y" (365 days) or "P30D".',
    ],
    [
      'a value of an enum',
      create,
      { ...wanted, partitionTemplate: { kind: 'X', value: 'x' } },
      'input.partitionTemplate.kind',
      'This is no value of PartitionPartKind.',
    ],
  ])('is told: %s', async (_what, document, value, field, message) => {
    const { errors } = await account.admin.send(document, { v: value })
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT', field } }])
  })
})

describe('a document that cannot be parsed is told where, and by which kind of token', () => {
  it.each([
    ['{ account ', 'line 1, column 11: unexpected end of the document'],
    ['{\n  databases(first: ) { totalCount }\n}', 'line 2, column 20: unexpected ")"'],
    ['{ databases(after: "x', 'line 1, column 22: unexpected end of the document'],
    ['{ 5 }', 'line 1, column 3: unexpected Int'],
    ['{ ☃ }', 'line 1, column 3: unexpected character'],
    ['{ a(x: "\\q") }', 'line 1, column 9: unexpected character'],
    ['query ($x: Int = $y) { a }', 'line 1, column 18: unexpected "$"'],
    ['frgment x { a }', 'line 1, column 1: unexpected Name'],
    ['"""x""" { a }', 'line 1, column 1: unexpected BlockString'],
  ])('%s', async (document, where) => {
    const { errors } = await account.admin.send(document)
    expect(errors).toMatchObject([{ message: `Syntax Error at ${where}.`, extensions: { code: 'BAD_INPUT' } }])
  })
})
