import { createServer } from 'node:http'
import { useGraphQlJit } from '@envelop/graphql-jit'
import { createSchema, createYoga } from 'graphql-yoga'
import { contextOf, resolvers } from './loaders.mjs'
import { authenticate, listening, typeDefs } from './parts.mjs'

/** GraphQL Yoga with its jit plugin and hand-written checks. */

const yoga = createYoga({
  schema: createSchema({
    typeDefs,
    resolvers,
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  }),
  plugins: [useGraphQlJit()],
  context: async ({ request }) => contextOf(await authenticate(request.headers.get('authorization') ?? undefined)),
  logging: false,
  graphiql: false,
  landingPage: false,
})
const server = createServer(yoga)
server.listen(0, '127.0.0.1', () => listening(server.address().port))
