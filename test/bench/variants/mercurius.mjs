import fastify from 'fastify'
import mercurius from 'mercurius'
import { authenticate, check, listening, read, rootResolvers, typeDefs } from './parts.mjs'

/** Mercurius with jit, hand-written checks once per level, and its own loaders without their cache, which costs more. */

const loader = (load) => ({ loader: load, opts: { cache: false } })

const app = fastify()
app.register(mercurius, {
  schema: typeDefs,
  resolvers: rootResolvers,
  loaders: {
    User: {
      groups: loader(async (queries, { caller }) => {
        check(caller, 'GROUP_READ')
        if (queries[0].obj.groups) return queries.map(({ obj }) => obj.groups)
        return read.groupsOf(
          caller,
          queries.map(({ obj }) => obj.id),
        )
      }),
    },
    Database: {
      cluster: loader(async (queries, { caller }) => {
        check(caller, 'CLUSTER_READ')
        return read.clusters(
          caller,
          queries.map(({ obj }) => obj.clusterId),
        )
      }),
      tokens: loader(async (queries, { caller }) => {
        check(caller, 'DATABASE_TOKEN_READ')
        return read.tokensOf(
          caller,
          queries.map(({ obj }) => obj.id),
          queries[0].params,
        )
      }),
    },
  },
  jit: 1,
  context: async (request) => ({ caller: await authenticate(request.headers.authorization) }),
})
await app.listen({ host: '127.0.0.1', port: 0 })
listening(app.server.address().port)
