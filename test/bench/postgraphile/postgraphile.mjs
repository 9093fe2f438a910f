import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { authenticate, listening } from '../variants/parts.mjs'

/** PostGraphile over the tables of Clustergate, with its authentication; row-level security decides what may be read. */

const preset = {
  extends: [PostGraphileAmberPreset],
  // Rows are ordered by what an index has behind the account, too.
  disablePlugins: ['NodePlugin', 'PgIndexBehaviorsPlugin'],
  schema: { defaultBehavior: '-insert -update -delete -connection +list' },
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ['public'] })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: {
    async context({ node }) {
      const caller = await authenticate(node.req.headers.authorization)
      return {
        pgSettings: {
          role: 'clustergate_bench',
          'asking.account': caller.accountId ?? '',
          'asking.id': caller.id ?? '',
          'asking.permissions': [...caller.permissions].join(),
        },
      }
    },
  },
}

const server = createServer()
await postgraphile(preset).createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => listening(server.address().port))
