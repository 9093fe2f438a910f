import { createRequire } from 'node:module'
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type * as Middleware from 'graphql-middleware'
import type * as Shield from 'graphql-shield'

// Both are loaded as CommonJS: shield's ES module does not load on Node 23 and later.
const require = createRequire(import.meta.url)
const { shield, rule, deny } = require('graphql-shield') as typeof Shield
const { applyMiddleware } = require('graphql-middleware') as typeof Middleware

export type Rule = ReturnType<ReturnType<typeof Shield.rule>>
export type RuleTree = Record<string, Record<string, Rule>>
export type Check = (parent: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => true | Error

/** A rule that is evaluated for every field: shield's caches ignore the arguments. */
export const makeRule = (name: string, check: Check): Rule =>
  rule(name, { cache: 'no_cache' })((parent, args, context, info) => check(parent, args, context, info))

/** Wraps every field of every object type; a field that the tree does not name is denied. */
export function applyShield(schema: GraphQLSchema, tree: RuleTree): GraphQLSchema {
  const middleware = shield(tree, {
    fallbackRule: deny,
    // Errors of resolvers and rules pass through to our own formatter, which masks what is not meant for clients.
    allowExternalErrors: true,
  })
  return applyMiddleware(schema, middleware)
}
