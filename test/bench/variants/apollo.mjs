import { createRequire } from 'node:module'
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import { makeExecutableSchema } from '@graphql-tools/schema'
import express from 'express'
import { isObjectType } from 'graphql'
import { requirementOf } from '../../../dist/policy/operations.js'
import { contextOf, resolvers } from './loaders.mjs'
import { authenticate, listening, refused, typeDefs } from './parts.mjs'

/** Apollo Server behind Express: plain, with hand-written checks, or with graphql-shield on every field. */

const require = createRequire(import.meta.url)

/** One rule for each field of each object type, by the same table; those that ask only about the caller are cached. */
function guard(schema) {
  const { shield, rule, deny } = require('graphql-shield')
  const { applyMiddleware } = require('graphql-middleware')
  const rules = new Map()
  const ruleFor = (requirement, isRoot) => {
    const name = `${isRoot} ${JSON.stringify(requirement)}`
    const own = requirement.special === 'own' ? requirement.id : undefined
    if (!rules.has(name)) {
      const decideOn = async (parent, args, { caller }) =>
        refused(caller, requirement, own && (isRoot ? args : parent)[own]) ?? true
      rules.set(name, rule(name, { cache: own ? 'no_cache' : 'contextual' })(decideOn))
    }
    return rules.get(name)
  }
  const tree = {}
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    const isRoot = type.name === 'Query' || type.name === 'Mutation'
    const names = Object.keys(type.getFields())
    tree[type.name] = Object.fromEntries(names.map((name) => [name, ruleFor(requirementOf(type.name, name), isRoot)]))
  }
  return applyMiddleware(schema, shield(tree, { fallbackRule: deny, allowExternalErrors: true }))
}

const schema = makeExecutableSchema({ typeDefs, resolvers })
const apollo = new ApolloServer({
  schema: process.env.BENCH_SHIELD === 'on' ? guard(schema) : schema,
  includeStacktraceInErrorResponses: false,
})
await apollo.start()
const app = express()
const context = async ({ req }) => contextOf(await authenticate(req.headers.authorization))
app.use('/graphql', express.json(), expressMiddleware(apollo, { context }))
const server = app.listen(0, '127.0.0.1', () => listening(server.address().port))
