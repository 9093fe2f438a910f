import DataLoader from 'dataloader'
import { check, read, rootResolvers } from './parts.mjs'

/** Relations by DataLoader, as the documentation of Yoga and of Apollo shows. */
export function contextOf(caller) {
  const tokens = new Map()
  return {
    caller,
    groups: new DataLoader((ids) => read.groupsOf(caller, ids)),
    clusters: new DataLoader((ids) => read.clusters(caller, ids)),
    /** One loader for each set of arguments. */
    tokens(args) {
      const key = JSON.stringify(args)
      if (!tokens.has(key)) tokens.set(key, new DataLoader((ids) => read.tokensOf(caller, ids, args)))
      return tokens.get(key)
    },
  }
}

export const resolvers = {
  ...rootResolvers,
  User: {
    ...rootResolvers.User,
    groups: (user, _args, context) => {
      check(context.caller, 'GROUP_READ')
      return user.groups ?? context.groups.load(user.id)
    },
  },
  Database: {
    cluster: ({ clusterId }, _args, context) => {
      check(context.caller, 'CLUSTER_READ')
      return context.clusters.load(clusterId)
    },
    tokens: ({ id }, args, context) => {
      check(context.caller, 'DATABASE_TOKEN_READ')
      return context.tokens(args).load(id)
    },
  },
}
