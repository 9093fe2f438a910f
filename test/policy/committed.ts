import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema } from 'graphql'
import { coordinatesOf } from './documents.ts'

/** The product's schema as it is committed. */
export const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')

/** The committed schema, without resolvers and without the checks that it has passed before. */
export const committedSchema = (): GraphQLSchema => buildSchema(committed, { assumeValid: true, assumeValidSDL: true })

/** `Query.viewer`, `Database.name`, …: every field of the committed schema. */
export const committedCoordinates: readonly string[] = coordinatesOf(committedSchema()).map(
  ({ type, field }) => `${type}.${field.name}`,
)
