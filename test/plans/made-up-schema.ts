import { setImmediate as turn } from 'node:timers/promises'
import {
  extendSchema,
  GraphQLEnumType,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  type GraphQLUnionType,
  parse,
} from 'graphql'
import { typeNameOf } from '../../src/nodes/node.type.ts'
import { Relation } from '../../src/requests/relation.ts'
import type { RequestContext } from '../../src/requests/request-context.ts'
import { seeded } from './documents.ts'

/**
 * What plans must be able to carry out, and the gateway's schema has little or nothing of: lists of lists, nulls within
 * lists, floats, enums with values of their own, scalars of any kind, functions and promises as properties, errors.
 * Types and root fields bear names of the privilege table, as nothing else can be planned.
 */
const typeDefinitions = parse(`
  schema { query: Query }
  input Shape { size: Int!, colours: [Colour!], about: String = "nothing" }
  interface Node { id: ID! }
  type Query {
    viewer: Viewer
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]
    databases(first: Int = 3, colour: Colour, shape: Shape): [Database!]
    clusters: [[Cluster]!]
    table(id: ID!): Table!
  }
  type Viewer { number: Int, numbers: [Int], colour: Colour!, table: Table, later: [Database] }
  type Database implements Node {
    id: ID!
    name: String!
    about: String
    ratio: Float
    ratios: [Float!]
    grid: [[Int]]
    deep: [[[String!]]!]!
    colour: Colour
    palette: [Colour]
    at: DateTime
    anything: Anything
    flag: Boolean
    flags: [Boolean]
    perhaps: String
    echo(text: String, number: Int, shape: Shape, at: DateTime, colours: [Colour!]): String!
    cluster: Cluster
    siblings(first: Int): [[Database]]
    sometimes: Table
  }
  type Cluster implements Node { id: ID!, name: String!, weight: Float!, size: Int, databases(first: Int = 2): [Database!] }
  type Table implements Node { id: ID!, name: String!, rows: [[Int!]!], home: Cluster!, fragile: String! }
`)

const texts = ['plain', '', '“quoted”', 'a "b" \\ c', 'line\nbreak', '\u0000', '\ud800', 'é😀', '\u2028']
const integers = [0, -0, 1, -1, 2_147_483_647, -2_147_483_648]
const fractions = [0, -0, 0.1, 1e21, 1e-7, -123_456.789, 5]
const anythings = ['text', 0, false, [], [1, [null]], {}, { a: { b: 'c' }, d: null }, new Date(0)]
const colours = { RED: { value: 10 }, GREEN: { value: 'g' }, BLUE: {} }
const colourValues = [10, 'g', 'BLUE']

const idOf = (kind: string, at: number) => `${kind}_00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
const kinds = ['database', 'cluster', 'table']
const each = 4

/** Ids of objects of all kinds, and one that is not there. */
export const madeUpIds: readonly string[] = [
  ...kinds.flatMap((kind) => Array.from({ length: each }, (_, at) => idOf(kind, at))),
  idOf('group', 0),
]

/** `onLoad` hears of the ids that are loaded together for `Database.cluster`. */
export function makeUpSchema(onLoad: (ids: readonly string[]) => void = () => {}): GraphQLSchema {
  const scalars = [
    new GraphQLScalarType({
      name: 'DateTime',
      serialize: (at) => new Date(at as number).toISOString(),
      parseValue: (text) => Date.parse(text as string),
    }),
    new GraphQLScalarType({ name: 'Anything' }),
    new GraphQLEnumType({ name: 'Colour', values: colours }),
  ]
  const schema = extendSchema(new GraphQLSchema({ types: scalars }), typeDefinitions)
  for (const [coordinate, resolve] of Object.entries(resolvers)) fieldOf(schema, coordinate).resolve = resolve
  const relation = new Relation<Thing, unknown>(
    'Database.cluster',
    async (_caller, ids) => {
      onLoad(ids)
      return ids.map((id) => things.get(id) ?? null)
    },
    ({ clusterId }) => clusterId as string | null,
  )
  const cluster = fieldOf(schema, relation.coordinate)
  cluster.extensions = { relation }
  cluster.resolve = (thing, _args, context) => relation.of(context, thing as Thing)
  const node = schema.getType('Node') as GraphQLUnionType
  node.resolveType = (value) => typeNameOf(value as { id: string })
  return schema
}

function fieldOf(schema: GraphQLSchema, coordinate: string) {
  const [typeName, fieldName] = coordinate.split('.') as [string, string]
  const field = (schema.getType(typeName) as GraphQLObjectType).getFields()[fieldName]
  if (!field) throw new Error(`The schema has no ${coordinate}.`)
  return field
}

type Thing = Record<string, unknown> & { readonly id: string }

const random = seeded(7)
const chance = (probability: number) => random() < probability
const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const perhaps = <T>(make: () => T, probability = 0.8): T | null => (chance(probability) ? make() : null)
const some = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 4) }, make)

function makeThing(kind: string, at: number): Thing {
  const thing = {
    id: idOf(kind, at),
    name: one(texts),
    about: perhaps(() => one(texts)),
    clusterId: perhaps(() => idOf('cluster', at)),
  }
  const sometimes = perhaps(() => idOf('table', at), 0.5)
  return kind === 'database'
    ? {
        ...thing,
        ratio: perhaps(() => one(fractions)),
        ratios: perhaps(() => some(() => one(fractions))),
        grid: perhaps(() => some(() => perhaps(() => some(() => perhaps(() => one(integers)))))),
        deep: some(() => some(() => perhaps(() => some(() => one(texts))))),
        colour: perhaps(() => one(colourValues)),
        palette: perhaps(() => some(() => perhaps(() => one(colourValues)))),
        at: perhaps(() => Math.floor(random() * 1e12)),
        anything: perhaps(() => one(anythings)),
        flag: perhaps(() => chance(0.5)),
        flags: some(() => perhaps(() => chance(0.5))),
        perhaps: at % 2 === 0 ? async () => one(['a']) : () => null,
        sometimes: sometimes && turn().then(() => things.get(sometimes)),
      }
    : {
        ...thing,
        weight: one(fractions),
        // No Int for one of them: an error with a path.
        size: at === 3 ? 2 ** 31 : one(integers),
        rows: perhaps(() => some(() => some(() => one(integers)))),
      }
}

const things = new Map<string, Thing>()
for (const kind of kinds) for (let at = 0; at < each; at++) things.set(idOf(kind, at), makeThing(kind, at))

const databases = (first: unknown) =>
  Array.from({ length: Math.min(Number(first ?? each), each) }, (_, at) => things.get(idOf('database', at)))

const resolvers: Record<string, GraphQLFieldResolver<Thing, RequestContext>> = {
  'Query.viewer': () => ({
    number: 7,
    numbers: [1, null, 2],
    colour: 10,
    table: things.get(idOf('table', 1)),
    later: Promise.resolve([null, ...databases(2)]),
  }),
  'Query.node': (_root, { id }) => things.get(id),
  'Query.nodes': async (_root, { ids }) => ids.map((id: string) => things.get(id)),
  'Query.databases': (_root, { first }) => databases(first),
  'Query.clusters': () => [[things.get(idOf('cluster', 0)), null], [], [things.get(idOf('cluster', 1))]],
  'Query.table': async (_root, { id }) => things.get(id),
  'Database.echo': (_thing, args) => JSON.stringify(args),
  'Database.siblings': (_thing, { first }) => [databases(first), null, [null]],
  'Cluster.databases': async (_thing, { first }) => databases(first),
  'Table.home': (table) => things.get(String(table.id).replace('table', 'cluster')),
  'Table.fragile': ({ id }) => {
    if (id === idOf('table', 2)) throw new Error('It broke.')
    return 'whole'
  },
}
