import { readFile } from 'node:fs/promises'
import {
  buildSchema,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSchemaOf } from '../../../src/api-schema.ts'
import { readConfig } from '../../../src/config.ts'
import { openCore } from '../../../src/core.ts'
import { printGatewaySchema } from '../../../src/gateway/graphql/schema.ts'
import { makeStore } from '../../store.ts'

let committed: string
let emitted: string
let schema: GraphQLSchema

beforeAll(async () => {
  committed = await readFile(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8')
  const store = await makeStore(false)
  const core = await openCore(readConfig({ CLUSTERGATE_DATA_DIR: store.dataDirectory }))
  emitted = printGatewaySchema(buildSchemaOf(core))
  await core.close()
  await store.remove()
  schema = buildSchema(emitted)
})

const permissions = () =>
  (schema.getType('Permission') as unknown as { getValues(): { name: string; description?: string }[] }).getValues()

describe('schema/schema.graphql', () => {
  it('is what the gateway emits; `npm run schema` writes it anew', () => {
    expect(committed).toBe(emitted)
  })

  it('says that an attribute may be a right', () => {
    expect(schema.getType('Attribute')?.description).toContain('Then it is a right')
  })

  it('is sorted', () => {
    expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(emitted)
  })

  it('describes every root field, and says what it needs', () => {
    const needs =
      /(Open to all\.|Requires [A-Z_]+( and [A-Z_]+)*\.|Requires [A-Z_]+( or [A-Z_]+)+, by what the object is\.|Requires a session or a management token\.|Requires a signed-in person\.|One’s own always; otherwise requires [A-Z_]+\.)$/
    for (const name of ['Query', 'Mutation']) {
      for (const field of Object.values((schema.getType(name) as GraphQLObjectType).getFields())) {
        expect.soft(field.description, `${name}.${field.name}`).toMatch(needs)
        expect.soft(field.description?.replace(needs, '').trim(), `${name}.${field.name}`).toMatch(/^[A-Z].{10,}[.…]$/s)
      }
    }
  })

  it('describes every permission', () => {
    expect(permissions()).toHaveLength(35)
    for (const { name, description } of permissions()) expect.soft(description, name).toMatch(/^[A-Z].{5,}\.$/)
  })

  it('names no permission that there is not, and names each', () => {
    const known = permissions().map(({ name }) => name)
    const named = new Set<string>()
    for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
      for (const text of [type.description, ...Object.values(type.getFields()).map((field) => field.description)]) {
        for (const [, list] of (text ?? '').matchAll(/[Rr]equires ([A-Z_]+(?: and [A-Z_]+)*)\./g)) {
          for (const permission of (list as string).split(' and ')) named.add(permission)
        }
      }
    }
    expect([...named].sort()).toEqual([...known].sort())
  })

  it.each([
    ['Query.users', 'Requires USER_READ.'],
    ['Query.viewer', 'Open to all.'],
    ['Query.node', 'Requires a session or a management token.'],
    ['Mutation.setUserGroups', 'Requires GROUP_ASSIGN.'],
    ['Mutation.rotateDatabaseToken', 'Requires DATABASE_TOKEN_UPDATE and DATABASE_TOKEN_CREATE.'],
    ['Mutation.changePassword', 'Requires a signed-in person.'],
    ['Mutation.revokeSession', 'One’s own always; otherwise requires SESSION_REVOKE.'],
    ['Group.members', 'Requires USER_READ.'],
    ['Database.tables', 'Requires TABLE_READ.'],
    ['Cluster.databases', 'Requires DATABASE_READ.'],
  ])('says of %s: %s', (coordinate, sentence) => {
    const [type, field] = coordinate.split('.') as [string, string]
    expect((schema.getType(type) as GraphQLObjectType).getFields()[field]?.description).toMatch(
      new RegExp(`(^| )${sentence}$`),
    )
  })
})
