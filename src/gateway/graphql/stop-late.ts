import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import type { RequestContext } from '../../requests/request-context.ts'

/** Lets no field begin its work once the operation is given up. */
export function stopLate(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver
      field.resolve = (source, args, context: RequestContext, info) => {
        context.caller.origin.deadline?.check()
        return resolve(source, args, context, info)
      }
    }
  }
  return schema
}
