import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { GraphQLError, GraphQLScalarType } from 'graphql'
import { Authenticator } from '../../../dist/auth/authenticate.js'
import { readConfig } from '../../../dist/config.js'
import { openCore } from '../../../dist/core.js'
import { toGroup } from '../../../dist/groups/group.js'
import { decide, refusal } from '../../../dist/policy/decide.js'
import { allPermissions } from '../../../dist/policy/permissions.js'
import { inOrder } from '../../../dist/requests/request-context.js'
import { readAttributes } from '../../../dist/users/attributes.js'
import { groupsOfUsers } from '../../../dist/users/user.loader.js'
import { printDuration } from '../../../dist/values/duration.js'

/** What the peers share with Clustergate: its schema, its authentication, its statements and its privilege table. */

export const typeDefs = readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8')

export const core = await openCore(readConfig(process.env))
const { services } = core
const authenticator = new Authenticator(core.store.db, core.keys, core.clock)
const origin = { requestId: 'bench', ip: null, client: 'bench' }

export const authenticate = (authorization) => authenticator.authenticate({ authorization, cookie: undefined }, origin)

/** Each reads from the store in as few statements as Clustergate does; many keys at once where there are many. */
export const read = {
  users: (caller, args) => services.users.page(caller, args),
  groupsOf: (caller, ids) => groupsOfUsers(core.store.db, core.clock).load(caller, ids, {}),
  databases: (caller, args) => services.databases.page(caller, undefined, args),
  clusters: async (caller, ids) => {
    const wanted = [...new Set(ids)]
    return inOrder(ids, await services.clusters.findMany(caller, wanted))
  },
  tokensOf: (caller, ids, args) => services.databaseTokens.pagesOfDatabases(caller, ids, args),
}

const readable = (error) => {
  const { code, message, details } = error
  return new GraphQLError(message, { extensions: { code, ...details } })
}

/** The error that a caller gets who lacks what is required; undefined for everybody else. */
export function refused(caller, requirement, ownerId) {
  const error = refusal(decide(caller, requirement, ownerId))
  return error && readable(error)
}

/** The check that hand-written resolvers begin with. */
export function check(caller, permission) {
  const error = refused(caller, permission)
  if (error) throw error
}

/** Authentication has read the person with the groups, so that nobody need read them again. */
export function viewerOf(caller) {
  if (caller.kind === 'anonymous') return null
  return {
    permissions: allPermissions.filter((permission) => caller.permissions.has(permission)),
    user: { ...caller.user, groups: caller.groups.map(toGroup) },
  }
}

const scalar = (name, serialize) => new GraphQLScalarType({ name, serialize })

export const scalars = {
  DateTime: scalar('DateTime', (at) => new Date(at).toISOString()),
  Duration: scalar('Duration', printDuration),
  EmailAddress: scalar('EmailAddress', String),
}

/** Resolvers with their checks at the root, without those of relations. */
export const rootResolvers = {
  ...scalars,
  Node: { __resolveType: () => null },
  Query: {
    viewer: (_root, _args, { caller }) => viewerOf(caller),
    users: (_root, args, { caller }) => {
      check(caller, 'USER_READ')
      return read.users(caller, args)
    },
    databases: (_root, args, { caller }) => {
      check(caller, 'DATABASE_READ')
      return read.databases(caller, args)
    },
  },
  User: { attributes: ({ attributes }) => readAttributes(attributes) },
}

/** Tells the driver where it listens, and ends in order when told to, so that a profile is written. */
export function listening(port) {
  process.once('SIGTERM', () => process.exit())
  process.stdout.write(`listening ${port}\n`)
}
