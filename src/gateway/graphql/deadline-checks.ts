import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql'
import type { RequestContext } from '../../requests/request-context.ts'

/** Makes every resolver check the deadline first, so that no field begins its work after it. */
export function checkDeadlines(schema: GraphQLSchema): GraphQLSchema {
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
