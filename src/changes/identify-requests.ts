import { defaultFieldResolver, type GraphQLSchema } from 'graphql'
import type { Caller } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'

/**
 * Wraps every mutation so that a request with an `Idempotency-Key` is known by the mutation and its arguments: their
 * order does not matter, and neither does what the request selects of the answer.
 */
export function identifyRequests(schema: GraphQLSchema, keys: Keys): GraphQLSchema {
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver
    field.resolve = (source, args: Json, context: { readonly caller: Caller }, info) => {
      const { idempotency } = context.caller.origin
      if (idempotency) idempotency.requestHashes = keys.hashesOfRequest(canonicalJson({ [name]: args }))
      return resolve(source, args, context, info)
    }
  }
  return schema
}
